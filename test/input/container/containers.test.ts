import { describe, expect, it } from "vitest";
import { isConserved } from "../../../src/wits/decoding/counters.js";
import type { DialectOptions } from "../../../src/wits/dialect/dialect.js";
import { decodeWrapped, unwrap, usualCuts } from "./unwrapping.js";

interface Sample {
  readonly name: string;
  readonly bytes: string | Buffer;
  readonly container: string;
  readonly text: string;
  readonly options?: DialectOptions;
}

const PLAIN = "&&\r\n0101NO 15\r\n01083650.40\r\n!!\r\n&&\n01081\n!!\n";

const hexdump = (bytes: Buffer): string => {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const pairs = [...row].map((byte) => byte.toString(16).padStart(2, "0"));
    const hex = `${pairs.slice(0, 8).join(" ").padEnd(23)}  ${pairs.slice(8).join(" ").padEnd(23)}`;
    lines.push(
      `${at.toString(16).padStart(8, "0")}  ${hex}  |${row.toString("latin1").replace(/[^ -~]/g, ".")}|\n`,
    );
  }
  return `${lines.join("")}${bytes.length.toString(16).padStart(8, "0")}\n`;
};

const xxd = (bytes: Buffer): string => {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = (row.toString("hex").match(/.{1,4}/g) ?? []).join(" ").padEnd(39);
    lines.push(
      `${at.toString(16).padStart(8, "0")}: ${hex}  ${row.toString("latin1").replace(/[^ -~]/g, ".")}\n`,
    );
  }
  return lines.join("");
};

const od = (bytes: Buffer): string => {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = [...row].map((byte) => ` ${byte.toString(16).padStart(2, "0")}`).join("");
    lines.push(
      `${at.toString(16).padStart(6, "0")}${hex.padEnd(48)}  >${row.toString("latin1").replace(/[^ -~]/g, ".")}<\n`,
    );
  }
  return `${lines.join("")}${bytes.length.toString(16).padStart(6, "0")}\n`;
};

