/** Parts of which the manifest tells rows and times: who asks a dataset of thousands opens none of those that it needs not. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { compact } from "../../src/bulk/compact.js";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import { BrokenParts } from "../../src/dataset/broken-parts.js";
import { endsAreWhole } from "../../src/dataset/check-part.js";
import { fileInfo, timesOf } from "../../src/dataset/file.js";
import { addGathered, gatheredParts } from "../../src/dataset/gathered-parts.js";
import { type KnownPart, KnownParts } from "../../src/dataset/known-parts.js";
import { listedFiles } from "../../src/dataset/manifest-file.js";
import { tablesIn } from "../../src/dataset/tables.js";
import { scanByTime, scanOf } from "../../src/query/scan.js";
import { query } from "../bulk/query.js";
import { witskit } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { recorder } from "../live/recording.js";

const START = Date.UTC(2024, 1, 28, 20);
const HOUR = 3_600_000;

/** A frame a minute for an hour, of two records and with what is no value; `untimed` has one without a clock in its middle. */
function hourOf(hour: number, untimed: boolean): string {
  let text = "";
  for (let minute = 0; minute < 60; minute++) {
    const at = new Date(START + hour * HOUR + minute * 60_000).toISOString();
    const clock = `0105${at.slice(2, 10).replaceAll("-", "")}\n0106${at.slice(11, 19).replaceAll(":", "")}\n`;
    const isTold = !untimed || minute !== 30;
    text += `&&\n${isTold ? clock : ""}0108${hour * 60 + minute}\n0110oops\n1108${minute / 7}\n0199${minute}\n!!\n`;
  }
  return text;
}

const HOURS = 12;

/** A part an hour and table; that of hour 7 has a row without a time where its source has no clock before. */
async function dataset(options: Partial<ConvertOptions> = {}): Promise<string> {
  const logs = Object.fromEntries(
    Array.from({ length: HOURS }, (_, hour) => [`logs/hour-${hour + 10}.wits`, hourOf(hour, false)]),
  );
  const output = join(temporaryFolder(logs), "out");
  await convert({
    inputs: [join(output, "../logs")],
    output: `${output}/`,
    partSize: 400,
    workers: 1,
    ...options,
  });
  return output;
}

async function factsOf(output: string): Promise<(file: string) => KnownPart | undefined> {
  const files = (await tablesIn(output)).flatMap((table) => table.files);
  const known = await KnownParts.of(files);
  const sizes = await endsAreWhole(files, new BrokenParts());
  return (file) => known.at(file, sizes.get(file)!);
}

/** That what is known of each part is what its footer says; answers how many parts there are. */
async function expectFooters(output: string): Promise<number> {
  const facts = await factsOf(output);
  const files = (await tablesIn(output)).flatMap((table) => table.files);
  for (const file of files) {
    const info = await fileInfo(file, "parquet");
    const { first, last } = timesOf(info) ?? {};
    const untimed = info.columns.find(({ name }) => name === "timestamp")?.nulls || undefined;
    const { rows, bytes, times, untimed: mine } = facts(file)!;
    expect([file, { rows, bytes, times, untimed: mine }]).toEqual([
      file,
      { rows: info.rows, bytes: info.bytes, times: first === undefined ? undefined : [first, last], untimed },
    ]);
  }
  return files.length;
}

