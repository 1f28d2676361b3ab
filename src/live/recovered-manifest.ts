/**
 * The manifest of a stream's dataset that a crash, a full disk or somebody has emptied or cut: made again from the parts and the
 * journal. A unit whose bytes are all in the journal still may not have been whole, and is made again; every other one is done,
 * since the journal lets go of bytes only when the manifest has them.
 */
import { copyFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { removeFiles } from "../dataset/folder.js";
import {
  changesBetween,
  MANIFEST_FOLDER,
  type ManifestHead,
  type ManifestStream,
  type ManifestUnit,
  manifestPath,
} from "../dataset/manifest.js";
import { type ManifestContent, readManifest } from "../dataset/manifest-file.js";
import { writeManifest } from "../dataset/manifest-text.js";
import type { NamedPart } from "../dataset/part-name.js";
import { recoveredUnits } from "../dataset/recovered-units.js";
import { unwritable } from "../durable/unwritable.js";
import { Failure } from "../failure/failure.js";
import { firstOf } from "./journal/format.js";
import { streamFolder } from "./journal/stream-folder.js";

/** What is known of the units of a stream's dataset. */
export interface Known {
  readonly content: ManifestContent | undefined;
  /** What people should know, each a sentence. */
  readonly notes: readonly string[];
}

/** Reads the manifest, and makes it again where it does not have what the parts tell of. Throws a Failure. */
export async function readOrRecover(
  output: string,
  head: ManifestHead,
  parts: readonly NamedPart[],
): Promise<Known> {
  const read = await readManifest(output).catch((error: unknown) => {
    if (error instanceof Failure && error.cause instanceof Error) return error;
    throw error;
  });
  const path = manifestPath(output, undefined);
  if (read instanceof Failure) {
    await copyFile(path, join(output, MANIFEST_FOLDER, "manifest.damaged.ndjson")).catch((error: unknown) => {
      throw unwritable(path, error);
    });
  }
  const content = read instanceof Failure ? undefined : read;
  if (content !== undefined && !content.head.live) return { content, notes: [] };
  const units = content?.units ?? [];
  const { next = 0, unread = new Set<number>() } = content ?? {};
  const later = parts.filter(({ unit, partial }) => unit >= next && !partial && !unread.has(unit));
  if (later.length === 0) return read instanceof Failure ? begun(output, head) : { content, notes: [] };
  const journal = join(output, MANIFEST_FOLDER, "journal");
  // Without a manifest it may be the dataset of a conversion, which is none of a stream's business.
  if (content === undefined && !(await isFolder(journal))) return { content, notes: [] };
  const recovered = await recoveredUnits(output, later, endsOf(units));
  await removeFiles(recovered.twice.map((file) => join(output, file)));
  let done = recovered.units;
  const last = done.at(-1);
  if (last !== undefined && (await hasAll(journal, last.streams))) done = done.slice(0, -1);
  if (done.length === 0) return content === undefined ? begun(output, head) : { content, notes: [] };
  for (const { options } of done) {
    const { partition, compression, row_group_rows } = head.options;
    if (options === undefined) continue;
    const before = { ...head, options: { partition, compression, row_group_rows, ...options } };
    const changes = changesBetween(before, head);
    if (changes.length === 0) continue;
    throw new Failure(
      "output-differs",
      `the manifest of ${output} is gone or cut, and its parts were made by another stream: ${changes.slice(0, 5).join("; ")}. ` +
        "Give the flags of before, and it is made again from the parts; or name another folder",
    );
  }
  const plain = done.map(({ options: _, ...unit }): ManifestUnit => unit);
  await writeManifest(path, content?.head ?? head, { units: [...units, ...plain] });
  const notes = [
    `the manifest of ${output} did not have ${done.length === 1 ? "a unit" : `${done.length} units`} of which the parts are ` +
      "there: it was made again from them and the journal, and nothing is lost",
    ...recovered.unreadable.map((why) => `${why}. \`witskit repair\` says what is missing of it`),
  ];
  return { content: await readManifest(output), notes };
}

/** The parts that are there are of a unit that is to be made again. */
async function begun(output: string, head: ManifestHead): Promise<Known> {
  await writeManifest(manifestPath(output, undefined), head);
  return { content: await readManifest(output), notes: [] };
}

function endsOf(units: readonly ManifestUnit[]): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { streams = [] } of units) for (const { name, to } of streams) ends.set(name, to);
  return ends;
}

/** Whether the journal has all of these bytes still. */
async function hasAll(journal: string, streams: readonly ManifestStream[]): Promise<boolean> {
  for (const { name, from, to } of streams) {
    const folder = streamFolder(journal, name);
    let reached = from;
    for (const file of (await readdir(folder).catch(() => [])).sort()) {
      const first = firstOf(file);
      if (first === undefined) continue;
      const { size } = await stat(join(folder, file));
      if (first <= reached) reached = Math.max(reached, first + size);
    }
    if (reached < to) return false;
  }
  return streams.length > 0;
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
