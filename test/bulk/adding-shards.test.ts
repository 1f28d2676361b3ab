/** Shards add to a dataset that is there: each its share, and all of it at once when they are merged. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { compact } from "../../src/bulk/compact.js";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import { checkDataset } from "../../src/dataset/check.js";
import { readManifest } from "../../src/dataset/manifest-file.js";
import { mergeManifests } from "../../src/dataset/merge-manifests.js";
import { tablesIn } from "../../src/dataset/tables.js";
import { digests } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";

const frame = (second: number, value: number): string =>
  `&&\r\n0105240301\r\n0106${String(60_000 + second)}\r\n0108${value}\r\n!!\r\n`;
const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => frame((from + i) % 60, from + i)).join("");

const SHARDS = 3;

function workshop(files: Readonly<Record<string, string>>) {
  const logs = temporaryFolder(files);
  const folder = temporaryFolder({});
  const at = (name: string): string => join(logs, name);
  const output = join(folder, "out");
  // Two logs of some thousand bytes are a unit.
  const options = { inputs: [logs], workers: 1, partSize: 250 };
  const shard = (index: number, more: Partial<ConvertOptions> = {}) =>
    convert({ ...options, output: `${output}/`, shard: { index, count: SHARDS }, ...more });
  const shards = async (more: Partial<ConvertOptions> = {}) => {
    for (let index = 0; index < SHARDS; index++) await shard(index, more);
  };
  const run = (more: Partial<ConvertOptions> = {}) => convert({ ...options, output: `${output}/`, ...more });
  const once = async (): Promise<unknown> => {
    const alone = join(folder, "once");
    await convert({ ...options, output: `${alone}/`, force: true });
    return rowsOf(alone);
  };
  return { at, output, shard, shards, run, once, logs };
}

/** As readers see them. */
async function rowsOf(output: string): Promise<unknown> {
  const files = (await tablesIn(output)).find(({ name }) => name === "record=01")!.files;
  const list = files.map((file) => `'${file}'`).join(", ");
  return query(`SELECT source, "offset", "timestamp", DBTM FROM read_parquet([${list}]) ORDER BY ALL`);
}

/** Of rows that have the names of their logs from different runs. */
const depths = (rows: unknown): unknown[] => (rows as unknown[][]).map((row) => row[3]).sort();
const depthsOf = async (output: string): Promise<unknown[]> => depths(await rowsOf(output));

const own = (output: string): string[] =>
  readdirSync(join(output, "_witskit")).filter(
    (name) => /shard|manifest/.test(name) && !name.includes("lock"),
  );

const LOGS = Object.fromEntries(
  Array.from({ length: 6 }, (_, i) => [`${i}.wits`, frames(100 * i, 100 * i + 40)] as const),
);

it("takes in new logs, and what others have grown by, each its share, at once when all are merged", async () => {
  const { at, output, shard, shards, once } = workshop(LOGS);
  await shards();
  await mergeManifests(output);
  const before = digests(join(output, "record=01"));
  const rows = await rowsOf(output);
  for (let i = 6; i < 12; i++) writeFileSync(at(`${i}.wits`), frames(100 * i, 100 * i + 40));
  appendFileSync(at("0.wits"), frames(40, 50));
  await shard(0);
  const some = Object.keys(digests(join(output, "record=01"))).length;
  // Before all are done, readers see what there was, and nobody else may add.
  expect(await rowsOf(output)).toEqual(rows);
  await expect(mergeManifests(output)).rejects.toThrow(/manifest-from-\d+-1-of-3.* is not complete/);
  await shard(1);
  await shard(2);
  expect(await rowsOf(output)).toEqual(rows);
  const all = Object.keys(digests(join(output, "record=01"))).length;
  expect(Object.keys(before).length).toBeLessThan(some);
  expect(some).toBeLessThan(all);
  expect(await mergeManifests(output)).toMatchObject({ shards: SHARDS });
  expect(digests(join(output, "record=01"))).toMatchObject(before);
  expect(await rowsOf(output)).toEqual(await once());
  expect(own(output)).toEqual(["manifest.ndjson"]);
  expect((await checkDataset(output)).faults).toEqual([]);
  // Nothing is new: nothing is done, as often as one likes.
  const done = digests(output);
  await shards();
  expect(await mergeManifests(output)).toMatchObject({ shards: 0 });
  expect(digests(output)).toEqual(done);
});

