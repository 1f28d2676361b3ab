/** The segments that an earlier run has left, as a crash left them: what is torn is mended, nothing is lost. */
import { createReadStream } from "node:fs";
import { appendFile, readdir, rm, stat, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { unwritable } from "../../durable/unwritable.js";
import { Failure, systemCode } from "../../failure/failure.js";
import { isJournalPlace } from "../../input/bytes/journal-place.js";
import { sidecarOf } from "../../input/bytes/sidecar.js";
import { unreadable } from "../../input/bytes/unreadable.js";
import { chunkIn, chunkLine, firstOf } from "./format.js";
import { Origins } from "./origins.js";
import { removeSegment, Segment, type StoredSegment } from "./segment.js";
import { streamOf } from "./stream-folder.js";

export interface Stored {
  /** To be converted, each stream's in order. */
  readonly segments: readonly StoredSegment[];
  /** Converted already, and left by a crash. */
  readonly converted: readonly StoredSegment[];
  /** Where the streams go on that have segments. */
  readonly positions: ReadonlyMap<string, number>;
  /** Folders with segments that are of no stream: somebody else has put them there, and they are left alone. */
  readonly strangers: readonly string[];
}

/** Where a segment's size is not known, the places that it may have are left out rather than given twice. */
const LONGER_THAN_ANY = 2 ** 40;

/** `converted` tells up to which byte a stream is in the dataset. */
export async function storedSegments(
  journal: string,
  converted: ReadonlyMap<string, number>,
): Promise<Stored> {
  try {
    const segments: StoredSegment[] = [];
    const done: StoredSegment[] = [];
    const strangers: string[] = [];
    const positions = new Map(converted);
    for (const folder of await foldersIn(journal)) {
      const stream = await streamOf(journal, folder);
      if (stream === undefined) {
        if ((await readdir(join(journal, folder))).some((name) => firstOf(name) !== undefined))
          strangers.push(join(journal, folder));
        continue;
      }
      const upTo = converted.get(stream) ?? 0;
      for (const stored of await segmentsIn(join(journal, folder), stream)) {
        let segment = stored;
        const { first, size, broken } = stored;
        if (broken === undefined && first < upTo && first + size > upTo) {
          const [before, behind] = await partedAt(stored, upTo - first);
          done.push(before);
          segment = behind;
        }
        if (broken === undefined && segment.first + segment.size <= upTo) done.push(segment);
        else segments.push(segment);
        const end = segment.first + (broken === undefined ? segment.size : LONGER_THAN_ANY);
        positions.set(stream, Math.max(positions.get(stream) ?? 0, end));
      }
    }
    return { segments, converted: done, positions, strangers };
  } catch (error) {
    throw unwritable(journal, error);
  }
}

/**
 * Of a segment whose first bytes alone are in the dataset, these, and the others in a segment of their own. A write that failed
 * may have left bytes behind the size that was noted: they arrived, and nobody else has them.
 */
async function partedAt(
  segment: StoredSegment,
  cut: number,
): Promise<readonly [before: StoredSegment, behind: StoredSegment]> {
  const { path, stream, first } = segment;
  const before = await Segment.reopen(segment, 0);
  try {
    const tail = await before.moveTail(dirname(path), cut);
    await tail.close();
    return [
      { path, stream, first, size: cut },
      { path: tail.path, stream, first: first + cut, size: tail.size },
    ];
  } finally {
    await before.close();
  }
}

async function foldersIn(journal: string): Promise<string[]> {
  const entries = await readdir(journal, { withFileTypes: true }).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

async function segmentsIn(folder: string, stream: string): Promise<StoredSegment[]> {
  const segments: StoredSegment[] = [];
  const names = (await readdir(folder)).sort();
  for (const name of names) {
    const first = firstOf(name);
    if (first === undefined) continue;
    const path = join(folder, name);
    const segment = await segmentAt(path, stream, first);
    const { size } = segment;
    const before = segments.at(-1);
    // A tail was being moved to this segment: it counts when it was whole, and else where it came from.
    if (before !== undefined && before.first + before.size > segment.first) {
      if (before.first + before.size > segment.first + size) {
        await removeSegment(path);
        continue;
      }
      const kept = segment.first - before.first;
      await truncate(before.path, kept);
      segments[segments.length - 1] = { ...before, size: kept };
    }
    if (size === 0 && segment.broken === undefined) await removeSegment(path);
    else segments.push(segment);
  }
  for (const name of names) {
    const segment = /^(.*\.wits)\.chunks\.jsonl$/.exec(name)?.[1];
    if (segment !== undefined && !names.includes(segment)) await rm(join(folder, name), { force: true });
  }
  const origins = segments.length > 0 ? await Origins.read(folder) : undefined;
  const whole: StoredSegment[] = [];
  for (const segment of segments) {
    const { first, size, broken } = segment;
    const place = origins?.placeAt(first + size);
    if (broken !== undefined) whole.push(segment);
    else if (place !== undefined && isJournalPlace(place)) whole.push(...(await withoutUnsettled(segment)));
    else {
      await completeSidecar(segment);
      whole.push(segment);
    }
  }
  return whole;
}

/**
 * Of another recorder's bytes those that nothing tells of were not settled, and come again, with the times when they arrived: they
 * are left out here.
 */
async function withoutUnsettled(segment: StoredSegment): Promise<StoredSegment[]> {
  const { path, size } = segment;
  const known = (await knownUpTo(sidecarOf(path))) ?? size;
  if (known >= size) return [segment];
  if (known > 0) {
    await truncate(path, known);
    return [{ ...segment, size: known }];
  }
  await removeSegment(path);
  return [];
}

async function segmentAt(path: string, stream: string, first: number): Promise<StoredSegment> {
  const segment = { path, stream, first };
  try {
    const info = await stat(path);
    if (info.isFile()) return { ...segment, size: info.size };
    return { ...segment, size: 0, broken: notAFile(path) };
  } catch (error) {
    return { ...segment, size: 0, broken: unreadable(path, error) };
  }
}

const notAFile = (path: string): Failure =>
  new Failure("input-unreadable", `cannot read ${path}: it is no file`, { place: { file: path } });

/** Bytes that were written shortly before a crash have no line: they arrived when the segment was last written to. */
async function completeSidecar({ path, size }: StoredSegment): Promise<void> {
  const sidecar = sidecarOf(path);
  const known = await knownUpTo(sidecar);
  if (known === undefined || known >= size) return;
  const { mtime } = await stat(path);
  const line = chunkLine({ at: mtime.getTime(), offset: known, size: size - known });
  // Behind a line that was cut off.
  await appendFile(sidecar, `\n${line}\n`);
}

/** The byte behind the last one that the sidecar knows of; undefined where it cannot be read, as its segment then cannot either. */
async function knownUpTo(sidecar: string): Promise<number | undefined> {
  let known = 0;
  const stream = createReadStream(sidecar);
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      const chunk = chunkIn(line);
      if (chunk !== undefined) known = Math.max(known, chunk.offset + chunk.size);
    }
  } catch (error) {
    if (systemCode(error) !== "ENOENT") return undefined;
  }
  return known;
}
