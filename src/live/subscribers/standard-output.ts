/**
 * Frames on standard output. A reader who stops reading holds up nothing: what waits for him is bounded, and frames
 * beyond that are dropped. (Node writes into pipes without waiting; into a terminal that is stopped it waits.)
 */

import { BrokenPipe } from "../../durable/broken-pipe.js";
import { unwritable } from "../../durable/unwritable.js";
import { systemCode } from "../../failure/failure.js";
import { type Encoder, encoderOf } from "./encoder.js";
import type { Outlet } from "./feed.js";
import type { SubscriberFormat } from "./formats.js";
import type { Decoding, Passing } from "./passing.js";

/** Bytes that may wait for the reader. */
const MOST_WAITING = 8 << 20;
/** Milliseconds in which he must take what is left at the end. */
const PATIENCE = 1000;

export class StandardOutput implements Outlet {
  readonly #encoder: Encoder;
  #gone = false;
  /** Bytes of frames that the reader was too slow for. */
  dropped = 0;
  /** Rejects with a BrokenPipe when nobody reads any more, or a Failure where it cannot be written. */
  readonly failed: Promise<never>;

  static async open(format: SubscriberFormat, decoding: Decoding): Promise<StandardOutput> {
    return new StandardOutput(await encoderOf(format, decoding));
  }

  private constructor(encoder: Encoder) {
    this.#encoder = encoder;
    this.failed = new Promise((_, reject) => {
      process.stdout.on("error", (error) => {
        this.#gone = true;
        reject(failureOf(error));
      });
    });
    this.failed.catch(() => {});
  }

  get idle(): boolean {
    return this.#gone;
  }

  /** Something waits for a reader who does not read. */
  get stuck(): boolean {
    return !this.#gone && process.stdout.writableLength > 0;
  }

  async take(passing: Passing): Promise<void> {
    if (process.stdout.writableLength > MOST_WAITING) this.dropped += passing.whole.bytes.length;
    else for (const chunk of await this.#encoder.encode(passing)) process.stdout.write(chunk);
  }

  async end(): Promise<void> {
    if (this.#gone) return;
    for (const chunk of this.#encoder.end()) process.stdout.write(chunk);
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, PATIENCE);
      process.stdout.write("", () => {
        clearTimeout(late);
        resolve();
      });
    });
  }
}

const failureOf = (error: unknown): Error =>
  systemCode(error) === "EPIPE"
    ? new BrokenPipe({ cause: error as Error })
    : unwritable("standard output", error);
