/**
 * What a run will do, before it does it: sources to units, units to tasks. A unit makes a part of every table and is
 * committed as a whole, so it is what a run resumes at and what machines share out. The plan depends on the inputs
 * and options alone, never on workers, shards or time.
 */
import { isFailure } from "../failure.js";
import type { Source } from "../input/bytes/source.js";
import { closeReader, unlessAborted } from "../input/feed/inputs.js";
import { type OpenOptions, type OpenSource, openSource } from "../input/source/open.js";
import type { Piece } from "./piece.js";
import { RANGE_BYTES } from "./ranges.js";

/** Sources [first, end) of a run. */
export interface SourceSpan {
  readonly first: number;
  readonly end: number;
}

/** Small sources for one task, what is a task by itself, or one source that is cut into tasks while it is read. */
export type Work = { readonly small: SourceSpan } | { readonly piece: Piece } | { readonly stream: number };

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

export async function planUnits(sources: readonly Source[], options: UnitOptions): Promise<UnitPlan> {
  const unitBytes = Math.max(1, options.partSize * TEXT_A_PARQUET_BYTE);
  const rangeBytes = Math.min(RANGE_BYTES, unitBytes);
  const builder = new UnitBuilder(options.single ? Number.POSITIVE_INFINITY : unitBytes, rangeBytes);
  for (const [source, { name, size, sidecar }] of sources.entries()) {
    const reading = options.readingOf(source);
    const fileName = options.fileNames?.[source];
    if (fileName !== undefined) builder.begin(fileName);
    if (size === undefined) builder.stream(source, 0);
    // Whose bytes have arrivals is read as a whole: only its reader knows which.
    else if (sidecar !== undefined)
      builder.task(
        { source, name, reading, range: { whole: true, size, sidecar, long: size > LONGEST_WHOLE } },
        size,
      );
    else if (size <= Math.min(SMALL_SOURCE, rangeBytes)) builder.small(source, estimate(name, size), reading);
    else {
      const stored = await storageOf(name, options.open[reading]!, options);
      const bytes = stored?.compression === "plain" ? size : size * TEXT_A_COMPRESSED_BYTE;
      // What cannot be opened fails in its task, and is reported with the others.
      if (stored === undefined) builder.small(source, 0, reading);
      // What is wrapped is read as a whole: only its reader knows where a byte stands.
      else if (stored.containers.length > 0)
        builder.task(
          { source, name, reading, range: { whole: true, size, long: bytes > LONGEST_WHOLE } },
          bytes,
        );
      // Its places are those of the file, and its bytes are not: the eighth bit is taken off, or it is unpacked.
      else if (!stored.asStored) builder.stream(source, bytes);
      else {
        for (let from = 0; from < size; from += rangeBytes) {
          const to = Math.min(from + rangeBytes, size);
          builder.task({ source, name, reading, range: { path: name, from, to, size } }, to - from);
        }
      }
    }
  }
  return { units: builder.end(), rangeBytes };
}

const estimate = (name: string, size: number): number =>
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

  /** The source behind the last one. */
  small(source: number, bytes: number, reading: number): void {
    if (this.#packReading !== reading) this.#endPack();
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
    if (this.#pack === undefined) return;
    this.#work.push({ small: this.#pack });
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
  const source = "piece" in work ? work.piece.source : work.stream;
  return { first: source, end: source + 1 };
}
