/**
 * The journal: what arrives on any stream, written and made durable before anything else happens to it. Senders whose
 * bytes cannot be written are held up, not forgotten; memory is bounded by what may wait.
 */
import { makeFolders } from "../../durable/make-folders.js";
import { unwritable } from "../../durable/unwritable.js";
import type { Failure } from "../../failure/failure.js";
import type { FilePlace } from "../../input/bytes/file-place.js";
import { isJournalPlace } from "../../input/bytes/journal-place.js";
import type { CutDialect } from "../../input/container/last-cut.js";
import { BlockPool } from "./blocks.js";
import { eachOf } from "./each-of.js";
import { Origins } from "./origins.js";
import { isOutOfFiles, restMore } from "./resting-file.js";
import { Segment, type StoredSegment, SyncFailure } from "./segment.js";
import { streamFolder } from "./stream-folder.js";
import { EARLIER, type JournalPiece, type Resumed, StreamJournal } from "./stream-journal.js";

export interface JournalOptions {
  readonly folder: string;
  /** Milliseconds between two times that all is made durable; 0: every piece is, before the next one is taken. */
  readonly sync: number;
  readonly dialect: CutDialect;
  /** Whether so many bytes more may be written; throws a Failure that says why not. Asked again a second later. */
  room?(bytes: number): void;
  /** Says why nothing can be written; undefined: it can again. */
  onTrouble?(trouble: Failure | undefined): void;
  /** More may be durable than was. */
  onDurable?(): void;
}

/**
 * Bytes that may wait in memory before senders are held up: a twelfth of a second at 100 MB/s, and what 256 sockets have
 * read meanwhile comes on top.
 */
const MOST_QUEUED = 8 << 20;
/** Bytes that are written without waiting for more. */
const ENOUGH = 2 << 20;
/** Milliseconds that bytes wait for others, so that many small pieces make one write. */
const GATHERING = 50;
/** Milliseconds between two attempts to write to a disk that takes nothing. */
const RETRY = 1000;
/** A piece that a socket has read while it was not known that it must wait. */
const PIECE = 65_536;
/** Files that are written, and synced, at the same time: as many as the threads that do it. */
const AT_ONCE = 4;

/** What earlier runs have left. */
export interface Before {
  /** The places at which streams go on. */
  readonly positions: ReadonlyMap<string, number>;
  readonly segments: readonly StoredSegment[];
  /** Streams that come from what can be read again. */
  readonly resumable: readonly string[];
  /** Whether streams come of which others tell where they stand in their journals. */
  readonly told?: boolean | undefined;
}

export class Journal {
  readonly #options: JournalOptions;
  /** Paths of segments that an earlier run has begun. */
  readonly #reopened = new Set<string>();
  readonly #streams = new Map<string, StreamJournal>();
  readonly #pool = new BlockPool();
  #positions: ReadonlyMap<string, number>;
  #queued = 0;
  #held: (() => void)[] = [];
  #wake: (() => void) | undefined;
  /** Whether a sender waits to hear that what it sent is on disk: it sends little more until then, so that is soon. */
  #awaited = false;
  #troubles: { write?: Failure | undefined; sync?: Failure | undefined } = {};
  #stopped = false;
  #loops: Promise<unknown> = Promise.resolve();
  #fail: (error: unknown) => void = () => {};
  #timers = new Set<() => void>();
  /** Rejects when what was written cannot be made durable: the run cannot go on. */
  readonly failed: Promise<never>;

  /** Throws a Failure where the folder cannot be made, or what is known of a stream's files cannot be read. */
  static async open(options: JournalOptions, before: Before): Promise<Journal> {
    const { folder } = options;
    await makeFolders(folder).catch((error: unknown) => {
      throw unwritable(folder, error);
    });
    const journal = new Journal(options, before.positions);
    for (const stream of new Set([...before.resumable, ...(before.told ? before.positions.keys() : [])])) {
      const position = before.positions.get(stream);
      if (position === undefined) continue;
      const origins = await Origins.read(streamFolder(folder, stream));
      const place = origins.placeAt(position);
      if (place === undefined || !(isJournalPlace(place) || before.resumable.includes(stream))) continue;
      const last = before.segments.findLast((segment) => segment.stream === stream);
      const open = last !== undefined && last.first + last.size === position ? last : undefined;
      // One that cannot be opened is converted as it is, or waits for that.
      const segment = open && (await Segment.reopen(open, EARLIER).catch(() => undefined));
      if (segment !== undefined) journal.#reopened.add(segment.path);
      journal.#streamOf(stream, { origins, segment });
    }
    journal.#start();
    return journal;
  }

