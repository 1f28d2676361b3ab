/**
 * The tables of a folder that a conversion has made: which there are, what they mean, and their files. Parts that have left, or
 * are only coming, are none of them.
 */
import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { systemCode } from "../failure/failure.js";
import { recordByNumber } from "../wits/catalog/record.js";
import { recordOfTable } from "../wits/catalog/table.js";
import { readCompacted } from "./compacted.js";
import { unreadUnits } from "./manifest-file.js";
import { partFormatOf } from "./part-format.js";
import { partNamed } from "./part-name.js";

export interface DatasetTable {
  /** `record=01`, `unmapped`, `rejects`, `frame` or `long`. */
  readonly name: string;
  readonly folder: string;
  readonly meaning: string;
  /** Paths of its files, those of its partitions included, in order. */
  readonly files: readonly string[];
}

const TABLE = /^(record=\d\d|unmapped|rejects|frame|long)$/;

/** Records first, by number; rejects last. Empty when the folder is no dataset; a table's own folder is one of a single table. */
export async function tablesIn(path: string): Promise<DatasetTable[]> {
  const name = basename(resolve(path));
  const isTable = TABLE.test(name);
  const dataset = isTable ? dirname(resolve(path)) : path;
  for (let attempt = 0; ; attempt++) {
    const [before, { content: compacted }] = [await unreadUnits(dataset), await readCompacted(dataset)];
    const folders = isTable ? [{ name, folder: path }] : await tableFolders(path);
    const tables: DatasetTable[] = [];
    for (const { name, folder } of folders.sort((a, b) => order(a.name, b.name))) {
      const isRead = (file: string): boolean =>
        (before.size === 0 || !before.has(unitOf(name, folder, file))) &&
        compacted.reads([name, ...relative(folder, file).split(sep)].join("/"));
      const files = (await filesIn(folder)).filter(isRead);
      if (files.length > 0) tables.push({ name, folder, meaning: meaningOf(name), files });
    }
    // Parts that have left while the folders were listed are in neither of the two, and nor are those that stand for them.
    const [after, { content: since }] = [await unreadUnits(dataset), await readCompacted(dataset)];
    const isSame = compacted.steps === since.steps && before.size === after.size;
    if ((isSame && [...before].every((unit) => after.has(unit))) || attempt === ATTEMPTS) return tables;
  }
}

/** Each is over before another writer can be done with so much as a part. */
const ATTEMPTS = 100;

async function tableFolders(path: string): Promise<{ name: string; folder: string }[]> {
  const entries = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return entries
    .filter((entry) => TABLE.test(entry.name))
    .map((entry) => ({ name: entry.name, folder: join(path, entry.name) }));
}

/** Where a dataset has what was found of it: a folder for each table of an analysis. */
export const ANALYSIS_FOLDER = "analysis";

export interface AnalysisFiles {
  /** `states`, `connections`, ... */
  readonly name: string;
  readonly files: readonly string[];
}

/** The tables of an analysis in the folder of a dataset, by their names; none where nobody has made one. */
export async function analysisTablesIn(path: string): Promise<AnalysisFiles[]> {
  const folder = join(path, ANALYSIS_FOLDER);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const tables: AnalysisFiles[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const files = await filesIn(join(folder, name));
    if (files.length > 0) tables.push({ name, files });
  }
  return tables.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The tables of two places as those of one, the files of the first before those of the second. */
export function joinedTables(
  tables: readonly DatasetTable[],
  others: readonly DatasetTable[],
): DatasetTable[] {
  const joined = new Map(tables.map((table) => [table.name, table]));
  for (const table of others) {
    const known = joined.get(table.name);
    joined.set(
      table.name,
      known === undefined ? table : { ...known, files: [...known.files, ...table.files] },
    );
  }
  return [...joined.values()].sort((a, b) => order(a.name, b.name));
}

const order = (a: string, b: string): number => (rank(a) < rank(b) ? -1 : 1);
const rank = (name: string): string =>
  `${["record", "frame", "long", "unmapp", "reject"].indexOf(name.slice(0, 6).replace("=", ""))}${name}`;

/** -1 of what is no part. */
const unitOf = (table: string, folder: string, file: string): number =>
  partNamed(join(table, relative(folder, file)))?.unit ?? -1;

async function filesIn(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const name of (await readdir(folder).catch(gone)).sort()) {
    const path = join(folder, name);
    if (name.startsWith("day=")) files.push(...(await filesIn(path)));
    else if (!name.startsWith(".") && partFormatOf(name) !== undefined) files.push(path);
  }
  return files;
}

/** The last part of a partition has left it. */
function gone(error: unknown): string[] {
  if (systemCode(error) === "ENOENT") return [];
  throw error;
}

function meaningOf(table: string): string {
  const record = recordOfTable(table);
  if (record !== undefined) return recordByNumber(record)?.name ?? "not in the catalog";
  return MEANINGS[table] ?? "";
}

const MEANINGS: Readonly<Record<string, string>> = {
  unmapped: "values of items that are not in the catalog",
  rejects: "bytes that could not become a value",
  frame: "a row a frame",
  long: "a row a value",
};
