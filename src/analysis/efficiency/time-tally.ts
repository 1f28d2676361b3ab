/** Time and hole of a rig, or of one of its days: sums, by the state in which they were spent and made. */
import { rigStates } from "../../wits/catalog/state.js";

/** What one bit drilled, by where it began. */
export interface Drilled {
  metres: number;
  milliseconds: number;
}

/** Between two rows. */
export interface DrilledNow {
  /** Its place; below 0 where none drills. */
  readonly run: number;
  readonly state: number;
  readonly made: number;
  readonly milliseconds: number;
}

export class TimeTally {
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
  /** Whether a depth of the hole was sent. */
  knowsDepth = false;

  get span(): number {
    return Number.isNaN(this.first) ? 0 : this.last - this.first;
  }

  spent(state: number, from: number, to: number): void {
    this.milliseconds[state]! += to - from;
    if (Number.isNaN(this.first)) this.first = from;
    this.last = to;
  }

  drilled({ run, state, made, milliseconds }: DrilledNow): void {
    this.made[state]! += made;
    if (run < 0) return;
    const drilled = this.runs.get(run) ?? { metres: 0, milliseconds: 0 };
    this.runs.set(run, drilled);
    drilled.metres += made;
    drilled.milliseconds += milliseconds;
  }
}
