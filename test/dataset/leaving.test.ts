/** Parts that others stand for: from which moment on they are read by nobody, and who finds them still. */
import { appendFileSync, copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { leaveParts } from "../../src/dataset/leaving.js";
import type { ManifestUnit } from "../../src/dataset/manifest.js";
import { readManifest } from "../../src/dataset/manifest-file.js";
import { readTable } from "../../src/dataset/read.js";
import { tablesIn } from "../../src/dataset/tables.js";
import { openDatabase } from "../../src/query/database.js";
import { MANIFEST } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";

const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `&&\n0108${from + i}\n!!\n`).join("");

/** Three units of record 01, and what a fourth would be that has the rows of the first two. */
async function dataset() {
  const folder = temporaryFolder({ "log.wits": frames(0, 9000) });
  const output = join(folder, "out");
  await convert({ inputs: [join(folder, "log.wits")], output: `${output}/`, partSize: 6000, workers: 1 });
  const append = (line: object): void => appendFileSync(join(output, MANIFEST), `${JSON.stringify(line)}\n`);
  const { units = [], next = 0 } = (await readManifest(output)) ?? {};
  expect(units.length).toBeGreaterThan(2);
  // Of rows that can be told apart from those that it stands for, what is read says which of them it is.
  const path = `record=01/part-${String(next).padStart(5, "0")}.parquet`;
  return { output, append, unit: units[0]!, next, path, place: join(output, path) };
}

async function rowsOf(output: string): Promise<number> {
  const tables = await tablesIn(output);
  return (await readTable(tables.find(({ name }) => name === "record=01")!)).rows;
}

it("a part that comes in the place of another is read when the manifest has it, and the other one is no more", async () => {
  const { output, append, unit, next, path, place } = await dataset();
  const before = await rowsOf(output);
  const first = join(output, unit.files[0]!.path);
  const own = (await readTable({ name: "record=01", meaning: "", files: [first] })).rows;
  append({ coming: next });
  copyFileSync(first, place);
  expect(await rowsOf(output)).toBe(before);
  const [table] = await tablesIn(output);
  const opened = await readTable(table!);
  const database = await openDatabase(output);
  const line: ManifestUnit = { ...unit, unit: next, files: [{ path, bytes: 1 }], takes: [unit.unit] };
  append(line);
  expect(await rowsOf(output)).toBe(before);
  await leaveParts(output, { unread: new Set([unit.unit]) });
  expect(existsSync(first)).toBe(false);
  expect(await rowsOf(output)).toBe(before);
  // Whoever looked before that sees what was there then, and no row twice.
  let rows = 0;
  for await (const page of opened.pages(opened.fields)) rows += page.rows;
  expect(rows).toBe(before);
  const answer = await (await database.query("SELECT count(*) FROM r01")).getRowsJson();
  expect(answer).toEqual([[String(before)]]);
  expect(database.broken?.size).toBe(0);
  await database.close();
  expect(own).toBeGreaterThan(0);
});

it("units that are replaced have left with what was counted of them, and those that are taken have not", async () => {
  const { output, append, unit, next } = await dataset();
  append({ ...unit, unit: next, files: [], replaces: [0] });
  append({ ...unit, unit: next + 1, files: [], takes: [1] });
  // Cut off by a crash.
  appendFileSync(join(output, MANIFEST), `{"coming":${next + 2}`);
  const content = (await readManifest(output))!;
  expect(content.units.map(({ unit }) => unit)).toEqual([1, ...rest(2, next), next, next + 1]);
  expect(content.units[0]!.files).toEqual([]);
  expect([...content.unread]).toEqual([0, 1]);
  expect(content.next).toBe(next + 2);
  expect(readFileSync(join(output, MANIFEST)).length).toBeGreaterThan(content.length);
});

it("files that have left are taken away by a later run, when nobody can be reading them any more", async () => {
  const { output, unit, append } = await dataset();
  append({ ...unit, unit: 99, files: [], replaces: [0] });
  await leaveParts(output, { unread: new Set([0]) });
  const left = (): string[] =>
    readdirSync(join(output, "_witskit")).filter((name) => name.startsWith(".left."));
  expect(left()).toHaveLength(1);
  await leaveParts(output, { unread: new Set([0]) });
  expect(left()).toHaveLength(1);
  await leaveParts(output, { unread: new Set() }, Date.now() + 3_600_000);
  expect(left()).toEqual([]);
});

const rest = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
