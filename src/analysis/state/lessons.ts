/**
 * What rows teach of the hookload: moments in which it is plain that the string hangs on the hook, or that the slips hold it. Hookloads are remembered here by
 * the number of their row, for a piece of movement is only known to be one when it ends.
 */
import type { HookThreshold } from "./hook-threshold.js";

/** Rows of a piece whose hookloads are remembered: of longer ones the ends alone teach. A power of two has room for those, and for rows that came since. */
const REMEMBERED = 256;
const SLOTS = 512;
const LAST_SLOT = SLOTS - 1;
/** Seconds between rows above which a piece of movement is long enough to be sure of its middle. */
const COARSE = 5;
/** Milliseconds between two moments of drilling that teach what a hanging string weighs. */
const DRILLING_SPACING = 60_000;
/** Share by which a steady hookload changes from a row to the next at most. */
const STEADY = 0.1;

export class Lessons {
  readonly #threshold: HookThreshold;
  /** By number of the row, modulo their length. */
  readonly #hooks = new Float64Array(SLOTS);
  readonly #times = new Float64Array(SLOTS);
  /** Of the piece before. */
  #lastHangs: boolean | undefined;
  #drillingTaught = Number.NEGATIVE_INFINITY;

  constructor(threshold: HookThreshold) {
    this.#threshold = threshold;
  }

  remember(number: number, times: Float64Array, hooks: Float64Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const slot = (number + at - from) & LAST_SLOT;
      this.#hooks[slot] = hooks[at]!;
      this.#times[slot] = times[at]!;
    }
  }

  /** Rows `from` to `to`, by number, were one piece of movement: of a string that hangs, or not, or undefined where that is not plain. */
  piece(from: number, to: number, hangs: boolean | undefined, interval: number): void {
    if (hangs !== undefined) {
      // A row at the edge of a piece is sure when the piece before was of the same kind.
      const isSure = hangs === this.#lastHangs;
      if (isSure) this.#teach(from, to, hangs);
      const middle = (from + to) >> 1;
      if (middle > from && middle < to && (isSure || interval > COARSE)) this.#teach(middle, to, hangs);
    }
    this.#lastHangs = hangs;
  }

  /** Nobody knows what happened before the next row. */
  gap(): void {
    this.#lastHangs = undefined;
  }

  /** In this row hole is made: the string is not in slips while it grows. */
  drilling(number: number, time: number): void {
    if (time - this.#drillingTaught < DRILLING_SPACING) return;
    this.#drillingTaught = time;
    this.#teach(number, number, true);
  }

  #teach(row: number, now: number, hangs: boolean): void {
    if (now - row >= REMEMBERED) return;
    const at = row & LAST_SLOT;
    // While the load comes onto the hook or leaves it, it tells of neither.
    const before = this.#hooks[(row - 1) & LAST_SLOT]!;
    if (Math.abs(this.#hooks[at]! - before) > STEADY * Math.abs(before)) return;
    this.#threshold.learn(this.#times[at]!, this.#hooks[at]!, hangs);
  }
}
