/**
 * What shards add to a dataset that is there: the first of them writes down what all add, each makes the units that fall to it, and
 * they count when all are merged.
 */
import { setTimeout as delay } from "node:timers/promises";
import { LazyManifest } from "../dataset/lazy-manifest.js";
import { lockDataset, lockParts } from "../dataset/lock.js";
import { manifestName, type Shard, type SharedUnits } from "../dataset/manifest.js";
import { type ManifestContent, readManifest } from "../dataset/manifest-file.js";
import { ManifestWriter } from "../dataset/manifest-writer.js";
import { removeShared, sharedAtWork, sharedName, writeShared } from "../dataset/shared-run.js";
import type { FolderLock } from "../durable/folder-lock.js";
import { Failure } from "../failure/failure.js";
import { missingUnits } from "./missing-units.js";
import type { NextRun } from "./next-run.js";
import type { RunSource, UnitPlan } from "./plan.js";
import type { RunOptions } from "./run.js";
import { differs } from "./run-differs.js";
import type { RunPlanner } from "./run-planner.js";
import { unchangedSources } from "./unfinished-run.js";

/** What a shard needs of the run that it is. */
export interface Sharing {
  readonly options: RunOptions;
  readonly planner: RunPlanner;
  /** What the inputs have now and the dataset has not. */
  readonly next: NextRun;
  readonly convert: (
    sources: readonly RunSource[],
    plan: UnitPlan,
    manifest: LazyManifest,
  ) => Promise<unknown>;
}

/**
 * Makes a shard's part of what is added. Answers the dataset as it will be of this shard alone: what it has made counts when all
 * shards are merged.
 */
export async function addShared(
  merged: ManifestContent,
  shard: Shard,
  sharing: Sharing,
): Promise<{ readonly content: ManifestContent; readonly note: string }> {
  const { options, planner, convert } = sharing;
  const { path } = options.destination;
  if (missingUnits(merged, { first: 0, units: merged.head.units }, ...merged.runs).length > 0)
    throw differs(path, ["a run without --shard was stopped, and is to be gone on with first"]);
  const shared = merged.shared ?? (await sharedPlan(merged, shard, sharing));
  if (shared === undefined) return { content: merged, note: "nothing was left to do for any shard" };
  if (shared.shards !== shard.count) throw sharedAtWork(path, shared);
  const [run] = (await readManifest(path, sharedName(shared.first)))?.runs ?? [];
  if (run === undefined) throw sharedAtWork(path, shared);
  const all = await unchangedSources(run, options.sources, path);
  const plan = await planner.planOf(run, all, merged);
  if (plan.units.length !== run.units) throw differs(path, ["its inputs give other units than before"]);
  const adding = { ...shard, first: shared.first };
  const before = await readManifest(path, manifestName(adding));
  const done = new Set((before?.units ?? []).map(({ unit }) => unit));
  const mine = plan.units.filter(({ index }) => (index - shared.first) % shard.count === shard.index);
  const units = mine.filter(({ index }) => !done.has(index));
  if (units.length > 0 || before?.complete !== true) {
    const head = { ...merged.head, units: 0, inputs: [] };
    const manifest = await ManifestWriter.open(path, head, { shard: adding, resume: before });
    try {
      await convert(all, { ...plan, units }, new LazyManifest(async () => manifest));
      await manifest.complete();
    } finally {
      await manifest.close();
    }
  }
  const own = await readManifest(path, manifestName(adding));
  return {
    content: { ...merged, runs: [...merged.runs, run], units: own?.units ?? [] },
    note:
      `${mine.length} of the ${run.units} units that are added fall to shard ${shard.index} of ${shard.count}; ` +
      "witskit merge-manifest takes them in when all shards have ended",
  };
}

/** Writes down what all shards add; undefined where there is nothing. Only one shard at a time can, and the others go by that. */
async function sharedPlan(
  merged: ManifestContent,
  shard: Shard,
  { options, planner, next }: Sharing,
): Promise<SharedUnits | undefined> {
  const { path } = options.destination;
  const lock = await lockWhen(
    path,
    async () => (await readManifest(path))?.shared !== undefined,
    options.convert.signal,
  );
  try {
    const now = (await readManifest(path)) ?? merged;
    if (now.shared !== undefined || lock === undefined) return now.shared;
    const isSame = now.length === merged.length;
    if (next.remakes.length + next.inputs.length === 0) {
      if (isSame && next.noted.length > 0) await note(path, merged, planner, next);
      return undefined;
    }
    if (!isSame) throw differs(path, ["another run has added to it meanwhile"]);
    if (planner.hasNames) throw namedByShards(path);
    await removeShared(path, () => true);
    const parts = await lockParts(path);
    const { run } = await planner
      .added(merged, next)
      .then(async (planned) => {
        if (planned.run.units > 0) await writeShared(path, merged.head, planned.run, shard.count);
        return planned;
      })
      .finally(() => parts.release());
    return run.units > 0 ? { first: run.first, units: run.units, shards: shard.count } : undefined;
  } finally {
    await lock?.release();
  }
}

/** Writes down what is known of inputs now, of which nothing is made: the first shard does, the others find the same. */
async function note(
  path: string,
  merged: ManifestContent,
  planner: RunPlanner,
  next: NextRun,
): Promise<void> {
  const { run } = await planner.added(merged, next);
  const manifest = await ManifestWriter.open(path, merged.head, { shard: undefined, resume: merged });
  try {
    await manifest.run(run);
    await manifest.complete();
  } finally {
    await manifest.close();
  }
}

export const verifiedInOneRun = (): Failure =>
  new Failure(
    "conflicting-options",
    "--verify reads all that the dataset has, and each shard would read all of it again; run it once, without --shard",
  );

const namedByShards = (path: string): Failure =>
  new Failure(
    "output-differs",
    `${path} has files that are named after its sources, layout frame, and takes in more in one run, without --shard`,
    { place: { file: path } },
  );

/** Milliseconds between two tries for a lock, and after which it is given up. */
const TRIES_EVERY = 100;
const LONGEST_WAIT = 30_000;

/** The lock of the dataset, which another shard may hold for a moment; undefined when there is no need of it any more. */
async function lockWhen(
  path: string,
  isDone: () => Promise<boolean>,
  signal: AbortSignal | undefined,
): Promise<FolderLock | undefined> {
  const begun = performance.now();
  for (;;) {
    try {
      return await lockDataset(path);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "output-taken") throw error;
      if (await isDone()) return undefined;
      if (performance.now() - begun > LONGEST_WAIT) throw error;
    }
    await delay(TRIES_EVERY, undefined, { signal });
  }
}
