/**
 * What a journal has, on its way to one target: each stream in order, a piece at a time, several streams at once. What the target
 * does not take waits on the disk, and nobody waits for it: memory holds the pieces that are under way, and no more.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { CutDialect } from "../../input/container/last-cut.js";
import { reasonIn } from "../lookers-on.js";
import { JournalReader, type ReadPiece } from "./journal-reader.js";
import type { Places } from "./places.js";
import type { DeliveryTarget, OpenTarget } from "./target.js";

/** What deliveries see of the journal. */
export interface DeliveredJournal {
  /** Names it, see `DeliveryPiece`. */
  readonly id: string;
  readonly dataset: string;
  readonly dialect: CutDialect;
  /** All that anything has ever come of. */
  streams(): Iterable<string>;
  /** Up to which place a stream is durable. */
  durable(stream: string): number;
}

export interface DeliveryOptions {
  readonly target: DeliveryTarget;
  readonly places: Places;
  readonly journal: DeliveredJournal;
  /** What the target has is noted durably: what it needed can go. */
  readonly onSaved: () => Promise<void>;
  /** What stands in the way, a sentence; undefined when nothing does any more. */
  readonly onTrouble: (trouble: string | undefined) => void;
  /** What people should know, a sentence. */
  readonly onNote: (note: string) => void;
}

/** How far a target is behind. */
export interface DeliveryStatus {
  readonly target: string;
  /** Whether it can be reached. */
  readonly open: boolean;
  /** Bytes that it has taken in this run, and those that it will never get, for they are gone from the disk. */
  readonly delivered: number;
  readonly skipped: number;
  /** Bytes that are durable here and that it does not have. */
  readonly pendingBytes: number;
  /** Milliseconds since it had all that was there for it. */
  readonly lag: number;
  readonly trouble: string | undefined;
}

