/** Units of a log: each that columns can have means the same in WITSML, or is one that WITSML has not. */
import { expect, it } from "vitest";
import { allUnits } from "../../../src/wits/catalog/units.js";
import { scaled, uomFor } from "../../../src/witsml/uom.js";

it("every unit of the catalog has one in each generation, but money, volumes per stroke and funnel viscosity", () => {
  const without = allUnits()
    .map(({ symbol }) => symbol)
    .filter((symbol) => uomFor(symbol, 1) === null || uomFor(symbol, 2) === null);
  expect(without).toEqual(["M3ST", "B/ST", "L/ST", "S/L", "S/QT", "S/QT-UK", "$", "$/M", "$/F"]);
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
