/** Large parts out of small ones: the rows, and all that is known of them, are what they were, whoever reads or writes meanwhile. */
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compact } from "../../src/bulk/compact.js";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import { checkDataset } from "../../src/dataset/check.js";
import { fileInfo } from "../../src/dataset/file.js";
import { tablesIn } from "../../src/dataset/tables.js";
import { openDatabase } from "../../src/query/database.js";
import { digests, filesIn, witskit } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { recorder } from "../live/recording.js";
import { askedAgain, askedNow } from "../query/beside-compaction.js";
import { until } from "../until.js";
import { query, type SqlValue } from "./query.js";

const START = Date.UTC(2016, 8, 29, 23, 30);

/** A frame a second over midnight, of two records, with what is in no catalog and what is no value. */
function log(first: number, frames: number): string {
  let text = "";
  for (let i = first; i < first + frames; i++) {
    const [date, time] = new Date(START + i * 1000).toISOString().slice(2, 19).split("T");
    text += `&&\r\n0101well ${i % 3}\r\n0105${date!.replaceAll("-", "")}\r\n0106${time!.replaceAll(":", "")}\r\n`;
    text += `0108${i / 7}\r\n0110-${i % 5}\r\n0113-9999\r\n1108${i}\r\n0199${i % 4}\r\n1108\u00fc\r\n0112oops\r\n!!\r\n`;
  }
  return text;
}

/** Some hundred frames a source, in parts of some kilobytes. */
async function dataset(options: Partial<ConvertOptions> = {}): Promise<string> {
  const folder = temporaryFolder(
    Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`logs/rig-${i + 10}.wits`, log(i * 300, 300)])),
  );
  const output = join(folder, "out");
  await convert({
    ...{
      inputs: [join(folder, "logs")],
      output: `${output}/`,
      partSize: 20_000,
      workers: 1,
      units: "metric",
    },
    ...options,
  });
  return output;
}

/** All that readers of the dataset find: rows in their order, by table. */
async function rowsOf(output: string, by = ""): Promise<Record<string, SqlValue[][]>> {
  const rows: Record<string, SqlValue[][]> = {};
  for (const { name, files } of await tablesIn(output)) {
    const list = files.map((file) => `'${file}'`).join(", ");
    rows[name] = await query(
      `SELECT * EXCLUDE (source), parse_filename(source) FROM read_parquet([${list}], union_by_name = true, hive_partitioning = false) ${by}`,
    );
  }
  return rows;
}

/** What each table's columns are said to be. */
async function meanings(output: string): Promise<unknown> {
  const all: Record<string, unknown> = {};
  for (const { name, files } of await tablesIn(output)) {
    const { columns, provenance } = await fileInfo(files[0]!, "parquet");
    all[name] = [columns.map(({ name, type, meaning }) => [name, type, meaning]), provenance?.options];
  }
  return all;
}

