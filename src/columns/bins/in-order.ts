/** The bins of rows whose times or depths never go back to a bin that they have left: each is closed by the one that follows. */
import type { Page, Values } from "../page.js";
import { type Bins, EMPTY, ROWS_AT_ONCE } from "./bins.js";
import type { Steps } from "./steps.js";

/** Bins without a row that are filled with nulls, one behind the other. A longer gap is left as one. */
export const LONGEST_FILL = 100_000;

export interface InOrderOptions {
  /** May be shared by many. */
  readonly bins: Bins;
  readonly steps: Steps;
  /** Why a row of this time or depth is in no bin, the end of a sentence; undefined where it is in one. Asked once a row, in order. */
  readonly refusal: (value: number | undefined) => string | undefined;
  readonly leaveOut: (why: string) => void;
  /** Whether there are bins without a row between those that have some. */
  readonly fill?: boolean | undefined;
}

export class BinsInOrder {
  readonly #options: InOrderOptions;
  /** The bin that is open; `EMPTY` before the first. */
  #slot = EMPTY;
  #start = Number.NaN;
  #closed: { readonly slots: number[]; readonly starts: number[] } = { slots: [], starts: [] };
  /** Gaps that were too long to be filled. */
  longGaps = 0;

  constructor(options: InOrderOptions) {
    this.#options = options;
  }

  /** Takes rows with their times or depths; answers the bins that are over. */
  *push(
    rows: number,
    values: readonly (Values | undefined)[],
    index: Float64Array | undefined,
  ): Generator<Page> {
    const { bins } = this.#options;
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      const to = Math.min(rows, from + ROWS_AT_ONCE);
      for (let row = from; row < to; row++) bins.slots[row - from] = this.#slotOf(index?.[row]);
      bins.add(values, from, to);
      yield* this.#pages();
    }
  }

  /** The bin that is still open. */
  *end(): Generator<Page> {
    if (this.#slot !== EMPTY) this.#close(undefined);
    this.#slot = EMPTY;
    yield* this.#pages();
  }

  #slotOf(value: number | undefined): number {
    const { bins, steps, refusal, leaveOut } = this.#options;
    const why = refusal(value);
    if (why !== undefined) {
      leaveOut(why);
      return -1;
    }
    const start = steps.startOf(value!);
    if (start !== this.#start || this.#slot === EMPTY) {
      if (this.#slot !== EMPTY) this.#close(start);
      this.#slot = bins.take();
      this.#start = start;
    }
    return this.#slot;
  }

  #close(next: number | undefined): void {
    const { slots, starts } = this.#closed;
    slots.push(this.#slot);
    starts.push(this.#start);
    if (next === undefined || !this.#options.fill) return;
    const missing = startsBetween(this.#start, next, this.#options.steps);
    if (missing === undefined) this.longGaps++;
    for (const start of missing ?? []) {
      slots.push(EMPTY);
      starts.push(start);
    }
  }

  *#pages(): Generator<Page> {
    const { slots, starts } = this.#closed;
    if (slots.length === 0) return;
    this.#closed = { slots: [], starts: [] };
    const { bins } = this.#options;
    yield { rows: slots.length, fields: bins.fields, values: bins.close(slots, starts) };
  }
}

/** Where the bins between two begin; undefined where they are too many. */
export function startsBetween(start: number, next: number, { after }: Steps): number[] | undefined {
  const starts: number[] = [];
  for (let at = after(start); at < next; at = after(at)) {
    if (starts.length === LONGEST_FILL) return undefined;
    starts.push(at);
  }
  return starts;
}
