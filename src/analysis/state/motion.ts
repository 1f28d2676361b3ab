/**
 * Which way the string's end at the surface moves, by the block, or by the bit where no block is told. A sensor tells in steps: the
 * string moves from a step to the next one in the same direction, if that comes as soon as the least speed would bring it.
 */
import type { RowStore } from "../rig/row-store.js";
import { DOWN, STILL, UNKNOWN, UP } from "../rig/rows.js";
import type { Scales } from "./scales.js";

/** Metres a second below which nothing is said to move. */
const LEAST_SPEED = 0.01;
/** Seconds: rows that are closer follow a movement to its last step. */
const FINE = 2.5;
/** Times the usual interval within which the next step must come in any case. */
const ROWS = 2.2;

export class Motion {
  readonly #scales: Scales;
  readonly #isCausal: boolean;
  #anchor = Number.NaN;
  #direction = 0;
  /** Of the last step. */
  #number = 0;
  #time = Number.NEGATIVE_INFINITY;
  #isLinked = false;

  constructor(scales: Scales, isCausal: boolean) {
    this.#scales = scales;
    this.#isCausal = isCausal;
  }

  /** Marks rows as far as can be told now; the bit tells where no block is told. */
  scout(store: RowStore, blocks: Float64Array, bits: Float64Array, from: number, to: number): void {
    const { moving, times, gapBefore, base } = store;
    const { deadband, interval, metre, sign } = this.#scales;
    const soon = 1000 * Math.max(deadband / (LEAST_SPEED * metre), ROWS * interval);
    let anchor = this.#anchor;
    for (let at = from; at < to; at++) {
      const block = blocks[at]!;
      // It grows as the string is pulled.
      const height = Number.isNaN(block) ? -bits[at]! : sign * block;
      if (Number.isNaN(height)) {
        moving[at] = UNKNOWN;
        continue;
      }
      const by = height - anchor;
      if (by <= deadband && by >= -deadband && gapBefore[at] === 0) {
        const since = times[at]! - this.#time;
        const goesOn = this.#isCausal && this.#isLinked && since <= 0.6 * soon;
        moving[at] = !goesOn ? STILL : this.#direction > 0 ? UP : DOWN;
        if (since > soon) this.#isLinked = false;
        continue;
      }
      moving[at] = STILL;
      anchor = height;
      if (gapBefore[at] === 1 || Number.isNaN(by)) {
        this.#direction = 0;
        this.#isLinked = false;
      } else this.#step(store, at, by > 0 ? 1 : -1, soon);
      this.#number = base + at;
      this.#time = times[at]!;
    }
    this.#anchor = anchor;
  }

  /** The string moved on to the row at this place. */
  #step(store: RowStore, at: number, direction: number, soon: number): void {
    const { moving, times, base } = store;
    this.#isLinked = direction === this.#direction && times[at]! - this.#time <= soon;
    this.#direction = direction;
    if (!this.#isLinked) return;
    const mark = direction > 0 ? UP : DOWN;
    const until = this.#scales.interval <= FINE || this.#isCausal ? at : at - 1;
    for (let row = this.#isCausal ? at : Math.max(this.#number - base, store.from); row <= until; row++)
      moving[row] = mark;
  }
}