describe("a dataset of many parts", () => {
  it.each<[string, Partial<ConvertOptions>]>([
    ["of records", {}],
    ["of values", { layout: "long" }],
    ["in UTC, zstd", { tz: "Europe/Oslo", compression: "zstd" }],
  ])("%s has the same rows in few, and its columns mean the same", async (_, options) => {
    const output = await dataset(options);
    const [rows, meaning] = [await rowsOf(output), await meanings(output)];
    const before = filesIn(output).filter((path) => path.endsWith(".parquet")).length;
    const { tables } = await compact({ folder: output });
    expect(await rowsOf(output)).toEqual(rows);
    expect(await meanings(output)).toEqual(meaning);
    expect(tables.map(({ table, rows }) => [table, rows])).toEqual(
      Object.entries(rows).map(([name, all]) => [name, all.length]),
    );
    expect(before).toBeGreaterThan(2 * filesIn(output).filter((path) => path.endsWith(".parquet")).length);
    const checked = await checkDataset(output);
    expect(checked.faults).toEqual([]);
    expect(checked.checksums).toBe(checked.parts);
    // There is nothing left to do, and nothing is done.
    const after = digests(output);
    const again = await compact({ folder: output });
    expect(again.tables.every(({ parts }) => parts.taken === 0)).toBe(true);
    expect(digests(output)).toEqual(after);
    // The same command goes on with what is there.
    const logs = join(output, "../logs");
    const report = await convert({
      inputs: [logs],
      output: `${output}/`,
      partSize: 20_000,
      units: "metric",
      ...options,
    });
    expect(report.notes.join()).toMatch(/nothing was left to do/);
    expect(await rowsOf(output)).toEqual(rows);
  });

  it("becomes one of days, the same bytes each time", async () => {
    const output = await dataset();
    cpSync(output, `${output}-2`, { recursive: true });
    const rows = await rowsOf(output, 'ORDER BY parse_filename(source), "offset"');
    for (const folder of [output, `${output}-2`]) await compact({ folder, partition: "day" });
    expect(filesIn(output).filter((path) => /^record=01.*parquet$/.test(path))).toEqual([
      expect.stringMatching(/^record=01\/day=2016-09-29\/part-00000-\d{5}\.parquet$/),
      expect.stringMatching(/^record=01\/day=2016-09-30\/part-00000-\d{5}\.parquet$/),
    ]);
    expect(await rowsOf(output, 'ORDER BY parse_filename(source), "offset"')).toEqual(rows);
    expect(digests(`${output}-2`)).toEqual(digests(output));
    const again = await compact({ folder: output, partition: "day" });
    expect(again.tables.every(({ parts }) => parts.taken === 0)).toBe(true);
  });

  it("is asked as before where some of it lies in days, and some does not yet", async () => {
    const output = await dataset();
    // As a stream's that goes on without days.
    const [first] = readdirSync(join(output, "record=01")).sort();
    const now = Date.now() / 1000;
    for (const path of filesIn(output)) utimesSync(join(output, path), now, now - 3600);
    utimesSync(join(output, "record=01", first!), now, now + 60);
    await compact({ folder: output, partition: "day", olderThan: 60_000 });
    expect(existsSync(join(output, "record=01", first!))).toBe(true);
    const asked = witskit(
      ["query", "SELECT count(*), count(DISTINCT source), max(record) FROM r01", "out", "--format", "csv"],
      {
        cwd: join(output, ".."),
      },
    );
    expect(asked.err).toBe("");
    expect(asked.out.split("\n")[1]).toBe("3600,12,01");
  });

  it("leaves what is large, and takes what came behind it by itself", async () => {
    const output = await dataset();
    const sizes = filesIn(output).filter((path) => path.startsWith("record=01"));
    expect(sizes.length).toBeGreaterThan(1);
    await compact({ folder: output, target: 1000 });
    expect(filesIn(output).filter((path) => path.startsWith("record=01"))).toEqual(sizes);
  });

  it("of shards is compacted when they are merged", async () => {
    const output = await dataset();
    const manifest = join(output, "_witskit/manifest.ndjson");
    renameSync(manifest, join(output, "_witskit/manifest-0-of-1.ndjson"));
    await expect(compact({ folder: output })).rejects.toThrow(/merge-manifest .*then compact it/);
    expect(witskit("merge-manifest out", { cwd: join(output, "..") }).code).toBe(0);
    expect(witskit("compact out", { cwd: join(output, "..") }).err).toMatch(/made 4 parts/);
  });
});

it("sorts the rows of each source by their times, and keeps those without one where they stand", async () => {
  const clock = (at: string): string => `0105160929\r\n0106${at}`;
  const text = ["120003", "120001", "", "120002"]
    .map((at, i) => `&&\r\n${at === "" ? "" : `${clock(at)}\r\n`}0108${i}\r\n!!\r\n`)
    .join("");
  const folder = temporaryFolder({ "logs/b.wits": text, "logs/a.wits": text });
  const output = join(folder, "out");
  await convert({ inputs: [join(folder, "logs")], output: `${output}/` });
  await compact({ folder: output, sort: true });
  const files = (await tablesIn(output))[0]!.files;
  expect(await query(`SELECT parse_filename(source), DBTM FROM '${files[0]}'`)).toEqual(
    ["a.wits", "b.wits"].flatMap((name) => [1, 2, 3, 0].map((depth) => [name, depth])),
  );
});

