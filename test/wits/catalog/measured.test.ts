import { describe, expect, it } from "vitest";
import { measuredIn } from "../../../src/wits/catalog/measured.js";

describe("a quantity with its unit", () => {
  it.each([
    ["12.25 in", "M", 0.31115],
    ["12 1/4 in", "M", 0.31115],
    ["8-1/2in", "M", 0.2159],
    ["311.15 mm", "M", 0.31115],
    [".5 ft", "M", 0.1524],
    ["1.03 g/cm3", "KGM3", 1030],
    ["8.94 ppg", "PPG", 8.94],
    ["-40 degF", "DEGC", -40],
    ["1e3 kPa", "MPA", 1],
  ])("%s is read in %s", (text, unit, expected) => {
    expect(measuredIn(text, unit, "1 in")).toBeCloseTo(expected, 12);
  });

  it.each([
    ["12.25", "has no unit"],
    ["inches", "is no quantity"],
    ["12 1/0 in", "is no quantity"],
    ["", "is no quantity"],
    ["12.25 kg", "There is no unit"],
    ["12.25 psi", "does not convert"],
  ])("%j is refused, with what is wrong", (text, reason) => {
    expect(() => measuredIn(text, "M", "12.25 in")).toThrow(reason);
  });
});
