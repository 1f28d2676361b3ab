/**
 * What a gauge reads at rest and what it reads at work, of one signal that is either: pump strokes, flow, pressure, rotary speed. Both
 * follow slowly, so that a spike moves neither.
 */
import { OFF, ON, UNKNOWN } from "../rig/rows.js";

/** A reading is at rest below this share of what it is at work. */
const REST = 0.12;
const RISE = 0.06;
/** In so many readings, less one, a part of what is known is forgotten. */
const FADE_MASK = 1023;
const FORGET = 0.002;
const FIRST = 16;
/** A reading that is so little below the one at rest, as a share of what it is at work, is the one at rest. */
const NEAR = 0.005;
/** Of what turns it on: less than this turns it off. */
const HOLD = 0.85;

export class Level {
  readonly #share: number;
  readonly #least: number;
  readonly isGiven: boolean;
  rows = 0;
  work = 0;
  rest = Number.POSITIVE_INFINITY;
  /** Above it the signal is on; it is off again below a part of that. */
  on = Number.POSITIVE_INFINITY;
  off = Number.POSITIVE_INFINITY;

  /** On above `share` of what it reads at work, and above `least` in any case, over what it reads at rest; or above what is given. */
  constructor(share: number, least: number, given?: number | undefined) {
    this.#share = share;
    this.#least = least;
    this.isGiven = given !== undefined;
    if (given === undefined) return;
    this.on = given;
    this.off = HOLD * given;
  }

  /** Most readings change nothing, and NaN never does. */
  learn(values: Float64Array, from: number, to: number): void {
    let { rest, work, rows } = this;
    for (let at = from; at < to; at++) {
      const value = values[at]!;
      if (value >= rest && value <= work) {
        if ((++rows & FADE_MASK) !== 0) continue;
        this.#fade();
      } else if (Number.isNaN(value)) continue;
      else {
        this.rows = ++rows;
        this.#stretch(value);
      }
      ({ rest, work } = this);
    }
    this.rows = rows;
  }

  #stretch(value: number): void {
    if (value > this.work) {
      const most = this.rows <= FIRST ? value : this.work * (1 + RISE) + this.#least;
      this.work = Math.min(value, most);
    }
    // What is all but at rest is: to come nearer by parts would go on in every row at rest.
    if (value < this.rest) {
      const by = this.rest - value;
      this.rest = this.rows <= FIRST || by < NEAR * this.work ? value : this.rest - 0.2 * by;
    }
    this.#part();
  }

  #fade(): void {
    this.work -= FORGET * (this.work - Math.max(0, this.rest));
    this.rest += FORGET * (this.work - this.rest);
    this.#part();
  }

  #part(): void {
    if (this.isGiven) return;
    const { zero } = this;
    const over = Math.max(this.#least, this.#share * (this.work - zero));
    this.on = zero + over;
    this.off = zero + HOLD * over;
  }

  /** It showed more than a gauge at rest does. */
  get isLive(): boolean {
    return this.work - this.zero > 2 * this.#least;
  }

  /** Undefined at rest is 0: a signal that was never at rest has shown none. */
  get zero(): number {
    return this.rest < REST * this.work || this.work <= this.#least ? Math.max(0, this.rest) : 0;
  }
}

/** What a reading says, after the flag of the row before. */
export function levelFlag(value: number, { on, off }: Level, before: number): number {
  if (Number.isNaN(value)) return UNKNOWN;
  return value > (before === ON ? off : on) ? ON : OFF;
}
