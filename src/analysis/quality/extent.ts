/** Least, greatest and median of an item's numbers. */
import { Distribution } from "../../columns/distribution.js";

export class Extent {
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  readonly #values = new Distribution();

  add(numbers: Float64Array): void {
    for (let row = 0; row < numbers.length; row++) {
      const value = numbers[row]!;
      if (Number.isNaN(value)) continue;
      if (value < this.min) this.min = value;
      if (value > this.max) this.max = value;
      this.#values.add(value);
    }
  }

  /** Whether the median is one of the numbers, and not within half a percent of it. */
  get isExact(): boolean {
    return this.#values.isExact;
  }

  get median(): number | undefined {
    const median = this.#values.median;
    return median === undefined ? undefined : Math.min(Math.max(median, this.min), this.max);
  }
}
