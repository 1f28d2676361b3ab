/** The top drive: rotary speed, and the torque that friction, bit and tool joints ask of it. */
import type { Random } from "../random.js";
import { approach, wander } from "../walk.js";
import { BIT_DIAMETER } from "./well.js";

const ACCELERATION = 9;
/** Torque of a PDC bit over that of a disc that slides on steel. */
const AGGRESSIVENESS = 0.62;

export interface Resistance {
  /** kN·m of the string off bottom. */
  readonly friction: number;
  /** kdN. */
  readonly weightOnBit: number;
  /** 1 in clean hole. */
  readonly packing: number;
  /** -1 to 1: what the rock does to the bit. */
  readonly texture: number;
}

export class Rotary {
  /** Revolutions a minute at surface. */
  speed = 0;
  torque = 0;
  /** How much more the torque's peaks of a second have: the bit sticks and slips. */
  swing = 0;
  readonly #random: Random;
  #chatter = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** `makeUp` is the kN·m that a tool joint in the slips gets, and `inSlips` turns no string. */
  step(wanted: number, inSlips: boolean, makeUp: number, resistance: Resistance): void {
    const random = this.#random;
    this.speed = approach(this.speed, wanted, ACCELERATION);
    this.#chatter = wander(random, this.#chatter, 0, 0.12, 0.05);
    if (inSlips) {
      const wound = makeUp > 0 ? makeUp : this.speed > 0 ? 1.1 : 0;
      this.torque = approach(this.torque, wound, 14);
      this.swing = 0.02;
      return;
    }
    // The string winds up over its first turns, and lets go as it stops.
    const wound = Math.min(1, this.speed / 18);
    const bit = (AGGRESSIVENESS * resistance.weightOnBit * 10 * BIT_DIAMETER) / 3;
    const bite = bit * (1 + 0.25 * resistance.texture + this.#chatter);
    const wanting =
      wound * resistance.packing * (resistance.friction * (1 + 0.2 * this.#chatter) + Math.max(0, bite));
    this.torque = approach(this.torque, wanting, wanting < this.torque ? 4 : 2.5);
    this.swing = 0.03 + 0.012 * resistance.weightOnBit;
  }
}