/** Streams that are under way at a time. */
const LANES = 8;
/** Milliseconds after which it is noted what the target has. */
const SAVE = 1000;
/** Milliseconds until a target is tried again, which doubles up to the longest. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #readers = new Map<string, JournalReader>();
  /** Streams of which there may be more, in turn. */
  readonly #due = new Set<string>();
  readonly #stopping = new AbortController();
  /** Nothing comes any more: it ends when nothing is due. */
  #ending = false;
  #open = false;
  /** Streams of which a piece is under way: each is with one lane at a time, or its order would be lost. */
  readonly #busy = new Set<string>();
  #delivered = 0;
  #skipped = 0;
  #trouble: string | undefined;
  #caughtUp = performance.now();
  #wake: (() => void)[] = [];
  #running: Promise<void> = Promise.resolve();
  #saving: Promise<void> | undefined;
  /** Set while something is to be noted soon. */
  #saver: NodeJS.Timeout | undefined;
  #unsaved = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  get status(): DeliveryStatus {
    const { target, places, journal } = this.#options;
    let pendingBytes = 0;
    for (const stream of journal.streams())
      pendingBytes += Math.max(journal.durable(stream) - (places.of(stream) ?? 0), 0);
    return {
      target: target.shown,
      open: this.#open,
      delivered: this.#delivered,
      skipped: this.#skipped,
      pendingBytes,
      lag: this.#idle ? 0 : performance.now() - this.#caughtUp,
      trouble: this.#trouble,
    };
  }

  get #idle(): boolean {
    return this.#open && this.#busy.size === 0 && this.#due.size === 0;
  }

  start(): void {
    this.#running = this.#run().catch((error: unknown) => this.#say(reasonIn(error)));
    this.wake();
  }

  /** More may be durable than was. */
  wake(): void {
    const { places, journal } = this.#options;
    for (const stream of journal.streams())
      if (journal.durable(stream) > (places.of(stream) ?? 0)) this.#due.add(stream);
    this.#letGo();
  }

  /** Delivers what is there if that takes no longer than so many milliseconds; a later run goes on. */
  async end(limit: number): Promise<void> {
    this.#ending = true;
    this.wake();
    const late = setTimeout(() => this.#stop(), limit);
    // Who cannot be reached now is not waited for.
    if (!this.#open) this.#stop();
    await this.#running;
    clearTimeout(late);
    for (const reader of this.#readers.values()) await reader.close();
    await this.#saving;
    await this.#save();
  }

  #stop(): void {
    this.#stopping.abort();
    this.#letGo();
  }

  #letGo(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let wait = FIRST_WAIT;
    while (!signal.aborted) {
      const before = this.#delivered;
      try {
        await this.#session(signal);
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.#say(reasonIn(error));
        // What can never be is tried again too: who mends it at the other end need not come here.
        if (this.#delivered > before) wait = FIRST_WAIT;
      }
      if (this.#ending) return;
      await delay(wait * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      wait = Math.min(2 * wait, LONGEST_WAIT);
    }
  }

  /** Throws what it ended with, unless it was told to end. */
  async #session(signal: AbortSignal): Promise<void> {
    const { target } = this.#options;
    const open = await target.open(signal);
    const broken = new AbortController();
    const until = AbortSignal.any([signal, broken.signal]);
    const breakOff = (error: unknown): void => {
      broken.abort(error);
      this.#letGo();
    };
    void open.broken?.then(breakOff);
    try {
      this.#open = true;
      this.wake();
      await Promise.all(Array.from({ length: LANES }, () => this.#lane(open, until).catch(breakOff)));
      if (broken.signal.aborted) throw broken.signal.reason;
    } finally {
      this.#open = false;
      await open.close();
    }
  }

  async #lane(open: OpenTarget, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const stream = this.#next();
      if (stream === undefined) {
        if (this.#idle) {
          this.#caughtUp = performance.now();
          this.#say(undefined);
        }
        if (this.#ending && this.#idle) {
          this.#letGo();
          return;
        }
        await new Promise<void>((resolve) => this.#wake.push(resolve));
        continue;
      }
      this.#due.delete(stream);
      this.#busy.add(stream);
      try {
        // Others first: none is behind for the sake of one that is far behind.
        if (await this.#one(stream, open, signal)) this.#due.add(stream);
      } catch (error) {
        this.#due.add(stream);
        throw error;
      } finally {
        this.#busy.delete(stream);
        // It may be due again, and lanes wait that could not take it.
        if (this.#due.size > 0 || this.#busy.size === 0) this.#letGo();
      }
    }
  }

  #next(): string | undefined {
    for (const stream of this.#due) if (!this.#busy.has(stream)) return stream;
    return undefined;
  }

  /** Delivers one piece of a stream; false where there is none. */
  async #one(stream: string, open: OpenTarget, signal: AbortSignal): Promise<boolean> {
    const { places, journal } = this.#options;
    const place = places.of(stream);
    const piece = await this.#readerOf(stream).read(place ?? 0);
    if (piece === undefined) return false;
    if (place !== undefined && piece.offset > place) this.#tellGap(stream, place, piece);
    await open.deliver({ stream, journal: journal.id, ...piece }, signal);
    this.#delivered += piece.bytes.length;
    // Who could be reached and took nothing was in trouble still.
    this.#say(undefined);
    places.advance(stream, piece.offset + piece.bytes.length);
    this.#saver ??= setTimeout(() => void this.#save(), SAVE);
    return true;
  }

  #tellGap(stream: string, place: number, { offset }: ReadPiece): void {
    const { target, onNote, places } = this.#options;
    this.#skipped += offset - place;
    places.advance(stream, offset);
    onNote(
      `${stream}: ${target.shown} goes without ${(offset - place).toLocaleString("en-US")} bytes from ${place} on, which are gone ` +
        "from the journal; what of them became rows is in the dataset",
    );
  }

  #readerOf(stream: string): JournalReader {
    let reader = this.#readers.get(stream);
    if (reader === undefined) {
      const { journal, target } = this.#options;
      const { dataset, dialect } = journal;
      const durable = (): number => journal.durable(stream);
      reader = new JournalReader({ dataset, stream, dialect, durable, largest: target.largest });
      this.#readers.set(stream, reader);
    }
    return reader;
  }

  #save(): Promise<void> {
    const { places, onSaved, target, onNote } = this.#options;
    clearTimeout(this.#saver);
    this.#saver = undefined;
    this.#saving ??= places
      .save()
      .then(onSaved)
      .then(() => {
        this.#unsaved = false;
      })
      // It is noted again with the next piece; until then more is sent again than need be.
      .catch((error: unknown) => {
        if (!this.#unsaved)
          onNote(`cannot note what ${target.shown} has, so that it may be sent again: ${reasonIn(error)}`);
        this.#unsaved = true;
      })
      .finally(() => {
        this.#saving = undefined;
      });
    return this.#saving;
  }

  #say(trouble: string | undefined): void {
    if (trouble === this.#trouble) return;
    const first = this.#trouble === undefined;
    this.#trouble = trouble;
    // A target that is away is told once, not with each attempt that ends in other words.
    if (first || trouble === undefined) this.#options.onTrouble(trouble);
  }
}
