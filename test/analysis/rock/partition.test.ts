import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { despiked } from "../../../src/analysis/rock/despike.js";
import { distinct, partition } from "../../../src/analysis/rock/partition.js";

const cost = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
};

const total = (values: readonly number[], places: readonly number[], penalty: number): number =>
  [0, ...places].reduce(
    (sum, from, i) => sum + cost(values.slice(from, places[i] ?? values.length)) + penalty,
    0,
  );

/** By trying all. */
function best(values: readonly number[], penalty: number, least: number): number {
  const least0: number[] = [-penalty];
  for (let to = 1; to <= values.length; to++) {
    least0[to] = Number.POSITIVE_INFINITY;
    for (let from = 0; from <= to - least; from++) {
      least0[to] = Math.min(least0[to]!, least0[from]! + cost(values.slice(from, to)) + penalty);
    }
  }
  return least0[values.length]! + penalty;
}

describe("the optimal partition", () => {
  it("is as good as the best of all partitions", () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 4 }),
        (some, penalty, least) => {
          const places = partition(Float64Array.from(some), penalty, least);
          const ends = [...places, some.length];
          expect(ends.every((end, i) => end - (ends[i - 1] ?? 0) >= least)).toBe(true);
          expect(total(some, places, penalty)).toBeCloseTo(best(some, penalty, least), 6);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("moves with the curve, whatever its offset", () => {
    const values = Array.from({ length: 200 }, (_, i) => (i < 90 ? 40 : 110) + ((i * 7) % 5));
    const far = Float64Array.from(values, (value) => value + 1e9);
    expect(partition(Float64Array.from(values), 500, 10)).toEqual([90]);
    expect(partition(far, 500, 10)).toEqual([90]);
  });

  it("has no place in too few values", () => {
    expect(partition(Float64Array.of(1, 9), 1, 3)).toEqual([]);
    expect(partition(new Float64Array(0), 1, 3)).toEqual([]);
  });

  it("keeps boundaries whose sides differ by more than their scatter", () => {
    const values = Float64Array.from({ length: 90 }, (_, i) => (i < 30 ? 0 : i < 60 ? 1 : 20) + (i % 2) * 4);
    expect(distinct(values, [30, 60], 1.5)).toEqual([60]);
  });
});

describe("a spike", () => {
  it("gives way to its neighbours, and a bed of rock does not", () => {
    const values = [50, 52, 51, 400, 49, 50, 52, 120, 121, 119, 122, 120, Number.NaN, 121];
    const clean = values.map((_, at) => despiked(values, at));
    expect(clean[3]).toBe(51);
    expect(clean.slice(7, 12)).toEqual([120, 121, 119, 122, 120].map((value) => expect.closeTo(value, -1)));
    expect(clean[12]).toBeNaN();
  });
});
