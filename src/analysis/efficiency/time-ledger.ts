/**
 * Where the time of a rig went, and the hole: each moment between two rows belongs to the state of the row before it, or to a gap. So the times of all
 * states are the span, to the millisecond, of all rows and of each day.
 */
import { type RigState, rigStates } from "../../wits/catalog/state.js";
import { Deepening, isDrilled } from "../rig/deepening.js";
import { isDrilling, ON, type RigRows } from "../rig/rows.js";
import { type Day, type DaySettings, dayOf } from "./days.js";
import { TimeTally } from "./time-tally.js";

const GAP = rigStates.indexOf("data_gap");

/** A state that went on without a break. */
export interface Stretch {
  readonly state: RigState;
  readonly start: number;
  readonly end: number;
  readonly holeDepth: number | undefined;
}

export interface LedgerOptions {
  readonly stretched: (stretch: Stretch) => void;
  /** The place of the run that drills at a depth, in the unit of depth. */
  readonly runAt: (depth: number, unit: string | undefined) => number;
  /** Sums of each day are kept too. */
  readonly days?: DaySettings | undefined;
}

/** Of the time between two rows, what belongs to a day, or all of it to the whole. */
interface Part {
  readonly tally: TimeTally;
  readonly from: number;
  readonly to: number;
}

export class TimeLedger {
  /** Of all rows. */
  readonly whole = new TimeTally();
  /** Of each day that has rows, in order; none where nobody asks for them. */
  readonly days: { readonly day: Day; readonly tally: TimeTally }[] = [];
  readonly #options: LedgerOptions;
  #deepening: Deepening | undefined;
  #state = GAP;
  #since = Number.NaN;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  add(rows: RigRows): void {
    const { whole } = this;
    const depths = rows.signal("hole-depth");
    whole.unit = rows.unit("hole-depth");
    const { times, states, gapBefore, flags } = rows;
    const { days } = this.#options;
    for (let row = 0; row < rows.rows; row++) {
      const time = times[row]!;
      if (whole.rows++ === 0) {
        whole.spent(GAP, time, time);
        this.#since = time;
        this.#state = states[row]!;
      }
      const before = whole.last;
      const isGap = gapBefore[row] === 1;
      if (isGap) this.#turn(GAP, before);
      const state = this.#state;
      whole.spent(state, before, time);
      const parts = days === undefined ? undefined : this.#parts(before, time, days);
      if (parts !== undefined) for (const { tally, from, to } of parts) tally.spent(state, from, to);
      const depth = depths?.[row] ?? Number.NaN;
      if (!Number.isNaN(depth)) {
        whole.knowsDepth = true;
        const passed = isGap ? Number.NaN : time - before;
        this.#hole(depth, passed, state, states[row]!, flags.in_slips[row] === ON, parts);
      }
      this.#turn(states[row]!, time);
    }
  }

  end(): void {
    const { rows, last } = this.whole;
    if (rows > 0) this.#turn(-1, last);
  }

  /** The days that the time between two rows reaches over, each with its part of it. One of which no row tells is passed over. */
  #parts(from: number, to: number, settings: DaySettings): readonly Part[] {
    const known = this.days.at(-1);
    if (known !== undefined && to < known.day.until) {
      known.tally.rows++;
      return [{ tally: known.tally, from, to }];
    }
    const own = { day: dayOf(to, settings), tally: new TimeTally() };
    own.tally.rows++;
    this.days.push(own);
    const last = { tally: own.tally, from: Math.max(from, own.day.from), to };
    return known === undefined ? [last] : [{ tally: known.tally, from, to: known.day.until }, last];
  }

  #turn(state: number, time: number): void {
    if (state === this.#state) return;
    if (time > this.#since) {
      const depth = this.#deepening?.at ?? Number.NaN;
      this.#options.stretched({
        state: rigStates[this.#state]!,
        start: this.#since,
        end: time,
        holeDepth: Number.isNaN(depth) ? undefined : depth,
      });
    }
    this.#state = state;
    this.#since = time;
  }

  #hole(
    depth: number,
    passed: number,
    before: number,
    now: number,
    inSlips: boolean,
    parts: readonly Part[] | undefined,
  ): void {
    const { whole } = this;
    const { unit } = whole;
    this.#deepening ??= new Deepening(unit);
    if (isDrilling[now] === true && this.#deepening.isAnother(depth)) this.#deepening = new Deepening(unit);
    const made = depth - this.#deepening.take(depth);
    const run = isDrilling[before] === true || made > 0 ? this.#options.runAt(depth, unit) : -1;
    // Between the last row on bottom and the first one in slips the bit drilled on.
    const isOwn = isDrilled(made, unit, passed / 1000, inSlips && isDrilling[before] !== true);
    // A state that begins or ends between two rows: what was drilled was drilled while drilling.
    const state = isDrilling[before] !== true && isDrilling[now] === true ? now : before;
    const hole = isOwn ? made : 0;
    const drilled = isDrilling[before] === true && passed > 0 ? passed : 0;
    whole.drilled({ run, state, made: hole, milliseconds: drilled });
    for (const { tally, from, to } of parts ?? []) {
      tally.knowsDepth = true;
      tally.unit = unit;
      const share = passed > 0 ? (to - from) / passed : 1;
      tally.drilled({ run, state, made: hole * share, milliseconds: drilled * share });
    }
  }
}
