/**
 * The median of a signal and its median deviation, in the memory of two numbers: each is moved a small step towards every new value,
 * so that half of the values lie on either side. Outliers count as much as neighbours do.
 */

/** Steps of a deviation that a value moves the median by, at first and at last. */
const FIRST = 0.5;

/** Deviations within which a signal is back. */
const BACK = 3;
/** Seconds over which it is forgotten how far it ever was. */
const FORGOTTEN = 12 * 3_600;

export class Robust {
  median = Number.NaN;
  deviation = 0;
  /** Seconds that it was learned from. */
  learned = 0;
  /** The farthest that the signal went and came back from, in deviations; forgotten slowly. */
  farthest = 0;
  #excursion = 0;
  readonly #seconds: number;

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** How many deviations a value is away; a deviation is no smaller than `least`. */
  distance(value: number, least: number): number {
    const deviation = Math.max(this.deviation, least);
    return deviation > 0 ? Math.abs(value - this.median) / deviation : 0;
  }

  add(value: number, passed: number, least: number): void {
    if (Number.isNaN(this.median)) {
      this.median = value;
      return;
    }
    this.learned += passed;
    const share = Math.min(FIRST, passed / Math.min(this.#seconds, this.learned + passed));
    const off = value - this.median;
    // Before it knows how far is far, it takes what comes.
    const scale = this.deviation > 0 ? this.deviation : Math.abs(off);
    this.median += Math.max(-1, Math.min(1, off / scale)) * scale * share * 2;
    const size = Math.abs(off);
    this.deviation += (size > this.deviation ? Math.min(size - this.deviation, scale) : -scale) * share;
    if (this.deviation < 0) this.deviation = 0;
    this.farthest -= (this.farthest * passed) / FORGOTTEN;
    const distance = this.distance(value, least);
    this.#excursion = Math.max(this.#excursion, distance);
    if (distance < BACK) {
      this.farthest = Math.max(this.farthest, this.#excursion);
      this.#excursion = 0;
    }
  }
}
