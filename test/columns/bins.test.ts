/** Bins over pages: what many rows become, however they were cut, and where bins begin. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { accumulatorOf } from "../../src/columns/bins/accumulator.js";
import { Bins } from "../../src/columns/bins/bins.js";
import { BinsInOrder } from "../../src/columns/bins/in-order.js";
import { depthSteps, type Steps, timeSteps } from "../../src/columns/bins/steps.js";
import type { Field } from "../../src/columns/field.js";
import { Rising } from "../../src/columns/rising.js";
import { type Aggregate, aggregates } from "../../src/wits/catalog/aggregate.js";
import { timezoneNamed } from "../../src/wits/catalog/timezone.js";

const field = (name: string, type: Field["type"]): Field => ({
  name,
  type,
  utc: false,
  code: undefined,
  mnemonic: name,
  meaning: name,
  unit: undefined,
});
const inputs = [field("at", "number"), field("x", "number"), field("word", "text")];
const wanted: readonly [number, Aggregate][] = [
  ...aggregates.map((aggregate): [number, Aggregate] => [1, aggregate]),
  [2, "first"],
  [2, "last"],
  [2, "count"],
];

type Cell = number | string | undefined;
type Row = readonly [at: number, x: number, word: string | undefined];

/** Rows in pages of these lengths as bins: where each begins, then a cell for each of `wanted`. */
function binned(
  rows: readonly Row[],
  steps: Steps,
  lengths: readonly number[],
  by: "time" | "depth" = "time",
) {
  const bins = new Bins(
    [
      { field: inputs[0]!, aggregate: "start", from: 0 },
      ...wanted.map(([from, aggregate]) => ({
        field: field(`${from}${aggregate}`, "number"),
        aggregate,
        from,
      })),
    ],
    inputs,
  );
  const rising = new Rising(by, { same: by === "time" });
  const leftOut = new Map<string, number>();
  const group = new BinsInOrder({
    bins,
    steps,
    refusal: (value) => rising.refusal(value),
    leaveOut: (why) => leftOut.set(why, (leftOut.get(why) ?? 0) + 1),
  });
  const found: Cell[][] = [];
  const take = (pages: ReturnType<typeof group.push>): void => {
    for (const page of pages) {
      for (let row = 0; row < page.rows; row++) {
        found.push(page.values.map((values) => (Number.isNaN(values![row]) ? undefined : values![row])));
      }
    }
  };
  for (let from = 0, i = 0; from < rows.length; i++) {
    const some = rows.slice(from, from + lengths[i % lengths.length]!);
    from += some.length;
    const at = Float64Array.from(some, (row) => row[0]);
    take(
      group.push(some.length, [at, Float64Array.from(some, (row) => row[1]), some.map((row) => row[2])], at),
    );
  }
  take(group.end());
  return { found, leftOut, open: bins.open };
}

it("has what a reader of the rows finds, null where no row has a value, however the rows are cut", () => {
  const rows: Row[] = [
    [0, 4, undefined],
    [1, Number.NaN, "a"],
    [9, 1, "b"],
    [10, Number.NaN, undefined],
    [25, 7, undefined],
    [25, -3, "c"],
  ];
  const expected = [
    [0, 2.5, 1, 4, 1, 4, 2, "a", "b", 2],
    [10, undefined, undefined, undefined, undefined, undefined, 0, undefined, undefined, 0],
    [20, 2, -3, 7, -3, 7, 2, "c", "c", 1],
  ];
  for (const lengths of [[1], [2], [3, 1], [100]]) {
    expect(binned(rows, timeSteps(10), lengths)).toEqual({ found: expected, leftOut: new Map(), open: 0 });
  }
});

it("does not depend on the cut, of more rows than are taken at a time", () => {
  const rows = Array.from({ length: 20_000 }, (_, i): Row => [i, Math.sin(i) * 10 ** (i % 7), `${i % 11}`]);
  const whole = binned(rows, timeSteps(7), [rows.length]).found;
  expect(whole).toHaveLength(Math.ceil(20_000 / 7));
  expect(binned(rows, timeSteps(7), [1, 8191, 8193, 37]).found).toEqual(whole);
});

