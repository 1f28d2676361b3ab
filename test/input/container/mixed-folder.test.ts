import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { query } from "../../bulk/query.js";
import { filesIn, sample, witskit } from "../../cli/binary.js";
import { temporaryFolder } from "../source/folder.js";
import { zipOf } from "./zip-file.js";

/** Frames of the same two items, 0101 and 0108. */
const depths = (count: number): number[] => Array.from({ length: count }, (_, i) => 1000 + i / 2);
const lines = (count: number, line: (depth: number, i: number) => string): string =>
  depths(count).map(line).join("");
const hex = (text: string): string =>
  (text.match(/[\s\S]{1,16}/g) ?? [])
    .map(
      (row, i) =>
        `${(i * 16).toString(16).padStart(8, "0")}: ${(
          Buffer.from(row)
            .toString("hex")
            .match(/.{1,4}/g) ?? []
        )
          .join(" ")
          .padEnd(39)}  ${row.replace(/[^ -~]/g, ".")}\n`,
    )
    .join("");

const FRAMES = 40;
const plain = lines(FRAMES, (depth) => `&&\r\n0101A\r\n0108${depth}\r\n!!\r\n`);
const logs: Readonly<Record<string, string | Uint8Array>> = {
  "plain.wits": plain,
  "cr.wits": plain.replaceAll("\r\n", "\r"),
  "spec.wits": sample("spec.wits"),
  "noise.wits": sample("noise.wits"),
  "nulls.wits": sample("nulls.wits"),
  "packed.wits.gz": gzipSync(plain),
  "joined.txt": lines(FRAMES, (depth) => `"&&,0101A,0108${depth},!!"\n`),
  "bare.csv": lines(FRAMES, (depth) => `0101A,0108${depth}\n`),
  "list.txt": lines(FRAMES, (depth, i) => `${i}\n['&&', '0101A', '0108${depth}', '!!']\n`),
  "frames.jsonl": lines(
    FRAMES,
    (depth, i) =>
      `{"received_at": "2024-06-12T10:00:${String(i).padStart(2, "0")}Z", "frame": {"0101": "A", "0108": ${depth}}}\n`,
  ),
  "broken.jsonl": `{"frame": {"0108": 1}}\n{"frame": {"0108": 2\nchat\n{"frame": {"0108": 3}}\n`,
  "winston.json": lines(
    FRAMES,
    (depth) =>
      `{"record":[{"code":"0101","value":"A"},{"code":"0108","value":${depth}}],"timestamp":"2024-06-12T10:00:00.000Z"}\n`,
  ),
  "document.json": `[\n${depths(FRAMES)
    .map((depth) => `  {"frame": {"0101": "A", "0108": ${depth}}}`)
    .join(",\n")}\n]\n`,
  "frames.xml": lines(
    FRAMES,
    (depth) =>
      `<f><witsdata><identifier>0101</identifier><value>A</value></witsdata><witsdata><identifier>0108</identifier><value>${depth}</value></witsdata></f>\n`,
  ),
  "terminal.log": lines(FRAMES, (depth, i) =>
    `&&|0101A|0108${depth}|!!`
      .split("|")
      .map((line) => `[2024-06-12 10:00:${String(i).padStart(2, "0")}.000] RX: ${line}\r\n`)
      .join(""),
  ),
  "dump.hex": hex(plain),
  "windows.txt": Buffer.from(`\ufeff${plain}`, "utf16le"),
  "segment.dat": plain,
  "segment.dat.chunks.jsonl": `{"receivedAt":"2024-06-12T10:00:00Z","offset":0,"size":${plain.length},"connectionId":"a"}\n`,
  "archive.zip": zipOf([
    { name: "inner/plain.wits", content: plain },
    { name: "inner/frames.jsonl", content: '{"frame":{"0108":"1"}}\n' },
    { name: "inner/packed.log.gz", content: gzipSync(plain), stored: true },
    { name: "inner/secret.wits", content: plain, encrypted: true },
  ]),
  "notes.json": '{"no": "log"}',
}; // prettier-ignore

interface SourceReport {
  readonly name: string;
  readonly container?: string;
  readonly bytes: Record<"total" | "framing" | "items" | "blank" | "rejected", number>;
  readonly frames: number;
  readonly error?: string;
}

