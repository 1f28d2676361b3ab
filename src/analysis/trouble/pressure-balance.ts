/**
 * How far the standpipe pressure is from what it was at this rate of flow, in this kind of work: a motor takes more while the bit
 * drills, so drilling, resting on bottom and circulating each have their own. Weight on bit and mud density explain a part, which is
 * taken out.
 */
import { Levels } from "./levels.js";
import type { Moment } from "./moment.js";
import type { Pumps } from "./pumps.js";
import { Smooth } from "./smooth.js";

/** Seconds at a rate until gel is broken and the pressure stands. */
const SETTLED = 90;
const KNOWN = 60;
const MEMORY = 1_200;
const FAST = 15;
const ALIKE = 0.08;
/** Share beyond which a baseline does not learn, and seconds after which what persists is usual. */
const USUAL = 0.03;
const ACCEPTED = 3_600;

export class PressureBalance {
  /** Share of the usual pressure, smoothed; NaN where it cannot be judged. */
  deviation = Number.NaN;
  usual = Number.NaN;
  /** Usual is of this very work at this rate, and not of what is like it. */
  isOwn = false;
  /** Mean deviation of single rows, a share. */
  noise = 0;
  /** Seconds of this kind of work at this rate. */
  since = 0;
  readonly #drilling = new Levels(MEMORY);
  readonly #off = new Levels(MEMORY);
  readonly #smooth = new Smooth(FAST);
  readonly #motor = new Motor();
  #work: Levels | undefined;
  #persists = 0;

  add(moment: Moment, pumps: Pumps, frozen: boolean): void {
    this.deviation = Number.NaN;
    const { pressure, passed } = moment;
    const work = moment.drilling ? this.#drilling : this.#off;
    if (work !== this.#work) {
      this.#work = work;
      this.since = 0;
      this.#smooth.reset();
    }
    const level = pumps.level;
    if (!moment.isPumping || pumps.steadyFor < SETTLED || !(level > 0) || !(pressure > 0)) {
      this.since = 0;
      this.#smooth.reset();
      return;
    }
    this.since += passed;
    const density = moment.density > 0 ? moment.density : 1;
    const coefficient = pressure / (level * level * density);
    const own = work.at(level);
    const usual =
      own.learned >= KNOWN
        ? own
        : (work.nearest(level, ALIKE, KNOWN) ??
          (work === this.#off ? this.#drilling.nearest(level, ALIKE, KNOWN) : undefined));
    const learnable = this.since > FAST;
    if (usual === undefined) {
      if (learnable && !frozen) own.add(coefficient, passed);
      return;
    }
    this.isOwn = usual === own;
    this.usual = usual.mean * level * level * density;
    const raw = pressure / this.usual - 1;
    const motor = moment.drilling ? this.#motor.share(moment.weight) : 0;
    this.deviation = this.#smooth.add(raw - motor, passed);
    this.noise = usual.deviation / usual.mean;
    const isUsual = Math.abs(this.deviation) < Math.max(USUAL, 3 * this.noise);
    this.#persists = isUsual || frozen ? 0 : this.#persists + passed;
    if (frozen || !learnable) return;
    if (isUsual) {
      own.add(coefficient, passed);
      if (moment.drilling) this.#motor.add(moment.weight, raw, passed);
    } else if (this.#persists > ACCEPTED) {
      own.reset();
      this.#persists = 0;
    }
  }
}

/** How the pressure rises with the weight on bit: the slope of the one over the other, of late. */
class Motor {
  readonly #weight = new Smooth(1_800);
  readonly #pressure = new Smooth(1_800);
  #together = 0;
  #alone = 0;

  add(weight: number, share: number, passed: number): void {
    if (Number.isNaN(weight)) return;
    const off = weight - this.#weight.add(weight, passed);
    const risen = share - this.#pressure.add(share, passed);
    const part = passed / (passed + 1_800);
    this.#together += (off * risen - this.#together) * part;
    this.#alone += (off * off - this.#alone) * part;
  }

  /** At this weight, against the usual one. */
  share(weight: number): number {
    if (!(this.#alone > 0) || Number.isNaN(weight)) return 0;
    const slope = Math.max(0, this.#together / this.#alone);
    return Math.max(-0.15, Math.min(0.15, slope * (weight - this.#weight.value)));
  }
}
