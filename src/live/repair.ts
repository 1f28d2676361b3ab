/**
 * Makes parts of a stream's dataset again that are damaged or gone: from raw segments that were kept, or that the journal still has.
 * The manifest is made again first, where it does not have what the parts tell of.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { checkDataset, type Fault } from "../dataset/check.js";
import { fileInfo } from "../dataset/file.js";
import { lockDataset } from "../dataset/lock.js";
import { MANIFEST_FOLDER, type ManifestStream } from "../dataset/manifest.js";
import { dataOptionsIn } from "../dataset/options-in.js";
import { namedPartsIn } from "../dataset/part-name.js";
import { Failure } from "../failure/failure.js";
import { LiveDataset } from "./dataset.js";
import type { StoredSegment } from "./journal/segment.js";
import { streamFolder } from "./journal/stream-folder.js";

export interface Repaired {
  /** Units that were made again, and what people should know besides, each a sentence. */
  readonly units: readonly number[];
  readonly notes: readonly string[];
  /** What could not be mended. */
  readonly left: readonly Fault[];
}

export async function repairStream(folder: string, signal?: AbortSignal): Promise<Repaired> {
  const lock = await lockDataset(folder);
  try {
    return await repairLocked(folder, signal);
  } finally {
    await lock.release();
  }
}

async function repairLocked(folder: string, signal: AbortSignal | undefined): Promise<Repaired> {
  const notes: string[] = [];
  const { options, streams } = await toldByParts(folder);
  const { compression, row_group_rows: rowGroupRows, partition, ...data } = options;
  const dataset = await LiveDataset.open({
    output: folder,
    data: await dataOptionsIn(data),
    shape: { compression, rowGroupRows, partition } as LiveDataset["shape"],
    onNote: (note) => notes.push(note),
  });
  try {
    const { faults, manifest } = await checkDataset(folder, signal);
    const recorded = new Map(
      manifest?.units.flatMap(({ unit, parts, streams = [] }) =>
        parts === undefined ? [[unit, streams]] : [],
      ),
    );
    const units = [...new Set(faults.flatMap(({ unit }) => unit ?? []))].sort((a, b) => a - b);
    const made: number[] = [];
    for (const unit of units) {
      const stretches = streams.get(unit) ?? recorded.get(unit) ?? [];
      const segments = await keptSegments(folder, stretches);
      if (segments === undefined) continue;
      await dataset.remake(
        unit,
        segments,
        { clocks: clocksBefore(unit, streams), gathered: !recorded.has(unit) },
        signal,
      );
      made.push(unit);
    }
    const left = made.length === 0 ? faults : (await checkDataset(folder, signal)).faults;
    return { units: made, notes, left };
  } finally {
    await dataset.close();
  }
}

interface Told {
  readonly options: Readonly<Record<string, unknown>>;
  /** Of each unit, as its parts say. */
  readonly streams: ReadonlyMap<number, readonly ManifestStream[]>;
}

/** What the manifest and the parts say of themselves. Throws a Failure where nothing tells the options. */
async function toldByParts(folder: string): Promise<Told> {
  const { readHead } = await import("../dataset/manifest-file.js");
  let options = (await readHead(folder).catch(() => undefined))?.options;
  const streams = new Map<number, readonly ManifestStream[]>();
  for (const { path, unit, partial } of await namedPartsIn(folder)) {
    if (partial) continue;
    const info = await fileInfo(join(folder, path), "parquet").catch(() => undefined);
    if (info?.provenance?.streams !== undefined) streams.set(unit, info.provenance.streams);
    const made = info?.provenance?.options;
    if (made === undefined) continue;
    const codec = info?.compression?.codecs[0];
    const partition = /[/\\]day=/.test(path) ? "day" : undefined;
    options ??= {
      ...made,
      ...(partition && { partition }),
      compression: codec === "uncompressed" ? "none" : codec,
      row_group_rows: 65_536,
    };
  }
  if (options !== undefined) return { options, streams };
  throw new Failure(
    "no-provenance",
    `${folder} has neither a manifest nor a part that tells how it was made: nothing can be made again`,
    { place: { file: folder } },
  );
}

/** The clocks of streams at the end of the units before, for frames that tell no date. */
function clocksBefore(unit: number, streams: Told["streams"]): Map<string, ManifestStream["clock"]> {
  const clocks = new Map<string, ManifestStream["clock"]>();
  for (const [before, stretches] of [...streams].sort(([a], [b]) => a - b)) {
    if (before >= unit) break;
    for (const { name, clock } of stretches) clocks.set(name, clock);
  }
  return clocks;
}

/** The segments with exactly these bytes, of `_witskit/raw`, those that wait for a target, or the journal; undefined where some of them are gone. */
async function keptSegments(
  folder: string,
  stretches: readonly ManifestStream[],
): Promise<StoredSegment[] | undefined> {
  if (stretches.length === 0) return undefined;
  const segments: StoredSegment[] = [];
  for (const { name, from, to } of stretches) {
    const found: StoredSegment[] = [];
    for (const place of ["raw", "undelivered", "journal"]) {
      const kept = streamFolder(join(folder, MANIFEST_FOLDER, place), name);
      for (const file of await readdir(kept).catch(() => [])) {
        if (!/^\d{16}\.wits$/.test(file)) continue;
        const path = join(kept, file);
        const first = Number.parseInt(file, 10);
        const { size } = await stat(path);
        if (first >= from && first + size <= to) found.push({ path, stream: name, first, size });
      }
    }
    found.sort((a, b) => a.first - b.first);
    let reached = from;
    for (const { first, size } of found) if (first === reached) reached = first + size;
    if (reached !== to) return undefined;
    segments.push(...found);
  }
  return segments;
}
