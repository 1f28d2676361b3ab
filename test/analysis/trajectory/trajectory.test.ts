import { describe, expect, it } from "vitest";
import { frame, type MadeOptions, pagesOf, tablesOfPages } from "../made-tables.js";

type Survey = readonly [depth: number | string, inclination: number | string, azimuth: number | string];

const surveysOf = (some: readonly Survey[], azimuthItem = 715): string =>
  some
    .map(([depth, inclination, azimuth], i) =>
      frame(i, { 708: depth, 713: inclination, [azimuthItem]: azimuth }),
    )
    .join("");

const HOLE: readonly Survey[] = [
  [0, 0, 0],
  [300, 0, 0],
  [330, 3, 40],
  [360, 8, 42],
  [390, 14, 45],
];

const surveysIn = (log: string, options?: MadeOptions, units: "metric" | "fps" | "undeclared" = "metric") => {
  const { surveys, calibration } = tablesOfPages(pagesOf(log, units), options);
  const told = (quantity: string): string => calibration.find((row) => row.quantity === quantity)?.how ?? "";
  return { surveys, told };
};
const good = surveysIn(surveysOf(HOLE)).surveys;

describe("a trajectory", () => {
  it("goes from the well's head through each survey", () => {
    expect(good.map(({ depth }) => depth)).toEqual([0, 300, 330, 360, 390]);
    expect(good[1]).toMatchObject({ tvd: 300, north: 0, east: 0, dogleg: 0 });
    // By hand: half an angle of 3 degrees over 30 m.
    expect(good[2]!.tvd).toBeCloseTo(329.9863, 4);
    expect(good[2]!.north).toBeCloseTo(0.6015, 3);
    expect(good[2]!.dogleg).toBeCloseTo(3, 6);
    expect(good[4]!.east).toBeGreaterThan(good[3]!.east!);
  });

  it("is the same when surveys come again and out of order, and says so", () => {
    const mixed = [HOLE[0]!, HOLE[2]!, HOLE[1]!, HOLE[2]!, HOLE[3]!, [390, 99, 45] as const, HOLE[4]!];
    const { surveys, told } = surveysIn(surveysOf(mixed));
    expect(surveys).toEqual(good);
    expect(told("surveys")).toContain(
      "5 stations of 7 surveys: 1 came again, 1 corrected one of the same depth, 1 came behind",
    );
  });

  it("gives each survey out when it comes, without looking ahead", () => {
    expect(surveysIn(surveysOf(HOLE), { mode: "causal" }).surveys).toEqual(good);
    const late = [HOLE[0]!, HOLE[2]!, HOLE[1]!];
    const { surveys, told } = surveysIn(surveysOf(late), { mode: "causal" });
    expect(surveys.map(({ depth }) => depth)).toEqual([0, 330]);
    expect(told("surveys")).toContain("left out");
  });

  it("adds the declination to azimuths as measured, and says when nobody told it", () => {
    const measured = surveysOf(
      HOLE.map(([depth, inclination, azimuth]) => [depth, inclination, Number(azimuth) - 2]),
      714,
    );
    const { surveys } = surveysIn(measured, { settings: { well: { declination: 2 } } });
    expect(surveys.map(({ azimuth }) => azimuth)).toEqual(good.map(({ azimuth }) => azimuth));
    expect(surveysIn(measured).told("declination")).toContain("give declination");
    expect(surveysIn(measured, { settings: { well: { declination: 2 } } }).told("declination")).toBe("");
  });

  it("leaves out what has no direction", () => {
    const { surveys, told } = surveysIn(surveysOf([...HOLE, [420, 20, ""], [450, 200, 45]]));
    expect(surveys).toEqual(good);
    expect(told("surveys")).toContain("2 had no direction");
  });

  it("has no position where nothing tells how the hole got to its first survey", () => {
    const { surveys, told } = surveysIn(
      surveysOf([
        [2500, 60, 45],
        [2530, 61, 45],
      ]),
    );
    expect(surveys.map(({ tvd, north, dogleg }) => [tvd, north, dogleg])).toEqual([
      [undefined, undefined, undefined],
      [undefined, undefined, expect.closeTo(1, 6)],
    ]);
    expect(told("tie-in")).toContain("positions are unknown");
  });

  it("has a dogleg by the unit of depth, and none where that is undeclared", () => {
    expect(surveysIn(surveysOf(HOLE), {}, "fps").surveys[2]!.dogleg).toBeCloseTo(10, 6);
    expect(surveysIn(surveysOf(HOLE), {}, "undeclared").surveys[2]).toMatchObject({ dogleg: undefined });
  });

  it("has a vertical section when its plane is told", () => {
    const { surveys } = surveysIn(surveysOf(HOLE), { settings: { well: { sectionAzimuth: 90 } } });
    expect(surveys[4]!.vertical_section).toBeCloseTo(surveys[4]!.east!, 12);
    expect(good[4]!.vertical_section).toBeUndefined();
  });
});
