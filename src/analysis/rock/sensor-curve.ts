/**
 * What a sensor behind the bit measured, by the depth at which the sensor was: the mean of each step of depth, while it goes deeper
 * than it was before. What it measures again on a trip is none of it, nor the value that stands still with the string.
 */
import { Deepening } from "../rig/deepening.js";

/** Steps without a value of their own, between two that have one, are drawn straight; more than this, in steps or in the unit of depth, stay empty. */
const BRIDGED_STEPS = 3;
const BRIDGED_DEPTH = 1;

export class SensorCurve {
  readonly #step: number;
  readonly #deepening: Deepening;
  readonly #sums = new Map<number, { sum: number; count: number }>();
  /** Steps between two values that are still drawn. */
  readonly #bridged: number;

  constructor(step: number, unit: string | undefined) {
    this.#step = step;
    this.#deepening = new Deepening(unit);
    this.#bridged = Math.max(BRIDGED_STEPS, Math.ceil(BRIDGED_DEPTH / step));
  }

  /** The number of the deepest step that it reached; undefined before the first value. */
  get deepest(): number | undefined {
    const { at } = this.#deepening;
    return Number.isNaN(at) ? undefined : Math.round(at / this.#step);
  }

  /** `hole` is the depth of the hole, NaN where nobody tells: no sensor is below it. */
  take(depth: number, value: number, hole: number): void {
    if (Number.isNaN(depth) || Number.isNaN(value) || depth > hole + 1) return;
    const before = this.#deepening.at;
    this.#deepening.take(depth);
    if (this.#deepening.at === before) return;
    const number = Math.round(depth / this.#step);
    const own = this.#sums.get(number);
    if (own === undefined) this.#sums.set(number, { sum: value, count: 1 });
    else {
      own.sum += value;
      own.count++;
    }
  }

  /** The value of a step; NaN where the sensor has none. */
  value(number: number): number {
    const own = this.#sums.get(number);
    if (own !== undefined) return own.sum / own.count;
    for (let above = 1; above < this.#bridged; above++) {
      const one = this.#sums.get(number - above);
      if (one === undefined) continue;
      for (let below = 1; above + below <= this.#bridged; below++) {
        const other = this.#sums.get(number + below);
        if (other === undefined) continue;
        return (
          (one.sum / one.count) * (below / (above + below)) +
          (other.sum / other.count) * (above / (above + below))
        );
      }
      break;
    }
    return Number.NaN;
  }

  get numbers(): Iterable<number> {
    return this.#sums.keys();
  }

  /** Steps above this one are not asked for any more. */
  forget(number: number): void {
    for (const one of this.#sums.keys()) if (one < number - this.#bridged) this.#sums.delete(one);
  }
}