  private constructor(options: JournalOptions, positions: ReadonlyMap<string, number>) {
    this.#options = options;
    this.#positions = positions;
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined);
  }

  #start(): void {
    this.#loops = Promise.all([this.#writing(), this.#syncing()]).catch((error: unknown) =>
      this.#fail(error),
    );
  }

  /** Bytes that wait in memory. */
  get queued(): number {
    return this.#queued;
  }

  /** Milliseconds that the oldest byte has waited which is not durable yet. */
  get lag(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const stream of this.#streams.values()) oldest = Math.min(oldest, stream.oldest ?? oldest);
    return oldest === Number.POSITIVE_INFINITY ? 0 : performance.now() - oldest;
  }

  /** Bytes in segments that still grow. */
  get growing(): number {
    let bytes = 0;
    for (const stream of this.#streams.values()) bytes += stream.growing;
    return bytes;
  }

  get trouble(): Failure | undefined {
    return this.#troubles.write ?? this.#troubles.sync;
  }

  /**
   * Takes bytes of a stream. The next ones of their sender may be given when the promise has resolved, at once where
   * there is none. `settle` is called when they are on disk, once where it is the same function for several.
   */
  take(stream: string, piece: JournalPiece, settle?: () => void): Promise<void> | undefined {
    if (piece.bytes.length === 0) return undefined;
    const journal = this.#streamOf(stream);
    this.#queued += piece.bytes.length;
    if (this.#options.sync === 0) {
      return new Promise((resolve) => {
        journal.take(piece, () => {
          settle?.();
          resolve();
        });
        this.#wakeUp();
      });
    }
    journal.take(piece, settle);
    this.#awaited ||= settle !== undefined;
    this.#wakeUp();
    if (this.#queued < MOST_QUEUED) return undefined;
    return new Promise((resolve) => this.#held.push(resolve));
  }

  /** The place of the next byte of a stream. */
  position(stream: string): number {
    return this.#streamOf(stream).position;
  }

  /** All streams that anything has ever come of. */
  get names(): Iterable<string> {
    return new Set([...this.#positions.keys(), ...this.#streams.keys()]);
  }

  /** Up to which place a stream is durable; where an earlier run has left it, it is what is there. */
  durable(stream: string): number {
    return this.#streams.get(stream)?.durable ?? this.#positions.get(stream) ?? 0;
  }

  /** Where a stream goes on in what it was read from; undefined where nobody knows. */
  origin(stream: string): FilePlace | undefined {
    return this.#streams.get(stream)?.origin;
  }

  /** As in `StreamJournal`. */
  expected(stream: string): FilePlace | undefined {
    return this.#streamOf(stream).expected;
  }

  /** Calls when all is on disk that has arrived of a stream. */
  settled(stream: string, settle: () => void): void {
    this.#streamOf(stream).settled(settle);
    this.#awaited = true;
    this.#wakeUp();
  }

  /** Nothing comes of a stream any more, in no later run either. */
  end(stream: string): void {
    this.#streams.get(stream)?.end();
  }

  /** Whether a segment that an earlier run has left grows on. */
  growsOn({ path }: StoredSegment): boolean {
    return this.#reopened.has(path);
  }

  #streamOf(name: string, resumed?: Resumed): StreamJournal {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      const { folder, dialect } = this.#options;
      const position = this.#positions.get(name) ?? 0;
      stream = new StreamJournal(name, position, { journal: folder, dialect, pool: this.#pool }, resumed);
      this.#streams.set(name, stream);
    }
    return stream;
  }

  /** Cuts all segments that grow, and answers those that have ended since, each stream's in order. */
  async cut(whole = false): Promise<StoredSegment[]> {
    // Where nothing can be written, what was written before can be cut all the same.
    await this.#attempt(() => this.#pass());
    const streams = [...this.#streams.values()];
    await eachOf(streams, AT_ONCE, (stream) => stream.cut(whole));
    this.#options.onDurable?.();
    return streams.flatMap((stream) => stream.takeClosed());
  }

  /** Writes and syncs all that was taken, however long nothing can be written; ends with `close` in any case. */
  async flush(): Promise<void> {
    while (!this.#stopped && (this.#queued > 0 || this.#unsynced.length > 0)) {
      const failed =
        (await this.#attempt(() => this.#pass())) ?? (await this.#attempt(() => this.#syncAll()));
      if (failed !== undefined) await this.#pause(RETRY);
    }
  }

  /** After `flush`: ends writing. */
  async close(): Promise<void> {
    this.#stopped = true;
    for (const stop of this.#timers) stop();
    this.#wakeUp();
    await this.#loops;
    // All that was taken is durable by now, or its failure is known.
    await this.#attempt(() => eachOf([...this.#streams.values()], AT_ONCE, (stream) => stream.close()));
  }

  async #writing(): Promise<void> {
    const { sync } = this.#options;
    while (!this.#stopped) {
      if (this.#queued === 0 && (sync > 0 || this.#unsynced.length === 0)) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      if (this.#queued < ENOUGH && sync > 0 && this.trouble === undefined) {
        await this.#pause(Math.min(GATHERING, sync), true);
      }
      const soon = sync === 0 || this.#awaited;
      this.#awaited = false;
      let failed = await this.#attempt(() => this.#pass());
      if (soon) failed ??= await this.#attempt(() => this.#syncAll());
      this.#report("write", failed);
      if (failed !== undefined) await this.#pause(RETRY);
    }
  }

  async #syncing(): Promise<void> {
    const { sync } = this.#options;
    while (sync > 0 && !this.#stopped) {
      await this.#pause(sync);
      this.#report("sync", await this.#attempt(() => this.#syncAll()));
    }
  }

  /** What stands against the work, where that can be tried again. */
  async #attempt(work: () => Promise<void>): Promise<Failure | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (error instanceof SyncFailure) throw error.cause;
      if (isOutOfFiles(error)) await restMore();
      return unwritable(this.#options.folder, error);
    }
  }

  async #pass(): Promise<void> {
    const room = (bytes: number): void => this.#options.room?.(bytes);
    const busy = [...this.#streams.values()].filter(({ queued }) => queued > 0);
    await eachOf(busy, AT_ONCE, async (stream) => {
      await stream.write(room, (bytes) => {
        this.#queued -= bytes;
        this.#letGo();
      });
    });
  }

  /** Lets as many senders go on as there is room for. */
  #letGo(): void {
    for (let room = MOST_QUEUED - this.#queued; room > 0 && this.#held.length > 0; room -= PIECE)
      this.#held.shift()!();
  }

  async #syncAll(): Promise<void> {
    const unsynced = this.#unsynced;
    await eachOf(unsynced, AT_ONCE, (stream) => stream.sync());
    if (unsynced.length > 0) this.#options.onDurable?.();
  }

  get #unsynced(): StreamJournal[] {
    return [...this.#streams.values()].filter((stream) => stream.unsynced);
  }

  #report(what: "write" | "sync", trouble: Failure | undefined): void {
    const before = this.trouble;
    this.#troubles[what] = trouble;
    if (before?.message !== this.trouble?.message) this.#options.onTrouble?.(this.trouble);
  }

  #wakeUp(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
    if (this.#queued >= ENOUGH) this.#gathered?.();
  }

  #gathered: (() => void) | undefined;

  /** Waits; `gathering` ends early when enough has come together. */
  #pause(milliseconds: number, gathering = false): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#timers.delete(done);
        if (gathering) this.#gathered = undefined;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#timers.add(done);
      if (gathering) this.#gathered = done;
    });
  }
}