const samples: readonly Sample[] = [
  { name: "plain", bytes: PLAIN, container: "", text: PLAIN },
  {
    name: "joined, in quotes",
    bytes: '"&&,0101NO 15, A,01083650.40,!!"\r\n',
    container: "joined",
    text: "&&\n0101NO 15, A\n01083650.40\n!!\n",
  },
  {
    name: "joined, frames side by side",
    bytes: '"&&,01081,!!""&&,01082!!"\n',
    container: "joined",
    text: "&&\n01081\n!!\n&&\n01082!!\n",
  },
  {
    name: "joined, doubled quotes",
    bytes: '"&&,0101a ""b"" c,01081,!!"\n',
    container: "joined",
    text: '&&\n0101a "b" c\n01081\n!!\n',
  },
  {
    name: "joined, backslashed quotes",
    bytes: '"&&,0101a \\"b\\" c,01081,!!"\n',
    container: "joined",
    text: '&&\n0101a "b" c\n01081\n!!\n',
  },
  {
    name: "joined, items in quotes",
    bytes: '"0101A","01081.5","01102"\n',
    container: "joined",
    text: "&&0101A\n01081.5\n01102\n!!",
  },
  {
    name: "joined, without markers",
    bytes: "0101A;01081.5;01102\n0101B;01082.5\n",
    container: "joined",
    text: "&&0101A\n01081.5\n01102\n!!&&0101B\n01082.5\n!!",
  },
  {
    name: "id=value, by tabs",
    bytes: "0108=3650.4\t0110=3651\n",
    container: "joined",
    text: "&&0108=3650.4\n0110=3651\n!!",
  },
  {
    name: "a Python list a line",
    bytes: `0\n['&&', '0101NO 15', "0101O'B", '0101caf\\xe9', '!!']\n1\n`,
    container: "list",
    text: "0\n&&\n0101NO 15\n0101O'B\n0101caf\u00e9\n!!\n1\n",
  },
  {
    name: "JSON lines",
    bytes:
      '{"received_at": "2024-06-12T10:00:00Z", "frame": {"0108": "650.4", "0110": 651, "0113": null, "0101": "a\\nb\\u00e9\\ud83d\\ude00 \\"q\\""}}\n',
    container: "json",
    text: '&&\n0108650.4\n0110651\n0113\n0101a bé😀 "q"\n!!\n',
  },
  {
    name: "JSON behind a byte order mark",
    bytes: '\ufeff{"frame":{"0108":"1"}}\n',
    container: "json",
    text: "&&\n01081\n!!\n",
  },
  {
    name: "winston",
    bytes:
      '{"client":"a","record":[{"code":"0108","value":1.5},{"value":"x","code":101}],"timestamp":"2024-06-12T10:00:00.000Z"}\n',
    container: "json",
    text: "&&\n01081.5\n0101x\n!!\n",
  },
  {
    name: "bare lists of pairs",
    bytes: '[{"code":"0108","value":1},{"code":"0110","value":true}]\n',
    container: "json",
    text: "&&\n01081\n0110true\n!!",
  },
  {
    name: "the text of a frame",
    bytes: '{"ts":1718186400,"raw":"&&\\r\\n01081.5\\r\\n!!\\r\\n"}\n',
    container: "json",
    text: "&&\r\n01081.5\r\n!!\r\n\n",
  },
  {
    name: "a JSON document",
    bytes: '[\n  {"time": 1718186400123, "frame": {\n "0108": 1 }},\n  {"frame": {"0108": 2}}\n]\n',
    container: "json",
    text: "&&\n01081\n!!\n&&\n01082\n!!",
  },
  {
    name: "a pretty-printed frame",
    bytes: '[\n  {"code": "0108", "value": 1},\n  {"code": "0110", "value": 2}\n]\n',
    container: "json",
    text: "&&\n01081\n01102\n!!\n",
  },
  {
    name: "a list of frames in one line",
    bytes: '[{"0108":1},{"0108":2}]\n',
    container: "json",
    text: "&&\n01081\n!!&&01082\n!!",
  },
  {
    name: "frames within an object",
    bytes: '{"frames":[{"0108":1},{"0108":2}]}\n',
    container: "json",
    text: "&&\n01081\n!!&&01082\n!!\n",
  },
  {
    name: "XML lines",
    bytes:
      "<f><timestamp>2024-06-12T10:00:00Z</timestamp><witsdata><identifier>0108</identifier><value>1.5</value></witsdata><witsdata><value>a &lt;b&gt; &#233;</value><identifier>0101</identifier></witsdata></f>\n",
    container: "xml",
    text: "&&\n01081.5\n0101a <b> é\n!!\n",
  },
  {
    name: "an XML document",
    bytes:
      '<?xml version="1.0"?>\n<log>\n <frame>\n  <time>2024-06-12 10:00:00</time>\n  <witsdata><identifier>0108</identifier><value>1</value></witsdata>\n  <witsdata>\n <identifier> 0110 </identifier><value/></witsdata>\n </frame>\n <frame><witsdata><identifier>0108</identifier><value><![CDATA[2]]></value></witsdata></frame>\n</log>\n',
    container: "xml",
    text: "&&\n01081\n0110\n!!\n&&\n01082\n!!\n",
  },
  { name: "xxd", bytes: xxd(Buffer.from(PLAIN)), container: "hex", text: PLAIN },
  { name: "hexdump -C", bytes: hexdump(Buffer.from(PLAIN)), container: "hex", text: PLAIN },
  { name: "od", bytes: od(Buffer.from(PLAIN)), container: "hex", text: PLAIN },
  { name: "pairs", bytes: `${Buffer.from(PLAIN).toString("hex")}\n`, container: "hex", text: PLAIN },
  {
    name: "UTF-16, little-endian",
    bytes: Buffer.from(`\ufeff${PLAIN}&&\n0101\u00e9\u20ac\n!!\n`, "utf16le"),
    container: "utf-16",
    text: `${PLAIN}&&\n0101\u00e9\u20ac\n!!\n`,
  },
  {
    name: "UTF-16, big-endian",
    bytes: Buffer.from(`\ufeff${PLAIN}`, "utf16le").swap16(),
    container: "utf-16",
    text: PLAIN,
  },
  {
    name: "JSON in UTF-16",
    bytes: Buffer.from('\ufeff{"frame":{"0108":"1"}}\r\n', "utf16le"),
    container: "utf-16+json",
    text: "&&\n01081\n!!\n",
  },
  {
    name: "a vendor's markers",
    bytes: "\x02\r\n01081\r\n\x03\r\n\x02\r\n01082\r\n\x03\r\n",
    container: "markers",
    text: "&&\n01081\r\n!!\n&&\n01082\r\n!!\n",
    options: { markers: ["\x02\r\n", "\x03\r\n"] },
  },
  {
    name: "eight bits",
    bytes: Buffer.from([...Buffer.from(PLAIN)].map((byte) => byte | 0x80)),
    container: "",
    text: PLAIN,
    options: { sevenBit: true },
  },
  {
    name: "prefixes of a terminal's logger",
    bytes:
      "[2024-06-12 10:00:00.123] RX: &&\r\n[2024-06-12 10:00:00.124] RX: 01081.5\r\n[2024-06-12 10:00:00.125] RX: !!\r\n",
    container: "prefixed",
    text: "&&\r\n01081.5\r\n!!\r\n",
  },
  {
    name: "prefixes with a time alone",
    bytes: "10:00:00.123> &&\n10:00:00.124> 01081.5\n10:00:00.125> !!\n",
    container: "prefixed",
    text: "&&\n01081.5\n!!\n",
  },
  {
    name: "arrows",
    bytes: "<<< &&\n<<< 01081.5\n<<< !!\n>>> 0111-9999\n",
    container: "prefixed",
    text: "&&\n01081.5\n!!\n>>> 0111-9999\n",
  },
  {
    name: "what our own side sent",
    bytes: "RX:&&\nRX:01081\nRX:!!\nTX:&&\nTX:0111-9999\nTX:!!\n",
    container: "prefixed",
    text: "&&\n01081\n!!\nTX:&\nTX:0111-9999\nTX:!\n",
  },
  {
    name: "our own side alone",
    bytes: "TX &&\nTX 01081\nTX !!\n",
    container: "prefixed",
    text: "&&\n01081\n!!\n",
  },
]; // prettier-ignore

