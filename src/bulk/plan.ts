/**
 * What a run will do, before it does it: sources to units, units to tasks. A unit makes a part of every table and is
 * committed as a whole, so it is what a run resumes at and what machines share out. The plan depends on the inputs
 * and options alone, never on workers, shards or time.
 */
import { isFailure } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import { closeReader, unlessAborted } from "../input/feed/inputs.js";
import { type OpenOptions, type OpenSource, openSource } from "../input/source/open.js";
import type { Clock } from "../kernel/decoder.js";
import type { Piece } from "./piece.js";
import { RANGE_BYTES } from "./ranges.js";

/** A source of a run, or what the run has of it: bytes [from, to) of a plain log, cut where a frame ends. */
export interface RunSource extends Source {
  readonly from?: number;
  readonly to?: number;
  /** The clock of the bytes before, where it is known. */
  readonly clock?: Clock;
}

/** Sources [first, end) of a run. */
export interface SourceSpan {
  readonly first: number;
  readonly end: number;
}

/**
 * Small sources for one task, pieces for one, what is a task by itself, or one source that is cut into tasks while it is read.
 */
export type Work =
  | { readonly small: SourceSpan }
  | { readonly pieces: readonly Piece[] }
  | { readonly piece: Piece }
  | { readonly stream: number };

export interface WorkUnit {
  /** The number of the parts that it makes. */
  readonly index: number;
  /** Names the unit's files where each source has its own; undefined where they are parts. */
  readonly fileName: string | undefined;
  readonly work: readonly Work[];
  /** The sources that it has bytes of. */
  readonly sources: SourceSpan;
  /** Bytes of log text, those of compressed sources estimated. */
  readonly bytes: number;
  /** Units that it is made in the place of. */
  readonly replaces?: readonly number[] | undefined;
}

export interface UnitPlan {
  readonly units: readonly WorkUnit[];
  readonly rangeBytes: number;
}

export interface UnitOptions {
  /** Bytes of Parquet that the largest part of a unit should have. */
  readonly partSize: number;
  /** One unit for everything: the output is one file. */
  readonly single: boolean;
  /** One unit a source, with these names for its files. */
  readonly fileNames: readonly string[] | undefined;
  readonly signal: AbortSignal | undefined;
  /** Which reading is a source's: a task has one. */
  readonly readingOf: (source: number) => number;
  /** By reading. */
  readonly open: readonly OpenOptions[];
}

/** Parquet is about an eighth of the log text that it was made of. */
const TEXT_A_PARQUET_BYTE = 8;
/** Log text is about eight times its gzip. */
const TEXT_A_COMPRESSED_BYTE = 8;
/** Sources up to this size are decoded whole, many in one task. */
const SMALL_SOURCE = 4 << 20;

/** Bytes of a wrapped source whose row groups are gathered before any is handed over. */
const LONGEST_WHOLE = 64 << 20;

/** Small sources of one task: their results travel back together. */
const MOST_SOURCES = 4096;

export async function planUnits(sources: readonly RunSource[], options: UnitOptions): Promise<UnitPlan> {
  const unitBytes = Math.max(1, options.partSize * TEXT_A_PARQUET_BYTE);
  const rangeBytes = Math.min(RANGE_BYTES, unitBytes);
  const builder = new UnitBuilder(options.single ? Number.POSITIVE_INFINITY : unitBytes, rangeBytes);
  for (const [source, { name, path = name, size, sidecar, from, to, clock }] of sources.entries()) {
    const reading = options.readingOf(source);
    const fileName = options.fileNames?.[source];
    if (fileName !== undefined) builder.begin(fileName);
    const place = path === name ? undefined : path;
    if (size === undefined) builder.stream(source, 0);
    else if (from !== undefined || to !== undefined)
      builder.stretch({ source, name, reading, clock }, { path, from: from ?? 0, to: to ?? size });
    // Whose bytes have arrivals is read as a whole: only its reader knows which.
    else if (sidecar !== undefined)
      builder.task(
        { source, name, reading, range: { whole: true, size, sidecar, place, long: size > LONGEST_WHOLE } },
        size,
      );
    else if (size <= Math.min(SMALL_SOURCE, rangeBytes)) builder.small(source, estimate(path, size), reading);
    else {
      const stored = await storageOf(path, options.open[reading]!, options);
      const bytes = stored?.compression === "plain" ? size : size * TEXT_A_COMPRESSED_BYTE;
      // What cannot be opened fails in its task, and is reported with the others.
      if (stored === undefined) builder.small(source, 0, reading);
      // What is wrapped is read as a whole: only its reader knows where a byte stands.
      else if (stored.containers.length > 0)
        builder.task(
          { source, name, reading, range: { whole: true, size, place, long: bytes > LONGEST_WHOLE } },
          bytes,
        );
      // Its places are those of the file, and its bytes are not: the eighth bit is taken off, or it is unpacked.
      else if (!stored.asStored) builder.stream(source, bytes);
      else {
        for (let from = 0; from < size; from += rangeBytes) {
          const to = Math.min(from + rangeBytes, size);
          builder.task({ source, name, reading, range: { path, from, to, size } }, to - from);
        }
      }
    }
  }
  return { units: builder.end(), rangeBytes };
}

