/** Whatever a dialect says holds for every way in which the bytes of a log come: its rows are the same. */
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Zstd } from "@hpcc-js/wasm-zstd";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import type { DialectOptions } from "../../src/wits/dialect/dialect.js";
import { zipOf } from "../input/container/zip-file.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";

interface Feed {
  readonly options?: DialectOptions;
  /** All of the log, made of its frames, each lines of a code and a value. */
  log(frames: readonly (readonly string[])[]): Buffer;
}

/** Frames of a day and a bit: without dates but now and then, so that ranges need the date of those before. */
const frames = Array.from({ length: 2500 }, (_, i) => {
  const clock = new Date(Date.UTC(2024, 4, 12, 22) + i * 5000).toISOString();
  return [
    ...(i % 100 === 0 ? [`0105${clock.slice(2, 10).replaceAll("-", "")}`] : []),
    `0106${clock.slice(11, 19).replaceAll(":", "")}`,
    `0101NO ${i % 7}`,
    `0108${1000 + i}.${i % 10}`,
    `0110-${i}`,
    `0113${i % 13 === 0 ? "x" : i % 90}`,
  ];
});

const framed = (lines: readonly string[], end = "\r\n"): string => ["&&", ...lines, "!!", ""].join(end);
const plain = (all: readonly (readonly string[])[]): string => all.map((lines) => framed(lines)).join("");
const oddParity = (byte: number): number => {
  let ones = 0;
  for (let bits = byte; bits > 0; bits >>= 1) ones += bits & 1;
  return ones % 2 === 0 ? byte | 0x80 : byte;
};

const feeds: Readonly<Record<string, Feed>> = {
  "no dialect at all": { log: (all) => Buffer.from(plain(all)) },
  "the eighth bit, a parity": {
    options: { sevenBit: true },
    log: (all) => Buffer.from(plain(all)).map(oddParity) as Buffer,
  },
  "a parity on a feed without markers": {
    options: { sevenBit: true, frameEnd: "repeat" },
    log: (all) =>
      Buffer.from(all.map((lines) => `${lines.join("\r\n")}\r\n`).join("")).map(oddParity) as Buffer,
  },
  "markers of a vendor": {
    options: { markers: ["\x02\r\n", "\x03\r\n"] },
    log: (all) => Buffer.from(plain(all).replaceAll("&&", "\x02").replaceAll("!!", "\x03")),
  },
  "markers and a parity": {
    options: { markers: ["\x02\r\n", "\x03\r\n"], sevenBit: true },
    log: (all) =>
      Buffer.from(plain(all).replaceAll("&&", "\x02").replaceAll("!!", "\x03")).map(oddParity) as Buffer,
  },
  "UTF-16": { log: (all) => Buffer.from(`\ufeff${plain(all)}`, "utf16le") },
  "UTF-16 that is said": {
    options: { input: "utf-16" },
    log: (all) => Buffer.from(plain(all), "utf16le").swap16(),
  },
  "no markers": {
    options: { frameEnd: "repeat" },
    log: (all) => Buffer.from(all.map((lines) => `${lines.join("\r\n")}\r\n`).join("")),
  },
  "markers that are missing now and then": {
    options: { frameEnd: "repeat" },
    log: (all) =>
      Buffer.from(
        all.map((lines, i) => (i % 3 === 0 ? framed(lines) : `${lines.join("\r\n")}\r\n`)).join(""),
      ),
  },
  "frames glued to one another": { log: (all) => Buffer.from(plain(all).replaceAll("!!\r\n&&", "!!&&")) },
  "CR alone": { log: (all) => Buffer.from(all.map((lines) => framed(lines, "\r")).join("")) },
  "decimal commas, thousands, words for null, hours and minutes": {
    options: { decimal: "comma", thousands: "point", nulls: [-999.25, "x"], timeDigits: "hhmm" },
    log: (all) => Buffer.from(plain(all).replace(/^(0108\d)(\d+)\.(\d)/gm, "$1.$2,$3")),
  },
  "texts in GBK": {
    options: { encoding: "gbk" },
    log: (all) => Buffer.from(plain(all).replaceAll("NO ", "\xbe\xae&&"), "latin1"),
  },
  "a frame a line": { log: (all) => Buffer.from(all.map((lines) => `&&,${lines.join(",")},!!\n`).join("")) },
  "JSON lines": {
    log: (all) => Buffer.from(all.map((lines) => `${JSON.stringify(["&&", ...lines, "!!"])}\n`).join("")),
  },
  "a prefix a line": {
    log: (all) => Buffer.from(plain(all).replace(/^(?=.)/gm, "[2024-06-12 10:00:00.123] RX: ")),
  },
  "a hex dump": {
    log: (all) =>
      Buffer.from(
        Buffer.from(plain(all))
          .toString("hex")
          .replace(/(.{64})/g, "$1\n"),
      ),
  },
  "long lines that are cut": {
    options: { maxLine: 16, maxText: 16 },
    log: (all) => Buffer.from(plain(all).replaceAll("NO 3", "a text that is longer than a line may be")),
  },
};

