/**
 * What is still to be told by one way: one notice after the other, each again after a pause that grows until it was taken. Who cannot be
 * told holds nobody up: what waits is bounded, and the oldest goes first.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Notice } from "../../notice.js";
import { shownText } from "../../text/shown-text.js";

/** Tells a notice. Throws why it could not, and Refused where it never can. */
export interface Way {
  send(notice: Notice, signal: AbortSignal): Promise<void>;
  close?(): Promise<void>;
}

/** The other side says that it will never take this. */
export class Refused extends Error {}

export interface WayStatus {
  readonly name: string;
  readonly sent: number;
  /** Never told: refused, or more than may wait. */
  readonly dropped: number;
  readonly waiting: number;
  /** Why nothing can be told by it; undefined while it can. */
  readonly trouble: string | undefined;
}

export interface OutboxOptions {
  readonly name: string;
  readonly way: Way;
  /** Of the run before. */
  readonly waiting: readonly Notice[];
  /** What waits has changed, or why. */
  readonly onChange: () => void;
  readonly onTrouble: (trouble: string | undefined) => void;
}

const MOST_WAITING = 1000;
/** Milliseconds until it is tried again, which doubles up to the longest, and half of it at random. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5 * 60_000;
/** Milliseconds in which what is left must be told at the end. */
const PATIENCE = 3000;

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #stopping = new AbortController();
  #waiting: Notice[];
  #work: Promise<void> | undefined;
  #sent = 0;
  #dropped = 0;
  #trouble: string | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#waiting = options.waiting.slice(-MOST_WAITING);
    this.#begin();
  }

  get status(): WayStatus {
    const { name } = this.#options;
    return {
      name,
      sent: this.#sent,
      dropped: this.#dropped,
      waiting: this.#waiting.length,
      trouble: this.#trouble,
    };
  }

  /** In order; kept by who wants to tell them after a restart. */
  get waiting(): readonly Notice[] {
    return this.#waiting;
  }

  put(notice: Notice): void {
    this.#waiting.push(notice);
    while (this.#waiting.length > MOST_WAITING) {
      this.#waiting.shift();
      this.#dropped++;
    }
    this.#begin();
  }

  async end(): Promise<void> {
    const late = setTimeout(() => this.#stopping.abort(), PATIENCE);
    // What failed before is not tried again for the sake of an end.
    if (this.#trouble !== undefined) this.#stopping.abort();
    await this.#work;
    clearTimeout(late);
    await this.#options.way.close?.().catch(() => {});
  }

  #begin(): void {
    if (this.#waiting.length === 0 || this.#stopping.signal.aborted) return;
    this.#work ??= this.#tell().finally(() => {
      this.#work = undefined;
    });
  }

  async #tell(): Promise<void> {
    const { signal } = this.#stopping;
    let pause = FIRST_PAUSE;
    while (this.#waiting.length > 0 && !signal.aborted) {
      const notice = this.#waiting[0]!;
      try {
        await this.#options.way.send(notice, signal);
        this.#sent++;
        this.#say(undefined);
      } catch (error) {
        if (signal.aborted) return;
        this.#say(error instanceof Error ? error.message : String(error));
        if (!(error instanceof Refused)) {
          await delay(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
          pause = Math.min(2 * pause, LONGEST_PAUSE);
          continue;
        }
        this.#dropped++;
      }
      pause = FIRST_PAUSE;
      // Meanwhile it may have gone because too many wait.
      if (this.#waiting[0] === notice) this.#waiting.shift();
      this.#options.onChange();
    }
  }

  #say(trouble: string | undefined): void {
    const shown = trouble === undefined ? undefined : shownText(trouble);
    if (shown === this.#trouble) return;
    this.#trouble = shown;
    this.#options.onTrouble(shown);
  }
}
