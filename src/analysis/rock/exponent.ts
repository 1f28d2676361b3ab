/**
 * The drilling exponent: the rate made comparable for weight, speed and diameter of the bit, so that what is left is rock and pressure. Its
 * formula has the units of its authors inside, so they are made of SI here.
 */
import { conversion } from "../../wits/catalog/units.js";
import type { BitWork } from "./energy.js";

const feetAnHour = conversion("M/S", "F/HR")!.scale;
const pounds = conversion("N", "LB")!.scale;
const inches = conversion("M", "IN")!.scale;

/**
 * log(R / 60N) / log(12W / 10⁶D), R in ft/h, N in rpm, W in lbf, D in inches. Jorden and Shirley, JPT 1966. Undefined where one of the
 * logarithms is not below 0: the formula means nothing there.
 */
export function drillingExponent({
  weight,
  speed,
  rate,
  diameter,
}: Omit<BitWork, "torque">): number | undefined {
  const turned = (rate * feetAnHour) / (60 * speed * 60);
  const pressed = (12 * weight * pounds) / (1e6 * diameter * inches);
  if (!(turned > 0 && turned < 1 && pressed > 0 && pressed < 1)) return undefined;
  return Math.log10(turned) / Math.log10(pressed);
}

/** The exponent as it would be in mud of the normal density. Rehm and McClendon, SPE-3543. Densities in one unit. */
export function correctedExponent(
  exponent: number | undefined,
  normalDensity: number,
  density: number,
): number | undefined {
  return exponent !== undefined && normalDensity > 0 && density > 0
    ? (exponent * normalDensity) / density
    : undefined;
}
