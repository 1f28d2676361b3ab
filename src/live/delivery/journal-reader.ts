/**
 * Reads a stream from a place on, in pieces for a target, wherever its segments lie meanwhile: in the journal, where the last one
 * grows, or where they wait. Only what is durable is read: what a power cut takes back must not have gone out under its place.
 */
import { type FileHandle, open } from "node:fs/promises";
import { basename, join } from "node:path";
import { sidecarOf } from "../../input/bytes/sidecar.js";
import { type CutDialect, finderFor, hasCuts, signsOf } from "../../input/container/last-cut.js";
import { type ArrivedChunk, chunkIn } from "../journal/format.js";
import { streamFolder } from "../journal/stream-folder.js";
import type { Arrival } from "./target.js";
import { isNotThere, type LyingSegment, placesOfSegments, segmentsLying } from "./undelivered.js";

export interface ReadPiece {
  /** Behind the place that was asked for where bytes are gone. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly arrivals: readonly Arrival[];
  readonly joined: boolean;
}

export interface JournalReaderOptions {
  readonly dataset: string;
  readonly stream: string;
  readonly dialect: CutDialect;
  /** Up to which place the stream is durable. */
  readonly durable: () => number;
  /** Bytes that a piece may have. */
  readonly largest: number;
}

/** Arrivals that a piece may tell of: each takes some twenty bytes. */
const MOST_ARRIVALS = 2000;

/** The segment that is read. It stays open: what is moved or cut meanwhile can be read up to where it was cut. */
interface OpenSegment extends LyingSegment {
  readonly handle: FileHandle;
  /** Where the next one begins; undefined while it is the last. */
  readonly next: number | undefined;
  /** It grows no more. */
  readonly ended: boolean;
}

export class JournalReader {
  readonly #options: JournalReaderOptions;
  #segment: OpenSegment | undefined;
  /** Lines beside it that were read, but those of bytes that were delivered; and how much of them was read. */
  #chunks: ArrivedChunk[] = [];
  #chunksRead = 0;

  constructor(options: JournalReaderOptions) {
    this.#options = options;
  }

  /** The next bytes from a place on; undefined where there are none yet. */
  async read(place: number): Promise<ReadPiece | undefined> {
    const piece = await this.#pieceAt(place);
    if (piece !== undefined) return piece;
    const turned = await this.#turnTo(place);
    return turned === undefined ? undefined : this.#pieceAt(turned);
  }

  async close(): Promise<void> {
    await this.#segment?.handle.close();
    this.#segment = undefined;
  }

  /** Bytes of the segment that is open, up to the end of its last frame, unless nothing can follow it. */
  async #pieceAt(place: number): Promise<ReadPiece | undefined> {
    const segment = this.#segment;
    const { dialect, largest, durable } = this.#options;
    if (segment === undefined || place < segment.first) return undefined;
    const { first, next = Number.POSITIVE_INFINITY, ended, handle } = segment;
    const bytes = await bytesOf(segment, place, Math.min(largest, durable() - place, next - place));
    if (bytes.length === 0) return undefined;
    let { length } = bytes;
    const isEnd = ended && place + length >= Math.min(next, first + (await handle.stat()).size);
    if (!isEnd && hasCuts(dialect)) {
      const cut = finderFor(dialect)(signsOf(Buffer.from(bytes), dialect));
      if (cut > 0) length = cut;
      else if (length < largest) return undefined;
    }
    const arrivals = await this.#arrivals(segment, place, length);
    const told = arrivals.reduce((sum, { size }) => sum + size, 0);
    return { offset: place, bytes: bytes.subarray(0, told), arrivals, joined: place > first };
  }

  /** When the bytes came. Where they came in very many pieces, of the first of them. */
  async #arrivals(segment: OpenSegment, place: number, length: number): Promise<Arrival[]> {
    const from = place - segment.first;
    const to = from + length;
    const known = this.#chunks.at(-1);
    if (known === undefined || known.offset + known.size < to) await this.#readChunks(segment);
    this.#chunks = this.#chunks.slice(
      Math.max(
        this.#chunks.findLastIndex(({ offset }) => offset <= from),
        0,
      ),
    );
    const arrivals: Arrival[] = [];
    let at = from;
    for (const { at: time, offset, size } of this.#chunks) {
      const end = Math.min(offset + size, to);
      if (end <= at) continue;
      arrivals.push({ at: time, size: end - at });
      at = end;
      if (at === to || arrivals.length === MOST_ARRIVALS) return arrivals;
    }
    // Nothing tells of them: they came no later than they were written.
    arrivals.push({ at: arrivals.at(-1)?.at ?? (await segment.handle.stat()).mtimeMs, size: to - at });
    return arrivals;
  }

  /** The lines that have come since; they may have gone ahead of their segment to where it is moved. */
  async #readChunks({ path }: OpenSegment): Promise<void> {
    const { dataset, stream } = this.#options;
    for (const place of [...placesOfSegments(dataset), ...placesOfSegments(dataset)]) {
      const sidecar = sidecarOf(join(streamFolder(place, stream), basename(path)));
      const text = await textFrom(sidecar, this.#chunksRead);
      if (text === undefined) continue;
      const whole = text.subarray(0, text.lastIndexOf("\n") + 1);
      this.#chunksRead += whole.length;
      for (const line of whole.toString("latin1").split("\n")) this.#chunks.push(...listed(chunkIn(line)));
      return;
    }
  }

  /** Opens the segment that holds a place, or the first behind it. Answers the place to read from. */
  async #turnTo(place: number): Promise<number | undefined> {
    const { dataset, stream } = this.#options;
    const [journal = "", ...others] = placesOfSegments(dataset);
    const growing = await segmentsLying(journal, stream);
    const lying = [...growing];
    for (const where of others) lying.push(...(await segmentsLying(where, stream)));
    lying.sort((a, b) => a.first - b.first);
    const found =
      lying.findLast(({ first, size }) => first <= place && place < first + size) ??
      lying.find(({ first }) => first > place);
    if (found === undefined) return undefined;
    const next = lying.find(({ first }) => first > found.first)?.first;
    const handle = await open(found.path, "r").catch((error: unknown) => {
      // It has moved on since.
      if (isNotThere(error)) return undefined;
      throw error;
    });
    if (handle === undefined) return undefined;
    // Of what an earlier run wrote nobody knows whether it is durable.
    if (process.platform !== "win32") await handle.datasync();
    const isSame = this.#segment?.first === found.first;
    await this.close();
    this.#segment = { ...found, handle, next, ended: next !== undefined || !growing.includes(found) };
    if (!isSame) {
      this.#chunks = [];
      this.#chunksRead = 0;
    }
    return Math.max(place, found.first);
  }
}

/** Bytes of a segment that are there, from a place in the stream on. */
async function bytesOf({ handle, first }: OpenSegment, place: number, most: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(most, 0));
  let size = 0;
  while (size < bytes.length) {
    const { bytesRead } = await handle.read(bytes, size, bytes.length - size, place - first + size);
    if (bytesRead === 0) break;
    size += bytesRead;
  }
  return bytes.subarray(0, size);
}

/** What a file holds behind so many bytes; undefined where it is not there. */
async function textFrom(path: string, from: number): Promise<Buffer | undefined> {
  const file = await open(path, "r").catch((error: unknown) => {
    if (isNotThere(error)) return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(size - from, 0)), 0, undefined, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const listed = <Item>(item: Item | undefined): Item[] => (item === undefined ? [] : [item]);
