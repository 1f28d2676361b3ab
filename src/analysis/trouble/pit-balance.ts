/**
 * Whether the active tanks gain or lose mud while it is pumped at a steady rate. Hole that fills, mud that is mixed in and what
 * evaporates change them slowly all day: that slope is learned, and what is quicker counts. After a start of the pumps the
 * surface system fills, for as long as it did at earlier starts.
 */
import { inUnit } from "./amount.js";
import type { Moment, NumberName } from "./moment.js";
import type { Pumps } from "./pumps.js";
import { Baseline, Smooth } from "./smooth.js";

const FAST = 20;
const SLOW = 600;
const SLOPE = 3_600;
/** m³, 2.5 bbl: what nobody calls a gain or a loss. */
const LEAST_VOLUME = 0.4;
/** How many of its mean deviations a sign is: of single readings, of the gain in quiet times. */
const READINGS = 5;
const QUIET = 5;
/** Where no unit is known. */
const READINGS_ALONE = 10;
/** Seconds after a start until the surface system is full, before any start told; and at least, and at most. */
const FILLING = { unknown: 600, least: 120, most: 900 } as const;
const MARK = 30;
const STARTS = 5;
/** Seconds of quiet in which the usual strays are learned. */
const LEARNING = 900;
/** m³ between two rows: no mud moves so fast, the gauge was reset or switched to other tanks. Or so many mean deviations. */
const JUMP = 2;
const JUMP_READINGS = 40;

/** One gauge: the volume of the active tanks, or its change since somebody reset it. */
class Gauge {
  readonly channel: NumberName;
  gain = Number.NaN;
  threshold = Number.NaN;
  /** Seconds since the slow mean began. */
  since = 0;
  readonly fast = new Smooth(FAST);
  readonly #slow = new Smooth(SLOW);
  readonly #slope = new Smooth(SLOPE);
  readonly noise = new Baseline(3_600);
  readonly #quiet = new Baseline(14_400);

  constructor(channel: NumberName) {
    this.channel = channel;
    this.#slope.reset(0);
  }

  get isAlive(): boolean {
    return !Number.isNaN(this.fast.value) && (this.noise.deviation > 0 || this.noise.learned < 600);
  }

  read(value: number, passed: number, jump: number | undefined): void {
    if (Number.isNaN(value)) return;
    const off = value - this.fast.value;
    const most = Math.max(jump ?? 0, JUMP_READINGS * this.noise.deviation);
    if (this.noise.learned > 120 && Math.abs(off) > most) {
      this.fast.reset(value);
      this.restart();
      return;
    }
    if (!Number.isNaN(off)) this.noise.add(off, passed);
    this.fast.add(value, passed);
  }

  restart(): void {
    this.#slow.reset();
    this.since = 0;
    this.gain = Number.NaN;
  }

  judge(passed: number, volume: number | undefined, frozen: boolean): void {
    const now = this.fast.value;
    if (Number.isNaN(now)) return;
    const before = this.#slow.value;
    if (Number.isNaN(before)) this.#slow.reset(now);
    this.since += passed;
    const slope = this.#slope.value;
    if (Number.isNaN(before)) return;
    const behind = Math.min(SLOW, this.since);
    this.gain = now - before - slope * behind;
    const strays = this.#quiet.learned > LEARNING ? QUIET * this.#quiet.deviation : 0;
    this.threshold =
      volume === undefined
        ? Math.max(READINGS_ALONE * this.noise.deviation, 1.6 * strays)
        : Math.max(volume, READINGS * this.noise.deviation, strays);
    if (frozen || passed <= 0) return;
    const share = passed / (passed + behind);
    const moved = this.gain * share + slope * passed;
    this.#slow.reset(before + moved);
    if (Math.abs(this.gain) < this.threshold) {
      this.#quiet.add(this.gain, passed);
      this.#slope.add(moved / passed, passed);
    }
  }
}

export class PitBalance {
  /** What the tanks gained, lost when negative; NaN where it cannot be judged. */
  gain = Number.NaN;
  threshold = Number.NaN;
  score = 0;
  /** Tanks are there and are judged now. */
  isKnown = false;
  channel: NumberName = "pit";
  /** Seconds of steady pumping that the gain is measured against. */
  since = 0;
  readonly #gauges = [new Gauge("pit"), new Gauge("pitChange")] as const;
  readonly #fillings: number[] = [];
  #marks: number[] = [];
  #restarted = true;
  #settling = Number.POSITIVE_INFINITY;

