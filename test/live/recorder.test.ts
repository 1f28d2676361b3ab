import { appendFileSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { generateWhole } from "../../src/samples/shapes/generator.js";
import { query } from "../bulk/query.js";
import { filesIn, MANIFEST, sample } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import {
  convertedRows,
  type RecordingOptions,
  type Rows,
  recorder,
  rowsBySource,
  rowsIn,
} from "./recording.js";

const frame = (...lines: string[]): string => ["&&", ...lines, "!!", ""].join("\r\n");
/** The last date is told once, the clock passes midnight, a line is wrong, and something stands outside of frames. */
const LOG = [
  frame("0105240229", "0106235958", "01081"),
  frame("0106235959", "0108two", "01102"),
  "noise\r\n",
  frame("0106000001", "01083", "11043.5", "0199x"),
].join("");

const piece = (text: string | Uint8Array, arrival = 0, connection = 1) => ({
  connection,
  bytes: typeof text === "string" ? Buffer.from(text, "latin1") : text,
  arrival,
});

/** A stream for each byte of a log, which a rotation comes before; all must have the rows that are expected. */
async function cutEverywhere(
  log: Buffer,
  output: string,
  expected: Rows,
  options: RecordingOptions = {},
): Promise<void> {
  const recording = await recorder(output, options);
  const cuts = Array.from({ length: log.length - 1 }, (_, i) => i + 1);
  for (const cut of cuts) recording.take(`cut ${cut}`, piece(log.subarray(0, cut)));
  expect(await recording.rotate()).toBe(true);
  for (const cut of cuts) recording.take(`cut ${cut}`, piece(log.subarray(cut)));
  await recording.stop(60_000);
  const streams = await rowsBySource(output);
  for (const cut of cuts) expect({ cut, ...streams.get(`cut ${cut}`) }).toEqual({ cut, ...expected });
}

describe("a rotation", () => {
  it("at any byte gives the rows that the whole log does", async () => {
    const folder = temporaryFolder({ "log.wits": LOG });
    const expected = await convertedRows(join(folder, "log.wits"), join(folder, "whole/"));
    expect(expected["record=01"]?.length).toBe(3);
    await cutEverywhere(Buffer.from(LOG), join(folder, "live"), expected);
  });

  it.each(["!!", "!!\r", "  !!", "\t!! ", "!! \r\n"])(
    "makes a part of a frame that ends in %j, which the next run need not wait for",
    async (end) => {
      const output = temporaryFolder({});
      const recording = await recorder(output);
      const log = ["\r", "\r\n"].map((lineEnd) => ["  &&", "  01085", "  0101A !! B", end].join(lineEnd));
      for (const [i, text] of log.entries()) {
        recording.take(`stream ${i}`, piece(text));
        expect(await recording.rotate()).toBe(true);
        expect(recording.status).toMatchObject({ pendingBytes: 0, counters: { frames: i + 1 } });
      }
      await recording.stop(60_000);
      const rows = await query(`SELECT DBTM, WID FROM '${join(output, "record=01/*.parquet")}'`);
      expect(rows).toEqual([
        [5, "A !! B"],
        [5, "A !! B"],
      ]);
    },
  );

  it("at random bytes, with a recorder that stops and another that goes on, gives them too", async () => {
    const { bytes } = generateWhole({ bytes: 300_000, seed: 3 });
    const folder = temporaryFolder({ "log.wits": bytes });
    const expected = await convertedRows(join(folder, "log.wits"), join(folder, "whole/"));
    const output = join(folder, "live");
    let recording = await recorder(output);
    for (let from = 0, size = 1; from < bytes.length; from += size) {
      size = (size * 7919) % 40_009;
      recording.take("rig", piece(bytes.subarray(from, from + size)));
      await recording.rotate();
    }
    await recording.stop(60_000);
    recording = await recorder(output);
    await recording.stop(60_000);
    expect(await rowsIn(output)).toEqual(expected);
    expect(filesIn(output).filter((path) => path.startsWith("record=01/")).length).toBeGreaterThan(5);
  });

  it.each<[string, string | Buffer, RecordingOptions]>([
    ["CR alone", LOG.replaceAll("\r\n", "\r"), {}],
    ["LF alone", LOG.replaceAll("\r\n", "\n"), {}],
    ["frames glued together", "&&01081\r\n01102!!&&01082\r\n01103!!&&01083!!\r\n", {}],
    ["frames without an end", "&&\r\n01081\r\n01102\r\n&&\r\n01082\r\n01103\r\n&&\r\n01084\r\n", {}],
    [
      "codes that end frames",
      "01081\r\n01102\r\n01082\r\n01103\r\n01084\r\n01105\r\n",
      { frameEnd: "repeat" },
    ],
    [
      "markers of a vendor",
      "\x02\r\n01081\r\n01102\r\n\x03\r\n\x02\r\n01082\r\n\x03\r\n",
      { markers: ["\x02\r\n", "\x03\r\n"] },
    ],
    ["a bit of parity", Buffer.from(Buffer.from(LOG).map((byte) => byte | 0x80)), { sevenBit: true }],
    ["a frame a line", '"&&,01081,01102,!!"\r\n"&&,01082,01103,!!"\r\n', { input: "joined" }],
    ["JSON a line", '{"frame":{"0108":"1"}}\n{"frame":{"0108":"2","0110":"3"}}\n', { input: "json" }],
    [
      "a prefix before each line",
      ["&&", "01081", "01102", "!!", "&&", "01083", "!!", ""]
        .join("\r\n")
        .replaceAll(/^(?=.)/gm, "2024-03-01 06:00:00 "),
      { input: "prefixed" },
    ],
    [
      "XML a line",
      "<frame><witsdata><identifier>0108</identifier><value>1</value></witsdata></frame>\n".repeat(2),
      { input: "xml" },
    ],
    ["a hex dump", `${Buffer.from(frame("01081") + frame("01082")).toString("hex")}\n`, { input: "hex" }],
    ["UTF-16", Buffer.from(frame("01081") + frame("01082"), "utf16le"), { input: "utf-16" }],
  ])("of a feed with %s gives the rows that the whole does, wherever it falls", async (_, text, options) => {
    const log = typeof text === "string" ? Buffer.from(text, "latin1") : text;
    const noted = `{"receivedAt":"1970-01-01T00:00:00.000Z","offset":0,"size":${log.length}}\n`;
    const folder = temporaryFolder({ "log.wits": log, "log.wits.chunks.jsonl": noted });
    const expected = await convertedRows(join(folder, "log.wits"), join(folder, "whole/"), {
      ...options,
      partition: undefined,
    });
    await cutEverywhere(log, join(folder, "live"), expected, options);
  });

  it("ends segments at frames, so that kept ones can be read by themselves, and all together are what was sent", async () => {
    const log = sample("rig.wits");
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output, { keepRaw: true });
    for (let from = 0; from < log.length; from += 100_003) {
      recording.take("rig", piece(log.subarray(from, from + 100_003), 1_700_000_000_000 + from));
      await recording.rotate();
    }
    await recording.stop(60_000);
    const raw = join(output, "_witskit/raw/rig");
    const segments = readdirSync(raw).filter((name) => name.endsWith(".wits"));
    expect(segments.length).toBeGreaterThan(3);
    expect(Buffer.concat(segments.map((name) => readFileSync(join(raw, name))))).toEqual(log);
    for (const name of segments) {
      expect(readFileSync(join(raw, name), "latin1")).toMatch(/^&&\r\n.*!!\r\n$/s);
      expect(readFileSync(join(raw, `${name}.chunks.jsonl`), "utf8")).toMatch(
        /^\{"receivedAt":"2023-11-14T[^"]+Z","offset":0,"size":\d+\}\n/,
      );
    }
  });
});