it("a folder of every container becomes one dataset, in which every byte of every file is accounted for", async () => {
  const files = Object.fromEntries(Object.entries(logs).map(([name, content]) => [`in/${name}`, content]));
  const folder = temporaryFolder(files);
  const ran = witskit("convert in -o out --stats json --quiet", { cwd: folder });
  expect(ran.err).toMatch(/^witskit: cannot read in\/archive\.zip\/inner\/secret\.wits: it is encrypted/);
  expect(ran.code).toBe(3);
  const report = JSON.parse(ran.out) as { sources: SourceReport[]; rows: Record<string, number> };
  const sources = new Map(report.sources.map((source) => [source.name, source]));

  const lengths: Record<string, number> = {};
  for (const [name, content] of Object.entries(logs)) {
    if (/chunks|\.gz$|\.zip$|notes/.test(name)) continue;
    lengths[`in/${name}`] = Buffer.byteLength(content);
  }
  lengths["in/packed.wits.gz"] = plain.length;
  lengths["in/archive.zip/inner/plain.wits"] = plain.length;
  lengths["in/archive.zip/inner/packed.log.gz"] = plain.length;
  lengths["in/archive.zip/inner/frames.jsonl"] = 23;
  lengths["in/archive.zip/inner/secret.wits"] = 0;
  expect(Object.fromEntries([...sources].map(([name, { bytes }]) => [name, bytes.total]))).toEqual(lengths);
  for (const { name, bytes, frames, error } of sources.values()) {
    const { total, ...kinds } = bytes;
    expect(
      Object.values(kinds).reduce((sum, count) => sum + count, 0),
      name,
    ).toBe(total);
    for (const count of Object.values(kinds)) expect(count, name).toBeGreaterThanOrEqual(0);
    if (error === undefined) expect(frames, name).toBeGreaterThan(0);
  }
  expect(
    [...sources.values()].map(({ name, container }) => `${name.slice(3)} ${container ?? "plain"}`),
  ).toEqual([
    "archive.zip/inner/frames.jsonl json",
    "archive.zip/inner/packed.log.gz plain",
    "archive.zip/inner/plain.wits plain",
    "archive.zip/inner/secret.wits plain",
    "bare.csv joined",
    "broken.jsonl json",
    "cr.wits plain",
    "document.json json",
    "dump.hex hex",
    "frames.jsonl json",
    "frames.xml xml",
    "joined.txt joined",
    "list.txt list",
    "noise.wits plain",
    "nulls.wits plain",
    "packed.wits.gz plain",
    "plain.wits plain",
    "segment.dat plain",
    "spec.wits plain",
    "terminal.log prefixed",
    "windows.txt utf-16",
    "winston.json json",
  ]);

  // The same frames, whatever they came in.
  const same = [
    "bare.csv",
    "document.json",
    "dump.hex",
    "frames.jsonl",
    "frames.xml",
    "joined.txt",
    "list.txt",
    "segment.dat",
    "terminal.log",
    "windows.txt",
    "winston.json",
    "archive.zip/inner/packed.log.gz",
  ]; // prettier-ignore
  const rows = (
    await query(
      `SELECT source, "offset", WID, DBTM FROM '${join(folder, "out/record=01/*.parquet")}' ORDER BY source, "offset"`,
    )
  ).map(([source, offset, well, depth]) => ({ source, offset: Number(offset), well, depth }));
  for (const name of same) {
    const found = rows.filter(({ source }) => source === `in/${name}`);
    expect(
      found.map(({ depth }) => depth),
      name,
    ).toEqual(depths(FRAMES));
    expect(new Set(found.map(({ well }) => well)), name).toEqual(new Set(["A"]));
  }

  // A row's offset is where its frame stands in the file.
  const starts: Readonly<Record<string, RegExp>> = {
    "bare.csv": /^0101A,0108/,
    "document.json": /^\s*\{"frame": /,
    "frames.jsonl": /^\{"received_at"/,
    "frames.xml": /^<f>/,
    "joined.txt": /^&&,0101/,
    "list.txt": /^&&', '0101/,
    "segment.dat": /^&&\r\n/,
    "terminal.log": /^&&\r\n\[2024/,
    "dump.hex": /^26/,
  };
  for (const [name, start] of Object.entries(starts)) {
    const text = String(logs[name]);
    for (const { source, offset } of rows) {
      if (source === `in/${name}`) expect(text.slice(offset), name).toMatch(start);
    }
  }

  // Rejects are where they say, and cover the bytes that they are.
  const rejects = (
    await query(`SELECT source, "offset", length FROM '${join(folder, "out/rejects/*.parquet")}'`)
  ).map(([source, offset, length]) => ({
    source,
    offset: Number(offset),
    length: Number(length),
  }));
  const broken = rejects.filter(({ source }) => source === "in/broken.jsonl");
  const text = String(logs["broken.jsonl"]);
  expect(broken.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual([
    '{"frame": {"0108": 2\n',
    "chat\n",
  ]);
  expect(filesIn(join(folder, "out")).filter((path) => path.endsWith("manifest.ndjson"))).toHaveLength(1);
});

it("the dataset does not depend on the number of workers, and a run is continued only as it was begun", () => {
  const files = Object.fromEntries(Object.entries(logs).map(([name, content]) => [`in/${name}`, content]));
  const folder = temporaryFolder(files);
  for (const [workers, out] of [
    [1, "one"],
    [3, "three"],
  ] as const) {
    witskit(`convert in -o ${out} --workers ${workers} --quiet`, { cwd: folder });
  } // prettier-ignore
  const contents = (out: string) =>
    filesIn(join(folder, out)).map((path) => [
      path,
      readFileSync(join(folder, out, path)).toString("base64"),
    ]);
  expect(contents("three")).toEqual(contents("one"));
  const again = witskit("convert in -o one --input plain --quiet", { cwd: folder });
  expect(again.code).toBe(4);
  expect(again.err).toContain('--input was "auto", now it is "plain"');
});