  add(moment: Moment, pumps: Pumps, frozen: boolean): void {
    this.score = 0;
    this.gain = Number.NaN;
    this.isKnown = false;
    for (const gauge of this.#gauges) {
      const jump = inUnit(JUMP, "M3", moment.unit(gauge.channel));
      gauge.read(moment[gauge.channel], moment.passed, jump);
    }
    this.#mark(pumps);
    if (!moment.isPumping) this.#settling = this.#filling();
    if (pumps.steadyFor > 0 && pumps.onFor > this.#settling && pumps.steadyFor > FILLING.least) {
      this.#judge(moment, frozen);
      this.#restarted = false;
    } else if (!this.#restarted) {
      for (const gauge of this.#gauges) gauge.restart();
      this.#restarted = true;
    }
    if (this.#settling === Number.POSITIVE_INFINITY) this.#settling = this.#filling();
  }

  /** What the tanks have gained or lost is their level now. */
  restart(): void {
    for (const gauge of this.#gauges) gauge.restart();
  }

  #judge(moment: Moment, frozen: boolean): void {
    let chosen: Gauge | undefined;
    for (const gauge of this.#gauges) {
      const least = inUnit(LEAST_VOLUME, "M3", moment.unit(gauge.channel));
      gauge.judge(moment.passed, least, frozen);
      if (!gauge.isAlive || Number.isNaN(gauge.gain)) continue;
      // Of two gauges the one that shows less: mud that is mixed into a tank is in one of them alone.
      if (chosen === undefined || Math.abs(gauge.gain) < Math.abs(chosen.gain)) {
        if (chosen !== undefined && gauge.gain * chosen.gain < 0 && chosen.gain !== 0) {
          this.isKnown = true;
          this.gain = 0;
          this.threshold = chosen.threshold;
          return;
        }
        chosen = gauge;
      } else if (gauge.gain * chosen.gain < 0) {
        this.isKnown = true;
        this.gain = 0;
        this.threshold = chosen.threshold;
        return;
      }
    }
    if (chosen === undefined) return;
    this.isKnown = true;
    this.gain = chosen.gain;
    this.threshold = chosen.threshold;
    this.channel = chosen.channel;
    this.since = chosen.since;
    this.score = chosen.threshold > 0 ? chosen.gain / chosen.threshold : 0;
  }

  #filling(): number {
    if (this.#fillings.length < 2) return FILLING.unknown;
    return Math.max(FILLING.least, Math.min(FILLING.most, Math.max(...this.#fillings)));
  }

  /** Remembers the tanks after a start, and when they had come to rest. */
  #mark(pumps: Pumps): void {
    const gauge = this.#gauges[0].isAlive ? this.#gauges[0] : this.#gauges[1];
    if (pumps.onFor === 0) {
      if (this.#marks.length > 0) this.#learnFilling(gauge);
      this.#marks = [];
      return;
    }
    const due = Math.floor(pumps.onFor / MARK);
    if (this.#marks.length > FILLING.most / MARK) return;
    while (this.#marks.length <= due) this.#marks.push(gauge.fast.value);
    if (this.#marks.length > FILLING.most / MARK) this.#learnFilling(gauge);
  }

  #learnFilling(gauge: Gauge): void {
    const marks = this.#marks;
    const last = marks.length - 1;
    if (last < FILLING.unknown / MARK) return;
    const half = Math.floor(last * 0.6);
    const slope = (marks[last]! - marks[half]!) / (last - half);
    const expected = (i: number): number => marks[last]! - slope * (last - i);
    const largest = Math.max(...marks.map((mark, i) => Math.abs(mark - expected(i))));
    const near = Math.max(6 * gauge.noise.deviation, 0.12 * largest);
    let settled = last;
    while (settled > 0 && Math.abs(marks[settled - 1]! - expected(settled - 1)) <= near) settled--;
    this.#fillings.push(settled * MARK + MARK);
    if (this.#fillings.length > STARTS) this.#fillings.shift();
  }
}
