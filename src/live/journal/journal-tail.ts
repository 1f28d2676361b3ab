/** The journal of one stream while another process writes it: its bytes in order, across segments that begin and go. */
import { type FileHandle, open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "../../failure/failure.js";
import { sidecarOf } from "../../input/bytes/sidecar.js";
import { chunkIn, firstOf } from "./format.js";

export interface TailPiece {
  readonly bytes: Uint8Array;
  readonly arrival: number;
  /** Where it changes, bytes do not follow those before. */
  readonly connection: number;
}

interface Segment {
  readonly path: string;
  /** The place of its first byte in the stream. */
  readonly first: number;
}

interface OpenSegment extends Segment {
  readonly handle: FileHandle;
  /** Up to which byte it came when, of what stood in it when it was opened. */
  readonly arrivals: readonly { readonly end: number; readonly time: number }[];
}

/** What was received before is read as far back as this. */
const BACK = 16 << 20;
const PIECE = 65_536;

export class JournalTail {
  readonly #folder: string;
  /** The place of the next byte in the stream; undefined before the first look. */
  #position: number | undefined;
  /** The segment that is read. It stays open: what is taken away meanwhile can still be read to its end. */
  #segment: OpenSegment | undefined;
  #connection = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What has been written since the last piece; undefined when there is nothing yet. */
  async next(): Promise<TailPiece | undefined> {
    const piece = await this.#read();
    if (piece !== undefined) return piece;
    const segments = await segmentsIn(this.#folder);
    const [oldest] = segments;
    if (oldest === undefined) return undefined;
    this.#position ??= Math.max(oldest.first, (await endOf(segments.at(-1)!)) - BACK);
    const position = this.#position;
    // The one that holds the place, or, of what was not read in time and is in the dataset, the first behind it.
    const next = segments.findLast(({ first }) => first <= position) ?? oldest;
    if (next.path === this.#segment?.path) return undefined;
    // Between the look at the segment and that at the folder more may have come.
    return (await this.#read()) ?? ((await this.#turnTo(next)) ? this.#read() : undefined);
  }

  async close(): Promise<void> {
    await this.#segment?.handle.close();
    this.#segment = undefined;
  }

  async #read(): Promise<TailPiece | undefined> {
    if (this.#segment === undefined) return undefined;
    const { handle, first, arrivals } = this.#segment;
    const offset = this.#position! - first;
    const piece = new Uint8Array(PIECE);
    const { bytesRead } = await handle.read(piece, 0, PIECE, offset);
    if (bytesRead === 0) return undefined;
    // What stood there when it was opened came when the sidecar says; what has come since comes now.
    const chunk = arrivals.find(({ end }) => end > offset);
    const length = Math.min(bytesRead, chunk === undefined ? bytesRead : chunk.end - offset);
    this.#position = first + offset + length;
    const arrival = chunk?.time ?? Date.now();
    return { bytes: piece.subarray(0, length), arrival, connection: this.#connection };
  }

  /** Whether it is still there. */
  async #turnTo(segment: Segment): Promise<boolean> {
    const handle = await open(segment.path, "r").catch(nothing(undefined));
    if (handle === undefined) return false;
    const arrivals = await arrivalsOf(segment);
    // A segment that begins in the middle of what was read is the tail of the one before.
    if (this.#segment === undefined || segment.first >= this.#position!) this.#connection++;
    await this.close();
    this.#segment = { ...segment, handle, arrivals };
    this.#position = Math.max(this.#position!, segment.first);
    return true;
  }
}

/** By their places. */
async function segmentsIn(folder: string): Promise<Segment[]> {
  const names = await readdir(folder).catch(nothing<string[]>([]));
  return names
    .flatMap((name): Segment[] => {
      const first = firstOf(name);
      return first === undefined ? [] : [{ path: join(folder, name), first }];
    })
    .sort((a, b) => a.first - b.first);
}

const endOf = async ({ path, first }: Segment): Promise<number> =>
  first + (await stat(path).then(({ size }) => size, nothing(0)));

async function arrivalsOf({ path }: Segment): Promise<{ end: number; time: number }[]> {
  const text = await readFile(sidecarOf(path), "utf8").catch(nothing(""));
  return text.split("\n").flatMap((line) => {
    const chunk = chunkIn(line);
    return chunk === undefined ? [] : [{ end: chunk.offset + chunk.size, time: chunk.at }];
  });
}

/** In place of what has gone between one look and the next. */
const nothing =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (systemCode(error) === "ENOENT") return value;
    throw error;
  };
