/**
 * What shards add to a dataset that is there. The first of them writes down what is to be added, `_witskit/shards-from-FIRST.ndjson`, named
 * after the first of its units, and the others go by that, whatever they find: so no number of a unit means two things. Each
 * shard has a manifest of its own, `manifest-from-FIRST-I-of-N.ndjson`. Until all are merged into the manifest of the dataset, in one
 * step, readers pass over the units, and what they are to replace stays. A number of a unit is never used twice, so what is left of one
 * that was merged is told by its name.
 */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../durable/sync-folder.js";
import { unwritable } from "../durable/unwritable.js";
import { Failure, systemCode } from "../failure/failure.js";
import { MANIFEST_FOLDER, type ManifestHead, type ManifestRun, type SharedUnits } from "./manifest.js";
import { writeManifest } from "./manifest-text.js";

const PLAN = /^shards-from-(\d+)\.ndjson$/;
const OF_SHARD = /^manifest-from-(\d+)-\d+-of-\d+\.ndjson$/;

export const sharedName = (first: number): string => `shards-from-${first}.ndjson`;

/** The numbers of units that plans in the dataset begin with, merged ones too; mostly none. */
export async function sharedIn(dataset: string): Promise<readonly number[]> {
  const names = await namesIn(dataset);
  return names.flatMap((name) => PLAN.exec(name)?.[1] ?? []).map(Number);
}

/** Writes down what is to be added; the lock of the dataset is held. */
export async function writeShared(
  dataset: string,
  head: ManifestHead,
  run: ManifestRun,
  shards: number,
): Promise<void> {
  const shared: SharedUnits = { first: run.first, units: run.units, shards };
  const path = join(dataset, MANIFEST_FOLDER, sharedName(run.first));
  await writeManifest(path, { ...head, units: 0, inputs: [], shared }, { runs: [run] });
}

/** Takes away what is left of shards that were merged, or of all: plans last, as they tell of the others. */
export async function removeShared(dataset: string, isOver: (first: number) => boolean): Promise<void> {
  const names = await namesIn(dataset);
  const over = (pattern: RegExp): string[] =>
    names.filter((name) => {
      const first = pattern.exec(name)?.[1];
      return first !== undefined && isOver(Number(first));
    });
  const gone = [...over(OF_SHARD), ...over(PLAN)];
  if (gone.length === 0) return;
  const folder = join(dataset, MANIFEST_FOLDER);
  for (const name of gone) {
    await rm(join(folder, name), { force: true }).catch((error: unknown) => {
      throw unwritable(join(folder, name), error);
    });
  }
  await syncFolder(folder).catch(() => undefined);
}

async function namesIn(dataset: string): Promise<string[]> {
  return readdir(join(dataset, MANIFEST_FOLDER)).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return [];
    throw unwritable(dataset, error);
  });
}

/** Whoever writes otherwise would use the numbers of their units again. */
export const sharedAtWork = (dataset: string, { shards }: SharedUnits): Failure =>
  new Failure(
    "output-taken",
    `${dataset} is being added to in ${shards} shards: run those that are missing, then witskit merge-manifest, and this command again`,
    { place: { file: dataset } },
  );
