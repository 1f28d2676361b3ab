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

  /** `height` grows as the string is pulled: of the block, or less the depth of the bit. */
  row(store: RowStore, number: number, time: number, height: number, isGap: boolean): void {
    const { moving, base } = store;
    const at = number - base;
    if (Number.isNaN(height)) {
      moving[at] = UNKNOWN;
      return;
    }
    moving[at] = STILL;
    const by = height - this.#anchor;
    if (isGap || Number.isNaN(by)) {
      this.#anchor = height;
      this.#direction = 0;
      this.#time = time;
      this.#isLinked = false;
      return;
    }
    const { deadband, interval, metre } = this.#scales;
    const since = (time - this.#time) / 1000;
    const soon = Math.max(deadband / (LEAST_SPEED * metre), ROWS * interval);
    if (by <= deadband && by >= -deadband) {
      if (this.#isCausal && this.#isLinked && since <= 0.6 * soon)
        moving[at] = this.#direction > 0 ? UP : DOWN;
      else if (since > soon) this.#isLinked = false;
      return;
    }
    const direction = by > 0 ? 1 : -1;
    const mark = direction > 0 ? UP : DOWN;
    this.#isLinked = direction === this.#direction && since <= soon;
    if (this.#isLinked) {
      const until = interval <= FINE || this.#isCausal ? at : at - 1;
      for (let row = this.#isCausal ? at : Math.max(this.#number - base, store.from); row <= until; row++) {
        moving[row] = mark;
      }
    }
    this.#anchor = height;
    this.#direction = direction;
    this.#number = number;
    this.#time = time;
  }
}