const bytesOf = ({ bytes }: Sample): Buffer => (typeof bytes === "string" ? Buffer.from(bytes) : bytes);

describe.each(samples)("$name", (sample) => {
  const bytes = bytesOf(sample);
  const { container, text, options = {} } = sample;

  it("is found out, and its frames are what is left", async () => {
    const unwrapped = await unwrap(bytes, undefined, options);
    expect(unwrapped.containers).toBe(container);
    expect(unwrapped.text.toString()).toBe(text);
  });

  it("gives every byte of the text a place, ascending, and counts the others", async () => {
    const { places, wrapping, text: decoded } = await unwrap(bytes, undefined, options);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(wrapping).toBe(bytes.length - decoded.length);
  });

  it("is the same however it is cut", async () => {
    const whole = await unwrap(bytes, undefined, options);
    for (const cut of usualCuts) expect(await unwrap(bytes, cut, options), `cut ${cut}`).toEqual(whole);
  });

  it("is accounted for to the last byte", async () => {
    const { counters } = await decodeWrapped(bytes, { options });
    expect(counters.bytes.total).toBe(bytes.length);
    expect(isConserved(counters.bytes)).toBe(true);
    expect(counters.bytes.framing).toBeGreaterThanOrEqual(0);
    expect(counters.frames).toBeGreaterThan(0);
  });
});
