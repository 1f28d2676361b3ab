/**
 * Why a rig's state at a moment is what it is: of the last row that is not after it, what each flag saw, the thresholds in force when
 * it was decided, and the lines of the decision up to the one that held. It stands beside the engine and changes nothing.
 */
import { type ChannelName, channel as channelNamed } from "../../wits/catalog/channel.js";
import { type RigState, rigStates } from "../../wits/catalog/state.js";
import type { RowStore } from "../rig/row-store.js";
import { DOWN, ON, STILL, UNKNOWN, UP } from "../rig/rows.js";
import type { Found } from "./calibration.js";
import type { Decision } from "./decision.js";
import { stateChannels } from "./engine.js";
import { figure } from "./figure.js";
import type { Level } from "./level.js";
import { meaning } from "./meaning.js";
import type { Slips } from "./slips.js";

export interface ExplainAt {
  /** Milliseconds since 1970, on the clock of the rows. */
  readonly time: number;
  /** Told once, when no more rows follow. */
  readonly told: (explained: Explained) => void;
}

/** What there is to say of a moment: an explanation, unless it is before the first row or after the last one. */
export interface Explained {
  /** Of the first and the last row; undefined where there is none. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly explanation: StateExplanation | undefined;
}

/** Of one row. */
export interface StateExplanation {
  readonly time: number;
  readonly state: RigState;
  readonly reason: string;
  /** The row after it, and whether nothing tells what was between them. */
  readonly next: number | undefined;
  readonly isBeforeGap: boolean;
  readonly flags: readonly FlagExplanation[];
  /** The questions that the decision asked, with their answers, to the one that settled it. */
  readonly decision: readonly string[];
  readonly signals: readonly {
    readonly channel: ChannelName;
    readonly meaning: string;
    /** Undefined where the row has none. */
    readonly value: number | undefined;
    readonly unit: string | undefined;
  }[];
}

export interface FlagExplanation {
  readonly flag: "in_slips" | "pumping" | "rotating" | "on_bottom" | "making_hole" | "moving";
  readonly value: "on" | "off" | "up" | "down" | "still" | "not known";
  /** The row from which on it has been so, gaps included. */
  readonly since: number;
  readonly saw: string;
}

/** What the engine knows of the row that it decided last. */
interface OfRow {
  readonly slips: Pick<Slips, "told">;
  readonly strokesMove: boolean;
  readonly strokeTime: number;
  readonly signal: (channel: (typeof stateChannels)[number]) => number;
}

type Known = Found & { readonly decision: Decision };
const FLAGS = ["in_slips", "pumping", "rotating", "on_bottom", "making_hole", "moving"] as const;
const STROKE_RATES = ["stroke-rate-1", "stroke-rate-2", "stroke-rate-3"] as const;

export class Explainer {
  readonly #at: ExplainAt;
  readonly #known: Known;
  /** What the scout knew when it marked the row. */
  #marked = { near: 0, lastStep: 0, waits: 0, drillingWeight: Number.NaN, deadband: 0 };
  readonly #values = new Uint8Array(FLAGS.length).fill(255);
  readonly #since = new Float64Array(FLAGS.length);
  #first: number | undefined;
  #last: number | undefined;
  #explanation: StateExplanation | undefined;

  constructor(at: ExplainAt, known: Known) {
    this.#at = at;
    this.#known = known;
  }

