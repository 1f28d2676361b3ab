/** Pictures of a report: what they draw stands where its values are, and never beside the picture. */
import { describe, expect, it } from "vitest";
import type { DayReport, Report } from "../../src/report/document.js";
import { figure } from "../../src/report/figure.js";
import { valueAxis } from "../../src/report/picture/frame.js";
import { hoursPicture } from "../../src/report/picture/hours.js";
import { dayPictures, overviewPictures } from "../../src/report/picture/pictures.js";
import { stateKinds } from "../../src/report/picture/states.js";
import { stripPicture } from "../../src/report/picture/strip.js";
import { timeDepthPicture } from "../../src/report/picture/time-depth.js";
import { rigStates } from "../../src/wits/catalog/state.js";
import { exampleDay, exampleReport } from "./example.js";
import { emptyDay, longDay, severalDays } from "./odd.js";

const { pictures } = exampleDay;

/** All places that lines go to and that boxes fill. */
function placesIn(svg: string): [x: number, y: number][] {
  const paths = [...svg.matchAll(/ d="([^"]*)"/g)].flatMap(([, path]) =>
    [...path!.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as [number, number],
    ),
  );
  const boxes = [
    ...svg.matchAll(/<rect x="(-?[\d.]+)" y="(-?[\d.]+)" width="([\d.]+)" height="([\d.]+)"/g),
  ].flatMap(([, ...sides]) => {
    const [x, y, width, height] = sides.map(Number) as [number, number, number, number];
    return [[x, y] as [number, number], [x + width, y + height] as [number, number]];
  });
  return [...paths, ...boxes];
}

const odd: DayReport = {
  ...exampleDay,
  pictures: {
    ...pictures,
    // A clock that is put forward, a log that ends in the middle, values below zero, one value alone.
    seconds: 82_800,
    states: [
      { from: 0, to: 60, state: "of a later version" },
      { from: 60, to: 82_800, state: "data_gap" },
    ],
    holeDepth: pictures.holeDepth.map(() => null),
    bitDepth: pictures.bitDepth.map((_, place) => (place === 7 ? 0 : null)),
    curves: [
      {
        channel: "pit-change",
        title: "Pit change, active tanks and all others that there are",
        unit: null,
        least: pictures.holeDepth.map((_, place) => (place % 3 === 0 ? null : -place)),
        mean: pictures.holeDepth.map((_, place) => (place % 3 === 0 ? null : -place / 2)),
        greatest: pictures.holeDepth.map((_, place) => (place % 3 === 0 ? null : place)),
      },
    ],
  },
};

describe("pictures of a report", () => {
  it.each<[string, Report]>([
    ["a day", exampleReport],
    ["odd days", { ...exampleReport, days: [odd, longDay, emptyDay] }],
    ["several wells", severalDays(["one", "two"], 40)],
    ["a year", severalDays(["one"], 365)],
  ])("draw nothing beside themselves: %s", (_, report) => {
    const drawn = [...report.days.slice(0, 3).flatMap(dayPictures), ...overviewPictures(report)];
    expect(drawn.length).toBeGreaterThan(2);
    for (const { svg, width, height, title } of drawn) {
      expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
      const places = placesIn(svg);
      const outside = places.filter(([x, y]) => !(x >= 0 && x <= width && y >= 0 && y <= height));
      expect([title, outside]).toEqual([title, []]);
    }
  });

  it("are left out where nothing is known", () => {
    expect(dayPictures(emptyDay)).toEqual([]);
    expect(overviewPictures(exampleReport)).toEqual([]);
    expect(stripPicture({ ...pictures, curves: [] })).toBeUndefined();
    expect(
      timeDepthPicture({ ...pictures, states: [], holeDepth: [null], bitDepth: [null] }),
    ).toBeUndefined();
  });

  it("have a lane for each state but a gap, once", () => {
    const drawn = stateKinds.flatMap(({ states }) => [...states]);
    expect([...drawn, "data_gap"].sort()).toEqual([...rigStates].sort());
  });

  it("have bars as long as their hours", () => {
    const bars = [6, 3, 1.5].map((hours, place) => ({ activity: `a${place}`, hours: figure(hours, "h", 2) }));
    const { svg } = hoursPicture(bars)!;
    const widths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(3);
    expect(widths[0]! / widths[1]!).toBeCloseTo(2, 2);
    expect(widths[1]! / widths[2]!).toBeCloseTo(2, 2);
    expect(svg).toContain(">6.00 h<");
  });

  it("have axes that hold their values, with the deepest below", () => {
    const band = { top: 10, height: 100 };
    const axis = valueAxis([2210.4, null, 2352.8], band, { turned: true })!;
    expect(axis.y(2352.8)).toBeGreaterThan(axis.y(2210.4));
    expect(axis.least).toBeLessThanOrEqual(2210.4);
    expect(axis.greatest).toBeGreaterThanOrEqual(2352.8);
    const still = valueAxis([5, 5], band)!;
    expect(still.y(5)).toBeGreaterThan(10);
    expect(still.y(5)).toBeLessThanOrEqual(110);
    expect(valueAxis([null], band)).toBeUndefined();
  });
});