it("readers find every row at any moment, and those who have opened before find theirs", async () => {
  const output = await dataset();
  const opened = await openDatabase(output);
  const count = (): Promise<unknown> =>
    askedNow(output, 'SELECT count(*), count(DISTINCT (source, "offset")) FROM r01');
  let done = false;
  let reads = 0;
  const compacted = (async () => {
    for (const target of [20_000, 60_000, 1 << 28]) {
      const before = reads;
      await compact({ folder: output, target });
      await until(() => reads > before);
    }
    done = true;
  })();
  do {
    expect(await count()).toEqual([["3600", "3600"]]);
    reads++;
  } while (!done);
  await compacted;
  expect(await askedAgain(opened, "SELECT count(*) FROM r01")).toEqual([["3600"]]);
  expect(opened.broken?.size).toBe(0);
  await opened.close();
});

it.each([undefined, "day"] as const)(
  "a stream goes on beside it, and has every byte once; partition %s",
  async (partition) => {
    const output = join(temporaryFolder(), "live");
    let at = 0;
    const rotate = async (recording: Awaited<ReturnType<typeof recorder>>): Promise<void> => {
      const bytes = Buffer.from(log(at * 600, 600));
      at++;
      for (const name of ["rig-1", "rig-2"]) recording.take(name, { connection: 1, bytes, arrival: 0 });
      expect(await recording.rotate()).toBe(true);
    };
    const recording = await recorder(output, { partition });
    for (let unit = 0; unit < 6; unit++) {
      await rotate(recording);
      if (unit % 2 === 1) await compact({ folder: output });
    }
    await recording.stop(60_000);
    const again = await recorder(output, { partition });
    await rotate(again);
    await again.stop(60_000);
    await compact({ folder: output });
    const [table] = await tablesIn(output);
    expect(table!.files.length).toBeLessThan(5);
    const files = table!.files.map((file) => `'${file}'`).join(", ");
    expect(
      await query(
        `SELECT source, count(*), count(DISTINCT "offset"), sum(DBTM) FROM read_parquet([${files}]) GROUP BY ALL ORDER BY 1`,
      ),
    ).toEqual(
      ["rig-1", "rig-2"].map((name) => [name, "4200", "4200", expect.closeTo((4199 * 4200) / 14, 6)]),
    );
    const { provenance } = await fileInfo(table!.files[0]!, "parquet");
    expect(provenance?.streams?.map(({ name, from }) => [name, from])).toEqual([
      ["rig-1", 0],
      ["rig-2", 0],
    ]);
    expect((await checkDataset(output)).faults).toEqual([]);
  },
);

it("a step that was begun and has no line is done anew, and one that has it is ended", async () => {
  const output = await dataset();
  const rows = await rowsOf(output);
  cpSync(output, `${output}-before`, { recursive: true });
  await compact({ folder: output });
  // Killed before the line: the large part has its name, and the small ones are there.
  const large = filesIn(output).find((path) => /^record=01.part-\d+-\d+/.test(path))!;
  cpSync(join(output, large), join(`${output}-before`, large));
  expect(await rowsOf(`${output}-before`)).toEqual(rows);
  // Killed behind the line: the small ones are there still.
  cpSync(join(`${output}-before`, "record=01"), join(output, "record=01"), { recursive: true });
  expect(await rowsOf(output)).toEqual(rows);
  // Or in the middle of it.
  const lines = join(output, "_witskit/compacted.ndjson");
  writeFileSync(lines, `${readFileSync(lines, "utf8")}{"folder":"rec`);
  for (const folder of [output, `${output}-before`]) {
    await compact({ folder });
    expect(await rowsOf(folder)).toEqual(rows);
    expect(filesIn(join(folder, "record=01"))).toHaveLength(1);
  }
});
