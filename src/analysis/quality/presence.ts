/** How often an item has a value, and for how long it has none. */
import type { Interruption } from "../../columns/rhythm.js";

export class Presence {
  values = 0;
  /** The longest time without a value, within the rows of its record. */
  longest: Interruption | undefined;
  /** Latest time of a value, or of the source's first row; NaN when neither is known. */
  #since = Number.NaN;

  startSource(): void {
    this.#since = Number.NaN;
  }

  /** `start` is the time of the source's first row, NaN when unknown. */
  add(times: Float64Array, start: number, has: (row: number) => boolean): void {
    if (Number.isNaN(this.#since)) this.#since = start;
    for (let row = 0; row < times.length; row++) {
      if (!has(row)) continue;
      this.values++;
      const time = times[row]!;
      if (Number.isNaN(time)) continue;
      this.#lack(time);
      // What a clock catches up after a step back is no lack.
      if (!(time < this.#since)) this.#since = time;
    }
  }

  /** The source has ended with a row at this time, having begun with one at `start`. */
  endSource(start: number, end: number): void {
    if (Number.isNaN(this.#since)) this.#since = start;
    this.#lack(end);
  }

  #lack(until: number): void {
    const length = until - this.#since;
    if (length > (this.longest?.length ?? 0)) this.longest = { length, from: this.#since };
  }
}
