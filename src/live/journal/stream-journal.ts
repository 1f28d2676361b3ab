/**
 * The journal of one stream: what arrives waits in memory, is written to the segment that grows, and is said to be
 * settled when it is on disk. Segments end where a connection does, or at a frame's start when they are cut.
 */
import type { FilePlace } from "../../input/bytes/file-place.js";
import { isJournalPlace } from "../../input/bytes/journal-place.js";
import { type CutDialect, hasCuts, lastCut } from "../../input/container/last-cut.js";
import type { ChunkPlace } from "../../input/link/transport/transport.js";
import { type BlockPool, Blocks } from "./blocks.js";
import { follows, knowsMore, Origins } from "./origins.js";
import { AS_TOLD, Segment, type StoredSegment } from "./segment.js";
import { makeStreamFolder } from "./stream-folder.js";

export interface JournalPiece {
  /** Bytes of another connection are never joined to those before: a frame that broke off stays broken. */
  readonly connection: number;
  /** Copied where they are kept. */
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970, UTC. */
  readonly arrival: number;
  /** Where they can be read again, or stand elsewhere. Then what they join tells where a frame may go on, whatever the connection. */
  readonly place?: ChunkPlace | undefined;
  /** The place in the stream that they have, where bytes before them are known to be missing. */
  readonly at?: number | undefined;
}

/** Bytes that are written together: little enough that memory comes back soon. */
interface Batch {
  readonly connection: number;
  /** The place of its first byte, where that does not follow the bytes before. */
  readonly at: number | undefined;
  /** Of its first byte, where that is to be noted before it is written; null where it has none. */
  readonly origin: FilePlace | undefined | null;
  /** Milliseconds of arrivals that share a line; undefined for what is usual. */
  readonly resolution: number | undefined;
  readonly bytes: Blocks;
  readonly arrivals: { readonly at: number; size: number }[];
}

const LARGEST_BATCH = 1 << 20;

interface Waiting {
  /** The place in the stream up to which all must be durable. */
  readonly upTo: number;
  readonly settle: () => void;
}

export interface StreamJournalOptions {
  /** The folder of all streams. */
  readonly journal: string;
  readonly dialect: CutDialect;
  readonly pool: BlockPool;
}

/** What an earlier run has left of a stream that can be read again. */
export interface Resumed {
  readonly origins: Origins;
  /** The last segment, to go on with: its end may be the half of a frame. */
  readonly segment: Segment | undefined;
}

/** The connection of a segment that an earlier run has begun, and of bytes that join it. */
export const EARLIER = 0;

export class StreamJournal {
  readonly name: string;
  readonly #journal: string;
  readonly #dialect: CutDialect;
  readonly #pool: BlockPool;
  #folder: string | undefined;
  #segment: Segment | undefined;
  /** Cut off or ended, and not taken away yet. */
  #closed: StoredSegment[] = [];
  #queue: Batch[] = [];
  #queued = 0;
  /** Places in the stream: behind what has arrived, what is written, what is durable. */
  #arrived: number;
  #written: number;
  #durable: number;
  #waiting: Waiting[] = [];
  /** What writes, cuts and closes, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #syncing: Promise<void> | undefined;
  /** When the first byte came that is not durable: milliseconds of `performance.now()`. */
  #oldest: number | undefined;
  readonly #origins: Origins;
  /** Of the next byte, if it goes on where the last one stood. */
  #expected: FilePlace | undefined;
  /** Bytes that have a place are of connections that are counted here: where nothing joins what was before. */
  #joined = EARLIER;
  /** It can be gone on with later, and an open frame waits for that. */
  #goesOn = false;
  #forgotten = false;

