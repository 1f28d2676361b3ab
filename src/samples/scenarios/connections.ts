/** Connections while drilling, timed as record 03 defines them: bottom to slips, in slips, slips to bottom, pumps off. */
import type { Rig } from "./rig.js";
import { isPumping } from "./state.js";

export interface Connection {
  /** Seconds of the log: the first off bottom, in slips, out of slips, and on bottom again. */
  readonly offBottom: number;
  readonly intoSlips: number;
  readonly outOfSlips: number;
  readonly onBottom: number;
  readonly pumpsOff: number;
  /** Metres of hole. */
  readonly depth: number;
  /** m/s. */
  readonly fastestUp: number;
  readonly fastestDown: number;
  /** kdN, kN·m. */
  readonly hookloadMost: number;
  readonly stringWeight: number;
  readonly makeUp: number;
  readonly breakOut: number;
}

const NEVER = -1;

/** Watches a rig second by second. A return to bottom after more than one time in slips was a trip, and is none. */
export class ConnectionWatch {
  #offBottom = NEVER;
  #intoSlips = NEVER;
  #outOfSlips = NEVER;
  #timesInSlips = 0;
  #pumpsOff = 0;
  #wasOnBottom = false;
  #wasInSlips = false;
  #up = 0;
  #down = 0;
  #hookload = 0;
  #stringWeight = 0;
  #makeUp = 0;
  #breakOut = 0;

  /** The connection that ended in this second. */
  observe(rig: Rig): Connection | undefined {
    const { seconds, onBottom, controls } = rig;
    const inSlips = controls.slips;
    let done: Connection | undefined;
    if (onBottom) {
      if (!this.#wasOnBottom && this.#timesInSlips === 1) done = this.#end(rig);
      this.#clear();
    } else if (this.#wasOnBottom) this.#offBottom = seconds;
    if (inSlips && !this.#wasInSlips) {
      this.#intoSlips = seconds;
      this.#timesInSlips++;
    }
    if (!inSlips && this.#wasInSlips) this.#outOfSlips = seconds;
    if (!onBottom) this.#measure(rig, inSlips);
    this.#wasOnBottom = onBottom;
    this.#wasInSlips = inSlips;
    return done;
  }

  #measure(rig: Rig, inSlips: boolean): void {
    const { velocity, hookload } = rig.hoisting;
    this.#up = Math.max(this.#up, velocity);
    this.#down = Math.max(this.#down, -velocity);
    this.#hookload = Math.max(this.#hookload, hookload);
    this.#stringWeight = Math.max(this.#stringWeight, rig.weightOfString);
    if (!isPumping(rig)) this.#pumpsOff++;
    if (!inSlips) return;
    if (rig.hoisting.block < 10) this.#breakOut = Math.max(this.#breakOut, rig.rotary.torque);
    else this.#makeUp = Math.max(this.#makeUp, rig.rotary.torque);
  }

  #end(rig: Rig): Connection | undefined {
    if (this.#offBottom === NEVER) return undefined;
    return {
      offBottom: this.#offBottom,
      intoSlips: this.#intoSlips,
      outOfSlips: this.#outOfSlips,
      onBottom: rig.seconds,
      pumpsOff: this.#pumpsOff,
      depth: rig.holeDepth,
      fastestUp: this.#up,
      fastestDown: this.#down,
      hookloadMost: this.#hookload,
      stringWeight: this.#stringWeight,
      makeUp: this.#makeUp,
      breakOut: this.#breakOut,
    };
  }

  #clear(): void {
    this.#offBottom = NEVER;
    this.#timesInSlips = 0;
    this.#pumpsOff = 0;
    this.#up = 0;
    this.#down = 0;
    this.#hookload = 0;
    this.#stringWeight = 0;
    this.#makeUp = 0;
    this.#breakOut = 0;
  }
}