describe("what is known of parts without opening them", () => {
  it.each<[string, Partial<ConvertOptions>]>([
    ["records", {}],
    ["values, in UTC", { layout: "long", tz: "Europe/Oslo" }],
    ["days", { partition: "day" }],
    ["frames without a clock", { layout: "record", records: [11] }],
  ])("is what their footers say: of %s, and when they are compacted", async (_, options) => {
    const output = await dataset(options);
    expect(await expectFooters(output)).toBeGreaterThan(6);
    await compact({ folder: output });
    await expectFooters(output);
  });

  it("is what their footers say of a stream, when its manifest has gathered them too", async () => {
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output);
    for (const hour of [0, 1, 2]) {
      recording.take("rig", { connection: 1, bytes: Buffer.from(hourOf(hour, hour === 0)), arrival: START });
      expect(await recording.rotate()).toBe(true);
    }
    await recording.stop(10_000);
    expect(await expectFooters(output)).toBe(12);
    const path = join(output, "_witskit/manifest.ndjson");
    const listed: Parameters<typeof addGathered>[1][number][] = [];
    for await (const file of listedFiles(output)) listed.push(file);
    await addGathered(output, listed);
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    const bare = lines.map((line) => JSON.stringify({ ...JSON.parse(line), files: [] }));
    writeFileSync(path, `${[lines[0], ...bare.slice(1)].join("\n")}\n`);
    expect(await expectFooters(output)).toBe(12);
    // What a compaction has taken is let go of.
    await compact({ folder: output });
    await addGathered(output, []);
    expect(await gatheredParts(output)).toEqual([]);
    await expectFooters(output);
  });

  it("is told by `info` as footers tell it, and of a part that has changed its footer is asked", async () => {
    const output = await dataset();
    const told = () => witskit("info out --json", { cwd: join(output, "..") });
    const before = told();
    expect(before.code).toBe(0);
    const manifest = join(output, "_witskit/manifest.ndjson");
    const text = readFileSync(manifest, "utf8");
    // As it was written before lines had them.
    writeFileSync(
      manifest,
      text.replaceAll(/,"rows":\d+,"bytes":(\d+),"columns":\d+(,"times":\[\d+,\d+\])?/g, ',"bytes":$1'),
    );
    expect(readFileSync(manifest, "utf8")).not.toMatch(/"columns"/);
    expect(told()).toEqual(before);
    // Lines that say other rows than there are hold for parts of their size, and for no others.
    const more = text.replaceAll(
      /"rows":(\d+),"bytes"/g,
      (_, rows) => `"rows":${1000 + Number(rows)},"bytes"`,
    );
    writeFileSync(manifest, more);
    const first = (out: string) => JSON.parse(out).tables[0] as { rows: number; files: unknown[] };
    const { rows, files } = first(before.out);
    // One is opened in any case, for what stands in its footer alone.
    expect(first(told().out).rows).toBe(rows + (files.length - 1) * 1000);
    writeFileSync(manifest, more.replaceAll(/"bytes":\d+,"columns"/g, '"bytes":1,"columns"'));
    expect(told()).toEqual(before);
  });
});

describe("a scan by time", () => {
  const length = 3;
  const some = { few: 1, least: length, most: HOURS };

  it.each([
    ["TIMESTAMP", {}, "TIMESTAMP '2024-02-29 03:00:00'"],
    ["TIMESTAMP WITH TIME ZONE", { tz: "Europe/Oslo" }, "TIMESTAMPTZ '2024-02-29 03:00:00+01'"],
  ] as const)("has the rows of all, and opens no part of another hour: %s", async (type, options, from) => {
    const output = await dataset(options);
    const facts = await factsOf(output);
    const { files } = (await tablesIn(output))[0]!;
    const timed = scanByTime(files, facts, type, some)!;
    const all = "SELECT * EXCLUDE (source), parse_filename(source) FROM ";
    expect(await query(`${all}${timed}`)).toEqual(await query(`${all}${scanOf(files)}`));
    const hour = `"timestamp" >= ${from} AND "timestamp" < ${from} + INTERVAL 1 HOUR`;
    const rows = await query(`${all}${scanOf(files)} WHERE ${hour}`);
    expect(rows).toHaveLength(60);
    // Every part but those of the run that has the hour, and the first of each run, by which its columns are known.
    const wanted = Math.floor(7 / length);
    for (const [i, file] of files.entries())
      if (i % length !== 0 && Math.floor(i / length) !== wanted) writeFileSync(file, "no part");
    expect(await query(`${all}${timed} WHERE ${hour}`)).toEqual(rows);
    await expect(query(`${all}${timed}`)).rejects.toThrow(/no part|too small|magic/i);
  });

  it("keeps rows without a time", async () => {
    const output = join(
      temporaryFolder({ "logs/1.wits": hourOf(0, true), "logs/2.wits": hourOf(1, false) }),
      "out",
    );
    await convert({ inputs: [join(output, "../logs")], output: `${output}/`, partSize: 400, workers: 1 });
    const [{ files } = { files: [] }] = await tablesIn(output);
    expect(files.length).toBeGreaterThan(1);
    const timed = scanByTime(files, await factsOf(output), "TIMESTAMP", { ...some, least: 1 })!;
    const counts = 'count(*)::INT, count("timestamp")::INT';
    expect(await query(`SELECT ${counts} FROM ${timed}`)).toEqual(
      await query(`SELECT ${counts} FROM ${scanOf(files)}`),
    );
  });

  it("is none of parts of which it is not known that they have the same columns", async () => {
    const output = await dataset();
    const facts = await factsOf(output);
    const { files } = (await tablesIn(output))[0]!;
    const other = (file: string): KnownPart | undefined =>
      basename(file) === "part-00003.parquet" ? { ...facts(file)!, columns: 1 } : facts(file);
    const without = (file: string): KnownPart | undefined => (file === files[2] ? undefined : facts(file));
    for (const one of [other, without]) {
      expect(scanByTime(files, one, "TIMESTAMP", some)).toBe(undefined);
      expect(scanOf(files, one)).toMatch(/union_by_name = true/);
    }
    expect(scanOf(files, facts)).toMatch(/union_by_name = false/);
  });
});
