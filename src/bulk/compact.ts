/**
 * Large parts out of small ones. A step reads the parts of a folder, in the order of their rows, and writes these by the encoder that
 * wrote them, into a part, or one for each day. The large parts are on disk before the line that they come by, and the small
 * ones leave after it: whoever reads has the rows of before at any time, and a run that is killed is gone on with.
 */
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Compression, loadCompression } from "../columns/parquet/compression.js";
import { RowGroupEncoder } from "../columns/parquet/row-group.js";
import {
  ROW_GROUP_BUFFER,
  ROW_GROUP_BYTES,
  ROW_GROUP_ROWS,
  type RowGroupSize,
  rowGroupCapacity,
} from "../columns/parquet/row-group-builder.js";
import { tableBatches } from "../columns/parquet/table-batches.js";
import { CompactedWriter, largeNamed, readCompacted } from "../dataset/compacted.js";
import { MadeFolders, removeEmptyFolders } from "../dataset/folder.js";
import { withOpen } from "../dataset/kind.js";
import { leftPlace, sweepLeft } from "../dataset/leaving.js";
import { lockParts } from "../dataset/lock.js";
import { MANIFEST_FOLDER, type ManifestFile } from "../dataset/manifest.js";
import { type ManifestContent, readManifest } from "../dataset/manifest-file.js";
import { filesOfTables, namesIn } from "../dataset/part-files.js";
import type { Partition } from "../dataset/partition.js";
import { sharedAtWork } from "../dataset/shared-run.js";
import { tablesIn } from "../dataset/tables.js";
import { syncFolder } from "../durable/sync-folder.js";
import { unwritable } from "../durable/unwritable.js";
import { Failure, systemCode } from "../failure/failure.js";
import { storedColumns } from "./compact-columns.js";
import { StepParts } from "./compact-parts.js";
import { type CompactStep, planCompaction } from "./compact-plan.js";
import { sortedBatches } from "./compact-sort.js";

export interface CompactOptions {
  readonly folder: string;
  /** As the dataset is laid out, where it is not given. */
  readonly partition?: Partition | undefined;
  /** Milliseconds since a part was written. */
  readonly olderThan?: number | undefined;
  /** Bytes of a part. */
  readonly target?: number | undefined;
  /** Rows of each source by their times. */
  readonly sort?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  onProgress?(progress: { readonly bytes: number; readonly total: number }): void;
}

/** What a compaction did, or would do. */
export interface CompactReport {
  readonly tables: readonly CompactedTable[];
  readonly seconds: number;
}

export interface CompactedTable {
  readonly table: string;
  readonly parts: { readonly before: number; readonly taken: number; readonly made: number };
  readonly bytes: { readonly taken: number; readonly made: number };
  readonly rows: number;
}

export const COMPACT_TARGET = 256 << 20;

/** Throws a Failure where the dataset cannot be compacted, and the signal's reason. */
export async function compact(options: CompactOptions): Promise<CompactReport> {
  const started = performance.now();
  const { folder, dryRun = false } = options;
  const seconds = (): number => (performance.now() - started) / 1000;
  if (dryRun) {
    const { report } = await planned(options, await manifestOf(folder));
    return { tables: report, seconds: seconds() };
  }
  // Before the lock, whose folder is there when the manifest is.
  await manifestOf(folder);
  const lock = await lockParts(folder);
  try {
    const manifest = await manifestOf(folder);
    if (manifest.shared !== undefined) throw sharedAtWork(folder, manifest.shared);
    return { tables: await compacted(options, manifest), seconds: seconds() };
  } finally {
    await lock.release();
  }
}

async function manifestOf(folder: string): Promise<ManifestContent> {
  const manifest = await readManifest(folder);
  if (manifest !== undefined) return manifest;
  const shards = (await namesIn(join(folder, MANIFEST_FOLDER))).some((name) =>
    /^manifest-\d+-of-\d+\.ndjson$/.test(name),
  );
  if (shards)
    throw new Failure(
      "shards-incomplete",
      `${folder} has manifests of shards: \`witskit merge-manifest ${folder}\` makes one of them, when all have ended; then compact it`,
    );
  throw new Failure(
    "input-unsuited",
    `${folder} has no manifest: compact is for datasets that witskit convert or stream have made`,
    { place: { file: folder } },
  );
}

/** Parts of units that are to be replaced, by a run that was stopped before: in a large part their rows would stay. */
function leavingUnits({ runs, units }: ManifestContent): (file: string) => boolean {
  const remakes = runs.flatMap(({ remakes = [] }) => remakes.flatMap(({ replaces }) => replaces));
  if (remakes.length === 0) return () => false;
  const there = new Set(units.map(({ unit }) => unit));
  const leaving = new Set(remakes.filter((unit) => there.has(unit)));
  return (file) => leaving.has(Number(/part-(\d{5,})(?:_\d+)?\.parquet$/.exec(file)?.[1]));
}

async function planned(options: CompactOptions, manifest: ManifestContent) {
  const { head } = manifest;
  const { folder, partition, olderThan = 0, target = COMPACT_TARGET, sort = false } = options;
  const isLeaving = leavingUnits(manifest);
  const tables = (await tablesIn(folder)).map((table) => ({
    ...table,
    files: table.files.filter((file) => file.endsWith(".parquet") && !isLeaving(file)),
  }));
  const steps = await planCompaction(folder, tables, {
    target,
    partition: partition ?? (head.options["partition"] as Partition | undefined),
    before: Date.now() - olderThan,
    alone: sort,
  });
  const report = tables.map(({ name, files }): CompactedTable => {
    const taken = steps.filter(({ table }) => table === name).flatMap(({ parts }) => parts);
    const bytes = taken.reduce((sum, part) => sum + part.bytes, 0);
    return {
      table: name,
      parts: { before: files.length, taken: taken.length, made: 0 },
      bytes: { taken: bytes, made: 0 },
      rows: 0,
    };
  });
  return { steps, report };
}