describe("the dataset of a stream", () => {
  it("equals that of the log, every row and value of it, with several streams at once", async () => {
    const logs = [1, 2, 3].map((seed) => generateWhole({ bytes: 400_000, seed }).bytes);
    const folder = temporaryFolder(Object.fromEntries(logs.map((bytes, i) => [`rig-${i}.wits`, bytes])));
    const names = logs.map((_, i) => join(folder, `rig-${i}.wits`));
    const output = join(folder, "live");
    await convert({ inputs: names, output: join(folder, "whole/") });
    const recording = await recorder(output);
    for (let at = 0; at < 400_000; at += 30_011) {
      for (const [i, name] of names.entries())
        await recording.take(name, piece(logs[i]!.subarray(at, at + 30_011), at));
      if (at % 4 === 0) await recording.rotate();
    }
    await recording.stop(60_000);
    const whole = await rowsBySource(join(folder, "whole"));
    expect([...whole.keys()].sort()).toEqual(names);
    expect(await rowsBySource(output)).toEqual(whole);
  });

  it("has the times of arrival where frames tell none, those of the bytes that a crash left unnoted included", async () => {
    const folder = temporaryFolder();
    const output = join(folder, "live");
    const start = Date.UTC(2026, 0, 1);
    const recording = await recorder(output);
    for (let i = 0; i < 5; i++) recording.take("rig", piece(frame(`0108${i}`), start + i * 1000));
    await recording.stop(60_000);
    const journal = join(output, "_witskit/journal/rig");
    const first = 5 * frame("01080").length;
    const segment = join(journal, `${String(first).padStart(16, "0")}.wits`);
    mkdirSync(journal, { recursive: true });
    writeFileSync(segment, frame("01085") + frame("01086") + frame("01087"));
    const size = frame("01085").length;
    const noted = new Date(start + 5000).toISOString();
    writeFileSync(
      `${segment}.chunks.jsonl`,
      `{"receivedAt":"${noted}","offset":0,"size":${size}}\n{"receivedAt":"2026-01-01T00:00:06.000Z","offs`,
    );
    utimesSync(segment, 0, start / 1000 + 9);
    await (await recorder(output)).stop(60_000);
    const rows = await query(
      `SELECT DBTM, epoch_ms("timestamp") - ${start}, "offset" FROM '${output}/record=01/*.parquet' ORDER BY DBTM`,
    );
    expect(rows).toEqual([
      ...Array.from({ length: 6 }, (_, i) => [i, String(i * 1000), String(i * size)]),
      [6, "9000", String(6 * size)],
      [7, "9000", String(7 * size)],
    ]);
  });

  it("never joins what two connections brought, and believes no line that was cut off", async () => {
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output);
    recording.take("rig", piece("&&\r\n01081\r\n0110123", 0, 1));
    recording.take("rig", piece("4\r\n!!\r\n&&\r\n01082\r\n01105\r\n!!\r\n", 0, 2));
    recording.take("rig", piece("&&\r\n01083\r\n!!", 0, 3));
    await recording.stop(60_000);
    expect(await query(`SELECT DBTM, DMEA FROM '${output}/record=01/*.parquet' ORDER BY "offset"`)).toEqual([
      [1, null],
      [2, 5],
      [3, null],
    ]);
    const rejects = await query(
      `SELECT "offset", reason, decode("bytes") FROM '${output}/rejects/*.parquet' ORDER BY "offset", reason`,
    );
    expect(rejects).toEqual([
      ["11", "cut-line", "0110123"],
      ["18", "outside-frame", "4\r\n"],
      ["18", "unterminated-frame", ""],
      ["21", "outside-frame", "!!\r\n"],
    ]);
  });

  it("goes on where the clock is set back", async () => {
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output);
    const noon = Date.UTC(2026, 0, 1, 12);
    recording.take("rig", piece(frame("01081"), noon));
    recording.take("rig", piece(frame("01082"), noon - 3_600_000));
    await recording.rotate();
    recording.take("rig", piece(frame("01083"), noon - 3_599_000));
    await recording.stop(60_000);
    expect(
      await query(`SELECT DBTM, "timestamp"::VARCHAR FROM '${output}/record=01/*.parquet' ORDER BY "offset"`),
    ).toEqual([
      [1, "2026-01-01 12:00:00"],
      [2, "2026-01-01 11:00:00"],
      [3, "2026-01-01 11:00:01"],
    ]);
  });

  it("may be laid out by days", async () => {
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output, { partition: "day" });
    recording.take("rig", piece(LOG));
    await recording.rotate();
    recording.take("rig", piece(frame("0106000002", "01084")));
    await recording.stop(60_000);
    expect(filesIn(output).filter((path) => path.startsWith("record=01"))).toEqual([
      "record=01/day=2024-02-29/part-00000.parquet",
      "record=01/day=2024-03-01/part-00000.parquet",
      "record=01/day=2024-03-01/part-00001.parquet",
    ]);
  });
});

