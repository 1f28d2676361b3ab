/**
 * What a rig does, row by row. Two walkers go along the rows: a scout that learns (what the gauges read at rest and at work, when the
 * string is in slips, where the bit drills) and marks what moves; and behind it whoever decides. In look-ahead mode the scout is
 * a quarter of an hour ahead; in causal mode both stand on the same row.
 */
import type { ChannelName } from "../../wits/catalog/channel.js";
import type { RowStore } from "../rig/row-store.js";
import { OFF, ON, STILL, UNKNOWN } from "../rig/rows.js";
import { Bottom } from "./bottom.js";
import { calibrationOf } from "./calibration.js";
import { Decision } from "./decision.js";
import { type Mode, place, type StateEngine } from "./engine.js";
import { Evidence, STAYED, WITH } from "./evidence.js";
import { type ExplainAt, Explainer } from "./explainer.js";
import { HookThreshold } from "./hook-threshold.js";
import { Level } from "./level.js";
import { Motion } from "./motion.js";
import { Scales } from "./scales.js";
import type { RigSettings } from "./settings.js";

export interface EngineOptions {
  readonly mode: Mode;
  readonly settings: RigSettings | undefined;
  readonly unit: (channel: ChannelName) => string | undefined;
  /** A moment whose state is to be explained. */
  readonly explain?: ExplainAt | undefined;
}

const HOOK = place("hookload");
const BLOCK = place("block-position");
const BIT = place("bit-depth");
const HOLE = place("hole-depth");
const SPEED = place("rotary-speed");
const TORQUE = place("torque");
const PRESSURE = place("pressure");
const FLOW = place("flow-in");
const PUMPS = [place("stroke-rate-1"), place("stroke-rate-2"), place("stroke-rate-3")] as const;
const WEIGHT = place("weight-on-bit");
const STROKES = place("strokes");

/** How far the scout is ahead, and at most, and while nothing is learned yet; milliseconds and rows. */
const AHEAD = 900_000;
const MOST_AHEAD = 6_000;
const AHEAD_AT_FIRST = 4 * 3_600_000;
const MOST_AT_FIRST = 16_000;
/** A gap is longer than this many usual intervals, and than a minute; seconds. */
const GAP_INTERVALS = 3;
const LEAST_GAP = 60;
/** Milliseconds between two moments that are kept of a kind, and between two thresholds. */
const SPACING = 6_000;
const THRESHOLD_EVERY = 120_000;
/** Rows whose hookloads are remembered, a power of two: pieces of movement that are longer teach by their ends alone. */
const REMEMBERED = 256;
const LAST_REMEMBERED = REMEMBERED - 1;
/** Seconds between rows above which a piece of movement is long enough to be sure of its middle. */
const COARSE = 5;
/** Of what all pumps do at work: more is work, whatever the flow's gauge says. */
const WORKS = 0.3;
/** Milliseconds between two moments of drilling that teach what a hanging string weighs. */
const DRILLING_SPACING = 60_000;
/** Milliseconds for which pumps run after a stroke was counted. */
const STROKE_LASTS = 20_000;
/** Share by which a steady hookload changes from a row to the next at most. */
const STEADY = 0.1;
/** Below this a threshold parts nothing: the hookload does not tell. */
const LEAST_CONFIDENCE = 0.25;

/** What a flow is that only a leak has, by the unit that is sent. */
const leastFlow = (unit: string | undefined): number =>
  unit === undefined ? 13 : /^(L\/M|LPM|L\/MIN)$/i.test(unit) ? 50 : /^M3/i.test(unit) ? 0.05 : 13;
const leastPressure = (unit: string | undefined): number =>
  unit === undefined ? 45 : /^KPA$/i.test(unit) ? 300 : /^BAR$/i.test(unit) ? 3 : 45;

export function stateEngine(options: EngineOptions): StateEngine {
  return new Engine(options);
}

const none: Float64Array = new Float64Array(0);

