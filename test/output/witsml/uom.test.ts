/** Units of a log: each that columns can have means the same in WITSML, or is one that WITSML has not. */
import { expect, it } from "vitest";
import { allUnits } from "../../../src/wits/catalog/units.js";
import { unitOfUom } from "../../../src/witsml/read/unit-of-uom.js";
import { scaled, uomFor } from "../../../src/witsml/uom.js";

it("every unit of the catalog has one in each generation, but money, volumes per stroke and funnel viscosity", () => {
  const without = allUnits()
    .map(({ symbol }) => symbol)
    .filter((symbol) => uomFor(symbol, 1) === null || uomFor(symbol, 2) === null);
  expect(without).toEqual(["M3ST", "B/ST", "L/ST", "S/L", "S/QT", "S/QT-UK", "$", "$/M", "$/F"]);
});

it("every unit of the catalog is read back as it was written, in each generation, but those whose values are scaled, and SG", () => {
  for (const generation of [1, 2] as const) {
    const others = allUnits().flatMap(({ symbol }) => {
      const written = uomFor(symbol, generation);
      if (written === null) return [];
      const read = unitOfUom(written.uom);
      return read === symbol && written.scale === undefined
        ? []
        : [`${symbol} ${read} ${written.scale ?? ""}`.trim()];
    });
    // A specific gravity is g/cm3 there, number by number.
    const scaledUnits = ["DEG/100M undefined -2", "KDN KN 1", ...(generation === 1 ? ["MCM M3 3"] : [])];
    expect(others.toSorted()).toEqual([...scaledUnits, "SG G/CC"].toSorted());
  }
});

it("what was read before is read still", () => {
  const known = {
    "ft[US]": "F",
    tf: "TF",
    "c/min": "RPM",
    "c/s": "C/S",
    "1000 lbf.ft": "KFLB",
    "1/30 cm3/min": "C/30",
    deg: "DEG",
    "%": "%",
  };
  expect(Object.fromEntries(Object.keys(known).map((uom) => [uom, unitOfUom(uom)]))).toEqual(known);
  expect(["mpa", "KPA", "constructor", ""].map(unitOfUom)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it("a value in another unit is the float nearest to its decimals there, and comes back within one part in 10^12", () => {
  expect(uomFor("KDN", 1)).toEqual({ uom: "kN", scale: 1 });
  expect(uomFor("MCM", 2)).toEqual({ uom: "1000 m3", scale: undefined });
  expect([75.54, -3.1, 0, 1e-7, 0.1 + 0.2, 1e21].map((value) => scaled(value, 1))).toEqual([
    755.4,
    -31,
    0,
    1e-7 * 10,
    3.0000000000000004,
    1e22,
  ]);
  expect(scaled(1.23, -2)).toBe(0.0123);
  for (let value = 0.01; value < 1e6; value *= 1.37)
    expect(Math.abs(scaled(value, 1) / 10 - value)).toBeLessThanOrEqual(1e-12 * value);
});
