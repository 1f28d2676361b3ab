/**
 * Whether the slips hold the string: by the hookload where that tells, else by the movements before and after. What stands between two movements
 * is in slips when either of them left the bit where it was.
 */
import type { RowStore } from "../rig/row-store.js";
import { OFF, ON, UNKNOWN } from "../rig/rows.js";
import { STAYED, WITH } from "./evidence.js";
import type { HookThreshold } from "./hook-threshold.js";
import type { Scales } from "./scales.js";
import type { Signals } from "./signals.js";

/** Below this a threshold parts nothing: the hookload does not tell. */
const LEAST_CONFIDENCE = 0.25;

export class Slips {
  readonly #threshold: HookThreshold;
  readonly #scales: Scales;
  readonly #isCausal: boolean;
  /**
   * What told of the row that was decided last: its hookload, or that it is midway in a movement of a string that hangs, or of a block without it; else the
   * movements before and after.
   */
  told: "hookload" | "hangs" | "stays" | "movements" = "movements";
  /** Of the row before: its flag, and where the block stood. */
  #flag = UNKNOWN;
  #block = Number.NaN;
  #lastEvidence = 0;
  /** The number of the row that has the next one. */
  #nextEvidence = -1;

  constructor(threshold: HookThreshold, scales: Scales, isCausal: boolean) {
    this.#threshold = threshold;
    this.#scales = scales;
    this.#isCausal = isCausal;
  }

  /** Rows to the place `scouted` have been looked at for movements. */
  decide(store: RowStore, signals: Signals, from: number, to: number, scouted: number): void {
    const { inSlips, gapBefore, evidence, times } = store;
    const { hook, block } = signals;
    const threshold = this.#threshold;
    for (let at = from; at < to; at++) {
      if (gapBefore[at] === 1) this.#flag = UNKNOWN;
      const kind = evidence[at]!;
      if (kind !== 0) this.#lastEvidence = kind;
      if (times[at]! >= threshold.next) threshold.renew(times[at]!);
      const load = hook[at]!;
      const isMidway =
        kind !== 0 && at + 1 < scouted && kind === evidence[at + 1] && this.#isMidway(block, at);
      this.#block = block[at]!;
      if (isMidway) {
        this.told = kind === WITH ? "hangs" : "stays";
        this.#flag = flagOf(kind);
      } else if (
        !Number.isNaN(load) &&
        !Number.isNaN(threshold.value) &&
        !(threshold.confidence < LEAST_CONFIDENCE)
      ) {
        this.told = "hookload";
        const { value, hysteresis } = threshold;
        const before = this.#flag;
        const limit = before === ON ? value + hysteresis : before === OFF ? value - hysteresis : value;
        this.#flag = load < limit ? ON : OFF;
      } else {
        this.told = "movements";
        this.#flag = this.#byMotion(store, at, scouted);
      }
      inSlips[at] = this.#flag;
    }
  }

  /**
   * The block moved from the row before, and moves on to the next one, with the bit or without it: then no hookload tells more, and a light string's tells
   * less. A row at the edge of a movement may be of either kind.
   */
  #isMidway(block: Float64Array, at: number): boolean {
    if (this.#isCausal || this.#threshold.isGiven) return false;
    const { deadband } = this.#scales;
    return Math.abs(block[at]! - this.#block) > deadband && Math.abs(block[at + 1]! - block[at]!) > deadband;
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
