/**
 * Where the time of a rig went, and the hole: each moment between two rows belongs to the state of the row before it, or to a gap. So the times of all
 * states are the span, to the millisecond.
 */
import { type RigState, rigStates } from "../../wits/catalog/state.js";
import { Deepening, isDrilled } from "../rig/deepening.js";
import { isDrilling, ON, type RigRows } from "../rig/rows.js";

const GAP = rigStates.indexOf("data_gap");

/** A state that went on without a break. */
export interface Stretch {
  readonly state: RigState;
  readonly start: number;
  readonly end: number;
  readonly holeDepth: number | undefined;
}

/** What one bit drilled, by where it began. */
export interface Drilled {
  metres: number;
  milliseconds: number;
}

export class TimeLedger {
  /** By index of the state, milliseconds. */
  readonly milliseconds = new Float64Array(rigStates.length);
  /** By index of the state, hole made, in the unit of depth. */
  readonly made = new Float64Array(rigStates.length);
  /** Of the runs that are told, by their places; what none drilled is left out. */
  readonly runs = new Map<number, Drilled>();
  first = Number.NaN;
  last = Number.NaN;
  rows = 0;
  unit: string | undefined;
  readonly #stretched: (stretch: Stretch) => void;
  /** The place of the run that drills at a depth, in the unit of depth. */
  readonly #runAt: (depth: number, unit: string | undefined) => number;
  #deepening: Deepening | undefined;
  #state = GAP;
  #since = Number.NaN;

  constructor(
    stretched: (stretch: Stretch) => void,
    runAt: (depth: number, unit: string | undefined) => number,
  ) {
    this.#stretched = stretched;
    this.#runAt = runAt;
  }

  get span(): number {
    return this.rows === 0 ? 0 : this.last - this.first;
  }

  /** Deepest hole; undefined where nobody told. */
  get depth(): number | undefined {
    const at = this.#deepening?.at ?? Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  }

  add(rows: RigRows): void {
    const depths = rows.signal("hole-depth");
    this.unit = rows.unit("hole-depth");
    const { times, states, gapBefore, flags } = rows;
    for (let row = 0; row < rows.rows; row++) {
      const time = times[row]!;
      if (this.rows++ === 0) {
        this.first = time;
        this.last = time;
        this.#since = time;
        this.#state = states[row]!;
      }
      const passed = time - this.last;
      const isGap = gapBefore[row] === 1;
      if (isGap) this.#turn(GAP, this.last);
      const state = this.#state;
      this.milliseconds[state]! += passed;
      this.last = time;
      const depth = depths?.[row] ?? Number.NaN;
      if (!Number.isNaN(depth)) {
        this.#hole(depth, isGap ? Number.NaN : passed, state, states[row]!, flags.in_slips[row] === ON);
      }
      this.#turn(states[row]!, time);
    }
  }

  end(): void {
    if (this.rows > 0) this.#turn(-1, this.last);
  }

  #turn(state: number, time: number): void {
    if (state === this.#state) return;
    if (time > this.#since) {
      this.#stretched({
        state: rigStates[this.#state]!,
        start: this.#since,
        end: time,
        holeDepth: this.depth,
      });
    }
    this.#state = state;
    this.#since = time;
  }

  #hole(depth: number, passed: number, before: number, now: number, inSlips: boolean): void {
    this.#deepening ??= new Deepening(this.unit);
    if (isDrilling[now] === true && this.#deepening.isAnother(depth))
      this.#deepening = new Deepening(this.unit);
    const made = depth - this.#deepening.take(depth);
    const run = isDrilling[before] === true || made > 0 ? this.#runAt(depth, this.unit) : -1;
    const drilled = run < 0 ? undefined : (this.runs.get(run) ?? { metres: 0, milliseconds: 0 });
    if (drilled !== undefined) {
      this.runs.set(run, drilled);
      if (isDrilling[before] === true && passed > 0) drilled.milliseconds += passed;
    }
    // Between the last row on bottom and the first one in slips the bit drilled on.
    if (!isDrilled(made, this.unit, passed / 1000, inSlips && isDrilling[before] !== true)) return;
    // A state that begins or ends between two rows: what was drilled was drilled while drilling.
    const state = isDrilling[before] !== true && isDrilling[now] === true ? now : before;
    this.made[state]! += made;
    if (drilled !== undefined) drilled.metres += made;
  }
}