it("goes by what the first shard found, whatever comes meanwhile, and takes that in the next time", async () => {
  const { at, output, shard, shards, run, once } = workshop(LOGS);
  await run();
  writeFileSync(at("6.wits"), frames(600, 640));
  await shard(0);
  writeFileSync(at("7.wits"), frames(700, 740));
  await shard(1);
  await shard(2);
  await shard(0);
  await mergeManifests(output);
  expect(await query(`SELECT count(*)::INT FROM '${output}/record=01/*.parquet'`)).toEqual([[280]]);
  await shards();
  await mergeManifests(output);
  expect(await rowsOf(output)).toEqual(await once());
});

it("makes rows anew with --replace-changed, and leaves those of before to readers until all are merged", async () => {
  const { at, output, shards, shard, run, once } = workshop(LOGS);
  await shards();
  await mergeManifests(output);
  writeFileSync(at("1.wits"), frames(900, 930));
  rmSync(at("3.wits"));
  const told = await shard(0);
  expect(told.sources.flatMap(({ error_code: code = [] }) => code).sort()).toEqual([
    "input-changed",
    "input-gone",
  ]);
  expect(own(output)).toEqual(["manifest.ndjson"]);
  writeFileSync(at("6.wits"), frames(600, 640));
  // Which shard it falls to is no matter: each names what none takes over.
  const shared = await Promise.all([0, 1, 2].map((index) => shard(index)));
  for (const { sources } of shared)
    expect(sources.flatMap(({ error_code: code = [] }) => code).sort()).toEqual([
      "input-changed",
      "input-gone",
    ]);
  await mergeManifests(output);
  const more = await rowsOf(output);
  await shards({ replaceChanged: true });
  expect(await rowsOf(output)).toEqual(more);
  await expect(run()).rejects.toThrow(/is being added to in 3 shards/);
  await expect(compact({ folder: output })).rejects.toThrow(/is being added to in 3 shards/);
  await mergeManifests(output);
  expect(await rowsOf(output)).toEqual(await once());
  expect((await checkDataset(output)).faults).toEqual([]);
  await run();
});

it("goes on after a kill at any place of a merge and of a shard", async () => {
  const { at, output, shards, once, logs } = workshop(LOGS);
  const image = (name: string): string => join(logs, "..", `${logs.split("/").at(-1)}-${name}`);
  await shards();
  const unmerged = image("unmerged");
  cpSync(output, unmerged, { recursive: true });
  await mergeManifests(output);
  // Killed behind the manifest of all, when one of the shards' was gone.
  cpSync(join(unmerged, "_witskit"), join(output, "_witskit"), {
    recursive: true,
    filter: (path) => !path.endsWith("0-of-3.ndjson"),
  });
  expect(await mergeManifests(output)).toMatchObject({ shards: 0 });
  expect(own(output)).toEqual(["manifest.ndjson"]);
  writeFileSync(at("6.wits"), frames(600, 640));
  writeFileSync(at("7.wits"), frames(700, 740));
  appendFileSync(at("2.wits"), "&&\r\n0105240301\r\n01061");
  await shards();
  // Killed before its last lines: what it had recorded is not made again, what it had not is.
  const [plan] = own(output).filter((name) => name.startsWith("shards-from-"));
  const first = Number(/\d+/.exec(plan!)![0]);
  const of = join(output, "_witskit", `manifest-from-${first}-0-of-3.ndjson`);
  const { units } = (await readManifest(output, `manifest-from-${first}-0-of-3.ndjson`))!;
  expect(units.length).toBeGreaterThan(0);
  rmSync(of);
  await shards();
  const behind = image("behind");
  cpSync(output, behind, { recursive: true });
  await mergeManifests(output);
  expect(await rowsOf(output)).toEqual(await once());
  // Killed behind the line that counts: what is left of the shards means nothing any more.
  for (const name of own(behind).filter((name) => name !== "manifest.ndjson"))
    cpSync(join(behind, "_witskit", name), join(output, "_witskit", name));
  expect(await rowsOf(output)).toEqual(await once());
  writeFileSync(at("8.wits"), frames(800, 840));
  await shards();
  await mergeManifests(output);
  expect(await rowsOf(output)).toEqual(await once());
  expect(own(output)).toEqual(["manifest.ndjson"]);
  expect(existsSync(join(output, "_witskit", plan!))).toBe(false);
});

