/** A dataset grows: the same command takes in what is new, once, and says what it does not. */
import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import type { Report } from "../../src/dataset/report.js";
import { digests, MANIFEST, witskit } from "../cli/binary.js";
import { history } from "../drill/history.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";

const frame = (second: number, value: number): string =>
  `&&\r\n0105240301\r\n0106${String(60_000 + second)}\r\n0108${value}\r\n!!\r\n`;
const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => frame((from + i) % 60, from + i)).join("");

function workshop(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = temporaryFolder({});
  const at = (path: string): string => join(folder, path);
  const put = (name: string, content: string | Uint8Array): void =>
    writeFileSync(at(`logs/${name}`), content);
  const run = (output = "out", options: Partial<ConvertOptions> = {}) =>
    convert({ inputs: [at("logs")], output: at(`${output}/`), workers: 1, ...options });
  rmSync(at("logs"), { recursive: true, force: true });
  return { folder, at, put, run, begin: () => temporaryLogs(at("logs"), files) };
}

function temporaryLogs(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  renameSync(temporaryFolder(files), folder);
}

/** Rows of record 01 and rejects, by what they hold, without the names of their sources. */
async function rowsOf(output: string): Promise<unknown> {
  const rows = await query(
    `SELECT "timestamp", "offset", DBTM FROM read_parquet('${output}/record=01/*.parquet') ORDER BY ALL`,
  );
  const rejects = existsSync(join(output, "rejects"))
    ? await query(`SELECT "offset", reason FROM read_parquet('${output}/rejects/*.parquet') ORDER BY ALL`)
    : [];
  return { rows, rejects };
}

const errorsIn = ({ sources }: Report): (string | undefined)[] =>
  sources.flatMap(({ error_code: code }) => (code === undefined ? [] : [code]));

it("takes in new files, and what others have grown by, from where a frame was open at their end", async () => {
  const whole = frames(0, 40);
  const cut = whole.length - 30;
  const { at, put, run, begin } = workshop({ "a.wits": whole.slice(0, cut), "b.wits": frames(100, 110) });
  begin();
  const first = await run();
  expect(first.rejects).toMatchObject({ "unterminated-frame": 1 });
  const parts = digests(at("out/record=01"));
  appendFileSync(at("logs/a.wits"), whole.slice(cut) + frames(40, 45));
  put("c.wits", frames(200, 203));
  const second = await run();
  const { seconds: _1, bytes_per_second: _2, notes, outputs: _3, parts: _4, ...counts } = second;
  const once = await run("once");
  expect(once).toMatchObject(counts);
  expect(notes).toEqual([
    `new: ${at("logs/c.wits")}`,
    `grown: ${at("logs/a.wits")}`,
    "1 input was as before, and not read again",
  ]);
  expect(await rowsOf(at("out"))).toEqual(await rowsOf(at("once")));
  // What was whole at its end stays as it is from now on.
  const third = digests(at("out/record=01"));
  expect(third).not.toEqual(parts);
  appendFileSync(at("logs/a.wits"), frames(45, 50));
  await run();
  expect(digests(at("out/record=01"))).toMatchObject(third);
});

it("is told from which day a time is that a log has grown by", async () => {
  const early = "&&\r\n0105240301\r\n0106235958\r\n01081\r\n!!\r\n&&\r\n0106235959\r\n01082\r\n!!\r\n";
  const { at, run, begin } = workshop({ "a.wits": early });
  begin();
  await run();
  appendFileSync(at("logs/a.wits"), "&&\r\n0106000001\r\n01083\r\n!!\r\n");
  await run();
  const times = await query(`SELECT max("timestamp") FROM '${at("out")}/record=01/*.parquet'`);
  expect(times).toEqual([["2024-03-02 00:00:01"]]);
});

it("names a file that is another by now, and one that is gone; --replace-changed makes of them what there is", async () => {
  const { at, put, run, begin } = workshop({
    "a.wits": frames(0, 10),
    "b.wits": frames(100, 110),
    "c.wits": frames(200, 210),
  });
  begin();
  await run();
  const before = await rowsOf(at("out"));
  put("a.wits", frames(300, 305));
  rmSync(at("logs/b.wits"));
  const told = await run();
  expect(errorsIn(told).sort()).toEqual(["input-changed", "input-gone"]);
  expect(await rowsOf(at("out"))).toEqual(before);
  const made = await run("out", { replaceChanged: true });
  expect(errorsIn(made)).toEqual([]);
  await run("once");
  expect(await rowsOf(at("out"))).toEqual(await rowsOf(at("once")));
});

it("knows a log that was rotated, and gives the one that came in its place a name of its own", async () => {
  const { at, put, run, begin } = workshop({ "rig.log": frames(0, 10) });
  begin();
  await run();
  renameSync(at("logs/rig.log"), at("logs/rig.log.1"));
  put("rig.log", frames(10, 15));
  const { notes, sources } = await run();
  expect(notes).toContainEqual(expect.stringMatching(/^renamed.*rig\.log to .*rig\.log\.1$/));
  expect(sources.map(({ name, frames }) => [name, frames])).toEqual([
    [at("logs/rig.log~2"), 5],
    [at("logs/rig.log"), 10],
  ]);
  const rows = await query(`SELECT count(*), count(DISTINCT DBTM) FROM '${at("out")}/record=01/*.parquet'`);
  expect(rows).toEqual([["15", "15"]]);
});

