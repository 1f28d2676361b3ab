/** The end of a dataset that was converted in shards: their manifests become the one that a single run would have written. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { unwritable } from "../durable/unwritable.js";
import { Failure, systemCode } from "../failure.js";
import {
  changesBetween,
  MANIFEST_FOLDER,
  type ManifestHead,
  type ManifestUnit,
  manifestPath,
} from "./manifest.js";
import { readManifest } from "./manifest-file.js";
import { writeManifest } from "./manifest-text.js";

/** Joins the manifests of all shards into that of the dataset, the same as one run would have written. */
export async function mergeManifests(folder: string): Promise<{ units: number; shards: number }> {
  const names = await readdir(join(folder, MANIFEST_FOLDER)).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return [];
    throw unwritable(folder, error);
  });
  const shards = names.filter((name) => /^manifest-\d+-of-\d+\.ndjson$/.test(name)).sort();
  const counts = new Set(shards.map((name) => name.replace(/^.*-of-/, "")));
  if (shards.length === 0) {
    throw new Failure(
      "shards-incomplete",
      `${folder} has no manifest of a shard; convert with --shard I/N first`,
    );
  }
  if (counts.size > 1) {
    throw new Failure(
      "shards-incomplete",
      `${folder} has shards of runs that were split differently: ${shards.join(", ")}`,
    );
  }
  let head: ManifestHead | undefined;
  const units: ManifestUnit[] = [];
  for (const name of shards) {
    const content = await readManifest(folder, name);
    if (content === undefined || !content.complete) {
      throw new Failure("shards-incomplete", `${name} in ${folder} is not complete; run that shard again`);
    }
    const changes = head === undefined ? [] : changesBetween(head, content.head);
    if (changes.length > 0) {
      throw new Failure(
        "shards-incomplete",
        `${shards[0]} and ${name} in ${folder} are of different runs: ${changes[0]}`,
      );
    }
    head ??= content.head;
    units.push(...content.units);
  }
  units.sort((a, b) => a.unit - b.unit);
  const done = new Set(units.map(({ unit }) => unit));
  const missing = Array.from({ length: head!.units }, (_, unit) => unit).filter((unit) => !done.has(unit));
  if (missing.length > 0) {
    const listed = missing.slice(0, 10).join(", ");
    throw new Failure(
      "shards-incomplete",
      `${folder} lacks units ${listed}: run the shards that are missing`,
    );
  }
  await writeManifest(manifestPath(folder, undefined), head!, { units, complete: true });
  for (const name of shards) {
    await rm(join(folder, MANIFEST_FOLDER, name)).catch((error: unknown) => {
      throw unwritable(folder, error);
    });
  }
  return { units: units.length, shards: shards.length };
}
