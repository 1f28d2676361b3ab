/** How far the torque is from what it was at this speed in this kind of work, and how much it swings. */
import { ON } from "../rig/rows.js";
import type { Moment } from "./moment.js";
import { Baseline, Smooth } from "./smooth.js";

/** Seconds after the rotary was started, or its speed was changed. */
const SETTLED = 20;
const KNOWN = 60;
const SAME_SPEED = 0.15;
const FAST = 15;
const SWING = 30;
const USUAL = 0.1;
const ACCEPTED = 1_800;

export class TorqueBalance {
  /** Share of the usual torque, smoothed; NaN where it cannot be judged. */
  deviation = Number.NaN;
  usual = Number.NaN;
  /** Standard deviation over mean, of half a minute, while the bit drills; NaN where it cannot be judged. */
  swing = Number.NaN;
  usualSwing = Number.NaN;
  readonly swings = new Baseline(7_200);
  readonly #drilling = new Baseline(900);
  readonly #off = new Baseline(900);
  readonly #smooth = new Smooth(FAST);
  readonly #mean = new Smooth(SWING);
  readonly #speed = new Smooth(60);
  #square = 0;
  #for = 0;
  #persists = 0;
  #work: Baseline | undefined;

  add(moment: Moment, frozen: boolean): void {
    this.deviation = Number.NaN;
    this.swing = Number.NaN;
    const { torque, speed, passed } = moment;
    const work = moment.drilling ? this.#drilling : this.#off;
    const turning = moment.rotating === ON && moment.inSlips !== ON && !Number.isNaN(torque);
    const changed = Math.abs(speed - this.#speed.value) > SAME_SPEED * Math.abs(speed);
    if (!turning || work !== this.#work || changed) {
      this.#work = work;
      this.#for = 0;
      this.#smooth.reset();
      this.#mean.reset();
      this.#square = 0;
      if (turning && changed) this.#speed.reset(speed);
      return;
    }
    this.#speed.add(speed, passed);
    this.#for += passed;
    if (this.#for < SETTLED) return;
    this.#swings(moment);
    if (work.learned < KNOWN) {
      if (!frozen) work.add(torque, passed);
      return;
    }
    this.usual = work.mean;
    this.deviation = work.mean > 0 ? this.#smooth.add(torque / work.mean - 1, passed) : Number.NaN;
    const isUsual = Math.abs(this.deviation) < Math.max(USUAL, (3 * work.deviation) / work.mean);
    this.#persists = isUsual || frozen ? 0 : this.#persists + passed;
    if (frozen) return;
    if (isUsual) work.add(torque, passed);
    else if (this.#persists > ACCEPTED) {
      work.reset();
      this.#persists = 0;
    }
  }

  #swings({ drilling, torque, passed }: Moment): void {
    if (!drilling || this.#for < SETTLED + SWING) {
      this.#mean.add(torque, passed);
      return;
    }
    const off = torque - this.#mean.value;
    this.#mean.add(torque, passed);
    this.#square += (off * off - this.#square) * (passed / (passed + SWING));
    if (this.#for < SETTLED + 3 * SWING || !(this.#mean.value > 0)) return;
    this.swing = Math.sqrt(this.#square) / this.#mean.value;
    this.usualSwing = this.swings.mean;
    this.swings.add(this.swing, passed);
  }
}
