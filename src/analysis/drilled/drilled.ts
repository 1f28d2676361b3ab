/**
 * How long, how deep, how fast. Rates are of the hole made: metres drilled over time on bottom, since the mean of the
 * samples of item 13 also counts the time in which nothing was drilled.
 */
import { Channels } from "../../columns/channels.js";
import type { SourcePage } from "../../columns/page.js";
import type { Measure } from "../measure.js";

/** Depths and rates are in the units of the rows. */
export interface Drilled {
  /** Milliseconds since 1970; undefined when no row has a time. */
  readonly time: { readonly first: number; readonly last: number } | undefined;
  /** Least and greatest hole depth. */
  readonly depth: { readonly from: number; readonly to: number } | undefined;
  readonly secondsOnBottom: number;
  /** Hole made over time on bottom, in the unit of depth an hour; undefined when no time was on bottom. */
  readonly rate: number | undefined;
  /** The plain mean of the samples of item 13 of record 01. */
  readonly meanOfRateSamples: number | undefined;
}

/** As far above the hole's bottom the bit still drills: it is measured at a hook that moves. In the unit of depth. */
const ON_BOTTOM = 0.45;
/** A longer gap between two rows is time of which nothing is known. */
const LONGEST_GAP = 300_000;

/** Of the rows of record 01, or of frames. */
export const drilled = (): Measure<Drilled> => new Rows();

class Rows implements Measure<Drilled> {
  readonly name = "drilled";
  readonly needs = ["hole-depth", "bit-depth", "rate-of-penetration"] as const;
  readonly #channels = new Channels();
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #shallowest = Number.POSITIVE_INFINITY;
  #deepest = Number.NEGATIVE_INFINITY;
  #rateSum = 0;
  #rates = 0;
  #drilled = 0;
  #onBottom = 0;
  /** Of the row before that has both; NaN before the first. */
  #timeBefore = Number.NaN;
  #holeBefore = Number.NaN;

  add(page: SourcePage): void {
    if (page.table !== "frame" && page.record !== 1) return;
    const hole = this.#channels.of(page, "hole-depth")?.values;
    const bit = this.#channels.of(page, "bit-depth")?.values;
    const rate = this.#channels.of(page, "rate-of-penetration")?.values;
    for (let row = 0; row < page.rows; row++) {
      const time = page.times[row]!;
      if (time < this.#first) this.#first = time;
      if (time > this.#last) this.#last = time;
      if (rate !== undefined && !Number.isNaN(rate[row]!)) {
        this.#rateSum += rate[row]!;
        this.#rates++;
      }
      if (hole !== undefined) this.#hole(time, hole[row]!, bit?.[row] ?? Number.NaN);
    }
  }

  #hole(time: number, hole: number, bit: number): void {
    if (Number.isNaN(hole)) return;
    if (hole < this.#shallowest) this.#shallowest = hole;
    if (hole > this.#deepest) this.#deepest = hole;
    if (Number.isNaN(time)) return;
    const passed = time - this.#timeBefore;
    const drilled = hole - this.#holeBefore;
    this.#timeBefore = time;
    this.#holeBefore = hole;
    if (!(hole - bit <= ON_BOTTOM) || !(passed > 0 && passed <= LONGEST_GAP)) return;
    this.#onBottom += passed;
    this.#drilled += Math.max(0, drilled);
  }

  end(): Drilled {
    return {
      time: this.#last >= this.#first ? { first: this.#first, last: this.#last } : undefined,
      depth: this.#deepest >= this.#shallowest ? { from: this.#shallowest, to: this.#deepest } : undefined,
      secondsOnBottom: this.#onBottom / 1000,
      rate: this.#onBottom === 0 ? undefined : (this.#drilled * 3_600_000) / this.#onBottom,
      meanOfRateSamples: this.#rates === 0 ? undefined : this.#rateSum / this.#rates,
    };
  }
}
