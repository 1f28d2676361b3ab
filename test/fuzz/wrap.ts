/** Logs in what loggers, scripts and databases put around them, each in several hands. */
import type { Random } from "../../src/samples/random.js";

const pick = <Value>(random: Random, all: readonly Value[]): Value => all[random.below(all.length)]!;

type Wrap = (random: Random, frames: readonly (readonly string[])[]) => string;

/** The lines of frames, without their ends; a byte in each character. */
function framesOf(log: string): string[][] {
  const frames: string[][] = [[]];
  for (const line of log.split(/\r\n|\r|\n/)) {
    if (line.startsWith("&&")) frames.push([]);
    frames.at(-1)!.push(line);
  }
  return frames.filter((lines) => lines.some((line) => line !== ""));
}

const isItem = (line: string): boolean => /^\d{4}/.test(line);
const ends: readonly string[] = ["\n", "\n", "\r\n", "\r", "", "\n\n"];

const time = (random: Random): string =>
  `${pick(random, ["2024-06-12", "12.06.2024", "2024/06/12", "240612"])}${pick(random, ["T", " "])}10:0${random.below(10)}:0${random.below(10)}${pick(random, ["", "Z", ".250", ",250", "+02:00", ".5Z"])}`;
const clock = (random: Random): string =>
  pick(random, [time(random), "1718186402", "1718186402.250", "1718186402250", "", "yesterday"]);

const joined: Wrap = (random, frames) => {
  const separator = pick(random, [",", ",", ";", "\t", ", ", " , "]);
  const [open, close] = pick(random, [
    ['"', '"'],
    ["", ""],
    ["'", "'"],
    ['["', '"]'],
  ]);
  const each = random.below(3) === 0 ? '"' : "";
  const end = pick(random, ends);
  return frames
    .map((lines) => open + lines.map((line) => each + line + each).join(separator) + close)
    .join(end);
};

const list: Wrap = (random, frames) => {
  const quote = pick(random, ["'", '"']);
  const before = pick(random, ["", "", "b", "u"]);
  const end = pick(random, ends);
  return frames
    .map((lines, i) => {
      const texts = lines.map((line) => `${before}${quote}${escapedText(random, line)}${quote}`);
      return `${random.below(4) === 0 ? `${i}${end}` : ""}[${texts.join(pick(random, [", ", ","]))}]`;
    })
    .join(end);
};

const escapedText = (random: Random, text: string): string =>
  text.replace(/[\\"']/g, "\\$&").replace(/[^\x20-\x7e]/g, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(2, "0");
    return random.below(2) === 0 ? `\\x${hex}` : `\\u00${hex}`;
  });

const json: Wrap = (random, frames) => {
  const indent = pick(random, [0, 0, 0, 2]);
  const arrival = pick(random, ["received_at", "timestamp", "time", "ts", "at"]);
  const [code, value] = pick(random, [
    ["code", "value"],
    ["id", "v"],
    ["identifier", "data"],
  ]);
  const typed = (text: string) => (random.below(3) === 0 && text !== "" ? Number(text) || text : text);
  const shape = random.below(4);
  const written = frames.map((lines) => {
    const items = lines.filter(isItem).map((line) => [line.slice(0, 4), typed(line.slice(4))] as const);
    const frame =
      shape === 0
        ? Object.fromEntries(items)
        : shape === 1
          ? items.map(([name, text]) => ({ [code!]: name, [value!]: text }))
          : shape === 2
            ? lines
            : lines.join("\r\n");
    const whole = {
      [arrival]: clock(random),
      client: "10.0.0.7",
      [pick(random, ["frame", "record"])]: frame,
    };
    return random.below(3) === 0 ? frame : whole;
  });
  if (random.below(6) === 0) return JSON.stringify(written, null, indent);
  return written.map((one) => JSON.stringify(one, null, indent)).join(pick(random, ends));
};

const xmlText = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const xml: Wrap = (random, frames) => {
  const name = pick(random, ["witsdata", "witsdata", "WITSDATA", "witsItem", "w:witsdata"]);
  const end = pick(random, ends);
  const body = frames
    .map((lines) => {
      const items = lines
        .filter(isItem)
        .map(
          (line) =>
            `<${name}><identifier>${line.slice(0, 4)}</identifier><value>${
              random.below(5) === 0 ? `<![CDATA[${line.slice(4)}]]>` : xmlText(line.slice(4))
            }</value></${name}>`,
        );
      return `<frame><timestamp>${clock(random)}</timestamp>${items.join(pick(random, ["", "", "\n"]))}</frame>`;
    })
    .join(end);
  return random.below(3) === 0 ? `<?xml version="1.0"?>${end}<log>${end}${body}${end}</log>` : body;
};

const prefixed: Wrap = (random, frames) => {
  const shape = random.below(5);
  const side = pick(random, ["RX: ", "<< ", "COM3 > ", "[RX] ", ""]);
  const end = pick(random, ends);
  const before = (): string =>
    [
      `${time(random)} `,
      `[10:0${random.below(10)}:0${random.below(10)}.${100 + random.below(900)}] ${side}`,
      side === "" ? "RX: " : side,
      `${time(random)}\t${random.below(4) === 0 ? "TX: " : "RX: "}`,
      `${1000 + random.below(9000)} `,
    ][shape]!;
  return frames
    .flat()
    .map((line) => (random.below(12) === 0 ? line : before() + line))
    .join(end);
};

