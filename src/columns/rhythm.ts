/** When the rows of a record come: how often, where they fail to, and where the clock steps back. */
import { Distribution } from "./distribution.js";

/** Intervals that are told apart exactly. */
const EXACT_INTERVALS = 10_000;
/** A gap is longer than this many median intervals, and than a minute: less is how rigs send. */
const GAP_INTERVALS = 3;
const LEAST_GAP = 60_000;

/** A time without rows. */
export interface Interruption {
  /** Milliseconds. */
  readonly length: number;
  /** Milliseconds since 1970. */
  readonly from: number;
}

export class Rhythm {
  rows = 0;
  /** Rows that have a time. */
  timed = 0;
  /** Milliseconds since 1970. */
  first: number | undefined;
  last: number | undefined;
  stepsBack = 0;
  /** The longest time without a row. */
  longest: Interruption | undefined;
  /** From the first to the last time of each source, together, milliseconds. */
  span = 0;
  #previous: number | undefined;
  /** The latest time of the source. */
  #latest: number | undefined;
  readonly #intervals = new Distribution(EXACT_INTERVALS);
  /** Those that may be gaps. */
  readonly #long = new Distribution(EXACT_INTERVALS);

  /** What stands between two sources is neither an interval nor a step. */
  startSource(): void {
    this.#previous = undefined;
    this.#latest = undefined;
  }

  row(time: number | undefined): void {
    this.rows++;
    if (time === undefined) return;
    this.timed++;
    if (this.first === undefined || time < this.first) this.first = time;
    if (this.last === undefined || time > this.last) this.last = time;
    const interval = time - (this.#previous ?? Number.NaN);
    this.#previous = time;
    if (interval < 0) this.stepsBack++;
    else if (!Number.isNaN(interval)) this.#intervals.add(interval);
    this.#advance(time);
  }

  /** Time passes where it has not been before: what a clock catches up after a step back is no gap. */
  #advance(time: number): void {
    const from = this.#latest;
    if (from !== undefined && time < from) return;
    this.#latest = time;
    if (from === undefined) return;
    const length = time - from;
    this.span += length;
    if (length > LEAST_GAP) this.#long.add(length);
    if (this.longest === undefined || length > this.longest.length) this.longest = { length, from };
  }

  /** Median milliseconds from one row to the next. */
  get interval(): number | undefined {
    return this.#intervals.median;
  }

  get gaps(): { count: number; sum: number } {
    return this.#long.above(Math.max(LEAST_GAP, GAP_INTERVALS * (this.interval ?? 0)));
  }
}
