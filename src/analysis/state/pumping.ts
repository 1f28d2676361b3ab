/** Whether the pumps run, by the first that is alive of what tells it: flow in, stroke rates, counted strokes, pressure. */
import type { ChannelName } from "../../wits/catalog/channel.js";
import type { RowStore } from "../rig/row-store.js";
import { OFF, ON, UNKNOWN } from "../rig/rows.js";
import { Level, levelFlag } from "./level.js";
import type { Scales } from "./scales.js";
import type { RigSettings } from "./settings.js";
import type { Signals } from "./signals.js";

/** Of what all pumps do at work: more is work, whatever the flow's gauge says. */
const WORKS = 0.3;
/** Milliseconds for which pumps run after a stroke was counted. */
const STROKE_LASTS = 20_000;

/** What a flow is that only a leak has, by the unit that is sent. */
const leastFlow = (unit: string | undefined): number =>
  unit === undefined ? 13 : /^(L\/M|LPM|L\/MIN)$/i.test(unit) ? 50 : /^M3/i.test(unit) ? 0.05 : 13;
const leastPressure = (unit: string | undefined): number =>
  unit === undefined ? 45 : /^KPA$/i.test(unit) ? 300 : /^BAR$/i.test(unit) ? 3 : 45;

export class Pumping {
  readonly #scales: Scales;
  readonly flow: Level;
  /** Of all pumps together. */
  readonly pumps: Level;
  readonly pressure: Level;
  /** Counted so far, when they were more last, and whether they ever were. */
  #strokes = Number.NaN;
  strokeTime = Number.NEGATIVE_INFINITY;
  strokesMove = false;
  /** Of the row before. */
  #flag = UNKNOWN;
  #rates = new Float64Array(0);

  constructor(scales: Scales, unit: (channel: ChannelName) => string | undefined, told: RigSettings) {
    this.#scales = scales;
    this.flow = new Level(0.015, leastFlow(unit("flow-in")), told.flowOn);
    this.pumps = new Level(0.02, 2, told.strokeRateOn);
    this.pressure = new Level(0.05, leastPressure(unit("pressure")), told.pressureOn);
  }

  scout(signals: Signals, from: number, to: number): void {
    this.flow.learn(signals.flow, from, to);
    this.pressure.learn(signals.pressure, from, to);
    this.pumps.learn(this.#ratesOf(signals, from, to), 0, to - from);
  }

  decide(store: RowStore, signals: Signals, from: number, to: number): void {
    const { pumping, gapBefore, times } = store;
    const { flow, pumps, pressure } = this;
    const { flow: flows, pressure: pressures, strokes } = signals;
    const rates = this.#ratesOf(signals, from, to);
    // Gauges that never showed anything may not be connected: they say off only where no other says more.
    const isLive = flow.isLive || pumps.isLive;
    const works = WORKS * pumps.work;
    let flag = this.#flag;
    for (let at = from; at < to; at++) {
      if (gapBefore[at] === 1) flag = UNKNOWN;
      const before = flag;
      const counted = Number.isNaN(strokes[at]!) ? UNKNOWN : this.#counts(strokes[at]!, times[at]!);
      const rate = rates[at - from]!;
      const flowing = levelFlag(flows[at]!, flow, before);
      const stroking = levelFlag(rate, pumps, before);
      // A pump that only ticks over moves no mud, where flow is measured; and flow that is dead while pumps work is not.
      const isOn =
        flowing === ON || (stroking === ON && (!flow.isLive || flowing === UNKNOWN || rate > works));
      const isOff = flowing === OFF || stroking === OFF;
      if (isOn) flag = ON;
      else if (isLive && isOff) flag = OFF;
      else if (this.strokesMove && counted !== UNKNOWN) flag = counted;
      else {
        const pressed = levelFlag(pressures[at]!, pressure, before);
        const tells = pressure.isLive || (flowing === UNKNOWN && stroking === UNKNOWN);
        flag = pressed !== UNKNOWN && tells ? pressed : isOff ? OFF : counted;
      }
      pumping[at] = flag;
    }
    this.#flag = flag;
  }

  #counts(strokes: number, time: number): number {
    const { interval } = this.#scales;
    const by = strokes - this.#strokes;
    this.#strokes = strokes;
    if (by > 0) {
      // One step is a number that somebody set.
      if (time - this.strokeTime <= STROKE_LASTS + 2000 * interval) this.strokesMove = true;
      this.strokeTime = time;
    }
    return time - this.strokeTime <= STROKE_LASTS + 1000 * interval ? ON : OFF;
  }

  /** Stroke rates of all pumps together, from 0 on; NaN where none is told. */
  #ratesOf({ pumps }: Signals, from: number, to: number): Float64Array {
    if (this.#rates.length < to - from) this.#rates = new Float64Array(2 * (to - from));
    const rates = this.#rates;
    rates.fill(Number.NaN, 0, to - from);
    for (const own of pumps) {
      for (let at = from; at < to; at++) {
        const rate = own[at]!;
        if (Number.isNaN(rate)) continue;
        const sum = rates[at - from]!;
        rates[at - from] = Number.isNaN(sum) ? rate : sum + rate;
      }
    }
    return rates;
  }
}
