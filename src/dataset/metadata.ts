/**
 * What stands once for a dataset and not in each of its parts: the options that it was made with, and what the columns of its
 * tables mean, `_witskit/metadata.json`. In a part of some rows that would weigh ten times as much as these. It follows
 * from the options alone, so that every run and every shard writes the same.
 */
import { readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { unwritable } from "../durable/unwritable.js";
import { writeWhole } from "../durable/write-whole.js";
import { systemCode } from "../failure/failure.js";
import type { DataOptions } from "../input/feed/options.js";
import type { Readings } from "../input/feed/per-source.js";
import { columnsOfAll, type Plan } from "../wits/catalog/layout.js";
import { MANIFEST_FOLDER } from "./manifest.js";
import { type DictionaryEntry, dictionaryOf, type Provenance, toldOptions } from "./provenance.js";

export const METADATA = "metadata.json";

/** The document. */
export interface DatasetMetadata {
  readonly options: Provenance["options"];
  /** The columns of each table that has the same in all of its parts. */
  readonly tables: Readonly<Record<string, readonly DictionaryEntry[]>>;
}

/** Of a dataset whose sources follow these plans. */
export function metadataOf(told: DataOptions | Readings, plans: readonly Plan[]): DatasetMetadata {
  // In layout `frame` the columns are those that turn up, and where sources have maps of their own, those of the sources that a run
  // has: each file tells its own.
  const isOfRun = "all" in told && told.rules.length > 0;
  const fixed = isOfRun ? [] : plans.filter(({ layout }) => layout !== "frame");
  const names = fixed.flatMap(({ rowTables, longTable, rejects }) => [
    ...rowTables.flatMap(({ table }) => table?.name ?? []),
    ...(longTable === undefined ? [] : [longTable.name]),
    rejects.name,
  ]);
  const tables = [...new Set(names)].map((name) => [name, dictionaryOf(columnsOfAll(plans, name), told)]);
  return { options: toldOptions(told), tables: Object.fromEntries(tables) };
}

/**
 * Writes it, unless it is there, or says nothing; the folder `_witskit` must be. Shards may do so at the same time, each under a name
 * of its own, which its next run takes again: so a kill leaves nothing for good.
 */
export async function writeMetadata(
  folder: string,
  metadata: DatasetMetadata,
  shard?: number,
): Promise<void> {
  if (Object.keys(metadata.tables).length === 0) return;
  const path = join(folder, MANIFEST_FOLDER, METADATA);
  const text = `${JSON.stringify(metadata)}\n`;
  try {
    const own = shard === undefined ? path : join(folder, MANIFEST_FOLDER, `.${METADATA}.${shard}`);
    if ((await readFile(path, "utf8").catch(missing)) !== text) {
      await writeWhole(own, text);
      if (own !== path) await rename(own, path);
    }
    if (own !== path) await rm(own, { force: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** That of the dataset in which a part lies; undefined where there is none that can be read. */
export async function metadataBeside(part: string): Promise<DatasetMetadata | undefined> {
  const folder = datasetOfPart(part);
  if (folder === undefined) return undefined;
  const path = join(folder, MANIFEST_FOLDER, METADATA);
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) return undefined;
  const stamp = `${info.ino} ${info.mtimeMs} ${info.size}`;
  // It is asked for with each part of the same dataset.
  if (last?.path !== path || last.stamp !== stamp) last = { path, stamp, metadata: read(path) };
  return last.metadata;
}

let last: { path: string; stamp: string; metadata: Promise<DatasetMetadata | undefined> } | undefined;

async function read(path: string): Promise<DatasetMetadata | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as DatasetMetadata;
  } catch {
    // It adds meanings alone: a part without them has its rows still.
    return undefined;
  }
}

/** The dataset of a part in a table's folder, or in a partition of that; undefined of a file elsewhere. */
export function datasetOfPart(part: string): string | undefined {
  let folder = dirname(resolve(part));
  if (basename(folder).startsWith("day=")) folder = dirname(folder);
  return TABLE.test(basename(folder)) ? dirname(folder) : undefined;
}

const TABLE = /^(record=\d\d|unmapped|rejects|long)$/;

function missing(error: unknown): undefined {
  if (systemCode(error) !== "ENOENT") throw error;
}
