/**
 * What a rig does, row by row. Two walkers go along the rows: a scout that learns (what the gauges read at rest and at work, when the
 * string is in slips, where the bit drills) and marks what moves; and behind it whoever decides. In look-ahead mode the scout is
 * a quarter of an hour ahead; in causal mode both stand on the same row.
 *
 * Rows are walked by strides, which begin at numbers that do not depend on how they come. Each question is one loop over the columns of a stride: a walk of all questions from row
 * to row took twice the time. What a loop asks of another is learned before its stride, or stands in the store.
 */
import type { ChannelName } from "../../wits/catalog/channel.js";
import type { RowStore } from "../rig/row-store.js";
import { OFF, ON, STILL, UNKNOWN } from "../rig/rows.js";
import { Bottom } from "./bottom.js";
import { calibrationOf } from "./calibration.js";
import { Changes } from "./changes.js";
import { Decision } from "./decision.js";
import { type Mode, place, type StateEngine } from "./engine.js";
import { Evidence } from "./evidence.js";
import { type ExplainAt, Explainer } from "./explainer.js";
import { HookThreshold } from "./hook-threshold.js";
import { Lessons } from "./lessons.js";
import { Motion } from "./motion.js";
import { Pumping } from "./pumping.js";
import { Rotating } from "./rotating.js";
import { Scales } from "./scales.js";
import type { RigSettings } from "./settings.js";
import { Signals } from "./signals.js";
import { Slips } from "./slips.js";

export interface EngineOptions {
  readonly mode: Mode;
  readonly settings: RigSettings | undefined;
  readonly unit: (channel: ChannelName) => string | undefined;
  /** A moment whose state is to be explained. */
  readonly explain?: ExplainAt | undefined;
}

/** Where rows are held back, those of so many seconds are looked at together, and at most so many. */
const STRIDE = 64;
const MOST_ROWS = 64;
/** How far the scout is ahead, and at most, and while nothing is learned yet; milliseconds and rows. */
const AHEAD = 900_000;
const MOST_AHEAD = 6_000;
const AHEAD_AT_FIRST = 4 * 3_600_000;
const MOST_AT_FIRST = 16_000;

export function stateEngine(options: EngineOptions): StateEngine {
  return new Engine(options);
}

class Engine implements StateEngine {
  readonly #options: EngineOptions;
  readonly #signals = new Signals();
  #parts: ReturnType<typeof partsOf> | undefined;
  /** Numbers of rows: the scout has seen those below, and those below are decided. */
  #scouted = 0;
  #decided = 0;
  #hasLearned = false;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  decide(store: RowStore, to: number): number {
    this.#signals.of(store);
    for (let rows = this.#stride; this.#scouted + rows <= to; rows = this.#stride) {
      this.#scout(store, rows);
      this.#decide(store, this.#due(store));
    }
    return this.#decided;
  }

  end(store: RowStore, to: number): void {
    this.decide(store, to);
    if (to > this.#scouted) this.#scout(store, to - this.#scouted);
    this.#decide(store, to);
    this.#known.explainer?.end();
  }

  calibration() {
    return calibrationOf(this.#known.found);
  }

  /** Rows from where the scout stands that are looked at together. */
  get #stride(): number {
    if (this.#options.mode === "causal") return 1;
    return Math.max(1, Math.min(MOST_ROWS, Math.floor(STRIDE / this.#known.scales.interval)));
  }

  /** Units are known when the first rows are. */
  get #known(): ReturnType<typeof partsOf> {
    this.#parts ??= partsOf(this.#options);
    return this.#parts;
  }

  #scout(store: RowStore, rows: number): void {
    const { scales, threshold, lessons, evidence, motion, bottom, pumping, rotating, explainer } =
      this.#known;
    const signals = this.#signals;
    const from = this.#scouted - store.base;
    const to = from + rows;
    scales.times(store, from, to);
    scales.blocks(signals.block, from, to);
    scales.bits(signals.bit, from, to);
    threshold.levels.learn(signals.hook, from, to);
    lessons.remember(this.#scouted, store.times, signals.hook, from, to);
    pumping.scout(signals, from, to);
    rotating.scout(signals, from, to);
    evidence.scout(store, signals.block, signals.bit, from, to);
    // Who explains asks what was known when a row was looked at.
    const step = explainer === undefined ? rows : 1;
    for (let at = from; at < to; at += step) {
      motion.scout(store, signals.block, signals.bit, at, at + step);
      bottom.scout(store, signals, at, at + step, lessons);
      explainer?.scouted(store, at);
    }
    this.#scouted += rows;
  }

  /** The number after the last row that the scout is far enough ahead of. */
  #due({ times, base }: RowStore): number {
    if (this.#options.mode === "causal") return this.#scouted;
    this.#hasLearned ||= this.#known.threshold.isLearned;
    const [lead, most] = this.#hasLearned ? [AHEAD, MOST_AHEAD] : [AHEAD_AT_FIRST, MOST_AT_FIRST];
    const until = times[this.#scouted - 1 - base]! - lead;
    let number = Math.max(this.#decided, this.#scouted - most);
    while (times[number - base]! < until) number++;
    return number;
  }

  #decide(store: RowStore, number: number): void {
    if (number === this.#decided) return;
    const { pumping, rotating, slips, decision, changes, explainer } = this.#known;
    const signals = this.#signals;
    const { base } = store;
    const end = number - base;
    const step = explainer === undefined ? end - (this.#decided - base) : 1;
    for (let from = this.#decided - base; from < end; from += step) {
      const to = from + step;
      pumping.decide(store, signals, from, to);
      rotating.decide(store, signals, from, to);
      slips.decide(store, signals, from, to, this.#scouted - base);
      holdStill(store, from, to);
      decision.decide(store, signals, from, to);
      changes.decide(store, signals.bit, from, to, this.#scouted - base);
      explainer?.decided(store, from, {
        slips,
        strokesMove: pumping.strokesMove,
        strokeTime: pumping.strokeTime,
        signal: (channel) => store.channels[place(channel)]?.[from] ?? Number.NaN,
      });
    }
    this.#decided = number;
  }
}

/** What stands in slips does not move and makes no hole, whatever block and depths say. */
function holdStill({ inSlips, moving, makingHole }: RowStore, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    if (inSlips[at] !== ON) continue;
    if (moving[at] !== UNKNOWN) moving[at] = STILL;
    if (makingHole[at] === ON) makingHole[at] = OFF;
  }
}

function partsOf({ mode, settings = {}, unit, explain }: EngineOptions) {
  const isCausal = mode === "causal";
  const scales = new Scales(unit, settings.blockSign);
  const threshold = new HookThreshold(settings.slipsHookload);
  const lessons = new Lessons(threshold);
  const bottom = new Bottom(scales, isCausal);
  const pumping = new Pumping(scales, unit, settings);
  const rotating = new Rotating(settings);
  const decision = new Decision(scales, settings);
  const { flow, pumps, pressure } = pumping;
  const { speed, torque } = rotating;
  const found = { unit, scales, threshold, bottom, flow, pumps, pressure, speed, torque };
  return {
    scales,
    threshold,
    lessons,
    evidence: new Evidence(scales, lessons),
    motion: new Motion(scales, isCausal),
    bottom,
    pumping,
    rotating,
    slips: new Slips(threshold, scales, isCausal),
    decision,
    changes: new Changes(isCausal),
    found,
    /** Undefined where nobody asks, which is what the rows are fast for. */
    explainer: explain && new Explainer(explain, { ...found, decision }),
  };
}
