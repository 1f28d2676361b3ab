/**
 * What it took to drill each step of depth: time, and the time's means of weight, torque, speed, flow, density and pressure. A sensor
 * of depth has a resolution of its own: what was spent since the hole last got deeper belongs to all that it then got deeper by.
 */

/** Sums over time, of one step or of the time since the hole got deeper. */
export interface Spent {
  /** Hole made, in the unit of depth. */
  made: number;
  seconds: number;
  /** By `spentSignals`: value times seconds, and the seconds in which there was a value. */
  readonly sums: Float64Array;
  readonly known: Float64Array;
}

export const spentSignals = [
  "weight-on-bit",
  "torque",
  "rotary-speed",
  "flow-in",
  "density-in",
  "pressure",
] as const;
export type SpentSignal = (typeof spentSignals)[number];
const PRESSURE = spentSignals.indexOf("pressure");

const nothing = (): Spent => ({
  made: 0,
  seconds: 0,
  sums: new Float64Array(spentSignals.length),
  known: new Float64Array(spentSignals.length),
});

/** The time's mean of a signal; NaN where it had no value. */
export const meanOf = ({ sums, known }: Spent, signal: SpentSignal): number => {
  const place = spentSignals.indexOf(signal);
  return sums[place]! / known[place]!;
};

export class DrilledSteps {
  /** By number of the step: depth is number times step, and the step reaches half a step to both sides. */
  readonly steps = new Map<number, Spent>();
  readonly #step: number;
  #pending = nothing();

  constructor(step: number) {
    this.#step = step;
  }

  numberOf(depth: number): number {
    return Math.round(depth / this.#step);
  }

  /** Time in which the bit drilled, and what the signals were. `values` has them by `spentSignals`; the pressure is less that off bottom. */
  spend(seconds: number, values: Float64Array, offBottomPressure: number): void {
    const { sums, known } = this.#pending;
    this.#pending.seconds += seconds;
    for (let place = 0; place < values.length; place++) {
      const value = place === PRESSURE ? values[place]! - offBottomPressure : values[place]!;
      if (Number.isNaN(value)) continue;
      sums[place]! += value * seconds;
      known[place]! += seconds;
    }
  }

  /** The hole got deeper: what was spent is what that took. */
  deepen(from: number, to: number): void {
    const whole = to - from;
    for (let number = this.numberOf(from); number <= this.numberOf(to); number++) {
      const begin = Math.max(from, (number - 0.5) * this.#step);
      const end = Math.min(to, (number + 0.5) * this.#step);
      if (end > begin) this.#add(number, end - begin, (end - begin) / whole);
    }
    this.#pending = nothing();
  }

  /** The hole got deeper, and nobody knows by what. */
  forgetPending(): void {
    this.#pending = nothing();
  }

  /** Steps above this one are not asked for any more. */
  forget(number: number): void {
    for (const one of this.steps.keys()) if (one < number) this.steps.delete(one);
  }

  /** No more hole: what was spent last was spent at its bottom. */
  end(bottom: number): void {
    const number = this.numberOf(bottom);
    if (this.steps.has(number)) this.#add(number, 0, 1);
    this.#pending = nothing();
  }

  #add(number: number, made: number, share: number): void {
    let spent = this.steps.get(number);
    if (spent === undefined) {
      spent = nothing();
      this.steps.set(number, spent);
    }
    const pending = this.#pending;
    spent.made += made;
    spent.seconds += share * pending.seconds;
    for (let place = 0; place < spent.sums.length; place++) {
      spent.sums[place]! += share * pending.sums[place]!;
      spent.known[place]! += share * pending.known[place]!;
    }
  }
}