describe("what a crash has left", () => {
  /** A dataset with one unit, of frames 0 to 2, and the place behind it. */
  async function begun() {
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output);
    for (let i = 0; i < 3; i++) recording.take("rig", piece(frame(`0108${i}`)));
    await recording.stop(60_000);
    const size = frame("01080").length;
    const journal = join(output, "_witskit/journal/rig");
    const segment = (first: number, text: string): string => {
      const path = join(journal, `${String(first).padStart(16, "0")}.wits`);
      writeFileSync(path, text);
      return path;
    };
    const reopened = async () => {
      await (await recorder(output)).stop(60_000);
      expect(filesIn(join(output, "_witskit"))).toEqual(["manifest.ndjson", "metadata.json"]);
      return query(`SELECT DBTM, "offset" // ${size} FROM '${output}/record=01/*.parquet' ORDER BY "offset"`);
    };
    return { output, size, segment, reopened };
  }
  const frames = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, i) => frame(`0108${from + i}`)).join("");
  const rows = (count: number) => Array.from({ length: count }, (_, i) => [i, String(i)]);

  it("is converted, and the stream goes on behind it", async () => {
    const { output, size, segment } = await begun();
    segment(3 * size, frames(3, 5));
    const recording = await recorder(output);
    recording.take("rig", piece(frames(5, 7)));
    await recording.stop(60_000);
    const places = `SELECT DBTM, "offset" // ${size} FROM '${output}/record=01/*.parquet' ORDER BY "offset"`;
    expect(await query(places)).toEqual(rows(7));
  });

  it("is left out where it is in the dataset already", async () => {
    const { segment, reopened } = await begun();
    segment(0, frames(0, 3));
    expect(await reopened()).toEqual(rows(3));
  });

  it("counts once where a tail was moved and not yet taken away", async () => {
    const { size, segment, reopened } = await begun();
    segment(3 * size, frames(3, 6));
    segment(5 * size, frames(5, 6));
    expect(await reopened()).toEqual(rows(6));
  });

  it("counts where it came from when a tail was moved only in part", async () => {
    const { size, segment, reopened } = await begun();
    segment(3 * size, frames(3, 6));
    segment(5 * size, frames(5, 6).slice(0, 7));
    expect(await reopened()).toEqual(rows(6));
  });

  it("may be empty, or a sidecar alone", async () => {
    const { size, segment, reopened } = await begun();
    segment(3 * size, "");
    writeFileSync(`${segment(9 * size, "")}.chunks.jsonl`, "");
    expect(await reopened()).toEqual(rows(3));
  });

  it("are parts that the manifest does not have: they go, and their bytes are converted again", async () => {
    const { output, size, segment, reopened } = await begun();
    segment(3 * size, frames(3, 4));
    const part = readFileSync(join(output, "record=01/part-00000.parquet"));
    writeFileSync(join(output, "record=01/part-00001.parquet"), part);
    writeFileSync(join(output, "record=01/.part-00001.parquet.partial"), part.subarray(0, 100));
    mkdirSync(join(output, "record=07"));
    writeFileSync(join(output, "record=07/part-00001.parquet"), part);
    expect(await reopened()).toEqual(rows(4));
    expect(filesIn(output).filter((path) => path.endsWith(".parquet"))).toEqual([
      "record=01/part-00000.parquet",
      "record=01/part-00001.parquet",
    ]);
  });

  it("is a segment with more bytes than the dataset has of it: those behind are there once, and it starts", async () => {
    const { size, segment, reopened } = await begun();
    segment(0, frames(0, 5));
    expect(await reopened()).toEqual(rows(5));
    expect(size).toBeGreaterThan(0);
  });

  it("is a segment whose last bytes the next one has too: they are there once", async () => {
    const { size, segment, reopened } = await begun();
    segment(0, frames(0, 4));
    segment(3 * size, frames(3, 6));
    expect(await reopened()).toEqual(rows(6));
  });

  it.each(["100%", "%zz", "rig 7", "%2e", "a~0123456789abcdef"])(
    "may stand beside a folder %s that is of no stream: it is named, and left alone",
    async (stranger) => {
      const { output, size, segment } = await begun();
      const folder = join(output, "_witskit/journal", stranger);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${"0".repeat(16)}.wits`), frames(0, 1));
      segment(3 * size, frames(3, 4));
      const notes: string[] = [];
      await (await recorder(output, { onNote: (note) => notes.push(note) })).stop(60_000);
      expect(notes).toEqual([expect.stringContaining(`${folder} is the folder of no stream`)]);
      expect(filesIn(folder)).toEqual([`${"0".repeat(16)}.wits`]);
      const there = await query(`SELECT count(*) FROM '${output}/record=01/*.parquet'`);
      expect(there).toEqual([["4"]]);
    },
  );

  it("may be the folder of a stream, whatever its name", async () => {
    const { output } = await begun();
    const names = [
      "a/b",
      "..",
      "-",
      ".hidden",
      "mqtt://broker/rigs/+/wits",
      "Bohrung 7 ß",
      "x".repeat(400),
      "%2F~",
    ];
    mkdirSync(join(output, "_witskit/journal", `${"x".repeat(200)}~0123456789abcdef`), { recursive: true });
    for (const text of ["01083", "01084"]) {
      const recording = await recorder(output, { keepRaw: true });
      for (const name of names) recording.take(name, piece(frame(text)));
      // Cut, and not converted: the next one finds them.
      await until(() => recording.status.lag === 0 && recording.status.queuedBytes === 0);
      await recording.stop(0).catch(() => undefined);
    }
    await (await recorder(output)).stop(60_000);
    const rows = await query(
      `SELECT source, count(*), count(DISTINCT "offset") FROM '${output}/record=01/*.parquet' WHERE source <> 'rig' GROUP BY source`,
    );
    expect(new Map(rows.map(([name, ...counts]) => [name, counts]))).toEqual(
      new Map(names.map((name) => [name, ["2", "2"]])),
    );
  });

  it("may be a line of the manifest that was cut off", async () => {
    const { output, size, segment, reopened } = await begun();
    segment(3 * size, frames(3, 4));
    appendFileSync(join(output, MANIFEST), '{"unit":1,"files":[{"path":"record=0');
    expect(await reopened()).toEqual(rows(4));
  });
});

describe("with a sync of 0", () => {
  it("a piece is on disk, sidecar and all, when it has been taken", async () => {
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output, { sync: 0 });
    let settled = 0;
    for (let i = 0; i < 20; i++) {
      await recording.take("rig", piece(frame(`0108${i}`), i * 1000), () => settled++);
      expect(settled).toBe(i + 1);
      const folder = join(output, "_witskit/journal/rig");
      expect(readdirSync(folder)).toEqual(["0000000000000000.wits", "0000000000000000.wits.chunks.jsonl"]);
      expect(readFileSync(join(folder, "0000000000000000.wits"), "latin1")).toMatch(
        new RegExp(`0108${i}\r\n!!\r\n$`),
      );
      const lines = readFileSync(join(folder, "0000000000000000.wits.chunks.jsonl"), "utf8")
        .trimEnd()
        .split("\n");
      expect(lines.length).toBe(i + 1);
    }
    expect(recording.status).toMatchObject({ queuedBytes: 0, lag: 0 });
    await recording.stop(60_000);
  });

  it("streams that bring nothing new are not held up by others, nor forgotten", async () => {
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output, { sync: 0 });
    const taken = Array.from({ length: 50 }, (_, i) => recording.take(`rig ${i}`, piece(frame(`0108${i}`))));
    await Promise.all(taken);
    await recording.stop(60_000);
    expect((await rowsBySource(output)).size).toBe(50);
  });
});
