/**
 * The end of a dataset that was converted in shards: their manifests become the one that a single run would have written. What shards have
 * added to one that was there goes into its manifest in one step: before it readers see the one, after it the other.
 */
import { createReadStream } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { unwritable } from "../durable/unwritable.js";
import { writeWhole } from "../durable/write-whole.js";
import { Failure, systemCode } from "../failure/failure.js";
import { readCompacted } from "./compacted.js";
import { leaveParts } from "./leaving.js";
import { lockDataset } from "./lock.js";
import {
  changesBetween,
  MANIFEST_FOLDER,
  type ManifestHead,
  type ManifestUnit,
  manifestName,
  manifestPath,
  type SharedUnits,
} from "./manifest.js";
import { type ManifestContent, readManifest } from "./manifest-file.js";
import { endText, runText, unitText, writeManifest } from "./manifest-text.js";
import { removeShared, sharedName } from "./shared-run.js";

export interface Merged {
  /** Of the dataset. */
  readonly units: number;
  /** That were merged; 0 where that was done before. */
  readonly shards: number;
}

/** Joins the manifests of all shards into that of the dataset, the same as one run would have written. */
export async function mergeManifests(folder: string): Promise<Merged> {
  const names = await readdir(join(folder, MANIFEST_FOLDER)).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return [];
    throw unwritable(folder, error);
  });
  if (names.length === 0) throw noShards(folder);
  const lock = await lockDataset(folder);
  try {
    const merged = await readManifest(folder);
    const shards = names.filter((name) => /^manifest-\d+-of-\d+\.ndjson$/.test(name)).sort();
    if (merged === undefined) return await mergeFirst(folder, shards);
    if (merged.shared !== undefined) return await mergeAdded(folder, merged, merged.shared);
    const there = [...merged.units, ...[...merged.unread].map((unit) => ({ unit }))];
    for (const { first, units } of [{ first: 0, units: merged.head.units }, ...merged.runs])
      refuseMissing(folder, there, { first, units });
    // A merge that was killed behind the line that counts has left some of what it merged.
    await removeManifests(folder, shards);
    await removeShared(folder, () => true);
    await leaveParts(folder, merged);
    return { units: merged.units.length, shards: 0 };
  } finally {
    await lock.release();
  }
}

async function mergeFirst(folder: string, shards: readonly string[]): Promise<Merged> {
  const counts = new Set(shards.map((name) => name.replace(/^.*-of-/, "")));
  if (shards.length === 0) throw noShards(folder);
  if (counts.size > 1) {
    throw new Failure(
      "shards-incomplete",
      `${folder} has shards of runs that were split differently: ${shards.join(", ")}`,
    );
  }
  let head: ManifestHead | undefined;
  const units: ManifestUnit[] = [];
  for (const name of shards) {
    const content = await completeManifest(folder, name);
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
  refuseMissing(folder, units, { first: 0, units: head!.units });
  await writeManifest(manifestPath(folder, undefined), head!, { units, complete: true });
  await removeManifests(folder, shards);
  return { units: units.length, shards: shards.length };
}

async function mergeAdded(folder: string, merged: ManifestContent, shared: SharedUnits): Promise<Merged> {
  const { first, shards } = shared;
  const [run] = (await readManifest(folder, sharedName(first)))?.runs ?? [];
  if (run === undefined) throw noShards(folder);
  const units: ManifestUnit[] = [];
  for (let index = 0; index < shards; index++)
    units.push(...(await completeManifest(folder, manifestName({ index, count: shards, first }))).units);
  units.sort((a, b) => a.unit - b.unit);
  refuseMissing(folder, units, shared);
  const { content: compacted } = await readCompacted(folder);
  if (units.some(({ replaces = [] }) => replaces.some((unit) => compacted.takes(unit)))) {
    throw new Failure(
      "output-differs",
      `${folder} was compacted while shards added to it, and rows that they made anew are in large parts with others. Give --force to ` +
        "make the dataset anew",
      { place: { file: folder } },
    );
  }
  const path = manifestPath(folder, undefined);
  const text = await textOf(path, merged.length);
  await writeWhole(path, [text, ...runText(run), ...units.flatMap((unit) => [...unitText(unit)]), endText]);
  const content = await readManifest(folder);
  await removeShared(folder, () => true);
  if (content !== undefined) await leaveParts(folder, content);
  return { units: content?.units.length ?? 0, shards };
}

/** The lines of a manifest that are whole. */
async function textOf(path: string, length: number): Promise<string> {
  if (length === 0) return "";
  const pieces: Buffer[] = [];
  for await (const piece of createReadStream(path, { end: length - 1 }) as AsyncIterable<Buffer>)
    pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function completeManifest(folder: string, name: string): Promise<ManifestContent> {
  const content = await readManifest(folder, name);
  if (content?.complete) return content;
  throw new Failure("shards-incomplete", `${name} in ${folder} is not complete; run that shard again`);
}

function refuseMissing(
  folder: string,
  made: readonly Pick<ManifestUnit, "unit">[],
  { first, units }: Pick<SharedUnits, "first" | "units">,
): void {
  const done = new Set(made.map(({ unit }) => unit));
  const missing = Array.from({ length: units }, (_, i) => first + i).filter((unit) => !done.has(unit));
  if (missing.length === 0) return;
  const listed = missing.slice(0, 10).join(", ");
  throw new Failure(
    "shards-incomplete",
    `${folder} lacks units ${listed}: run what made it once more, with the shards that are missing`,
  );
}

async function removeManifests(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await rm(join(folder, MANIFEST_FOLDER, name)).catch((error: unknown) => {
      throw unwritable(folder, error);
    });
  }
}

const noShards = (folder: string): Failure =>
  new Failure("shards-incomplete", `${folder} has no manifest of a shard; convert with --shard I/N first`);
