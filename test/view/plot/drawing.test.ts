import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gridPlaces, numberText, position } from "../../../src/drawing/scale.js";
import { extentOf, logScale, roundScale } from "../../../src/drawing/scale-choice.js";
import { numberStep, places, timeLabel, timeStep } from "../../../src/drawing/steps.js";
import type { Curve, Sheet } from "../../../src/view/plot/page/chart.js";
import { firstAt, levelFor, levelsOf, nearestAt, nearestValue } from "../../../src/view/plot/page/pyramid.js";
import { RowPen } from "../../../src/view/plot/page/row-pen.js";
import { trace } from "../../../src/view/plot/page/trace.js";
import { clamped, moved, zoomed } from "../../../src/view/plot/page/view.js";

const NULL = Number.NaN;
const values = (numbers: readonly number[]) => {
  const array = Float32Array.from(numbers);
  return { least: array, greatest: array, stride: 1 };
};

/** What a pen drew: a list of joined points for each time that it was set down. */
function drawn(
  numbers: readonly number[],
  { times, stride = 1, level = 0 }: { times?: readonly number[]; stride?: number; level?: number } = {},
) {
  const index = Float64Array.from(times ?? numbers.map((_, row) => row));
  const sheet: Sheet = { index, step: 1, joined: 3, reduced: false };
  const one = levelsOf(values(numbers))[level]!;
  const lines: [number, number][][] = [];
  trace(
    {
      moveTo: (x, y) => void lines.push([[x, y]]),
      lineTo: (x, y) => void lines.at(-1)!.push([x, y]),
    },
    { sheet, stride, level: one, from: 0, until: one.least.length, x: (value) => value, y: (place) => place },
  );
  return lines;
}

describe("levels", () => {
  it("keep the least and the greatest of all values, and a null only where all are null", () => {
    const value = fc.oneof(fc.constant(NULL), fc.float({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 3000 }), (numbers) => {
        const levels = levelsOf(values(numbers));
        for (const { size, least, greatest } of levels) {
          for (let bucket = 0; bucket < least.length; bucket++) {
            const some = numbers
              .slice(bucket * size, (bucket + 1) * size)
              .filter((one) => !Number.isNaN(one));
            if (some.length === 0) expect([least[bucket], greatest[bucket]]).toEqual([NULL, NULL]);
            else expect([least[bucket], greatest[bucket]]).toEqual([Math.min(...some), Math.max(...some)]);
          }
        }
        expect(levels.at(-1)!.least.length).toBeLessThanOrEqual(512);
      }),
      { numRuns: 60 },
    );
  });

  it("show one row of a million that peaks", () => {
    const numbers = new Float32Array(1_000_000).fill(1);
    numbers[654_321] = 99;
    for (const { size, greatest } of levelsOf({ least: numbers, greatest: numbers })) {
      expect(greatest[Math.floor(654_321 / size)]).toBe(99);
    }
  });

  it("are chosen so that a pixel has a bucket, and no more than four", () => {
    const levels = levelsOf(values(Array.from({ length: 100_000 }, () => 1)));
    expect(levelFor(levels, 100_000, 800).size).toBe(64);
    expect(levelFor(levels, 900, 800).size).toBe(1);
    expect(levelFor(levels, 10, 800).size).toBe(1);
  });

  it("find the row nearest to a place, and the value nearest to a row", () => {
    const index = Float64Array.of(10, 20, 30);
    expect([5, 14, 15, 16, 99].map((place) => nearestAt(index, place))).toEqual([0, 0, 0, 1, 2]);
    expect([5, 10, 11, 31].map((place) => firstAt(index, place))).toEqual([0, 0, 1, 3]);
    expect(nearestAt(new Float64Array(0), 1)).toBe(-1);
    const rare: Pick<Curve, "least" | "stride"> = { least: Float32Array.of(NULL, NULL, 7, NULL), stride: 3 };
    expect([0, 1, 2, 3].map((row) => nearestValue(rare, row))).toEqual([2, 2, 2, 2]);
    expect(nearestValue({ ...rare, stride: 1 }, 1)).toBe(-1);
  });
});

describe("a curve", () => {
  it("joins the rows, and is open where one has no value", () => {
    expect(drawn([1, 2, NULL, 4, 5])).toEqual([
      [
        [1, 0],
        [2, 1],
      ],
      [
        [4, 3],
        [5, 4],
      ],
    ]);
  });

  it("is open where no row was recorded for long", () => {
    expect(drawn([1, 2, 3, 4], { times: [0, 1, 100, 101] }).map((line) => line.length)).toEqual([2, 2]);
    expect(drawn([1, 2, 3, 4], { times: [0, 1, 4, 5] }).map((line) => line.length)).toEqual([4]);
  });

  it("joins the values of an item that comes with every third row", () => {
    expect(drawn([1, NULL, NULL, 2, NULL, NULL, 3], { stride: 3 })).toHaveLength(1);
    expect(drawn([1, NULL, NULL, NULL, NULL, NULL, 3], { stride: 3 })).toHaveLength(2);
  });

  it("shows a value that stands alone", () => {
    expect(drawn([NULL, 5, NULL])).toEqual([
      [
        [5, 1],
        [6.5, 1],
      ],
    ]);
  });

  it("reaches every peak at every level", () => {
    const numbers = Array.from({ length: 5000 }, (_, row) =>
      row === 3333 ? 50 : row === 1234 ? -50 : row % 3,
    );
    for (const level of [0, 1, 2]) {
      const xs = drawn(numbers, { level })
        .flat()
        .map(([x]) => x);
      expect([Math.min(...xs), Math.max(...xs)]).toEqual([-50, 50]);
    }
  });

  it("of nothing but nulls is nothing", () => expect(drawn([NULL, NULL])).toEqual([]));
});