  /** The row at this place was marked: whether it moves, is on bottom and makes hole. */
  scouted(store: RowStore, at: number): void {
    if (!this.#isAsked(store, at)) return;
    const { bottom, scales } = this.#known;
    const { near, lastStep, waits, drillingWeight } = bottom;
    this.#marked = { near, lastStep, waits, drillingWeight, deadband: scales.deadband };
  }

  /** The row at this place was decided. */
  decided(store: RowStore, at: number, row: OfRow): void {
    const time = store.times[at]!;
    this.#first ??= time;
    this.#last = time;
    if (this.#explanation !== undefined && this.#explanation.next === undefined && time > this.#at.time)
      this.#explanation = { ...this.#explanation, next: time, isBeforeGap: store.gapBefore[at] === 1 };
    if (time > this.#at.time) return;
    const { inSlips, pumping, rotating, onBottom, makingHole, moving } = store;
    const columns = [inSlips, pumping, rotating, onBottom, makingHole, moving];
    for (let flag = 0; flag < columns.length; flag++) {
      const value = columns[flag]![at]!;
      if (value === this.#values[flag]) continue;
      this.#values[flag] = value;
      this.#since[flag] = time;
    }
    if (this.#isAsked(store, at)) this.#explanation = this.#explained(store, at, row);
  }

  end(): void {
    const isWithin = this.#last !== undefined && this.#at.time <= this.#last;
    this.#at.told({
      first: this.#first,
      last: this.#last,
      explanation: isWithin ? this.#explanation : undefined,
    });
  }

  /** Not after the moment, and no row that has come is between them. */
  #isAsked({ times, to }: RowStore, at: number): boolean {
    return times[at]! <= this.#at.time && !(at + 1 < to && times[at + 1]! <= this.#at.time);
  }

  #explained(store: RowStore, at: number, row: OfRow): StateExplanation {
    const { unit, decision } = this.#known;
    const saw = [
      this.#slips(row),
      this.#pumping(row),
      this.#rotating(row),
      this.#onBottom(row),
      this.#makingHole(store, at, row),
      this.#moving(store, at, row),
    ];
    const state = rigStates[store.states[at]!]!;
    return {
      time: store.times[at]!,
      state,
      reason: meaning[state][1],
      next: undefined,
      isBeforeGap: false,
      flags: FLAGS.map((flag, place) => ({
        flag,
        value: flag === "moving" ? way(this.#values[place]!) : answer(this.#values[place]!),
        since: this.#since[place]!,
        saw: saw[place]!,
      })),
      decision: decision.lines(
        store,
        at,
        { bit: row.signal("bit-depth"), hole: row.signal("hole-depth") },
        unit("bit-depth"),
      ),
      signals: stateChannels.map((channel) => {
        const value = row.signal(channel);
        const { meaning } = channelNamed(channel);
        return { channel, meaning, value: Number.isNaN(value) ? undefined : value, unit: unit(channel) };
      }),
    };
  }

  #slips({ slips: { told }, signal }: OfRow): string {
    const { threshold, unit } = this.#known;
    const hook = signal("hookload");
    const force = (value: number): string => figure(value, unit("hookload"));
    if (told === "hangs" || told === "stays") {
      const bit = told === "hangs" ? "went with it" : "stayed where it was";
      return `the block moved before and after this row, and the bit ${bit}: then hookload (${Number.isNaN(hook) ? "none here" : force(hook)}) is not asked`;
    }
    if (told === "hookload") {
      const { value, hysteresis, how, confidence } = threshold;
      const passed = hysteresis > 0 ? `, to be passed by ${force(hysteresis)} for a change` : "";
      return `hookload ${force(hook)}; in slips below ${force(value)}${passed}: ${how} (confidence ${figure(confidence, undefined)})`;
    }
    const why = Number.isNaN(hook)
      ? "no hookload"
      : Number.isNaN(threshold.value)
        ? `hookload ${force(hook)}, but ${threshold.how}`
        : `hookload ${force(hook)}, but its threshold of ${force(threshold.value)} is too unsure (confidence ${figure(threshold.confidence, undefined)})`;
    return `${why}; told by whether the bit went with the block in the movements beside it, and by pumps and rotary`;
  }

  #pumping({ signal, strokesMove, strokeTime }: OfRow): string {
    const { flow, pumps, pressure, unit } = this.#known;
    const rates = STROKE_RATES.map(signal).filter((rate) => !Number.isNaN(rate));
    const rate = rates.length === 0 ? Number.NaN : rates.reduce((sum, one) => sum + one, 0);
    const strokes = signal("strokes");
    const saw = [
      levelText("flow in", signal("flow-in"), flow, unit("flow-in")),
      levelText("stroke rate of all pumps", rate, pumps, unit("stroke-rate-1")),
      Number.isNaN(strokes)
        ? undefined
        : `strokes ${figure(strokes, undefined)}, ${strokesMove ? `counted last at ${timeText(strokeTime)}` : "not seen to count"}`,
      levelText("pressure", signal("pressure"), pressure, unit("pressure")),
    ].filter((text) => text !== undefined);
    return saw.length === 0 ? "no flow in, stroke rate, strokes or pressure" : saw.join("; ");
  }