async function compacted(
  options: CompactOptions,
  manifest: ManifestContent,
): Promise<readonly CompactedTable[]> {
  const { folder, signal, onProgress } = options;
  await goOn(folder);
  const { length } = await readCompacted(folder);
  const { steps, report } = await planned(options, manifest);
  if (steps.length === 0) return report;
  const made = new Map(report.map((table) => [table.table, table]));
  const compression = (manifest.head.options["compression"] ?? "snappy") as Compression;
  await loadCompression(compression);
  const rows = (manifest.head.options["row_group_rows"] ?? ROW_GROUP_ROWS) as number;
  const rowGroup = { rows, bytes: ROW_GROUP_BYTES, buffer: ROW_GROUP_BUFFER };
  const encoder = new RowGroupEncoder({ capacity: rowGroupCapacity(rowGroup), compression });
  const writer = await CompactedWriter.open(folder, length);
  const total = steps.reduce(
    (sum, { parts }) => sum + parts.reduce((bytes, part) => bytes + part.bytes, 0),
    0,
  );
  let bytes = 0;
  try {
    for (const step of steps) {
      signal?.throwIfAborted();
      const done = await compactStep(step, { options, manifest, encoder, rowGroup, writer }, (read) => {
        bytes += read;
        onProgress?.({ bytes, total });
      });
      const before = made.get(step.table)!;
      made.set(step.table, {
        ...before,
        parts: { ...before.parts, made: before.parts.made + done.files.length },
        bytes: {
          ...before.bytes,
          made: before.bytes.made + done.files.reduce((sum, one) => sum + one.bytes, 0),
        },
        rows: before.rows + done.rows,
      });
    }
  } finally {
    await writer.close();
  }
  await sweepLeft(folder);
  return [...made.values()];
}

interface StepSetup {
  readonly options: CompactOptions;
  readonly manifest: ManifestContent;
  readonly encoder: RowGroupEncoder;
  readonly rowGroup: RowGroupSize;
  readonly writer: CompactedWriter;
}

async function compactStep(
  step: CompactStep,
  { options, manifest, encoder, rowGroup, writer }: StepSetup,
  onRead: (bytes: number) => void,
): Promise<{ readonly files: readonly ManifestFile[]; readonly rows: number }> {
  const { folder, signal, sort = false, partition } = options;
  const { table, utc, described } = await storedColumns(folder, step, manifest);
  const byDay = partition ?? (manifest.head.options["partition"] as Partition | undefined);
  const parts = new StepParts({
    ...{ dataset: folder, step, table, utc, encoder, rowGroup, described, folders: new MadeFolders() },
    byDay: byDay !== undefined && !step.folder.includes("/day="),
  });
  try {
    let rows = 0;
    const read = async function* () {
      for (const { path, bytes } of step.parts) {
        signal?.throwIfAborted();
        const place = join(folder, path);
        yield* withOpen(place, (handle) => tableBatches(place, handle, table));
        onRead(bytes);
      }
    };
    for await (const batch of sort ? sortedBatches(read()) : read()) {
      rows += batch.rows;
      await parts.write(batch);
    }
    const files = await parts.finish();
    signal?.throwIfAborted();
    await parts.commit();
    const large = step.parts.filter(({ path }) => largeNamed(path) !== undefined).map(({ path }) => path);
    const units = rangesOf(
      step.parts.filter(({ path }) => largeNamed(path) === undefined).map(({ first }) => first),
    );
    await writer.add({ folder: step.folder, units, left: large, files });
    await leave(
      folder,
      step.parts.map(({ path }) => path),
    );
    return { files, rows };
  } catch (error) {
    await parts.abort();
    throw error;
  }
}

/** Units that follow one another as pairs. */
function rangesOf(units: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const unit of units) {
    const last = ranges.at(-1);
    if (last !== undefined && unit <= last[1] + 1) last[1] = unit;
    else ranges.push([unit, unit]);
  }
  return ranges;
}

/** To where those find them who have opened the dataset before. */
async function leave(folder: string, paths: readonly string[]): Promise<void> {
  const places = paths.map((path) => join(folder, path));
  for (const place of places) {
    await rename(place, leftPlace(place)!).catch((error: unknown) => {
      if (systemCode(error) !== "ENOENT") throw unwritable(place, error);
    });
  }
  await removeEmptyFolders(places);
  for (const parent of new Set(places.map((place) => dirname(place))))
    await syncFolder(parent).catch(() => undefined);
}

/** What a run that was killed has left: parts that no line has, and small ones that others stand for already. */
async function goOn(folder: string): Promise<void> {
  const { content } = await readCompacted(folder);
  const left: string[] = [];
  for (const path of await filesOfTables(folder)) {
    const large = largeNamed(path);
    if (large !== undefined && !content.large.has(path)) {
      // One that has left, or has not come.
      await rm(join(folder, path), { force: true }).catch((error: unknown) => {
        throw unwritable(join(folder, path), error);
      });
    } else if (!content.reads(path)) left.push(path);
  }
  if (left.length > 0) await leave(folder, left);
}