describe("the pen of rows", () => {
  const bars = (...points: readonly (readonly [number, number])[]) => {
    const drawn: [row: number, from: number, until: number][] = [];
    const pen = new RowPen(
      { fillRect: (x, y, width) => void drawn.push([y, Math.round(x + 0.6), Math.round(x + width - 0.6)]) },
      5,
    );
    points.forEach(([x, y], i) => void (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
    pen.end();
    return drawn;
  };

  it("draws a bar a row, from the least to the greatest place in it", () => {
    expect(bars([10, 0.1], [90, 0.3], [20, 0.6], [20, 1.2], [50, 1.5])).toEqual([
      [0, 10, 90],
      [1, 20, 50],
    ]);
  });

  it("goes through the rows between, and stays within the canvas", () => {
    expect(bars([0, -1], [40, 3])).toEqual([
      [0, 10, 20],
      [1, 20, 30],
      [2, 30, 40],
      [3, 40, 40],
    ]);
    expect(bars([0, 4.5], [0, 1e12])).toEqual([[4, 0, 0]]);
  });
});

describe("a scale", () => {
  const scaleOf = (...numbers: number[]) => roundScale(extentOf([values(numbers)])!);

  it.each([
    [
      [0, 10, 47],
      [0, 50],
    ],
    [
      [3, 88],
      [0, 100],
    ],
    [
      [2384, 2597],
      [2350, 2600],
    ],
    [
      [-8, 2],
      [-8, 2],
    ],
    [
      [0, 0],
      [0, 1],
    ],
    [
      [7, 7],
      [0, 8],
    ],
    [
      [-4, -4],
      [-4, 0],
    ],
  ])("of %j is %j", (numbers, [left, right]) => {
    expect(scaleOf(...numbers)).toEqual({ left, right, log: false });
  });

  it("is not made useless by one wild value, which stands at the edge", () => {
    const numbers = Array.from({ length: 1000 }, (_, row) => (row === 500 ? 99_999 : 20 + (row % 10)));
    const scale = scaleOf(...numbers);
    expect(scale.right).toBeLessThan(60);
    expect(position(scale, 99_999)).toBe(1);
  });

  it("of noise is no narrower than what matters in its unit", () => {
    expect(roundScale(extentOf([values([1250, 1259])])!, "KGM3")).toEqual({
      left: 1200,
      right: 1300,
      log: false,
    });
    expect(roundScale(extentOf([values([0, 9])])!, "KPA")).toEqual({ left: 0, right: 1000, log: false });
  });

  it("of decades has whole ones", () => {
    expect(logScale(extentOf([values([0, 0.03, 55])])!)).toEqual({ left: 0.01, right: 100, log: true });
    expect(logScale(extentOf([values([0, 0])])!)).toEqual({ left: 0.1, right: 10, log: true });
    const scale = { left: 1, right: 100, log: true };
    expect([0, 1, 10, 100, 1e9].map((value) => position(scale, value))).toEqual([0, 0, 0.5, 1, 1]);
    expect(gridPlaces(scale).filter(({ strong }) => strong)).toEqual([{ place: 0.5, strong: true }]);
  });

  it("may grow to the left", () => {
    expect([0, 10, 50].map((value) => position({ left: 50, right: 0, log: false }, value))).toEqual([
      1, 0.8, 0,
    ]);
  });
});

describe("an axis", () => {
  it("has round places", () => {
    expect(numberStep(97, 10)).toBe(10);
    expect(places(0.25, 0.62, 0.1)).toEqual([0.3, 0.4, 0.5, 0.6]);
    expect(places(-3, 3, 2)).toEqual([-2, 0, 2]);
    const [minute, hour] = [60_000, 3_600_000];
    expect([8 * hour, hour, 90_000, 400 * 24 * hour].map((span) => timeStep(span, 16))).toEqual([
      30 * minute,
      5 * minute,
      10_000,
      28 * 24 * hour,
    ]);
  });

  it("names times with no more digits than it needs", () => {
    const noon = Date.UTC(2024, 2, 4, 12, 0, 5);
    expect(timeLabel(noon, 60_000)).toBe("12:00");
    expect(timeLabel(noon, 1000)).toBe("12:00:05");
    expect(timeLabel(Date.UTC(2024, 2, 4), 3_600_000)).toBe("2024-03-04");
  });

  it("tells values as exactly as they are held", () => {
    const texts = ["3650.4", "0.1", "1e-7", "16777215", "-40", "0.3"];
    expect(texts.map((text) => numberText(Math.fround(Number(text))))).toEqual(texts);
  });
});

describe("the view", () => {
  const whole = { from: 0, until: 100 };
  it("zooms about a place that stays", () =>
    expect(zoomed(whole, 25, 0.5)).toEqual({ from: 12.5, until: 62.5 }));
  it("never leaves the log", () => {
    expect(clamped(moved({ from: 80, until: 90 }, 5), whole, 1)).toEqual({ from: 90, until: 100 });
    expect(clamped(zoomed(whole, 10, 3), whole, 1)).toEqual(whole);
    expect(clamped({ from: 50, until: 50 }, whole, 2)).toEqual({ from: 49, until: 51 });
  });
});
