/** Means over each metre of new hole, for record 02. */
import { logarithm } from "./elementary.js";
import { MOTOR_SPEED } from "./penetration.js";
import type { Rig } from "./rig.js";
import { BIT_DIAMETER } from "./well.js";

const NORMAL_DENSITY = 1_030;

/** What is averaged, in the order of the sums below. */
const quantities: readonly ((rig: Rig) => number)[] = [
  (rig) => rig.penetration.weight,
  (rig) => rig.hoisting.hookload,
  (rig) => rig.hydraulics.pressure,
  (rig) => rig.rotary.torque,
  (rig) => rig.rotary.speed,
  (rig) => rig.hydraulics.flow,
  (rig) => rig.hydraulics.flowOut,
];

export interface Metre {
  readonly rate: number;
  readonly weight: number;
  readonly hookload: number;
  readonly pressure: number;
  readonly torque: number;
  readonly speed: number;
  readonly flow: number;
  readonly flowOut: number;
  /** Corrected drilling exponent. */
  readonly exponent: number;
}

export class MetreWatch {
  readonly #sums = new Float64Array(quantities.length);
  #seconds = 0;
  #from: number;

  constructor(holeDepth: number) {
    this.#from = holeDepth;
  }

  /** The metre that was completed in this second. */
  observe(rig: Rig): Metre | undefined {
    if (rig.drilled === 0) return undefined;
    this.#seconds++;
    for (let i = 0; i < quantities.length; i++) this.#sums[i]! += quantities[i]!(rig);
    if (Math.floor(rig.holeDepth) === Math.floor(rig.holeDepth - rig.drilled)) return undefined;
    const mean = (index: number): number => this.#sums[index]! / this.#seconds;
    const rate = ((rig.holeDepth - this.#from) * 3600) / this.#seconds;
    const flow = mean(5);
    const metre = {
      rate,
      weight: mean(0),
      hookload: mean(1),
      pressure: mean(2),
      torque: mean(3),
      speed: mean(4),
      flow,
      flowOut: mean(6),
      exponent: exponent(rate, mean(4) + flow * MOTOR_SPEED, mean(0), rig.circulatingDensity),
    };
    this.#sums.fill(0);
    this.#seconds = 0;
    this.#from = rig.holeDepth;
    return metre;
  }
}

/** Jorden and Shirley's d, in feet, inches and pounds as they have it, with the density correction of Rehm and McClendon. */
function exponent(rate: number, speed: number, weight: number, density: number): number {
  const feet = rate / 0.3048;
  const pounds = Math.max(1, weight) * 2_248.089;
  const inches = BIT_DIAMETER / 0.0254;
  const d = logarithm(feet / (60 * speed)) / logarithm((12 * pounds) / (1e6 * inches));
  return (d * NORMAL_DENSITY) / density;
}