  /** `position` is the place of the next byte in the stream. */
  constructor(
    name: string,
    position: number,
    { journal, dialect, pool }: StreamJournalOptions,
    { origins, segment }: Partial<Resumed> = {},
  ) {
    this.name = name;
    this.#origins = origins ?? new Origins();
    this.#expected = this.#origins.placeAt(position);
    this.#segment = segment;
    this.#goesOn = segment !== undefined;
    this.#journal = journal;
    this.#dialect = dialect;
    this.#pool = pool;
    this.#arrived = position;
    this.#written = position;
    // It may not have been durable before the crash that left it.
    this.#durable = segment?.first ?? position;
  }

  /** Bytes that wait in memory. */
  get queued(): number {
    return this.#queued;
  }

  /** Bytes in the segment that grows, waiting ones included. */
  get growing(): number {
    return (this.#segment?.size ?? 0) + this.#queued;
  }

  get unsynced(): boolean {
    return this.#written > this.#durable;
  }

  get oldest(): number | undefined {
    return this.#oldest;
  }

  get position(): number {
    return this.#arrived;
  }

  /** The place up to which all is on disk. */
  get durable(): number {
    return this.#durable;
  }

  /** Where an earlier run has read to; undefined where nobody knows. */
  get origin(): FilePlace | undefined {
    return this.#origins.placeAt(this.#arrived);
  }

  /** Where the next byte stands in what the stream is read from, if it follows the last one; undefined where nobody knows. */
  get expected(): FilePlace | undefined {
    return this.#expected;
  }

  /** Calls when all is on disk that has arrived. */
  settled(settle: () => void): void {
    if (this.#durable >= this.#arrived) settle();
    else this.#waiting.push({ upTo: this.#arrived, settle });
  }

  /** Nothing follows any more, though it could be read again: what is open is open for good. */
  end(): void {
    this.#goesOn = false;
  }

  take(piece: JournalPiece, settle: (() => void) | undefined): void {
    const { bytes, arrival, place } = piece;
    const origin =
      place === undefined ? (this.#forgotten ? undefined : null) : this.#originOf(place, bytes.length);
    const at = piece.at === undefined || piece.at <= this.#arrived ? undefined : piece.at;
    if (at !== undefined) this.#arrived = at;
    if (place !== undefined && (!place.joined || at !== undefined)) this.#joined++;
    const connection = place === undefined ? piece.connection : this.#joined;
    this.#goesOn = place !== undefined;
    this.#forgotten = place === undefined;
    let batch = this.#queue.at(-1);
    if (
      batch === undefined ||
      batch.connection !== connection ||
      batch.bytes.size >= LARGEST_BATCH ||
      origin !== undefined ||
      at !== undefined
    ) {
      const resolution = place !== undefined && isJournalPlace(place) ? AS_TOLD : undefined;
      batch = this.#batchOf(connection, { origin, at, resolution });
      this.#queue.push(batch);
    }
    const { length } = bytes;
    batch.bytes.add(bytes);
    const last = batch.arrivals.at(-1);
    if (last?.at === arrival) last.size += length;
    else batch.arrivals.push({ at: arrival, size: length });
    this.#queued += length;
    this.#arrived += length;
    this.#oldest ??= performance.now();
    if (settle === undefined) return;
    if (this.#waiting.at(-1)?.settle === settle) this.#waiting.pop();
    this.#waiting.push({ upTo: this.#arrived, settle });
  }

  /** The place, where it is to be noted. */
  #originOf({ joined: _, ...place }: ChunkPlace, length: number): FilePlace | undefined {
    const before = this.#expected;
    const known = before !== undefined && follows(before, place) && !knowsMore(before, place);
    const { head } = known ? before : place;
    this.#expected = { ...place, head, offset: place.offset + length };
    return known ? undefined : place;
  }

  /** Writes what waits; `room` is asked before each batch, and throws where there is none; `wrote` is told of each. */
  write(room: (bytes: number) => void, wrote: (bytes: number) => void): Promise<void> {
    return this.#inTurn(async () => {
      // What comes meanwhile is for the next time: other streams wait too.
      for (let batches = this.#queue.length; batches > 0; batches--) {
        const batch = this.#queue[0]!;
        // It is written as it is now; what arrives from now on makes a batch of its own.
        if (this.#queue.length === 1)
          this.#queue.push(this.#batchOf(batch.connection, { resolution: batch.resolution }));
        const { size } = batch.bytes;
        if (size > 0) {
          room(size);
          this.#written = Math.max(this.#written, batch.at ?? 0);
          await this.#note(batch.origin);
          if (this.#segment !== undefined && this.#segment.connection !== batch.connection)
            await this.#close();
          this.#segment ??= await this.#begin(batch.connection);
          await this.#segment.append(batch.bytes.pieces, batch.arrivals, batch.resolution);
          batch.bytes.release();
        }
        this.#queue.shift();
        this.#queued -= size;
        this.#written += size;
        wrote(size);
      }
    });
  }

  async #note(origin: Batch["origin"]): Promise<void> {
    if (origin === undefined) return;
    this.#folder ??= await makeStreamFolder(this.#journal, this.name);
    if (origin === null) await this.#origins.forget(this.#folder);
    else {
      const floor = Math.min(this.#durable, this.#segment?.first ?? this.#durable);
      await this.#origins.note(this.#folder, this.#written, origin, floor);
    }
  }

  #batchOf(connection: number, { origin, at, resolution }: Partial<Batch>): Batch {
    return { connection, origin, at, resolution, bytes: new Blocks(this.#pool), arrivals: [] };
  }

  async #begin(connection: number): Promise<Segment> {
    this.#folder ??= await makeStreamFolder(this.#journal, this.name);
    return Segment.create(this.#folder, this.#written, connection);
  }

  /** Makes durable what is written; what it failed for is for whoever asks again. */
  sync(): Promise<void> {
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = undefined;
    });
    return this.#syncing;
  }

  async #sync(): Promise<void> {
    const segment = this.#segment;
    if (segment === undefined) return;
    const started = performance.now();
    const size = await segment.sync();
    this.#settle(segment.first + size, started);
  }

  #settle(durable: number, started: number): void {
    if (durable <= this.#durable) return;
    this.#durable = durable;
    this.#oldest = this.#durable < this.#arrived ? started : undefined;
    let settled = 0;
    while (settled < this.#waiting.length && this.#waiting[settled]!.upTo <= durable) settled++;
    for (const { settle } of this.#waiting.splice(0, settled)) settle();
  }

  /**
   * Ends the segment that grows behind its last closed frame, or, when nothing follows any more, with its last byte. What
   * stands behind the cut goes on in a segment of its own; of a stream that a later run goes on with, also at the end.
   */
  cut(whole: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const segment = this.#segment;
      if (segment === undefined || segment.size === 0) return;
      const toEnd = whole && !(this.#goesOn && hasCuts(this.#dialect));
      const cut = toEnd ? segment.size : await lastCut(segment.read, segment.size, this.#dialect);
      if (cut === 0) return;
      if (cut === segment.size) {
        await this.#close();
        return;
      }
      const started = performance.now();
      this.#folder ??= await makeStreamFolder(this.#journal, this.name);
      // Whatever may fail for want of space does so before anything is moved.
      await segment.sync();
      this.#segment = await segment.moveTail(this.#folder, cut);
      await segment.close();
      this.#stored(segment);
      this.#settle(this.#segment.first + this.#segment.size, started);
    });
  }

  /** After the last cut: what has not ended is left to the next run. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#segment?.close();
      this.#segment = undefined;
    });
  }

  async #close(): Promise<void> {
    const segment = this.#segment!;
    const started = performance.now();
    await segment.close();
    this.#segment = undefined;
    this.#stored(segment);
    this.#settle(segment.first + segment.size, started);
  }

  #stored({ path, first, size }: Segment): void {
    this.#closed.push({ path, stream: this.name, first, size });
  }

  /** The segments that have ended since it was last asked, in order. */
  takeClosed(): StoredSegment[] {
    return this.#closed.splice(0);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
