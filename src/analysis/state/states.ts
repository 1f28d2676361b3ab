/**
 * Intervals of the same state, end to end: from where a row changed to it to where another changed to another one, a gap from the row before it to the one after it. So
 * the seconds of all intervals are the time from the first row to the last, exactly.
 */
import { rigStates } from "../../wits/catalog/state.js";
import type { BegunStage } from "../rig/rig.js";
import type { RigRows, Stage, StateNow } from "../rig/rows.js";
import type { Finished } from "../table.js";
import { meaning } from "./meaning.js";

const GAP = rigStates.indexOf("data_gap");

const drills = new Set([rigStates.indexOf("drill_rotate"), rigStates.indexOf("drill_slide")]);
const NEEDS = ["hole-depth", "bit-depth"] as const;

export const states: BegunStage = (finished) => new States(finished);

class States implements Stage {
  readonly name = "states";
  readonly needs = NEEDS;
  readonly #finished: Finished;
  #source = "";
  #well: string | undefined;
  /** -1 before the first row. */
  #state = -1;
  #start = 0;
  #hole = Number.NaN;
  #bit = Number.NaN;
  /** Of the row before. */
  #time = 0;
  #lastHole = Number.NaN;
  #lastBit = Number.NaN;

  constructor(finished: Finished) {
    this.#finished = finished;
  }

  add(rows: RigRows): void {
    const { times, states, gapBefore, began } = rows;
    this.#source = rows.source;
    this.#well = rows.well;
    const hole = rows.signal("hole-depth");
    const bit = rows.signal("bit-depth");
    for (let row = 0; row < rows.rows; row++) {
      if (states[row] === this.#state && gapBefore[row] === 0) continue;
      const time = times[row]!;
      if (row > 0) this.#before(times[row - 1]!, hole?.[row - 1], bit?.[row - 1]);
      const [holeNow, bitNow] = [hole?.[row] ?? Number.NaN, bit?.[row] ?? Number.NaN];
      if (this.#state < 0) this.#begin(states[row]!, time, holeNow, bitNow);
      else if (gapBefore[row] === 1) {
        // What was done until the last row before the gap; then nobody knows.
        this.#change(GAP, this.#time, this.#lastHole, this.#lastBit);
        this.#change(states[row]!, time, holeNow, bitNow);
      } else this.#change(states[row]!, began[row]!, this.#holeAtChange(states[row]!, holeNow), bitNow);
    }
    const last = rows.rows - 1;
    if (last >= 0) this.#before(times[last]!, hole?.[last], bit?.[last]);
  }

  end(): void {
    if (this.#state >= 0) this.#finish(this.#time, this.#lastHole, this.#lastBit);
    this.#state = -1;
  }

  now(): StateNow | undefined {
    const state = rigStates[this.#state];
    if (state === undefined) return undefined;
    return { state, since: this.#start, time: this.#time, reason: meaning[state][1] };
  }

  /** What the hole grew by before the first row that drills was drilled: where rows are far apart, that is much. */
  #holeAtChange(state: number, hole: number): number {
    const begins = drills.has(state) && !drills.has(this.#state) && this.#lastHole < hole;
    return begins ? this.#lastHole : hole;
  }

  #before(time: number, hole = Number.NaN, bit = Number.NaN): void {
    this.#time = time;
    this.#lastHole = hole;
    this.#lastBit = bit;
  }

  #begin(state: number, time: number, hole: number, bit: number): void {
    this.#state = state;
    this.#start = time;
    this.#hole = hole;
    this.#bit = bit;
  }

  #change(state: number, time: number, hole: number, bit: number): void {
    if (state === this.#state) return;
    this.#finish(time, hole, bit);
    this.#begin(state, time, hole, bit);
  }

  #finish(end: number, hole: number, bit: number): void {
    // Rows of one moment: the last of them tells what the rig did.
    if (end === this.#start) return;
    const state = rigStates[this.#state]!;
    const [activity_code, reason] = meaning[state];
    const made = hole - this.#hole;
    this.#finished("states", {
      source: this.#source,
      well: this.#well,
      start: this.#start,
      end,
      state,
      seconds: (end - this.#start) / 1000,
      hole_depth_start: known(this.#hole),
      hole_depth_end: known(hole),
      bit_depth_start: known(this.#bit),
      bit_depth_end: known(bit),
      metres: Number.isNaN(made) ? undefined : drills.has(this.#state) ? Math.max(0, made) : 0,
      activity_code,
      reason,
    });
  }
}

const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
