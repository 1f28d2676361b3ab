import { describe, expect, it } from "vitest";
import { runAt, type WellTold, wellOf } from "../../src/analysis/well.js";

describe("what is told of a well", () => {
  it("becomes SI, with the bit that drilled at a depth", () => {
    const well = wellOf({
      runs: [
        { name: "BHA 2", from: "4000 ft", bitDiameter: "8 1/2 in" },
        { name: "BHA 1", from: "0 m", bitDiameter: "12.25 in", bitCost: 27_000 },
      ],
      normalDensity: "8.6 ppg",
      motor: { revolutions: 0.8, per: "1 gal", greatestTorque: "8000 ftlb", greatestDifferential: "600 psi" },
    });
    expect(runAt(well, 1000)).toMatchObject({ name: "BHA 1", bitCost: 27_000 });
    expect(runAt(well, 1300)?.bitDiameter).toBeCloseTo(0.2159, 9);
    expect(well.normalDensity).toBeCloseTo(1030.51, 2);
    expect(well.motor?.revolutionsPerVolume).toBeCloseTo(0.8 / 0.003785411784, 6);
    expect(runAt(wellOf({ bitDiameter: "8.5 in" }), 0)?.bitDiameter).toBeCloseTo(0.2159, 9);
    expect(runAt(wellOf(), 1000)).toBeUndefined();
  });

  const WRONG: readonly (readonly [string, WellTold, string])[] = [
    ["a diameter without a unit", { bitDiameter: "12.25" }, "bit-diameter: .* has no unit"],
    ["a density for a length", { depthStep: "1 ppg" }, "depth-step: .* does not convert"],
    ["no length at all", { leastThickness: "0 m" }, "least-thickness: .* too small"],
    ["one bit and several", { bitDiameter: "8 in", runs: [] }, "bit-diameter is of a well with one bit"],
    ["lines that are crossed", { cleanGamma: 100, shaleGamma: 40 }, "clean-gamma 100 is not below"],
    ["shares above 1", { lithologies: [{ upTo: 2, name: "sand" }] }, "lithologies"],
    ["a run from nowhere", { runs: [{ from: "bottom" }] }, "run 1: from: .* no quantity"],
    ["a wrong formula", { shaleFormula: "larionov" as never }, "shale-formula"],
  ];
  it.each(WRONG)("is refused when it has %s", (_, told, reason) => {
    expect(() => wellOf(told)).toThrow(new RegExp(reason));
  });
});
