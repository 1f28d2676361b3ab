/**
 * Subscribers of a live run: what arrives is decoded beside the recording, a few milliseconds at a time, for those who
 * are there to take it. Nobody is waited for. Who cannot follow falls behind up to a bound, then goes without, and how
 * much that was is counted.
 */
import { setImmediate, setTimeout } from "node:timers/promises";
import type { StreamPiece, Subscriber } from "../run.js";
import { type Decoding, Passing } from "./passing.js";
import { StreamCutter } from "./whole-frames.js";

/** Somebody who takes frames. */
export interface Outlet {
  /** Nobody is there: nothing has to be decoded. */
  readonly idle: boolean;
  /** Takes frames, and keeps what cannot be sent yet, or drops it. */
  take(passing: Passing): Promise<void>;
  /** Sends what is left within a short time, and closes. */
  end(): Promise<void>;
}

/** Bytes that may wait to be decoded. */
const MOST_WAITING = 8 << 20;
/** Milliseconds of decoding before sockets and disks have a turn. */
const SLICE = 4;
/** Milliseconds until it is looked again whether the recording has time to spare. */
const PAUSE = 5;

/** Bytes of a stream that wait, or the place of some that do not. */
interface Item {
  readonly piece: StreamPiece;
  readonly skipped: boolean;
}

export class Feed implements Subscriber {
  readonly #outlets: readonly Outlet[];
  readonly #decoding: Decoding;
  readonly #cutter: StreamCutter;
  readonly #busy: () => boolean;
  #waiting: Item[] = [];
  #waitingBytes = 0;
  /** What was queued last of each stream. */
  readonly #last = new Map<string, Item>();
  #work: Promise<void> | undefined;
  #ended = false;
  #broken = false;
  /** Bytes that came faster than they could be decoded, and were left out. */
  dropped = 0;

  /** While `busy` nothing is decoded: the recording has no time to spare. */
  constructor(decoding: Decoding, outlets: readonly Outlet[], busy: () => boolean = () => false) {
    this.#decoding = decoding;
    this.#outlets = outlets;
    this.#busy = busy;
    this.#cutter = new StreamCutter(decoding.options.dialect);
  }

  /** Whether nothing more is given. */
  get broken(): boolean {
    return this.#broken;
  }

  take(piece: StreamPiece): void {
    const { stream, bytes } = piece;
    if (this.#broken) return;
    const idle = this.#decoding.watch === undefined && this.#outlets.every((outlet) => outlet.idle);
    if (idle || this.#waitingBytes + bytes.length > MOST_WAITING) {
      if (!idle) this.dropped += bytes.length;
      this.#skip(piece);
    } else {
      const item = { piece: { ...piece, bytes: bytes.slice() }, skipped: false };
      this.#waiting.push(item);
      this.#last.set(stream, item);
      this.#waitingBytes += bytes.length;
    }
    this.#work ??= this.#decode()
      .catch((error: unknown) => this.break(error))
      .finally(() => {
        this.#work = undefined;
      });
  }

  /** Decodes and sends what is left. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#work;
    try {
      if (!this.#broken) {
        for (const whole of this.#cutter.end()) await this.#pass(new Passing(whole, this.#decoding));
      }
    } catch (error) {
      this.break(error);
    }
    await this.#decoding.watch?.end();
    await Promise.all(this.#outlets.map((outlet) => outlet.end()));
  }

  /** Nothing more is given, and why is told once. Recording goes on, whatever goes wrong here. */
  break(error: unknown): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#waiting = [];
    const why = error instanceof Error ? error.message : String(error);
    this.#decoding.onTrouble(`subscribers get nothing more: ${why}`);
  }

  /** Bytes that are left out one after the other are one item, so that what waits is bounded. */
  #skip(piece: StreamPiece): void {
    const { stream, connection } = piece;
    const last = this.#last.get(stream);
    if (last?.skipped && last.piece.connection === connection) return;
    const item = { piece: { ...piece, bytes: NOTHING }, skipped: true };
    this.#waiting.push(item);
    this.#last.set(stream, item);
  }

  async #decode(): Promise<void> {
    while (this.#waiting.length > 0) {
      // The recording has what has just come before anybody looks at it.
      if (!this.#ended) await setImmediate();
      while (!this.#ended && this.#busy()) await setTimeout(PAUSE);
      const until = performance.now() + SLICE;
      let next = 0;
      while (!this.#broken && next < this.#waiting.length && (this.#ended || performance.now() < until)) {
        await this.#handle(this.#waiting[next++]!);
      }
      this.#waiting = this.#waiting.slice(next);
    }
  }

  async #handle(item: Item): Promise<void> {
    const { piece, skipped } = item;
    if (this.#last.get(piece.stream) === item) this.#last.delete(piece.stream);
    if (skipped) {
      this.#cutter.skip(piece);
      return;
    }
    this.#waitingBytes -= piece.bytes.length;
    for (const whole of this.#cutter.take(piece)) await this.#pass(new Passing(whole, this.#decoding));
  }

  async #pass(passing: Passing): Promise<void> {
    // Whoever asks for the frames, the analysis has them all.
    if (this.#decoding.watch !== undefined) await passing.found();
    for (const outlet of this.#outlets) if (!outlet.idle) await outlet.take(passing);
  }
}

const NOTHING = new Uint8Array(0);