const hex: Wrap = (random, frames) => {
  const bytes = Buffer.from(frames.map((lines) => lines.join("\r\n")).join("\r\n"), "latin1");
  const style = random.below(4);
  const width = pick(random, [16, 16, 8, 32]);
  const upper = random.below(2) === 0;
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += width) {
    const row = bytes.subarray(at, at + width);
    const pairs = Array.from(row, (byte) => byte.toString(16).padStart(2, "0"));
    const shown = row.toString("latin1").replace(/[^\x20-\x7e]/g, ".");
    const offset = at.toString(16).padStart(8, "0");
    const hexadecimal = style === 0 ? pairs.join("").replace(/(....)/g, "$1 ") : pairs.join(" ");
    lines.push(
      [
        `${offset}: ${hexadecimal}  ${shown}`,
        `${offset}  ${hexadecimal}  |${shown}|`,
        pairs.join(""),
        pairs.join(" "),
      ][style]!,
    );
  }
  const text = lines.join(pick(random, ["\n", "\r\n"]));
  return upper ? text.toUpperCase() : text;
};

/** The link's bytes in chunks that end anywhere. */
function chunksOf(random: Random, frames: readonly (readonly string[])[]): string[] {
  const text = frames.map((lines) => lines.join("\r\n")).join("\r\n");
  const chunks: string[] = [];
  for (let at = 0; at < text.length; ) {
    const length = 1 + random.below(pick(random, [8, 40, 200]));
    chunks.push(text.slice(at, at + length));
    at += length;
  }
  return chunks;
}

/** Chunks as monitors log them, one a line, control characters or all bytes written out, both directions or one. */
const monitored: Wrap = (random, frames) => {
  const write = pick<(chunk: string) => string>(random, [
    (chunk) => chunk.replaceAll("\r", "<CR>").replaceAll("\n", "<LF>"),
    (chunk) => chunk.replaceAll("\r", "\\r").replaceAll("\n", "\\n"),
    (chunk) => `b'${chunk.replaceAll("\r", "\\r").replaceAll("\n", "\\x0a")}'`,
    (chunk) => Array.from(chunk, (one) => one.charCodeAt(0).toString(16).padStart(2, "0")).join(" "),
  ]);
  const end = pick(random, ["\n", "\r\n"]);
  const sides = pick(random, [["[RX]"], ["[RX]", "[RX]", "[TX]"], [""]]);
  return chunksOf(random, frames)
    .map((chunk) => `${time(random)} ${pick(random, sides)} - ${write(chunk)}`)
    .join(end);
};

/** The same, a dump a chunk. */
const dumped: Wrap = (random, frames) => {
  const words = pick(random, [["Incoming"], ["Incoming", "Incoming", "Outgoing"]]);
  return chunksOf(random, frames)
    .map((chunk) => {
      const pairs = Array.from(chunk, (one) => one.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
      const shown = chunk.replace(/[^\x20-\x7e]/g, ".");
      return `${pick(random, words)} raw data at ${time(random)}\n  ${pairs}   ${shown}`;
    })
    .join(pick(random, ["\n", "\n\n"]));
};

const delimited: Wrap = (random, frames) => {
  const sign = pick(random, [",", ";", "|"]);
  const isBehindCode = random.below(2) === 0;
  const end = pick(random, ["\n", "\r\n"]);
  return frames
    .flat()
    .map((line) =>
      !isItem(line) ? line : isBehindCode ? line.slice(0, 4) + sign + line.slice(4) : line + sign,
    )
    .join(end);
};

/** Characters beyond Latin-1 are two bytes here too. */
const utf16: Wrap = (random, frames) => {
  const text = frames.map((lines) => lines.join("\r\n")).join("\r\n");
  const little = random.below(2) === 0;
  const marked = random.below(2) === 0 ? `\ufeff${text}` : text;
  const bytes = Buffer.from(marked, "utf16le");
  return (little ? bytes : bytes.swap16()).toString("latin1");
};

const marked: Wrap = (_, frames) =>
  frames
    .map((lines) => lines.join("\r\n").replaceAll("&&", "\x02\x02").replaceAll("!!", "\x03\x03"))
    .join("\r\n");

const eighthBit: Wrap = (random, frames) =>
  frames
    .map((lines) => lines.join("\r\n"))
    .join("\r\n")
    .replace(/[\x21-\x7e]/g, (character) =>
      random.below(2) === 0 ? String.fromCharCode(character.charCodeAt(0) | 0x80) : character,
    );

/** By the flags that name what was done, or that go with it. */
const wraps: readonly (readonly [flags: string, wrap: Wrap])[] = [
  ["--input joined", joined],
  ["--input list", list],
  ["--input json", json],
  ["--input json", json],
  ["--input xml", xml],
  ["--input prefixed", prefixed],
  ["--input hex", hex],
  ["--input utf-16", utf16],
  ["--input escaped", monitored],
  ["--input hex", monitored],
  ["--input hex", dumped],
  ["--input delimited", delimited],
  ["--markers '\\x02\\x02,\\x03\\x03'", marked],
  ["--seven-bit", eighthBit],
];

export interface Wrapped {
  readonly bytes: Uint8Array;
  readonly flags: string;
}

/** A log wrapped in something, maybe twice; and flags that say so, or other ones, or none. */
export function wrapped(random: Random, log: Uint8Array): Wrapped {
  const [flags, wrap] = pick(random, wraps);
  let text = wrap(random, framesOf(Buffer.from(log).toString("latin1")));
  if (random.below(8) === 0) {
    const again = pick(random, [hex, utf16, prefixed, marked]);
    text = again(random, [text.split(/\r\n|\r|\n/)]);
  }
  const named = flags.startsWith("--input") && random.below(2) === 0 ? "" : flags;
  const other = random.below(12) === 0 ? pick(random, wraps)[0] : named;
  return { bytes: Buffer.from(text, "latin1"), flags: other };
}