class Engine implements StateEngine {
  readonly #isCausal: boolean;
  readonly #columns = new Columns();
  readonly #settings: RigSettings;
  readonly #unit: EngineOptions["unit"];
  #scales!: Scales;
  #evidence!: Evidence;
  #motion!: Motion;
  #bottom!: Bottom;
  #threshold!: HookThreshold;
  #decision!: Decision;
  #flow!: Level;
  /** By number of the row, modulo their length. */
  readonly #hooks = new Float64Array(REMEMBERED);
  readonly #times = new Float64Array(REMEMBERED);
  #pumps!: Level;
  #pressure!: Level;
  #speed!: Level;
  #torque!: Level;
  /** Numbers of rows: the scout has seen those below, and those below are decided. */
  #scouted = 0;
  #decided = 0;
  #scoutTime = Number.NaN;
  #lastKind = 0;
  #drillingTaught = Number.NEGATIVE_INFINITY;
  #isBegun = false;
  /** Of the decided row before. */
  /** Strokes counted so far, when they were more last, and whether they ever were. */
  #strokes = Number.NaN;
  #strokeTime = Number.NEGATIVE_INFINITY;
  #strokesMove = false;
  #inSlips = UNKNOWN;
  #pumping = UNKNOWN;
  #rotating = UNKNOWN;
  #lastEvidence = 0;
  #nextEvidence = -1;
  #hasLearned = false;
  readonly #explain: ExplainAt | undefined;
  /** Undefined where nobody asks, which is what the rows are fast for. */
  #explainer: Explainer | undefined;
  /** Whether hookload told of slips in the row that was decided last. */
  #byHookload = false;

  constructor({ mode, settings = {}, unit, explain }: EngineOptions) {
    this.#isCausal = mode === "causal";
    this.#settings = settings;
    this.#unit = unit;
    this.#explain = explain;
  }

