/** Weight on bit, and the hole that it makes: more weight and speed drill faster, hard rock slower. */
import type { Random } from "../random.js";
import { approach, wander } from "../walk.js";
import type { Rock } from "./formations.js";

/** Revolutions of the mud motor for a litre. */
export const MOTOR_SPEED = 0.055;
/** Weight reaches the bit badly while the string does not turn. */
const SLIDING_SHARE = 0.78;

export interface Drive {
  /** kdN that the driller asks for; 0 while he does not drill. */
  readonly wanted: number;
  readonly onBottom: boolean;
  readonly speed: number;
  readonly flow: number;
  readonly rock: Rock;
}

export class Penetration {
  /** kdN. */
  weight = 0;
  /** Metres an hour, as a recorder shows it, and of this second. */
  rate = 0;
  #now = 0;
  /** Revolutions of the bit, and hours and metres that it drilled. */
  revolutions = 0;
  hours = 0;
  metres = 0;
  readonly #random: Random;
  readonly #rate: number;
  readonly #weight: number;
  readonly #speed: number;
  readonly #flow: number;
  #feed = 0;

  constructor(
    random: Random,
    plan: {
      readonly rate: number;
      readonly weight: number;
      readonly speed: number;
      readonly flow: number;
    },
  ) {
    this.#random = random;
    this.#rate = plan.rate;
    this.#weight = plan.weight;
    this.#speed = plan.speed + plan.flow * MOTOR_SPEED;
    this.#flow = plan.flow;
  }

  /** A log may begin with the bit on bottom, drilling. */
  settle(rock: Rock): void {
    this.weight = this.#weight;
    this.#now = this.#rate / rock.layer.hardness;
    this.rate = this.#now;
  }

  /** Metres of new hole in this second, at most `most`. */
  step({ wanted, onBottom, speed, flow, rock }: Drive, most: number): number {
    const random = this.#random;
    const sliding = speed < 5;
    if (!onBottom) this.weight = approach(this.weight, 0, 4);
    else if (wanted === 0) this.weight *= 0.93;
    else {
      this.#feed = wander(random, this.#feed, 0, sliding ? 0.02 : 0.06, sliding ? 0.055 : 0.03);
      const asked = wanted * Math.max(0.2, 1 + this.#feed);
      this.weight += Math.max(-1, Math.min(0.45, (asked - this.weight) * 0.2));
    }
    const bitSpeed = speed + Math.min(flow, this.#flow) * MOTOR_SPEED;
    this.revolutions += bitSpeed / 60;
    const drilling = onBottom && wanted > 0 && flow > 0.4 * this.#flow;
    const turning = Math.sqrt(bitSpeed / this.#speed);
    const hardness = Math.max(0.25, rock.layer.hardness * (1 + 0.16 * rock.texture));
    const share = (this.weight / this.#weight) * turning * Math.sqrt(turning) * (sliding ? SLIDING_SHARE : 1);
    const target = drilling ? (this.#rate * share) / hardness : 0;
    this.#now += (target - this.#now) * (drilling ? 0.25 : 1);
    this.rate = drilling ? this.rate + (this.#now - this.rate) * 0.12 : 0;
    const metres = drilling ? Math.min(most, Math.max(0, this.#now) / 3600) : 0;
    if (metres > 0) this.hours += 1 / 3600;
    this.metres += metres;
    return metres;
  }
}
