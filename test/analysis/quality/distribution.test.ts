import { describe, expect, it } from "vitest";
import { Extent } from "../../../src/analysis/quality/extent.js";
import { Distribution } from "../../../src/columns/distribution.js";

const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length / 2) - 1]!;

function distributionOf(numbers: readonly number[], exact?: number): Distribution {
  const distribution = new Distribution(exact);
  for (const number of numbers) distribution.add(number);
  return distribution;
}

describe("a distribution", () => {
  it("has the exact median of few different numbers, however many there are", () => {
    const numbers = Array.from({ length: 10_001 }, (_, i) => ((i * 7919) % 1000) - 500);
    expect(distributionOf(numbers).median).toBe(medianOf(numbers));
    expect(distributionOf([]).median).toBeUndefined();
    expect(distributionOf([2, 1]).median).toBe(1);
  });

  it.each([
    ["positive", (i: number) => ((i * 7919) % 99_991) / 7 + 1],
    ["negative", (i: number) => -((i * 7919) % 99_991) - 0.5],
    ["small", (i: number) => ((i * 7919) % 99_991) * 1e-7 + 1e-6],
    ["large", (i: number) => ((i * 7919) % 99_991) * 1e200 + 1e200],
  ])("has the median of many different %s numbers within half a percent", (_, number) => {
    const numbers = Array.from({ length: 50_000 }, (_, i) => number(i));
    const exact = medianOf(numbers);
    const median = distributionOf(numbers).median!;
    expect(Math.abs(median - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.0051);
  });

  it("tells how many are above a bound, and their sum", () => {
    expect(distributionOf([1, 5, 5, 9]).above(4)).toEqual({ count: 3, sum: 19 });
    expect(distributionOf([1]).above(1)).toEqual({ count: 0, sum: 0 });
  });
});

it("a median lies between least and greatest", () => {
  const extent = new Extent();
  extent.add(Float64Array.from({ length: 3000 }, (_, i) => 1000 + i * 1e-6));
  expect(extent.median).toBeGreaterThanOrEqual(extent.min);
  expect(extent.median).toBeLessThanOrEqual(extent.max);
});