  /** Units are known when the first rows are. */
  #begin(): void {
    this.#isBegun = true;
    const unit = this.#unit;
    const told = this.#settings;
    this.#scales = new Scales(unit, told.blockSign);
    this.#evidence = new Evidence(this.#scales);
    this.#motion = new Motion(this.#scales, this.#isCausal);
    this.#bottom = new Bottom(this.#scales, this.#isCausal);
    this.#threshold = new HookThreshold(this.#settings.slipsHookload, SPACING);
    this.#decision = new Decision(this.#scales, this.#settings);
    this.#flow = new Level(0.015, leastFlow(unit("flow-in")), told.flowOn);
    this.#pumps = new Level(0.02, 2, told.strokeRateOn);
    this.#pressure = new Level(0.05, leastPressure(unit("pressure")), told.pressureOn);
    this.#speed = new Level(0.03, 2, told.rotarySpeedOn);
    this.#torque = new Level(0.25, 0.2, told.torqueOn);
    if (this.#explain === undefined) return;
    this.#explainer = new Explainer(this.#explain, {
      unit,
      scales: this.#scales,
      bottom: this.#bottom,
      threshold: this.#threshold,
      decision: this.#decision,
      flow: this.#flow,
      pumps: this.#pumps,
      pressure: this.#pressure,
      speed: this.#speed,
      torque: this.#torque,
    });
  }

  decide(store: RowStore, to: number): number {
    if (!this.#isBegun) this.#begin();
    this.#columns.of(store);
    if (this.#isCausal) {
      while (this.#scouted < to) {
        this.#scout(store);
        this.#decide(store);
      }
      return this.#decided;
    }
    while (this.#scouted < to) {
      this.#scout(store);
      for (;;) {
        const ahead = this.#scouted - this.#decided;
        if (ahead === 0) break;
        const lead = this.#scoutTime - store.times[this.#decided - store.base]!;
        this.#hasLearned ||= this.#threshold.isLearned;
        const isDue = this.#hasLearned
          ? lead > AHEAD || ahead > MOST_AHEAD
          : lead > AHEAD_AT_FIRST || ahead > MOST_AT_FIRST;
        if (!isDue) break;
        this.#decide(store);
      }
    }
    return this.#decided;
  }

  end(store: RowStore, to: number): void {
    if (!this.#isBegun) this.#begin();
    this.decide(store, to);
    while (this.#decided < to) this.#decide(store);
    this.#explainer?.end();
  }

  calibration() {
    if (!this.#isBegun) this.#begin();
    return calibrationOf({
      unit: this.#unit,
      scales: this.#scales,
      threshold: this.#threshold,
      bottom: this.#bottom,
      flow: this.#flow,
      pumps: this.#pumps,
      pressure: this.#pressure,
      speed: this.#speed,
      torque: this.#torque,
    });
  }

  #scout(store: RowStore): void {
    const number = this.#scouted++;
    const at = number - store.base;
    const time = store.times[at]!;
    const passed = (time - this.#scoutTime) / 1000;
    const isGap = passed > Math.max(LEAST_GAP, GAP_INTERVALS * this.#scales.interval);
    store.gapBefore[at] = isGap ? 1 : 0;
    if (!isGap) this.#scales.time(passed);
    this.#scoutTime = time;
    const block = this.#columns.block[at]!;
    const bit = this.#columns.bit[at]!;
    const hook = this.#columns.hook[at]!;
    this.#scales.position(block);
    this.#scales.depth(bit);
    this.#threshold.levels.add(hook);
    store.evidence[at] = 0;
    this.#hooks[number & LAST_REMEMBERED] = hook;
    this.#times[number & LAST_REMEMBERED] = time;
    if (this.#evidence.row(number, time, block, bit)) this.#learn(store, number);
    else if (isGap) this.#lastKind = 0;
    const height = Number.isNaN(block) ? -bit : this.#scales.sign * block;
    this.#motion.row(store, number, time, height, isGap);
    this.#bottom.row(store, number, time, this.#columns.hole[at]!, bit, this.#columns.weight[at]!);
    if (store.makingHole[at] === ON && time - this.#drillingTaught >= DRILLING_SPACING) {
      // The string is not in slips while the hole grows.
      this.#drillingTaught = time;
      this.#teach(number, number, WITH);
    }
    this.#flow.add(this.#columns.flowIn[at]!);
    this.#pumps.add(strokeRate(this.#columns.pumps, at));
    this.#pressure.add(this.#columns.pressureOf[at]!);
    this.#speed.add(this.#columns.speedOf[at]!);
    this.#torque.add(this.#columns.torqueOf[at]!);
    if (this.#explainer !== undefined) this.#explainer.scouted(store, at);
  }

  /** A piece of movement ended with this row. */
  #learn(store: RowStore, number: number): void {
    const { kind, from } = this.#evidence;
    const { base } = store;
    if (kind !== 0) {
      for (let at = Math.max(from + 1 - base, store.from); at <= number - base; at++)
        store.evidence[at] = kind;
      // A row at the edge of a piece is sure when the piece before was of the same kind.
      if (kind === this.#lastKind) this.#teach(from, number, kind);
      const middle = (from + number) >> 1;
      if (middle > from && middle < number && (kind === this.#lastKind || this.#scales.interval > COARSE))
        this.#teach(middle, number, kind);
    }
    this.#lastKind = kind;
  }

  #teach(row: number, now: number, kind: number): void {
    if (now - row >= REMEMBERED) return;
    const at = row & LAST_REMEMBERED;
    // While the load comes onto the hook or leaves it, it tells of neither.
    const before = this.#hooks[(row - 1) & LAST_REMEMBERED]!;
    if (Math.abs(this.#hooks[at]! - before) > STEADY * Math.abs(before)) return;
    this.#threshold.learn(this.#times[at]!, this.#hooks[at]!, kind === WITH);
  }

  #decide(store: RowStore): void {
    const number = this.#decided++;
    const at = number - store.base;
    const time = store.times[at]!;
    if (store.gapBefore[at] === 1) {
      this.#inSlips = UNKNOWN;
      this.#pumping = UNKNOWN;
      this.#rotating = UNKNOWN;
    }
    const evidence = store.evidence[at]!;
    if (evidence !== 0) this.#lastEvidence = evidence;
    this.#pumping = this.#pumpingAt(at, time);
    this.#rotating = this.#rotatingAt(at);
    this.#inSlips = this.#slips(store, number, at, time);
    store.inSlips[at] = this.#inSlips;
    store.pumping[at] = this.#pumping;
    store.rotating[at] = this.#rotating;
    if (this.#inSlips === ON) {
      if (store.moving[at] !== UNKNOWN) store.moving[at] = STILL;
      if (store.makingHole[at] === ON) store.makingHole[at] = OFF;
    }
    store.states[at] = this.#decision.stateOf(store, at, this.#columns.bit[at]!, this.#columns.hole[at]!);
    if (this.#explainer !== undefined)
      this.#explainer.decided(store, at, {
        byHookload: this.#byHookload,
        strokesMove: this.#strokesMove,
        strokeTime: this.#strokeTime,
        signal: (channel) => store.channels[place(channel)]?.[at] ?? Number.NaN,
      });
  }

  #slips(store: RowStore, number: number, at: number, time: number): number {
    const hook = this.#columns.hook[at]!;
    const threshold = this.#threshold.at(time, THRESHOLD_EVERY);
    this.#byHookload = !(
      Number.isNaN(hook) ||
      Number.isNaN(threshold) ||
      this.#threshold.confidence < LEAST_CONFIDENCE
    );
    if (!this.#byHookload) {
      return this.#slipsByMotion(store, number);
    }
    const { hysteresis } = this.#threshold;
    if (this.#inSlips === ON) return hook < threshold + hysteresis ? ON : OFF;
    if (this.#inSlips === OFF) return hook < threshold - hysteresis ? ON : OFF;
    return hook < threshold ? ON : OFF;
  }

  /** What stands between two movements is in slips when either of them left the bit where it was. */
  #slipsByMotion(store: RowStore, number: number): number {
    const { evidence, base } = store;
    if (this.#isCausal) return flagOfKind(this.#lastEvidence);
    if (this.#nextEvidence < number) {
      let next = number;
      while (next < this.#scouted && evidence[next - base] === 0) next++;
      this.#nextEvidence = next;
    }
    const next = this.#nextEvidence < this.#scouted ? evidence[this.#nextEvidence - base]! : 0;
    if (evidence[number - base] !== 0) return flagOfKind(evidence[number - base]!);
    // Nobody pumps through a string, or turns it, that waits in slips for its next stand.
    if (this.#pumping === ON || this.#rotating === ON) return OFF;
    return flagOfKind(
      next === STAYED || this.#lastEvidence === 0 ? next || this.#lastEvidence : this.#lastEvidence,
    );
  }

  #pumpingAt(at: number, time: number): number {
    const before = this.#pumping;
    const counted = this.#countsAt(this.#columns.strokesOf[at]!, time);
    const flow = flagOf(this.#columns.flowIn[at]!, this.#flow, before);
    const rate = strokeRate(this.#columns.pumps, at);
    const pumps = flagOf(rate, this.#pumps, before);
    // A pump that only ticks over moves no mud, where flow is measured; and flow that is dead while pumps work is not.
    if (
      flow === ON ||
      (pumps === ON && (!this.#flow.isLive || flow === UNKNOWN || rate > WORKS * this.#pumps.work))
    )
      return ON;
    // Gauges that never showed anything may not be connected: they say off only where no other says more.
    const isLive = this.#flow.isLive || this.#pumps.isLive;
    if (isLive && (flow === OFF || pumps === OFF)) return OFF;
    if (this.#strokesMove && counted !== UNKNOWN) return counted;
    const pressure = flagOf(this.#columns.pressureOf[at]!, this.#pressure, before);
    if (pressure !== UNKNOWN && (this.#pressure.isLive || (flow === UNKNOWN && pumps === UNKNOWN)))
      return pressure;
    return flow === OFF || pumps === OFF ? OFF : counted;
  }

  #countsAt(strokes: number, time: number): number {
    if (Number.isNaN(strokes)) return UNKNOWN;
    const by = strokes - this.#strokes;
    this.#strokes = strokes;
    if (by > 0) {
      // One step is a number that somebody set.
      if (time - this.#strokeTime <= STROKE_LASTS + 2000 * this.#scales.interval) this.#strokesMove = true;
      this.#strokeTime = time;
    }
    return time - this.#strokeTime <= STROKE_LASTS + 1000 * this.#scales.interval ? ON : OFF;
  }

  #rotatingAt(at: number): number {
    const speed = flagOf(this.#columns.speedOf[at]!, this.#speed, this.#rotating);
    if (speed !== UNKNOWN) return speed;
    return flagOf(this.#columns.torqueOf[at]!, this.#torque, this.#rotating);
  }
}

const flagOfKind = (kind: number): number => (kind === STAYED ? ON : kind === WITH ? OFF : UNKNOWN);

function flagOf(value: number, level: Level, before: number): number {
  if (Number.isNaN(value)) return UNKNOWN;
  return value > (before === ON ? level.off : level.on) ? ON : OFF;
}

/** Of all pumps together; NaN where none is told. */
function strokeRate(pumps: readonly Float64Array[], at: number): number {
  let sum = Number.NaN;
  for (let pump = 0; pump < pumps.length; pump++) {
    const rate = pumps[pump]![at]!;
    if (Number.isNaN(rate)) continue;
    sum = Number.isNaN(sum) ? rate : sum + rate;
  }
  return sum;
}

/** The columns of a store, until rows are added to it. */
class Columns {
  hook = none;
  block = none;
  bit = none;
  hole = none;
  weight = none;
  flowIn = none;
  pressureOf = none;
  speedOf = none;
  torqueOf = none;
  strokesOf = none;
  pumps: Float64Array[] = [];

  of({ channels, missing }: RowStore): void {
    const column = (channel: number): Float64Array => channels[channel] ?? missing;
    this.hook = column(HOOK);
    this.block = column(BLOCK);
    this.bit = column(BIT);
    this.hole = column(HOLE);
    this.weight = column(WEIGHT);
    this.flowIn = column(FLOW);
    this.pressureOf = column(PRESSURE);
    this.speedOf = column(SPEED);
    this.torqueOf = column(TORQUE);
    this.strokesOf = column(STROKES);
    this.pumps = PUMPS.flatMap((pump) => channels[pump] ?? []);
  }
}
