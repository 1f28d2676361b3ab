/**
 * What a command that asks, exports or draws is given, streams included: of a stream's dataset also what is in its journal and not
 * in a part yet, beside a recorder that goes on. The manifest tells up to where the parts are; the journal is copied behind that,
 * and where a rotation has come in between, all is done anew: no row is there twice, and none is missing.
 */
import { copyFile, mkdir, mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LogOptions, type OpenDataset, openDataset } from "../bulk/open.js";
import { BrokenParts } from "../dataset/broken-parts.js";
import { MANIFEST_FOLDER } from "../dataset/manifest.js";
import { type ManifestContent, readHead, readManifest } from "../dataset/manifest-file.js";
import { dataOptionsIn } from "../dataset/options-in.js";
import { joinedTables, tablesIn } from "../dataset/tables.js";
import { Failure, systemCode } from "../failure/failure.js";
import { hasCuts, lastCut, type ReadAt } from "../input/container/last-cut.js";
import type { DataOptions } from "../input/feed/options.js";
import { LiveDataset } from "./dataset.js";
import type { StoredSegment } from "./journal/segment.js";
import { storedSegments } from "./journal/stored.js";
import { partsOf } from "./recorded-parts.js";
import { UnreadableSegment } from "./unreadable-segment.js";

export interface OpenOptions extends LogOptions {
  /** Leave out what is in no part yet. */
  readonly noJournal?: boolean | undefined;
}

export interface OpenStream extends OpenDataset {
  /** Files that were made of the journal, and are taken away again. */
  readonly journal: readonly string[];
}

/** As `openDataset`. Throws a Failure when there is nothing to read. */
export async function openAny(input: string, options: OpenOptions = {}): Promise<OpenDataset> {
  const head = await readHead(input).catch(() => undefined);
  if (!head?.live) return openDataset(input, options);
  return openStream(input, options);
}

/** Rotations that may come in between before the parts alone are taken. */
const ATTEMPTS = 20;

/** Of a folder that is a dataset, or that a stream writes; undefined of one of logs. */
export async function openFolder(path: string, options: OpenOptions = {}): Promise<OpenDataset | undefined> {
  const isDataset = (await tablesIn(path)).length > 0 || (await readHead(path).catch(() => undefined))?.live;
  return isDataset ? openAny(path, options) : undefined;
}

/** Opens the dataset of a stream. */
export async function openStream(
  folder: string,
  { noJournal = false, signal }: OpenOptions = {},
): Promise<OpenStream> {
  const broken = new BrokenParts();
  for (let attempt = 0; !noJournal; attempt++) {
    signal?.throwIfAborted();
    const copy = await mkdtemp(join(tmpdir(), "witskit-"));
    const close = (): Promise<void> => rm(copy, { recursive: true, force: true });
    try {
      const content = await readManifest(folder);
      if (content === undefined) throw young(folder);
      const tables = partsOf(folder, await tablesIn(folder), nextUnit(content));
      await copyJournal(join(folder, MANIFEST_FOLDER, "journal"), join(copy, "journal"));
      const after = await readManifest(folder);
      if (after === undefined || nextUnit(after) !== nextUnit(content)) {
        await close();
        if (attempt + 1 === ATTEMPTS) throw tooQuick(folder);
        continue;
      }
      const output = join(copy, "dataset");
      await mkdir(join(output, MANIFEST_FOLDER), { recursive: true });
      await convertCopy(join(copy, "journal"), output, content, broken, signal);
      const made = await tablesIn(output);
      const all = joinedTables(tables, made);
      if (all.length === 0) throw young(folder);
      return {
        kind: "dataset",
        tables: all,
        broken,
        report: undefined,
        journal: made.flatMap(({ files }) => files),
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  }
  const tables = await tablesIn(folder);
  if (tables.length === 0)
    throw young(folder, "no part yet, and --no-journal leaves out what is in its journal");
  return { kind: "dataset", tables, broken, report: undefined, journal: [], async close() {} };
}

const young = (folder: string, lacking = "no frame yet"): Failure =>
  new Failure(
    "input-empty",
    `${folder} is the dataset of a stream, and has ${lacking}: the first part comes with the first rotation, see --rotate-every, ` +
      "or when the stream ends",
  );

const tooQuick = (folder: string): Failure =>
  new Failure(
    "input-changed",
    `${folder} is rotated faster than its journal can be read; --no-journal leaves that out, and a longer --rotate-every of the ` +
      "stream gives time",
  );

const nextUnit = ({ next }: ManifestContent): number => next;

/** Files come and go meanwhile: what has gone is in a part, and the manifest tells that afterwards. */
async function copyJournal(journal: string, copy: string): Promise<void> {
  await mkdir(copy, { recursive: true });
  for (const stream of await namesIn(journal)) {
    await mkdir(join(copy, stream), { recursive: true });
    // A segment before its sidecar: more arrivals than bytes do no harm.
    const names = (await namesIn(join(journal, stream))).sort();
    for (const name of names) {
      await copyFile(join(journal, stream, name), join(copy, stream, name)).catch((error: unknown) => {
        if (!["ENOENT", "EISDIR"].includes(systemCode(error) ?? "")) throw error;
      });
    }
  }
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return [];
    throw error;
  });

async function convertCopy(
  journal: string,
  output: string,
  content: ManifestContent,
  broken: BrokenParts,
  signal: AbortSignal | undefined,
): Promise<void> {
  const data = await dataOptionsIn(content.head.options);
  const dataset = await LiveDataset.behind({ output, data, shape: shapeIn(content.head.options) }, content);
  try {
    const { segments } = await storedSegments(journal, dataset.positions);
    let left = await closedOnly(segments, data);
    while (left.length > 0) {
      try {
        await dataset.add(left, signal);
        return;
      } catch (error) {
        if (!(error instanceof UnreadableSegment)) throw error;
        const { stream, first } = error.segment;
        broken.add(`${stream} ${first}`, error);
        left = left.filter((segment) => segment.stream !== stream || segment.first < first);
      }
    }
  } finally {
    await dataset.close();
  }
}

function shapeIn(options: Readonly<Record<string, unknown>>): LiveDataset["shape"] {
  const { compression, row_group_rows: rowGroupRows, partition } = options;
  return { compression, rowGroupRows, partition } as LiveDataset["shape"];
}

/** The last segment of a stream may grow: the frame that is open at its end is not shown. */
async function closedOnly(
  segments: readonly StoredSegment[],
  { dialect }: Pick<DataOptions, "dialect">,
): Promise<StoredSegment[]> {
  const last = new Map(segments.map((segment) => [segment.stream, segment]));
  const closed: StoredSegment[] = [];
  for (const segment of segments) {
    const { stream, path, size, broken } = segment;
    if (last.get(stream) !== segment || broken !== undefined || !hasCuts(dialect)) closed.push(segment);
    else {
      const cut = await cutOf(path, size, dialect);
      if (cut > 0) closed.push({ ...segment, size: cut });
    }
  }
  return closed;
}

async function cutOf(path: string, size: number, dialect: DataOptions["dialect"]): Promise<number> {
  const file = await open(path);
  try {
    const read: ReadAt = async (from, length) => {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    return await lastCut(read, size, dialect);
  } finally {
    await file.close();
  }
}
