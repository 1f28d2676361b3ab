/**
 * Segments that are in the dataset, and that a target has not got: they wait in `_witskit/undelivered`, apart from those that are
 * kept for good, and go when all targets have them.
 */
import { readdir, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolders } from "../../durable/make-folders.js";
import { systemCode } from "../../failure/failure.js";
import { sidecarOf } from "../../input/bytes/sidecar.js";
import { firstOf } from "../journal/format.js";
import { removeSegment, type StoredSegment } from "../journal/segment.js";
import { streamFolder, streamOf } from "../journal/stream-folder.js";

/** Where the folders of streams are, within a dataset's folder. */
export const undeliveredOf = (dataset: string): string => join(dataset, "_witskit", "undelivered");
export const keptOf = (dataset: string): string => join(dataset, "_witskit", "raw");

/** Where segments of a stream may lie, in the order of their way: each is in one of them at a time. */
export const placesOfSegments = (dataset: string): readonly string[] => [
  join(dataset, "_witskit", "journal"),
  undeliveredOf(dataset),
  keptOf(dataset),
];

/** Moves a segment, with what tells its arrivals, to the folder of its stream in another place. */
export async function moveSegment(path: string, place: string): Promise<void> {
  const folder = join(place, basename(dirname(path)));
  await makeFolders(folder);
  const moved = join(folder, basename(path));
  await rename(sidecarOf(path), sidecarOf(moved)).catch((error: unknown) => {
    if (systemCode(error) !== "ENOENT") throw error;
  });
  await rename(path, moved);
}

/** A file that is there, by the place of its first byte in the stream. */
export type LyingSegment = Omit<StoredSegment, "broken">;

export const isNotThere = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "");

/** Segments of a stream that lie in a place, by their first bytes. */
export async function segmentsLying(place: string, stream: string): Promise<LyingSegment[]> {
  const folder = streamFolder(place, stream);
  const names = await readdir(folder).catch(unless<string[]>([]));
  const found: LyingSegment[] = [];
  for (const name of names.sort()) {
    const first = firstOf(name);
    if (first === undefined) continue;
    const path = join(folder, name);
    const info = await stat(path).catch(unless(undefined));
    if (info?.isFile()) found.push({ path, stream, first, size: info.size });
  }
  return found;
}

/** Streams that have a folder in a place. */
export async function streamsLying(place: string): Promise<string[]> {
  const entries = await readdir(place, { withFileTypes: true }).catch(unless([]));
  const streams: string[] = [];
  for (const entry of entries) {
    const stream = entry.isDirectory() ? await streamOf(place, entry.name) : undefined;
    if (stream !== undefined) streams.push(stream);
  }
  return streams;
}

/** Takes away what all have: `upTo` answers up to which place of a stream that is. */
export async function release(
  dataset: string,
  upTo: (stream: string) => number,
  keepRaw: boolean,
): Promise<void> {
  const place = undeliveredOf(dataset);
  for (const stream of await streamsLying(place)) {
    const reached = upTo(stream);
    for (const { path, first, size } of await segmentsLying(place, stream)) {
      if (first + size > reached) continue;
      if (keepRaw) await moveSegment(path, keptOf(dataset));
      else await removeSegment(path);
    }
  }
}

/** In place of what has gone between one look and the next. */
const unless =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (isNotThere(error)) return value;
    throw error;
  };
