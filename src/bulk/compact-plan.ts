/**
 * What a compaction puts together: in each folder of parts, a table's or a partition's, runs of parts that stand one behind the
 * other, each run as large as a part should be. It goes by names, sizes and times of files alone.
 */
import { stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { largeNamed } from "../dataset/compacted.js";
import { partNamed } from "../dataset/part-name.js";
import type { Partition } from "../dataset/partition.js";
import type { DatasetTable } from "../dataset/tables.js";

export interface CompactedPart {
  /** Within the dataset, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** The units whose rows it has. */
  readonly first: number;
  readonly last: number;
}

/** Parts of a folder that become one, or one for each day. */
export interface CompactStep {
  readonly table: string;
  /** Within the dataset, with forward slashes. */
  readonly folder: string;
  readonly parts: readonly CompactedPart[];
}

export interface CompactChoice {
  readonly target: number;
  readonly partition: Partition | undefined;
  /** Parts that were written after that stay as they are: milliseconds since 1970. */
  readonly before: number;
  /** A part by itself is worth a step: it is sorted. */
  readonly alone: boolean;
}

/**
 * A part is written again when those beside it have a quarter of its size together: else a day that grows by the minute would be
 * written again with each of them.
 */
const GROWN = 4;

export async function planCompaction(
  dataset: string,
  tables: readonly DatasetTable[],
  choice: CompactChoice,
): Promise<CompactStep[]> {
  const steps: CompactStep[] = [];
  for (const table of tables) {
    const folders = new Map<string, CompactedPart[]>();
    for (const file of table.files) {
      const path = relative(dataset, file).split(sep).join("/");
      const part = await partAt(dataset, path, choice.before);
      const known = folders.get(dirname(path)) ?? [];
      folders.set(dirname(path), known);
      if (part !== undefined) known.push(part);
    }
    for (const [folder, parts] of folders) {
      // Rejects have no time, and no days.
      const isSplit = choice.partition !== undefined && table.name !== "rejects" && !folder.includes("/day=");
      for (const run of runsOf(parts, { ...choice, alone: choice.alone || isSplit }))
        steps.push({ table: table.name, folder, parts: run });
    }
  }
  return steps;
}

/** Undefined of what is no part of a unit, such as a file of layout `frame`, and of what is too young. */
async function partAt(dataset: string, path: string, before: number): Promise<CompactedPart | undefined> {
  const large = largeNamed(path);
  const unit = partNamed(path.split("/").join(sep))?.unit;
  if (large === undefined && unit === undefined) return undefined;
  const info = await stat(join(dataset, path)).catch(() => undefined);
  if (info === undefined || info.mtimeMs > before) return undefined;
  const { first, last } = large ?? { first: unit!, last: unit! };
  return { path, bytes: info.size, first, last };
}

/** In the order of their units. Files of one unit stay together. */
function* runsOf(
  parts: readonly CompactedPart[],
  { target, alone }: Pick<CompactChoice, "target" | "alone">,
): Generator<CompactedPart[]> {
  const sorted = [...parts].sort((a, b) => a.first - b.first || (a.path < b.path ? -1 : 1));
  let run: CompactedPart[] = [];
  let bytes = 0;
  for (const [i, part] of sorted.entries()) {
    const goesOn = run.at(-1)?.last === part.first;
    if (!goesOn && run.length > 0 && bytes + part.bytes > target) {
      yield* worthwhile(run, alone);
      run = [];
      bytes = 0;
    }
    run.push(part);
    bytes += part.bytes;
    if (i === sorted.length - 1) yield* worthwhile(run, alone);
  }
}

/** Without what is large at its two ends, as long as little stands beside it. */
function* worthwhile(run: CompactedPart[], alone: boolean): Generator<CompactedPart[]> {
  let some = run;
  const outweighs = (part: CompactedPart | undefined): boolean => {
    const others = some.reduce((sum, { bytes }) => sum + bytes, 0) - (part?.bytes ?? 0);
    return part !== undefined && part.bytes > GROWN * others;
  };
  if (!alone) {
    while (outweighs(some[0])) some = some.slice(1);
    while (outweighs(some.at(-1))) some = some.slice(0, -1);
  }
  const units = new Set(some.map(({ first }) => first));
  if (units.size > 1 || (alone && some.length > 0)) yield some;
}