it("goes on after a kill with what was to be read, and not with what had only been renamed", async () => {
  const { at, put, run, begin } = workshop({ "rig.log": frames(0, 10) });
  begin();
  await run();
  renameSync(at("logs/rig.log"), at("logs/rig.log.1"));
  put("rig.log", frames(10, 30));
  await run();
  const whole = await rowsOf(at("out"));
  const manifest = readFileSync(at(`out/${MANIFEST}`), "utf8");
  const began = manifest.indexOf("\n", manifest.lastIndexOf('{"run"')) + 1;
  writeFileSync(at(`out/${MANIFEST}`), manifest.slice(0, began));
  rmSync(at("out/record=01/part-00001.parquet"));
  await run();
  expect(await rowsOf(at("out"))).toEqual(whole);
});

it("leaves alone what was found of the dataset when it grows, and takes it out with all else when it is made anew", async () => {
  const { at, put, run, begin } = workshop({ "a.wits": frames(0, 10) });
  begin();
  await run();
  expect(witskit(["analyze", at("out/"), "-o", at("out/")], { cwd: at(".") }).code).toBe(0);
  const states = at("out/analysis/states/part-00000.parquet");
  expect(existsSync(states)).toBe(true);
  put("b.wits", frames(10, 20));
  await run();
  expect(existsSync(states)).toBe(true);
  await run("out", { force: true });
  expect(existsSync(at("out/analysis"))).toBe(false);
  await run("once");
  expect(await rowsOf(at("out"))).toEqual(await rowsOf(at("once")));
});

it("makes a compressed log anew that has grown, of which no middle can be read", async () => {
  const { at, run, begin } = workshop({ "a.wits.gz": gzipSync(frames(0, 10)) });
  begin();
  await run();
  appendFileSync(at("logs/a.wits.gz"), gzipSync(frames(10, 20)));
  expect(errorsIn(await run())).toEqual([]);
  await run("once");
  expect(await rowsOf(at("out"))).toEqual(await rowsOf(at("once")));
});

it("does not read what has the size and the time of before", async () => {
  const { at, put, run, begin } = workshop({ "a.wits": frames(0, 10) });
  begin();
  await run();
  const { mtimeMs } = statSync(at("logs/a.wits"));
  // Other bytes of the same size and time: whoever reads them would find out.
  put("a.wits", frames(50, 60).slice(0, frames(0, 10).length).padEnd(frames(0, 10).length, "\n"));
  utimesSync(at("logs/a.wits"), mtimeMs / 1000, mtimeMs / 1000);
  const manifest = readFileSync(at(`out/${MANIFEST}`), "utf8");
  const same = statSync(at("logs/a.wits")).mtimeMs === mtimeMs;
  const again = await run();
  if (same) {
    expect(errorsIn(again)).toEqual([]);
    expect(readFileSync(at(`out/${MANIFEST}`), "utf8")).toBe(manifest);
  } else expect(errorsIn(again)).toEqual(["input-changed"]);
});

it("is what files and links make in turn, each with its rows once", async () => {
  const { at, folder, put, begin } = workshop({ "a.wits": frames(0, 10) });
  begin();
  const relative = (words: string) => witskit(words, { cwd: folder });
  writeFileSync(at("live.wits"), frames(100, 120));
  expect(relative("convert logs -o out -q").code).toBe(0);
  expect(relative(`stream rig=file://${at("live.wits")} -o out -q`)).toMatchObject({ code: 0 });
  put("b.wits", frames(200, 205));
  expect(relative("convert logs -o out -q")).toMatchObject({ code: 0 });
  appendFileSync(at("live.wits"), frames(120, 125));
  expect(relative(`stream rig=file://${at("live.wits")} -o out -q`)).toMatchObject({ code: 0 });
  const rows = await query(
    `SELECT source, count(*), count(DISTINCT DBTM) FROM '${at("out")}/record=01/*.parquet' GROUP BY 1 ORDER BY 1`,
  );
  expect(rows).toEqual([
    ["logs/a.wits", "10", "10"],
    ["logs/b.wits", "5", "5"],
    ["rig", "25", "25"],
  ]);
  expect(relative(`stream logs/a.wits=file://${at("live.wits")} -o out -q`).code).toBe(2);
});

it("goes on behind a stream with what was made anew twice", async () => {
  const { at, folder, put, begin } = workshop({ "a.wits": frames(0, 10), "b.wits": frames(20, 30) });
  begin();
  const relative = (words: string) => witskit(words, { cwd: folder });
  expect(relative("convert logs -o out -q").code).toBe(0);
  rmSync(at("logs/b.wits"));
  expect(relative("convert logs -o out -q --replace-changed").code).toBe(0);
  put("a.wits", frames(50, 70));
  expect(relative("convert logs -o out -q --replace-changed").code).toBe(0);
  writeFileSync(at("live.wits"), frames(100, 120));
  expect(relative(`stream rig=file://${at("live.wits")} -o out -q`).code).toBe(0);
  put("c.wits", frames(80, 85));
  expect(relative("convert logs -o out -q")).toMatchObject({ code: 0 });
  const [counts] = await query(
    `SELECT count(*), count(DISTINCT DBTM) FROM '${at("out")}/record=01/*.parquet'`,
  );
  expect(counts).toEqual(["45", "45"]);
});

it.each([12])(
  "holds the rows that one run gives after the history of seed %i",
  { timeout: 120_000 },
  async (seed) => {
    const { fault, steps } = await history(seed, join(temporaryFolder({}), "history"));
    expect({ fault, steps }).toMatchObject({ fault: undefined });
  },
);