const digestOf = async (sql: string): Promise<string> =>
  createHash("sha256")
    .update(JSON.stringify(await query(sql)))
    .digest("hex");

/** Counts, and digests of rows and rejects by their places. */
async function outcomeOf(inputs: readonly string[], output: string, options: object) {
  const {
    bytes,
    frames: count,
    rows,
    values,
    nulls,
    rejects,
    time,
    sources,
  } = await convert({
    inputs,
    output,
    layout: "frame",
    tz: "Europe/Oslo",
    ...options,
  });
  const parquet = (path: string) => digestOf(`SELECT * EXCLUDE (source) FROM '${path}' ORDER BY "offset"`);
  const table = await parquet(output);
  const kept =
    Object.keys(rejects).length > 0 && (await parquet(output.replace(/\.parquet$/, ".rejects.parquet")));
  expect(sources.map(({ error }) => error)).toEqual([undefined]);
  return { bytes, count, rows, values, nulls, rejects, time, table, kept };
}

describe.each(Object.entries(feeds))("%s", (_, { options = {}, log }) => {
  it("gives the same rows from a file at once, in ranges, a pipe, gzip, zstd and a zip archive", async () => {
    const bytes = log(frames);
    const folder = temporaryFolder({
      "a.wits": bytes,
      "a.wits.gz": gzipSync(bytes),
      "a.zip": zipOf([{ name: "a.wits", content: bytes }]),
      "a.wits.zst": (await Zstd.load()).compress(bytes),
    });
    const at = (name: string): string => join(folder, name);
    const whole = await outcomeOf([at("a.wits")], at("whole.parquet"), options);
    expect(whole.count).toBe(frames.length);
    expect(bytes.length).toBeGreaterThan(2 * 65_536);
    execFileSync("mkfifo", [at("pipe")]);
    // Many ranges of the file alone: each takes its time, whatever is in it.
    const ranges = { ...options, partSize: 32_768, workers: 1 };
    const ways: Readonly<Record<string, readonly [input: string, more: object]>> = {
      "in ranges": ["a.wits", { ...ranges, partSize: 8192 }],
      "gzip at once": ["a.wits.gz", options],
      "gzip in ranges": ["a.wits.gz", ranges],
      "a member at once": ["a.zip", options],
      "a member in ranges": ["a.zip", ranges],
      "a pipe in ranges": ["pipe", ranges],
      "zstd in ranges": ["a.wits.zst", ranges],
    };
    for (const [way, [input, more]] of Object.entries(ways)) {
      if (input === "pipe") execFile("sh", ["-c", `cat '${at("a.wits")}' > '${at("pipe")}'`]);
      const outcome = await outcomeOf([at(input)], at(`${way}.parquet`), more);
      expect({ way, ...outcome }).toEqual({ way, ...whole });
    }
  });
});
