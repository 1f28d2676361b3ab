/** Stands of a trip, timed and measured as record 06 defines them: from one setting of the slips to the next. */
import { Activity } from "./controls.js";
import type { Rig } from "./rig.js";
import { STEEL_VOLUME } from "./well.js";

export interface TripStand {
  readonly number: number;
  readonly remaining: number;
  readonly inSlips: number;
  readonly outOfSlips: number;
  /** m/s. */
  readonly upMost: number;
  readonly upMean: number;
  readonly downMost: number;
  readonly downMean: number;
  /** kdN, out of slips. */
  readonly hookloadMost: number;
  readonly hookloadLeast: number;
  readonly hookloadMean: number;
  /** m³ that the hole gave; negative when it took mud. */
  readonly observed: number;
  readonly expected: number;
  readonly observedSum: number;
  readonly expectedSum: number;
}

const isTrip = (activity: number): boolean => activity === Activity.tripIn || activity === Activity.tripOut;
const METRES_A_STAND = 28.4;

class Spread {
  most = 0;
  least = 0;
  #sum = 0;
  #count = 0;

  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  add(value: number): void {
    this.most = this.#count === 0 ? value : Math.max(this.most, value);
    this.least = this.#count === 0 ? value : Math.min(this.least, value);
    this.#sum += value;
    this.#count++;
  }
}

export class TripWatch {
  #stands = 0;
  #inSlips = 0;
  #outOfSlips = 0;
  #up = new Spread();
  #down = new Spread();
  #hookload = new Spread();
  #depth = 0;
  #observed = 0;
  #observedSum = 0;
  #expectedSum = 0;
  #wasInSlips = true;

  /** The stand that ended in this second: the slips are set again, and a stand lies between. */
  observe(rig: Rig): TripStand | undefined {
    const { controls, hoisting } = rig;
    let done: TripStand | undefined;
    if (!isTrip(controls.activity)) this.#stands = 0;
    if (controls.slips && !this.#wasInSlips) {
      const stand = Math.abs(rig.bitDepth - this.#depth) > 5;
      if (stand && isTrip(controls.activity)) done = this.#end(rig);
      this.#begin(rig);
    }
    if (controls.slips) this.#inSlips++;
    else {
      this.#outOfSlips++;
      this.#hookload.add(hoisting.hookload);
      if (hoisting.velocity > 0.01) this.#up.add(hoisting.velocity);
      if (hoisting.velocity < -0.01) this.#down.add(-hoisting.velocity);
    }
    this.#wasInSlips = controls.slips;
    return done;
  }

  #begin(rig: Rig): void {
    this.#inSlips = 0;
    this.#outOfSlips = 0;
    this.#up = new Spread();
    this.#down = new Spread();
    this.#hookload = new Spread();
    this.#depth = rig.bitDepth;
    this.#observed = rig.pits.tripped;
  }

  #end(rig: Rig): TripStand {
    this.#stands++;
    if (this.#stands === 1) {
      this.#observedSum = 0;
      this.#expectedSum = 0;
    }
    const observed = rig.pits.tripped - this.#observed;
    const expected = (rig.bitDepth - this.#depth) * STEEL_VOLUME;
    this.#observedSum += observed;
    this.#expectedSum += expected;
    const metresLeft =
      rig.controls.activity === Activity.tripIn ? rig.holeDepth - rig.bitDepth : rig.bitDepth;
    return {
      number: this.#stands,
      remaining: Math.floor(metresLeft / METRES_A_STAND),
      inSlips: this.#inSlips,
      outOfSlips: this.#outOfSlips,
      upMost: this.#up.most,
      upMean: this.#up.mean,
      downMost: this.#down.most,
      downMean: this.#down.mean,
      hookloadMost: this.#hookload.most,
      hookloadLeast: this.#hookload.least,
      hookloadMean: this.#hookload.mean,
      observed,
      expected,
      observedSum: this.#observedSum,
      expectedSum: this.#expectedSum,
    };
  }
}