  #rotating({ signal }: OfRow): string {
    const { speed, torque, unit } = this.#known;
    return (
      levelText("rotary speed", signal("rotary-speed"), speed, unit("rotary-speed")) ??
      levelText("no rotary speed; torque", signal("torque"), torque, unit("torque")) ??
      "no rotary speed and no torque"
    );
  }

  #onBottom({ signal }: OfRow): string {
    const above = signal("hole-depth") - signal("bit-depth");
    if (Number.isNaN(above)) return "hole depth or bit depth is missing";
    const length = this.#known.unit("bit-depth");
    return `the bit ${figure(above, length)} off bottom; on bottom up to ${figure(this.#marked.near, length)}, or while the hole grows`;
  }

  #makingHole(store: RowStore, at: number, { signal }: OfRow): string {
    const hole = signal("hole-depth");
    if (Number.isNaN(hole)) return "no hole depth";
    const { lastStep, waits, drillingWeight } = this.#marked;
    const { unit } = this.#known;
    const ago = (store.times[at]! - lastStep) / 1000;
    const weight = signal("weight-on-bit");
    return [
      `hole ${figure(hole, unit("hole-depth"))}`,
      Number.isFinite(ago)
        ? `it grew ${figure(ago, "s")} before with the bit on bottom, and its next step may come within ${figure(waits, "s")} of that`
        : "it was not seen to grow before",
      Number.isNaN(weight)
        ? "no weight on bit"
        : `weight on bit ${figure(weight, unit("weight-on-bit"))}${Number.isNaN(drillingWeight) ? "" : `; that still drills above ${figure(drillingWeight, unit("weight-on-bit"))}`}`,
      ...(store.inSlips[at] === ON ? ["in slips no hole is made"] : []),
    ].join("; ");
  }

  #moving(store: RowStore, at: number, { signal }: OfRow): string {
    const { unit } = this.#known;
    const block = signal("block-position");
    const [name, value, length] = Number.isNaN(block)
      ? ["no block position; bit", signal("bit-depth"), unit("bit-depth")]
      : ["block", block, unit("block-position")];
    if (Number.isNaN(value)) return "no block position and no bit depth";
    const isHeld = store.inSlips[at] === ON ? "; in slips the string is still, whatever the block does" : "";
    return `${name} at ${figure(value, length)}; it moves by steps of more than ${figure(this.#marked.deadband, length)} one way${isHeld}`;
  }
}

function levelText(name: string, value: number, level: Level, unit: string | undefined): string | undefined {
  if (Number.isNaN(value)) return undefined;
  const { on, off, isLive } = level;
  const limits = `on above ${figure(on, unit)}, off again below ${figure(off, unit)}`;
  return `${name} ${figure(value, unit)}, ${limits}${isLive ? "" : "; it never showed more than a gauge at rest does"}`;
}

const timeText = (time: number): string =>
  Number.isFinite(time) ? new Date(time).toISOString().slice(11, 19) : "the first row";

const answer = (flag: number): FlagExplanation["value"] =>
  flag === ON ? "on" : flag === UNKNOWN ? "not known" : "off";

const way = (moving: number): FlagExplanation["value"] =>
  moving === UP ? "up" : moving === DOWN ? "down" : moving === STILL ? "still" : "not known";
