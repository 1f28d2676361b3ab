/**
 * A stream's dataset is compacted now and then, after a rotation, by `witskit compact` beside the stream. One that fails is told, and
 * tried again when the next one is due.
 */
import type { EndedCommand } from "./beside-command.js";

/** Milliseconds between the begins of two compactions. */
export const COMPACT_EVERY = 3_600_000;

export interface CompactingOptions {
  /** Milliseconds between the begins of two. */
  readonly every: number;
  /** Compacts once. Never throws. */
  compact(signal: AbortSignal): Promise<EndedCommand>;
  /** When one has ended, unless all ended with it. */
  onEnd(ended: EndedCommand): void;
  /** Ends the one that runs, as `stop` does. */
  readonly signal: AbortSignal;
}

/** How compactions go. */
export interface CompactingStatus {
  readonly done: number;
  readonly failed: number;
  /** Why the last one failed; undefined when it did not. */
  readonly trouble: string | undefined;
}

export class Compacting {
  readonly #options: CompactingOptions;
  readonly #stopping = new AbortController();
  readonly #ended: AbortSignal;
  #begun = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;
  #status: CompactingStatus = { done: 0, failed: 0, trouble: undefined };

  constructor(options: CompactingOptions) {
    this.#options = options;
    this.#ended = AbortSignal.any([options.signal, this.#stopping.signal]);
  }

  get status(): CompactingStatus {
    return this.#status;
  }

  /** What has arrived became parts: begins a compaction if one is due. The first one is due at once. */
  rotated(): void {
    const now = performance.now();
    if (this.#running !== undefined || this.#ended.aborted) return;
    if (now - this.#begun < this.#options.every) return;
    this.#begun = now;
    this.#running = this.#once().finally(() => {
      this.#running = undefined;
    });
  }

  /** Ends the one that runs, and begins no other. Resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #once(): Promise<void> {
    const ended = await this.#options.compact(this.#ended);
    if (this.#ended.aborted) return;
    const { done, failed } = this.#status;
    this.#status = ended.done
      ? { done: done + 1, failed, trouble: undefined }
      : { done, failed: failed + 1, trouble: ended.said };
    this.#options.onEnd(ended);
  }
}
