/** What an earlier run has left of the same dataset: the units that are done, and those that have to be made again. */
import { ROW_GROUP_ROWS } from "../columns/parquet/row-group-builder.js";
import { leaveParts } from "../dataset/leaving.js";
import {
  changesBetween,
  headOf,
  type ManifestHead,
  type ManifestUnit,
  type Shard,
} from "../dataset/manifest.js";
import { type ManifestContent, readShard } from "../dataset/manifest-file.js";
import { readingsJson } from "../dataset/provenance.js";
import { removeReplaced } from "../dataset/replaced.js";
import { Failure } from "../failure.js";
import { PART_SIZE } from "./convert-options.js";
import { failsAsBefore } from "./retry.js";
import type { RunOptions } from "./run.js";

export interface EarlierUnits {
  /** Of the manifest to be written; undefined when there is none to be. */
  readonly head: ManifestHead | undefined;
  /** The manifest that is gone on with. */
  readonly resume: Pick<ManifestContent, "length" | "complete"> | undefined;
  readonly done: readonly ManifestUnit[];
  /** Units with inputs that could not be read to their end: they are tried again. */
  readonly failed: ReadonlyMap<number, ManifestUnit>;
  /** Inputs that could not be read to their end before, and were tried again. */
  readonly retried: number;
}

/** Takes up what a manifest in the folder says was done already; throws when it is of another run. */
export async function earlierUnits(
  { convert, destination, sources, readings }: RunOptions,
  earlier: ManifestContent | undefined,
  units: number,
): Promise<EarlierUnits> {
  const done: ManifestUnit[] = [];
  const failed = new Map<number, ManifestUnit>();
  if (destination.kind !== "folder") return { head: undefined, resume: undefined, done, failed, retried: 0 };
  const { compression = "snappy", rowGroupRows = ROW_GROUP_ROWS, partSize = PART_SIZE, shard } = convert;
  const { partition } = convert;
  const shaping = {
    ...readingsJson(readings),
    partition,
    compression,
    row_group_rows: rowGroupRows,
    part_size: partSize,
  };
  const head = await headOf(sources, shaping, units);
  const known = earlier ?? (shard && (await readShard(destination.path, shard)));
  if (known === undefined || (convert.force ?? false))
    return { head, resume: undefined, done, failed, retried: 0 };
  const changes =
    head === undefined
      ? ["an input is a stream, which cannot be read again"]
      : changesBetween(known.head, head);
  if (changes.length > 0) {
    throw new Failure(
      "output-differs",
      `${destination.path} was begun by another run, and cannot be continued by this one: ${changes.slice(0, 5).join("; ")}` +
        `${changes.length > 5 ? `; and ${changes.length - 5} more changes` : ""}. Give --force to make it anew, or name another folder`,
    );
  }
  const indexes = new Map(sources.map(({ name }, i) => [name, i]));
  let retried = 0;
  /** Tries again what could not be read; false where nothing has changed, or nothing had failed. */
  const failsOtherwise = async (unit: ManifestUnit): Promise<boolean> => {
    for (const report of unit.sources) {
      const index = indexes.get(report.name);
      if (report.error === undefined || index === undefined) continue;
      retried++;
      const data = readings.all[readings.of(index)]!;
      if (!(await failsAsBefore(sources[index]!, report, data, convert.signal))) return true;
    }
    return false;
  };
  const mine = (unit: number): boolean => shard === undefined || unit % shard.count === shard.index;
  for (const unit of known.units) {
    if (mine(unit.unit) && (await failsOtherwise(unit))) {
      failed.set(unit.unit, unit);
      continue;
    }
    done.push(unit);
  }
  await leaveParts(destination.path, known);
  await removeReplaced(
    destination.path,
    new Set(known.units.flatMap(({ files }) => files.map(({ path }) => path))),
  );
  return { head, resume: { length: known.length, complete: known.complete }, done, failed, retried };
}

/** What to tell of it. */
export function notesOf(
  { done, failed, retried }: EarlierUnits,
  run: { readonly units: number; readonly missing: number; readonly shard: Shard | undefined },
): string[] {
  const { units, missing, shard } = run;
  const notes: string[] = [];
  if (retried > 0) {
    const inputs = retried === 1 ? "1 input" : `${retried} inputs`;
    const again = failed.size === 0 ? "with the same end" : `and ${failed.size} of the units made anew`;
    notes.push(`${inputs} that could not be read to the end before: tried again, ${again}`);
  }
  if (done.length > 0) {
    const were = done.length === 1 ? "unit was" : "units were";
    const left = missing === 0 ? "nothing was left to do" : `${missing} had to be made`;
    notes.push(`of ${units}, ${done.length} ${were} done before; ${left}`);
  } else if (missing === 0 && shard !== undefined) {
    notes.push(`none of the ${units} units falls to shard ${shard.index} of ${shard.count}`);
  }
  return notes;
}