it("adds behind a run that had nothing but new names to tell", async () => {
  const { at, output, run, shards, once } = workshop(LOGS);
  await run();
  renameSync(at("0.wits"), at("0.wits.old"));
  await run();
  rmSync(at("0.wits.old"));
  writeFileSync(at("1.wits"), frames(900, 930));
  await shards({ replaceChanged: true });
  expect(await mergeManifests(output)).toMatchObject({ shards: SHARDS });
  expect(await rowsOf(output)).toEqual(await once());
});

it("does a shard of the first run again from wherever it was killed, and refuses what came meanwhile", async () => {
  const { at, output, shard, shards, once } = workshop(LOGS);
  await shards();
  const [path] = own(output)
    .filter((name) => name.startsWith("manifest-1-"))
    .map((name) => join(output, "_witskit", name));
  const lines = readFileSync(path!, "utf8").trim().split("\n");
  expect(lines.length).toBeGreaterThan(2);
  for (let left = 1; left <= lines.length; left++) {
    writeFileSync(path!, `${lines.slice(0, left).join("\n")}\n`);
    await shard(1);
    expect(readFileSync(path!, "utf8").trim().split("\n").sort()).toEqual([...lines].sort());
  }
  writeFileSync(at("7.wits"), frames(700, 705));
  await expect(shard(1)).rejects.toThrow(/7\.wits is new, and a dataset that is made in shards/);
  rmSync(at("7.wits"));
  await mergeManifests(output);
  expect(await rowsOf(output)).toEqual(await once());
});

it("keeps the new name of a log that was rotated, whose rows are not taken in twice when it grows", async () => {
  const { at, output, run, shards, once } = workshop(LOGS);
  await run();
  renameSync(at("0.wits"), at("0.wits.1"));
  writeFileSync(at("0.wits"), frames(900, 930));
  await shards();
  await mergeManifests(output);
  appendFileSync(at("0.wits.1"), frames(40, 45));
  const { notes } = await run();
  expect(notes).not.toContainEqual(expect.stringMatching(/gone/));
  expect(await depthsOf(output)).toEqual(depths(await once()));
});

it("writes down that a log has another name where shards have nothing else to add", async () => {
  const { at, output, run, shards, once } = workshop(LOGS);
  await run();
  renameSync(at("0.wits"), at("0.wits.1"));
  await shards();
  const { runs = [] } = (await readManifest(output)) ?? {};
  expect(runs.map(({ units, noted }) => [units, noted])).toEqual([[0, 1]]);
  writeFileSync(at("0.wits"), frames(900, 930));
  appendFileSync(at("0.wits.1"), frames(40, 45));
  await run();
  expect(await depthsOf(output)).toEqual(depths(await once()));
});

it("makes one plan of shards that begin at once", async () => {
  const { at, output, run, shard, once } = workshop(LOGS);
  await run();
  for (let i = 6; i < 9; i++) writeFileSync(at(`${i}.wits`), frames(100 * i, 100 * i + 40));
  await Promise.all([0, 1, 2].map((index) => shard(index)));
  await mergeManifests(output);
  expect(await rowsOf(output)).toEqual(await once());
});
