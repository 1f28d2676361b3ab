/** What goes wrong in the hole, and what of it reaches the sensors: a kick, a loss of mud, cuttings that pack off. */
import type { Random } from "../random.js";
import { wander } from "../walk.js";

const LITRES_A_MINUTE = 60_000;

/** Formation fluid that enters, a well that is shut in on it, and gas that is circulated out through the choke. */
export class Kick {
  /** L/min into the open hole. */
  rate = 0;
  /** m³ that came in. */
  volume = 0;
  /** L/min that the gas adds to the returns while it expands on its way up, or takes when it has left. */
  expansion = 0;
  /** kPa. */
  choke = 0;
  drillPipe = 0;
  /** No pressure is left: kill mud fills the hole. */
  dead = false;
  readonly #random: Random;
  readonly #fastest: number;
  readonly #shutInDrillPipe: number;
  #built = 0;
  #pumped = 0;
  #gas = 0;
  #hand = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#fastest = 260 + 50 * random.swing();
    this.#shutInDrillPipe = 2_000 + 250 * random.swing();
  }

  get shutInCasing(): number {
    return this.#shutInDrillPipe + 520 * this.volume;
  }

  step(flow: number, closed: boolean, bore: number, annulus: number): void {
    this.expansion = 0;
    if (this.dead) return;
    if (!closed) {
      const most = this.#fastest * (flow > 50 ? 1 : 1.25);
      this.rate = Math.min(most, this.rate + 1.1);
      this.volume += this.rate / LITRES_A_MINUTE;
      this.#gas = this.volume;
      return;
    }
    this.rate *= 0.96;
    this.#built += (1 - this.#built) / 80;
    this.#pumped += flow / LITRES_A_MINUTE;
    this.#hand = wander(this.#random, this.#hand, 0, 0.02, 0.004);
    const up = this.#pumped / annulus;
    const below = Math.max(0, Math.min(1, (1.2 - up) / 0.25));
    const gas = this.volume * (1 + 1.6 * Math.min(1, up) * Math.min(1, up)) * below;
    this.expansion = (gas - this.#gas) * LITRES_A_MINUTE;
    this.#gas = gas;
    const heavy = Math.max(0, Math.min(1, 1 - (this.#pumped - bore) / annulus));
    const gasPart = 520 * gas;
    this.choke = this.#built * (this.#shutInDrillPipe * heavy + gasPart) * (1 + this.#hand);
    this.drillPipe = this.#built * this.#shutInDrillPipe * Math.max(0, 1 - this.#pumped / bore);
    if (heavy === 0 && below === 0) {
      this.dead = true;
      this.choke = 0;
      this.drillPipe = 0;
    }
  }
}

/** A fractured rock that takes mud: more while the pumps run, less when fibre has sealed it. */
export class Loss {
  /** L/min. */
  rate = 0;
  /** m³ that went. */
  volume = 0;
  healed = false;
  curing = false;
  readonly #severity: number;
  #open = 0;

  constructor(random: Random) {
    this.#severity = 380 + 80 * random.swing();
  }

  /** `share` of the usual flow that is pumped: the pressure that drives the mud in. */
  step(share: number): void {
    if (this.curing) this.#open *= 0.9985;
    else this.#open += (1 - this.#open) / 90;
    this.rate = this.#severity * this.#open * (0.3 + 0.7 * Math.min(1, share));
    if (this.curing && this.rate < 9) {
      this.healed = true;
      this.rate = 0;
    }
    this.volume += this.rate / LITRES_A_MINUTE;
  }
}

/** Cuttings and cavings around the collars: pressure, torque and drag rise together, returns fall behind. */
export class PackOff {
  /** 0 in clean hole; the share by which the standpipe pressure rises. */
  degree = 0;
  cleared = false;
  clearing = false;
  readonly #worst: number;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    this.#worst = 0.36 + 0.06 * random.swing();
  }

  step(): void {
    const target = this.clearing ? 0 : this.#worst;
    this.degree += (target - this.degree) / (this.clearing ? 70 : 35);
    this.degree = Math.max(0, this.degree + (this.clearing ? 0 : 0.004) * this.#random.swing());
    if (this.clearing && this.degree < 0.015) {
      this.degree = 0;
      this.cleared = true;
    }
  }
}
