/**
 * Whether the slips hold the string: by the hookload where that tells, else by the movements before and after. What stands between two movements
 * is in slips when either of them left the bit where it was.
 */
import type { RowStore } from "../rig/row-store.js";
import { OFF, ON, UNKNOWN } from "../rig/rows.js";
import { STAYED, WITH } from "./evidence.js";
import type { HookThreshold } from "./hook-threshold.js";
import type { Signals } from "./signals.js";

/** Below this a threshold parts nothing: the hookload does not tell. */
const LEAST_CONFIDENCE = 0.25;

export class Slips {
  readonly #threshold: HookThreshold;
  readonly #isCausal: boolean;
  /** Whether the hookload told of slips in the row that was decided last. */
  byHookload = false;
  /** Of the row before. */
  #flag = UNKNOWN;
  #lastEvidence = 0;
  /** The number of the row that has the next one. */
  #nextEvidence = -1;

  constructor(threshold: HookThreshold, isCausal: boolean) {
    this.#threshold = threshold;
    this.#isCausal = isCausal;
  }

  /** Rows to the place `scouted` have been looked at for movements. */
  decide(store: RowStore, { hook: hooks }: Signals, from: number, to: number, scouted: number): void {
    const { inSlips, gapBefore, evidence, times } = store;
    const threshold = this.#threshold;
    let flag = this.#flag;
    for (let at = from; at < to; at++) {
      if (gapBefore[at] === 1) flag = UNKNOWN;
      if (evidence[at] !== 0) this.#lastEvidence = evidence[at]!;
      if (times[at]! >= threshold.next) threshold.renew(times[at]!);
      const hook = hooks[at]!;
      this.byHookload =
        !Number.isNaN(hook) && !Number.isNaN(threshold.value) && !(threshold.confidence < LEAST_CONFIDENCE);
      if (this.byHookload) {
        const { value, hysteresis } = threshold;
        const limit = flag === ON ? value + hysteresis : flag === OFF ? value - hysteresis : value;
        flag = hook < limit ? ON : OFF;
      } else flag = this.#byMotion(store, at, scouted);
      inSlips[at] = flag;
    }
    this.#flag = flag;
  }

  #byMotion(store: RowStore, at: number, scouted: number): number {
    const { evidence, base } = store;
    if (this.#isCausal) return flagOf(this.#lastEvidence);
    if (this.#nextEvidence < at + base) {
      let next = at;
      while (next < scouted && evidence[next] === 0) next++;
      this.#nextEvidence = next + base;
    }
    const found = this.#nextEvidence - base;
    const next = found < scouted ? evidence[found]! : 0;
    if (evidence[at] !== 0) return flagOf(evidence[at]!);
    // Nobody pumps through a string, or turns it, that waits in slips for its next stand.
    if (store.pumping[at] === ON || store.rotating[at] === ON) return OFF;
    return flagOf(
      next === STAYED || this.#lastEvidence === 0 ? next || this.#lastEvidence : this.#lastEvidence,
    );
  }
}

const flagOf = (kind: number): number => (kind === STAYED ? ON : kind === WITH ? OFF : UNKNOWN);
