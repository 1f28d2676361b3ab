import { describe, expect, it } from "vitest";
import {
  aggressiveness,
  belowMotor,
  depthOfCut,
  drillingStrength,
  specificEnergy,
} from "../../../src/analysis/rock/energy.js";
import { correctedExponent, drillingExponent } from "../../../src/analysis/rock/exponent.js";
import { convert } from "../../../src/wits/catalog/units.js";

/** As a driller has them: lbf, ft·lbf, rpm, ft/h, inches. */
const oilfield = (weight: number, torque: number, rpm: number, rate: number, diameter: number) => ({
  weight: convert(weight, "LB", "N"),
  torque: convert(torque, "FLB", "NM"),
  speed: rpm / 60,
  rate: convert(rate, "F/HR", "M/S"),
  diameter: convert(diameter, "IN", "M"),
});

describe("mechanical specific energy", () => {
  // Computed apart from this project by 4W/(πD²) + 480NT/(D²R), lbf and inches.
  it.each([
    [35_000, 4500, 120, 50, 8.5, 72367.659],
    [20_000, 8000, 90, 100, 12.25, 23200.099],
  ])("of %d lbf and %d ft·lbf at %d rpm and %d ft/h is that of the field's formula", (...told) => {
    const [weight, torque, rpm, rate, diameter, psi] = told;
    const energy = specificEnergy(oilfield(weight, torque, rpm, rate, diameter));
    expect(convert(energy!, "PA", "PSI")).toBeCloseTo(psi, 1);
  });

  it("is Teale's in SI", () => {
    const diameter = Math.sqrt((4 * 0.01) / Math.PI);
    const energy = specificEnergy({ weight: 50_000, torque: 1000, speed: 2, rate: 10 / 3600, diameter });
    expect(energy! / 1e6).toBeCloseTo(457.38934, 4);
  });

  it("is unknown where nothing is drilled or a quantity is", () => {
    const work = oilfield(35_000, 4500, 120, 50, 8.5);
    for (const other of [
      { rate: 0 },
      { rate: Number.NaN },
      { torque: Number.NaN },
      { weight: -1 },
      { diameter: 0 },
    ]) {
      expect(specificEnergy({ ...work, ...other })).toBeUndefined();
    }
  });

  it("takes speed and torque at the bit below a motor", () => {
    // 0.8 rev/gal at 400 gpm is 320 rpm; half of the greatest pressure is half of the torque.
    const motor = {
      revolutionsPerVolume: 0.8 / convert(1, "GAL", "M3"),
      greatestTorque: 8000,
      greatestDifferential: 4e6,
    };
    const bit = belowMotor(1, motor, convert(400, "GPM", "M3/M") / 60, 2e6);
    expect(bit.speed).toBeCloseTo(1 + 320 / 60, 9);
    expect(bit.torque).toBe(4000);
  });
});

describe("the drilling exponent", () => {
  it.each([
    [30, 120, 35_000, 8.5, 1.8222834],
    [90, 110, 20_000, 8.5, 1.2040357],
    [23, 113, 25_500, 9.875, 1.6367154],
  ])("of %d ft/h, %d rpm, %d lbf and %d in", (rate, rpm, weight, diameter, expected) => {
    expect(drillingExponent(oilfield(weight, 0, rpm, rate, diameter))).toBeCloseTo(expected, 6);
  });

  it("is corrected by the densities of the mud", () => {
    expect(correctedExponent(1.2040357, 9, 12)).toBeCloseTo(0.90302681, 6);
    expect(correctedExponent(1.6367154, 8.94, 9.5)).toBeCloseTo(1.5402353, 6);
    expect(correctedExponent(1.2, 9, Number.NaN)).toBeUndefined();
    expect(correctedExponent(undefined, 9, 12)).toBeUndefined();
  });

  it("means nothing where its logarithms change sign", () => {
    expect(drillingExponent(oilfield(35_000, 0, 1, 100, 8.5))).toBeUndefined();
    expect(drillingExponent(oilfield(1e6, 0, 120, 30, 8.5))).toBeUndefined();
    expect(drillingExponent(oilfield(35_000, 0, 0, 30, 8.5))).toBeUndefined();
  });
});

describe("the cut", () => {
  const work = oilfield(35_000, 4500, 120, 50, 8.5);

  it("has a depth, in inches a fifth of ft/h over rpm", () => {
    expect(convert(depthOfCut(work)!, "M", "IN")).toBeCloseTo(0.083333333, 8);
    expect(depthOfCut({ ...work, speed: 0 })).toBeUndefined();
  });

  it("tells the aggressiveness of the bit and the strength of the rock", () => {
    expect(aggressiveness(work)).toBeCloseTo(0.54453782, 7);
    // 35,000 lbf over 4.25 in of radius and 1/12 in of cut.
    expect(convert(drillingStrength(work)!, "PA", "PSI")).toBeCloseTo(35_000 / (4.25 / 12), 5);
  });
});
