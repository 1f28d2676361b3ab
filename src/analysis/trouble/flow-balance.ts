/**
 * How much more or less mud returns than this rig returns at this rate of pumping. What returns is compared with what returned
 * before at the same rate, not with what is pumped: so a meter that reads ten percent low, a paddle in percent and an
 * offset at rest do no harm, and a slow drift of either is followed.
 */
import { inUnit } from "./amount.js";
import { Levels } from "./levels.js";
import type { Moment, NumberName } from "./moment.js";
import type { Pumps } from "./pumps.js";
import { Baseline, Smooth } from "./smooth.js";

/** Seconds after pumps were started, or their rate was changed, in which the flow line is not full yet. */
const FILLING = 240;
const CHANGING = 120;
/** Seconds at a rate before it is known what returns. */
const KNOWN = 120;
/** A rate as near as this is judged by what is known of another. */
const ALIKE = 0.12;
const MEMORY = 1_200;
const SMOOTHING = 40;
/** Shares of the flow: below the first, nothing is a sign whatever the noise; the noise of a meter nobody knows yet. */
const LEAST = 0.03;
const UNKNOWN_NOISE = 0.008;
/** How many of the mean deviations a sign is. */
const DEVIATIONS = 5;
/** 10 gal/min, in L/min: what alarms in the field are set to. */
const LEAST_FLOW = 40;
/** Seconds after which what persists without any other sign is how this meter reads now. */
const ACCEPTED = 2_700;
/** Seconds that the pumps must stand before the flow line is empty. */
const DRAINED = 420;

export class FlowBalance {
  /** Share of the flow that returns in excess, smoothed; NaN where it cannot be judged. */
  excess = Number.NaN;
  /** What would be a sign. */
  threshold = Number.NaN;
  /** The excess over the threshold: from 1 it is a sign. 0 where it cannot be judged. */
  score = 0;
  /** A meter is there and was learned, so that a trouble without an excess is none. */
  isKnown = false;
  /** The channel that is read, its unit, its last value and what was expected. */
  channel: NumberName = "flowOut";
  returned = Number.NaN;
  expected = Number.NaN;
  /** What the meter shows with the pumps off and the flow line empty. */
  atRest = 0;
  readonly #ratios = new Levels(MEMORY);
  readonly #smooth = new Smooth(SMOOTHING);
  readonly #noise = new Baseline(7_200);
  readonly #rest = new Baseline(600);
  readonly #returned = new Smooth(SMOOTHING);
  #fromOff = true;
  #persists = 0;

  /** `frozen` while something is open that the baseline must not learn. */
  add(moment: Moment, pumps: Pumps, frozen: boolean): void {
    const { passed } = moment;
    const out = Number.isNaN(moment.flowOut) ? moment.flowOutShare : moment.flowOut;
    this.channel = Number.isNaN(moment.flowOut) ? "flowOutShare" : "flowOut";
    this.score = 0;
    this.excess = Number.NaN;
    if (moment.pumpsOff) {
      this.#fromOff = true;
      if (pumps.offFor > DRAINED && moment.still) this.#atRest(out, passed);
    }
    if (pumps.steadyFor > FILLING) this.#fromOff = false;
    const settled = pumps.steadyFor > (this.#fromOff ? FILLING : CHANGING);
    if (!moment.isPumping || !settled || Number.isNaN(out) || !(pumps.level > 0)) {
      this.#smooth.reset();
      this.#returned.reset();
      return;
    }
    this.#judge(out, pumps.level, moment, frozen);
  }

  #atRest(out: number, passed: number): void {
    this.#rest.add(out, passed);
    if (this.#rest.learned > 60) this.atRest = this.#rest.mean;
  }

  #judge(out: number, flow: number, moment: Moment, frozen: boolean): void {
    const { passed } = moment;
    const ratio = out / flow;
    const own = this.#ratios.at(flow);
    // While something is open the crew may pump at a rate that nobody knows: what another rate returned must do.
    const far = frozen ? 1 : ALIKE;
    const usual = own.learned >= KNOWN ? own : this.#ratios.nearest(flow, far, KNOWN);
    if (usual === undefined) {
      if (!frozen) own.add(ratio, passed);
      this.isKnown = false;
      return;
    }
    this.isKnown = true;
    this.returned = this.#returned.add(out, passed);
    this.expected = usual.mean * flow;
    const range = this.expected - this.atRest;
    const raw = range > 0 ? (out - this.expected) / range : 0;
    this.excess = this.#smooth.add(raw, passed);
    const noise = this.#noise.learned > 600 ? this.#noise.deviation : UNKNOWN_NOISE;
    // Another rate's baseline fits less well.
    const least = usual === own ? LEAST : 2 * LEAST;
    this.threshold = Math.max(least, DEVIATIONS * noise, this.#absolute(moment, flow));
    this.score = this.excess / this.threshold;
    const usualNow = Math.abs(this.score) < 0.6;
    this.#persists = usualNow || frozen ? 0 : this.#persists + passed;
    if (frozen) return;
    if (usualNow) {
      this.#noise.add(this.excess, passed);
      own.add(ratio, passed);
    } else if (this.#persists > ACCEPTED) {
      own.reset();
      this.#persists = 0;
    }
  }

  /** Shares of the flow are known where its unit is. */
  #absolute(moment: Moment, flow: number): number {
    const least = inUnit(LEAST_FLOW, "L/M", moment.unit("flowIn"));
    return least === undefined || Number.isNaN(moment.flowIn) ? 0 : Math.min(0.1, least / flow);
  }
}
