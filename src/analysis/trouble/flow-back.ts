/**
 * What runs back when the pumps stop: the flow line drains and the tanks fill, at every connection alike. The course of
 * earlier stops is learned, second by second since the pumps stood; a well that flows is one that flows on beyond it.
 */
import { inUnit } from "./amount.js";
import type { FlowBalance } from "./flow-balance.js";
import type { Moment, NumberName } from "./moment.js";
import type { Pumps } from "./pumps.js";
import { Smooth } from "./smooth.js";

const STEP = 15;
const STEPS = 60;
/** Stops that must have been seen to a step. */
const SEEN = 2;
/** Weight of the newest stop. */
const NEWEST = 0.3;
/** Seconds after the stop: before, the line still drains. */
const FIRST = 45;
/** Share of the flow before the stop, and of its spread between stops. */
const LEAST_SHARE = 0.04;
const LEAST_VOLUME = 0.4;
const SPREADS = 4;
/** Seconds of pumping before a stop, so that what returned is known. */
const PUMPED = 180;

interface Step {
  value: number;
  spread: number;
  seen: number;
}

/** A quantity by the time since the stop. */
class Course {
  readonly steps: Step[] = Array.from({ length: STEPS }, () => ({ value: 0, spread: 0, seen: 0 }));
  readonly #now: number[] = [];

  at(step: number): Step | undefined {
    const found = this.steps[step];
    return found !== undefined && found.seen >= SEEN ? found : undefined;
  }

  note(step: number, value: number): void {
    if (step < STEPS && !Number.isNaN(value)) this.#now[step] = value;
  }

  /** The stop is over: learn it, or forget it. */
  close(learn: boolean): void {
    if (learn) {
      this.#now.forEach((value, i) => {
        const step = this.steps[i]!;
        const off = value - step.value;
        if (step.seen === 0) step.value = value;
        else {
          step.spread += (Math.abs(off) - step.spread) * (step.seen === 1 ? 1 : NEWEST);
          step.value += off * NEWEST;
        }
        step.seen++;
      });
    }
    this.#now.length = 0;
  }
}

export class FlowBack {
  /** From 1 it is a sign: more flows than at earlier stops (kick), or less stays in the tanks (loss, negative). */
  flowScore = 0;
  pitScore = 0;
  /** For the evidence: now, and as usual. */
  share = Number.NaN;
  usualShare = Number.NaN;
  volume = Number.NaN;
  usualVolume = Number.NaN;
  channel: NumberName = "flowOut";
  readonly #flow = new Course();
  readonly #pit = new Course();
  readonly #before = new Smooth(30);
  readonly #pitNow = new Smooth(10);
  #pitBefore = Number.NaN;
  #wasOff = false;
  #valid = false;
  #pumpedFor = 0;
  #moved = false;

  add(moment: Moment, pumps: Pumps, balance: FlowBalance, frozen: boolean): void {
    this.flowScore = 0;
    this.pitScore = 0;
    const out = Number.isNaN(moment.flowOut) ? moment.flowOutShare : moment.flowOut;
    if (moment.afterGap) {
      this.#close(false);
      this.#pitNow.reset();
    }
    this.#pitNow.add(Number.isNaN(moment.pitChange) ? moment.pit : moment.pitChange, moment.passed);
    if (moment.isPumping) {
      this.#close(!frozen);
      if (pumps.steadyFor > 60) this.#before.add(out, moment.passed);
      this.#pitBefore = this.#pitNow.value;
      this.#pumpedFor = pumps.onFor;
      return;
    }
    if (!moment.pumpsOff) return;
    if (!this.#wasOff) {
      this.#wasOff = true;
      this.#moved = false;
      this.#valid = this.#pumpedFor > PUMPED;
    }
    // A string that moves pushes mud out, or lets it in.
    if (!moment.still && pumps.offFor > FIRST) this.#moved = true;
    if (!this.#valid || this.#moved) return;
    this.#compare(out, pumps.offFor, moment, balance);
  }

  #compare(out: number, offFor: number, moment: Moment, balance: FlowBalance): void {
    const step = Math.floor(offFor / STEP);
    const range = this.#before.value - balance.atRest;
    this.channel = balance.channel;
    this.share = range > 0 ? (out - balance.atRest) / range : Number.NaN;
    this.volume = this.#pitNow.value - this.#pitBefore;
    const usualFlow = this.#flow.at(step);
    if (usualFlow !== undefined && offFor > FIRST && !Number.isNaN(this.share)) {
      this.usualShare = usualFlow.value;
      const least = Math.max(LEAST_SHARE, SPREADS * usualFlow.spread);
      this.flowScore = (this.share - usualFlow.value) / least;
    }
    const usualPit = this.#pit.at(step);
    if (usualPit !== undefined && offFor > FIRST && !Number.isNaN(this.volume)) {
      this.usualVolume = usualPit.value;
      const floor = inUnit(LEAST_VOLUME, "M3", moment.unit(Number.isNaN(moment.pit) ? "pitChange" : "pit"));
      const least = Math.max(floor ?? Math.abs(usualPit.value) * 0.5, SPREADS * usualPit.spread);
      this.pitScore = least > 0 ? (this.volume - usualPit.value) / least : 0;
    }
    this.#flow.note(step, this.share);
    this.#pit.note(step, this.volume);
  }

  #close(learn: boolean): void {
    if (!this.#wasOff) return;
    this.#flow.close(learn && this.#valid);
    this.#pit.close(learn && this.#valid);
    this.#wasOff = false;
  }
}
