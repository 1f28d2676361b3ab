/**
 * When a row's state began, between it and the row before: where the string began or ceased to move between them, its way and the speed of that movement tell; else it is the
 * middle. Rows of fifteen seconds are longer than most of what a crew does on a trip, so the middle alone would put a twentieth of the time into the wrong state.
 */
import { changeBetween, STANDS_FOR } from "../rig/change.js";
import type { RowStore } from "../rig/row-store.js";
import { DOWN, UNKNOWN, UP } from "../rig/rows.js";

export class Changes {
  readonly #isCausal: boolean;
  /** Of the row before: when it was, how deep the bit, and two of its flags. */
  #time = Number.NaN;
  #bit = Number.NaN;
  #isMoving = false;
  #inSlips = UNKNOWN;
  /** Of the bit on its way to that row, in lengths a millisecond. */
  #speed = Number.NaN;

  constructor(isCausal: boolean) {
    this.#isCausal = isCausal;
  }

  /** Rows whose flags are decided; those to the place `scouted` are known to follow. */
  decide(store: RowStore, bits: Float64Array, from: number, to: number, scouted: number): void {
    const { times, moving, inSlips, gapBefore, began } = store;
    for (let at = from; at < to; at++) {
      const time = times[at]!;
      const bit = bits[at]!;
      const isMoving = moving[at] === UP || moving[at] === DOWN;
      const passed = time - this.#time;
      const way = bit - this.#bit;
      let change = passed > 0 ? changeBetween(this.#time, time) : time;
      if (gapBefore[at] === 1) change = time;
      else if (isMoving !== this.#isMoving && passed > STANDS_FOR) {
        if (!isMoving) change = within(passed, way / this.#speed, this.#time, change);
        else if (!this.#isCausal && at + 1 < scouted && gapBefore[at + 1] === 0) {
          const speed = (bits[at + 1]! - bit) / (times[at + 1]! - time);
          const start = within(passed, passed - way / speed, this.#time, change);
          // Slips are pulled some time before the string moves.
          change = inSlips[at] === this.#inSlips ? start : changeBetween(this.#time, start);
        }
      }
      began[at] = change;
      this.#speed = gapBefore[at] === 1 ? Number.NaN : way / passed;
      this.#time = time;
      this.#bit = bit;
      this.#isMoving = isMoving;
      this.#inSlips = inSlips[at]!;
    }
  }
}

/** Milliseconds: nothing is known of it more finely, and seconds of such parts add up without a remainder. */
const GRAIN = 500;

/** So many milliseconds after the row before, which was `passed` ago; where that is not between them, the other one. A row stands for its second. */
function within(passed: number, after: number, before: number, other: number): number {
  if (!(after >= 0 && after <= passed)) return other;
  const change = GRAIN * Math.round((before + after + STANDS_FOR) / GRAIN);
  return Math.max(before, Math.min(before + passed, change));
}
