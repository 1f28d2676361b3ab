/** Means over time of rows that come as they come: the weight of a row is the time that it stands for. */

/** Follows a signal, the past forgotten with a time constant in seconds. */
export class Smooth {
  value = Number.NaN;
  readonly #seconds: number;

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  add(value: number, passed: number): number {
    if (Number.isNaN(value)) return this.value;
    if (Number.isNaN(this.value)) this.value = value;
    else this.value += ((value - this.value) * passed) / (passed + this.#seconds);
    return this.value;
  }

  reset(value = Number.NaN): void {
    this.value = value;
  }
}

/** How far beyond its usual deviation a value still moves a baseline. */
const CLIP = 3;
/** Seconds over which deviations are learned before they are trusted to clip. */
const LEARNING = 60;

/**
 * What is usual of a signal, and how far it strays: a mean that outliers cannot pull far, and the mean of the deviations.
 * At first it learns fast, as a plain mean does.
 */
export class Baseline {
  mean = Number.NaN;
  /** Mean deviation to either side. */
  deviation = 0;
  /** Seconds of signal that it was learned from. */
  learned = 0;
  readonly #seconds: number;

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  add(value: number, passed: number): void {
    if (Number.isNaN(value) || passed <= 0) return;
    if (Number.isNaN(this.mean)) {
      this.mean = value;
      this.learned = passed;
      return;
    }
    this.learned += passed;
    const share = passed / (passed + Math.min(this.#seconds, this.learned));
    let off = value - this.mean;
    if (this.learned > LEARNING && this.deviation > 0) {
      const most = CLIP * this.deviation;
      off = Math.max(-most, Math.min(most, off));
    }
    this.deviation += (Math.abs(off) - this.deviation) * share;
    this.mean += off * share;
  }

  reset(): void {
    this.mean = Number.NaN;
    this.deviation = 0;
    this.learned = 0;
  }
}