it("a mean is that of its values to the last place, in any order and put together in any way", () => {
  const exact = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(exact, fc.nat(), (thousandths, cut) => {
      const values = thousandths.map((value) => value / 1024);
      const mean = thousandths.reduce((sum, value) => sum + value, 0) / 1024 / values.length;
      const one = accumulatorOf("mean", false);
      one.grow(2);
      const at = cut % values.length;
      one.add(
        Float64Array.from(values),
        Int32Array.from(values, (_, i) => (i < at ? 0 : 1)),
        values.length,
      );
      const behind = one.save(1)!;
      one.restore(0, behind);
      expect((one.read([0]) as Float64Array)[0]).toBe(mean);
    }),
  );
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: 1, max: 1000 }),
      (value, n) => {
        const mean = binned(Array(n).fill([0, value, undefined]), timeSteps(1), [n]).found[0]![1] as number;
        expect(Math.abs(mean)).toBe(Math.abs(value));
      },
    ),
  );
});

it("by depth a row counts where the hole became deeper, and a multiple of the step is one in spite of its rounding", () => {
  const rows: Row[] = [10, 10.2, 10.2, 9.5, 10.3, 10.6, Number.NaN, 10.5].map((depth, i) => [
    depth,
    i,
    undefined,
  ]);
  const { found, leftOut } = binned(rows, depthSteps(0.1), [3], "depth");
  expect(found.map(([at, mean]) => [at, mean])).toEqual([
    [10, 0],
    [10.2, 1],
    [10.3, 4],
    [10.6, 5],
  ]);
  expect([...leftOut.values()].reduce((sum, rows) => sum + rows)).toBe(4);
});

const utc = (text: string): number => Date.parse(text);

it.each([
  // Clocks in Oslo go back from 03:00 to 02:00 at 01:00 UTC.
  [
    "1h",
    3_600_000,
    ["2024-10-27T00:10Z", "2024-10-27T00:50Z", "2024-10-27T01:10Z", "2024-10-27T02:10Z"],
    ["00:00", "00:00", "01:00", "02:00"],
  ],
  [
    "1d",
    86_400_000,
    ["2024-10-26T22:30Z", "2024-10-27T00:50Z", "2024-10-27T22:59Z"],
    ["22:00", "22:00", "22:00"],
  ],
  // And forward from 02:00 to 03:00, where 02:00 never is.
  ["1h", 3_600_000, ["2024-03-31T00:59Z", "2024-03-31T01:00Z"], ["00:00", "01:00"]],
  [
    "1d",
    86_400_000,
    ["2024-03-31T00:59Z", "2024-03-31T21:59Z", "2024-03-31T22:00Z"],
    ["23:00", "23:00", "22:00"],
  ],
])("bins of %s begin where the rig's clock shows a whole multiple", (_, step, times, starts) => {
  const { startOf } = timeSteps(step, timezoneNamed("Europe/Oslo"));
  expect(times.map((time) => new Date(startOf(utc(time))).toISOString().slice(11, 16))).toEqual(starts);
});

it.each([
  ["Europe/Oslo", 3_600_000, "2024-10-25"],
  ["Europe/Oslo", 86_400_000, "2024-10-25"],
  ["Europe/Oslo", 86_400_000, "2024-03-29"],
  ["Australia/Lord_Howe", 1_800_000, "2024-04-05"],
  ["America/New_York", 7_200_000, "2024-11-01"],
  ["America/New_York", 7_200_000, "2024-03-08"],
])(
  "in %s, where clocks are turned, each bin of %s ms begins where the one before ends",
  (zone, step, day) => {
    const steps = timeSteps(step, timezoneNamed(zone));
    let start = steps.startOf(utc(`${day}T00:00Z`));
    for (let time = start; time < utc(`${day}T00:00Z`) + 5 * 86_400_000; time += 600_000) {
      const own = steps.startOf(time);
      expect(own).toBeLessThanOrEqual(time);
      if (own === start) continue;
      expect(steps.after(start)).toBe(own);
      start = own;
    }
  },
);
