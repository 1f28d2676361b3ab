/** When each frame is due: at a rate, by the clock that the frames tell, or at once. */
import { clockOf } from "./frames.js";

export interface PaceOptions {
  /** Frames a second; where it is given, clocks do not count. */
  readonly rate?: number | undefined;
  /** Times the frames' own clock; `max` as fast as they are taken. Default 1. */
  readonly speed?: number | "max" | undefined;
  /** Milliseconds by the frames' clock that are waited at most; a minute unless told. */
  readonly longestGap?: number | undefined;
}

/** A log may stand still for a night; nobody waits for that. */
const LONGEST_GAP = 60_000;
/** Between the frames of a log that tells no time. */
const WITHOUT_CLOCK = 1000;

export class Pace {
  readonly #rate: number | undefined;
  readonly #speed: number;
  readonly #longestGap: number;
  #start = performance.now();
  /** Milliseconds behind the start at which the last frame was due. */
  #due = 0;
  #first = true;
  #clock: number | undefined;

  constructor({ rate, speed = 1, longestGap = LONGEST_GAP }: PaceOptions) {
    this.#rate = rate;
    this.#longestGap = longestGap;
    this.#speed = speed === "max" ? Number.POSITIVE_INFINITY : speed;
  }

  /** Takes the next frame: milliseconds until it is due, 0 or less when it is now. */
  wait(frame: Uint8Array): number {
    if (this.#rate === undefined && this.#speed === Number.POSITIVE_INFINITY) return 0;
    return this.#dueAfter(this.#rate === undefined ? this.#gapByClock(clockOf(frame)) : 1000 / this.#rate);
  }

  /** The same for bytes whose time is known, or for some that came along with those before. */
  waitFor(time: number | undefined): number {
    if (this.#speed === Number.POSITIVE_INFINITY) return 0;
    return this.#dueAfter(time === undefined ? 0 : this.#gapByClock(time));
  }

  /** What follows is an earlier time again: its first frame comes as soon as one without a clock would. */
  startAgain(): void {
    this.#clock = undefined;
  }

  #dueAfter(gap: number): number {
    if (!this.#first) this.#due += gap;
    this.#first = false;
    return this.#start + this.#due - performance.now();
  }

  /** What was not sent until now was not due: a rig that was told to be silent does not make up for it. */
  restart(): void {
    this.#start = performance.now() - this.#due;
  }

  #gapByClock(told: number | undefined): number {
    const before = this.#clock;
    this.#clock = told ?? before;
    if (before === undefined) return WITHOUT_CLOCK / this.#speed;
    return Math.min(Math.max((told ?? before) - before, 0), this.#longestGap) / this.#speed;
  }
}