/** Bytes of log text. */
export const estimate = (name: string, size: number): number =>
  /\.(gz|zst)$|\.zip\//i.test(name) ? size * TEXT_A_COMPRESSED_BYTE : size;

async function storageOf(
  name: string,
  open: OpenOptions,
  { signal }: UnitOptions,
): Promise<Pick<OpenSource, "compression" | "containers" | "asStored"> | undefined> {
  try {
    const reader = await unlessAborted(signal, () => openSource({ name }, open));
    await closeReader(reader, signal);
    return reader;
  } catch (error) {
    if (isFailure(error, "input")) return undefined;
    throw error;
  }
}

class UnitBuilder {
  readonly #units: WorkUnit[] = [];
  readonly #unitBytes: number;
  readonly #rangeBytes: number;
  #fileName: string | undefined;
  #work: Work[] = [];
  #bytes = 0;
  #pack: SourceSpan | undefined;
  #packBytes = 0;
  #packReading = 0;
  /** Stretches of different sources that wait to be one task. */
  #stretches: Piece[] = [];

  constructor(unitBytes: number, rangeBytes: number) {
    this.#unitBytes = unitBytes;
    this.#rangeBytes = rangeBytes;
  }

  /** Ends the unit; the next one has files of this name. */
  begin(fileName: string): void {
    this.#endUnit();
    this.#fileName = fileName;
  }

  task(piece: Piece, bytes: number): void {
    this.#endPack();
    this.#work.push({ piece });
    this.#add(bytes);
  }

  /** What a source has grown by, or what there was of it before: little of many is one task. */
  stretch(piece: Omit<Piece, "range">, { path, from, to }: { path: string; from: number; to: number }): void {
    const range = { path, from, to, size: to, cut: true };
    if (to - from >= this.#rangeBytes) {
      for (let at = from; at < to; at += this.#rangeBytes) {
        const end = Math.min(at + this.#rangeBytes, to);
        const clock = at === from ? piece.clock : undefined;
        this.task({ ...piece, clock, range: { ...range, from: at, to: end, cut: at === from } }, end - at);
      }
      return;
    }
    if (this.#pack !== undefined || (this.#stretches[0]?.reading ?? piece.reading) !== piece.reading)
      this.#endPack();
    this.#stretches.push({ ...piece, range });
    this.#packBytes += to - from;
    if (this.#packBytes >= this.#rangeBytes || this.#stretches.length >= MOST_SOURCES) this.#endPack();
  }

  /** The source behind the last one. */
  small(source: number, bytes: number, reading: number): void {
    if (this.#packReading !== reading || this.#stretches.length > 0) this.#endPack();
    this.#packReading = reading;
    this.#pack = { first: this.#pack?.first ?? source, end: source + 1 };
    this.#packBytes += bytes;
    const { first, end } = this.#pack;
    if (this.#packBytes >= this.#rangeBytes || end - first >= MOST_SOURCES) this.#endPack();
  }

  stream(source: number, bytes: number): void {
    this.#endPack();
    this.#work.push({ stream: source });
    this.#add(bytes);
  }

  end(): readonly WorkUnit[] {
    this.#endUnit();
    return this.#units;
  }

  #endPack(): void {
    if (this.#pack !== undefined) this.#work.push({ small: this.#pack });
    else if (this.#stretches.length > 0) this.#work.push({ pieces: this.#stretches });
    else return;
    this.#stretches = [];
    const bytes = this.#packBytes;
    this.#pack = undefined;
    this.#packBytes = 0;
    this.#add(bytes);
  }

  #add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#fileName === undefined && this.#bytes >= this.#unitBytes) this.#endUnit();
  }

  #endUnit(): void {
    this.#endPack();
    const [first] = this.#work;
    if (first !== undefined) {
      const index = this.#units.length;
      const sources = { first: spanOf(first).first, end: spanOf(this.#work.at(-1)!).end };
      this.#units.push({ index, fileName: this.#fileName, work: this.#work, sources, bytes: this.#bytes });
    }
    this.#work = [];
    this.#bytes = 0;
  }
}

function spanOf(work: Work): SourceSpan {
  if ("small" in work) return work.small;
  if ("pieces" in work) return { first: work.pieces[0]!.source, end: work.pieces.at(-1)!.source + 1 };
  const source = "piece" in work ? work.piece.source : work.stream;
  return { first: source, end: source + 1 };
}
