/** Units as people write them mean what the catalog's symbols mean. */
import { describe, expect, it } from "vitest";
import { amount, signed } from "../../../src/analysis/trouble/amount.js";
import { spelled, unitShown } from "../../../src/wits/catalog/spelled.js";
import { conversion } from "../../../src/wits/catalog/units.js";

describe("a unit as people write it", () => {
  it("stands in sentences of evidence, with its number", () => {
    expect([amount(15_338, "KPA"), amount(1318, "L/M"), signed(-1.98, "M3"), amount(98.5, "KDN")]).toEqual([
      "15338 kPa",
      "1318 L/min",
      "-1.98 m³",
      "985 kN",
    ]);
    expect(amount(12, undefined)).toBe("12.0 (its unit is not declared)");
    expect(amount(12, "MD")).toBe("12.0 MD");
  });

  it("says ten of them where the numbers stay as they were sent", () => {
    expect(["KDN", "M/HR", "PSI", "DEGC"].map(unitShown)).toEqual(["10 kN", "m/h", "psi", "°C"]);
  });

  it("is the same quantity", () => {
    const { factor } = spelled("KDN");
    expect(conversion("KDN", "KN")).toMatchObject({ scale: factor, offset: 0 });
  });
});
