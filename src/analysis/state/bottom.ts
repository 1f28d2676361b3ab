/**
 * Whether the bit is on bottom, and whether it makes hole. The depth of the hole tells in steps: hole is made from a step to the next
 * while the bit stays on bottom, if that comes as soon as steps came lately, or while weight stays on the bit.
 */
import type { RowStore } from "../rig/row-store.js";
import { OFF, ON, UNKNOWN } from "../rig/rows.js";
import type { Lessons } from "./lessons.js";
import type { Scales } from "./scales.js";
import type { Signals } from "./signals.js";

/** Metres that the bit may be above where it usually drills; and so many steps of its sensor, and of what it strays while it drills. */
const NEAR = 0.03;
const NEAR_STEPS = 1.6;
const NEAR_STRAYS = 2.5;
/** Metres: what a bit is off by while hole is made is a difference of two sensors, up to this. */
const MOST_OFFSET = 2;
/** Metres an hour that no bit drills, and a step that is none if it comes at once. */
const MOST_RATE = 400;
const MOST_STEP = 0.6;
/** Seconds: the next step comes within so many of the usual ones, and within these. */
const USUAL_STEPS = 4;
const LEAST_WAIT = 8;
const MOST_WAIT = 240;
/** Of the weight while drilling that still drills, and for how long; seconds. */
const DRILLING_WEIGHT = 0.4;
const MOST_HELD = 90;
/** Metres: the hole is another one, or was measured anew. */
const OTHER_HOLE = 15;

export class Bottom {
  readonly #scales: Scales;
  readonly #isCausal: boolean;
  #deepest = Number.NaN;
  /** How far the bit is from the bottom while it drills. */
  offset = 0;
  strays = 0;
  rows = 0;
  /** Weight on bit while hole is made; NaN while unknown. */
  weight = Number.NaN;
  /** Seconds between steps. */
  #between = 10;
  /** Of the last step. */
  #number = 0;
  #time = Number.NEGATIVE_INFINITY;
  /** Since the last step: the bit was always on bottom, and there was weight on it all the time. */
  #stayed = false;
  #pressed = false;

  constructor(scales: Scales, isCausal: boolean) {
    this.#scales = scales;
    this.#isCausal = isCausal;
  }

  get near(): number {
    const { metre, bitStep } = this.#scales;
    return this.offset + Math.max(NEAR * metre, NEAR_STEPS * bitStep, NEAR_STRAYS * this.strays);
  }

  /** When the hole grew last, and for how many seconds the next step of it is waited for. */
  get lastStep(): number {
    return this.#time;
  }
  get waits(): number {
    return Math.min(
      MOST_WAIT,
      Math.max(LEAST_WAIT, USUAL_STEPS * this.#between, 2.2 * this.#scales.interval),
    );
  }
  /** Weight on bit that still drills; NaN while unknown. */
  get drillingWeight(): number {
    return DRILLING_WEIGHT * this.weight;
  }

  /** Marks rows as far as can be told now, and tells `lessons` of those that make hole. */
  scout(store: RowStore, signals: Signals, from: number, to: number, lessons: Lessons): void {
    const { onBottom, makingHole, times, base } = store;
    const { hole: holes, bit: bits, weight: weights } = signals;
    let { near } = this;
    for (let at = from; at < to; at++) {
      const hole = holes[at]!;
      const above = hole - bits[at]!;
      if (Number.isNaN(above)) {
        onBottom[at] = UNKNOWN;
        makingHole[at] = UNKNOWN;
        if (Number.isNaN(hole)) continue;
      } else {
        onBottom[at] = above <= near && bits[at]! > 0 ? ON : OFF;
        makingHole[at] = OFF;
      }
      const time = times[at]!;
      const since = (time - this.#time) / 1000;
      if (onBottom[at] === OFF) {
        this.#stayed = false;
        this.#pressed = false;
      } else if (!(weights[at]! >= this.drillingWeight) || since > MOST_HELD) this.#pressed = false;
      if (hole <= this.#deepest && hole >= this.#deepest - OTHER_HOLE * this.#scales.metre) {
        if (onBottom[at] !== OFF && this.#goesOn(since)) makingHole[at] = ON;
      } else if (this.#grew(store, at, hole, above, weights[at]!, since)) {
        ({ near } = this);
        if (above <= near) onBottom[at] = ON;
      }
      if (makingHole[at] === ON) lessons.drilling(base + at, time);
    }
  }

  /** The hole is deeper than it ever was, or another one. Whether a step of it was drilled. */
  #grew(store: RowStore, at: number, hole: number, above: number, weight: number, since: number): boolean {
    const { makingHole, base } = store;
    const { metre } = this.#scales;
    const by = hole - this.#deepest;
    this.#deepest = hole;
    if (!(by > 0)) return false;
    const isStep =
      by <= Math.max(MOST_STEP * metre, (MOST_RATE * metre * Math.min(since, MOST_WAIT)) / 3600) &&
      !(above > MOST_OFFSET * metre);
    if (!isStep) {
      this.#stayed = false;
      this.#pressed = false;
      return false;
    }
    this.#learn(above, weight, since, metre);
    makingHole[at] = ON;
    if (!this.#isCausal && this.#stayed && since <= this.waits)
      makingHole.fill(ON, Math.max(this.#number + 1 - base, store.from), at);
    this.#number = base + at;
    this.#time = store.times[at]!;
    this.#stayed = true;
    this.#pressed = true;
    return true;
  }

  /** Between two steps, or after the last one. */
  #goesOn(since: number): boolean {
    if (!this.#stayed) return false;
    return (this.#pressed && since <= MOST_HELD) || (this.#isCausal && since <= 0.5 * this.waits);
  }

  #learn(above: number, weight: number, since: number, metre: number): void {
    this.rows++;
    if (above >= -MOST_OFFSET * metre) {
      const by = Math.max(-0.05 * metre, above) - this.offset;
      this.offset += 0.02 * by;
      this.strays += 0.02 * (Math.min(0.3 * metre, Math.abs(by)) - this.strays);
    }
    if (since <= MOST_WAIT) this.#between += 0.05 * (since - this.#between);
    if (weight > 0)
      this.weight = Number.isNaN(this.weight) ? weight : this.weight + 0.02 * (weight - this.weight);
  }
}
