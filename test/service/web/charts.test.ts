/** What charts are made of: figures where they stand. */
import { describe, expect, it } from "vitest";
import { axisTo, shownOf } from "../../../src/service/web/charts/axis.js";
import { columnsIn } from "../../../src/service/web/charts/columns.js";
import { heatOf, levelOf } from "../../../src/service/web/charts/heat.js";
import { pathOf } from "../../../src/service/web/charts/hole-path.js";
import { depthTimeIn, pathIn } from "../../../src/service/web/charts/lines.js";

describe("an axis", () => {
  it("ends at a round place that is not below the greatest, and begins at nothing", () => {
    expect(axisTo(153.2)).toMatchObject({ end: 200 });
    expect(axisTo(153.2).ticks.map(({ label }) => label)).toEqual(["0", "50", "100", "150", "200"]);
    expect(axisTo(150).end).toBe(150);
    expect(axisTo(0.3).ticks.at(-1)?.label).toBe("0.3");
    expect(axisTo(0).end).toBe(1);
  });

  it("shows so many labels that no two touch", () => {
    expect([shownOf(30, 800, 58), shownOf(5, 800, 58), shownOf(0, 0, 58)]).toEqual([3, 1, 1]);
  });
});

it("columns stand on one another, and are as high together as their sum", () => {
  const parts = [
    { kind: "a", value: 20 },
    { kind: "b", value: 60 },
  ];
  const { pieces, axis } = columnsIn(
    [
      { label: "one", parts },
      { label: "two", parts: [] },
    ],
    100,
    200,
  );
  expect(axis.end).toBe(80);
  expect(pieces.map(({ y, height }) => [y, height])).toEqual([
    [150, 50],
    [0, 150],
  ]);
  expect(new Set(pieces.map(({ x }) => x)).size).toBe(1);
});

it("a field tells nothing from not known", () => {
  const values: Record<string, number | null> = { "a 1": 0, "a 2": 10, "b 1": 5, "b 2": null };
  const { cells, greatest } = heatOf(["a", "b"], ["1", "2"], (row, column) => values[`${row} ${column}`]!);
  expect(greatest).toBe(10);
  expect(cells.map(({ share }) => share)).toEqual([0, 1, 0.5, null]);
  expect([0, 0.01, 0.2, 0.21, 1].map(levelOf)).toEqual([0, 1, 1, 2, 5]);
});

it("a hole goes down the page with its runs, and is level where nobody drilled", () => {
  const run = (startsAt: number, endsAt: number, fromMm: number, toMm: number) => ({
    ...{ startsAt, endsAt, fromMm, toMm },
  });
  const { points, depths } = depthTimeIn([run(0, 10, 0, 50_000), run(30, 40, 50_000, 100_000)], 400, 100);
  expect(depths.end).toBe(100);
  expect(points).toEqual([
    { x: 0, y: 0 },
    { x: 100, y: 50 },
    { x: 300, y: 50 },
    { x: 400, y: 100 },
  ]);
});

describe("a path", () => {
  const survey = (depthMm: number, dipCd: number, azimuthCd: number) => ({ depthMm, dipCd, azimuthCd });

  it("goes by minimum curvature: the worked example", () => {
    const end = pathOf([survey(0, -6000, 9000), survey(30_000, -5900, 9150)]).at(-1)!;
    expect([end.dogleg, end.north, end.east, end.down].map((one) => one!.toFixed(4))).toEqual([
      ...["1.2568", "-0.2022", "15.2235", "25.8489"],
    ]);
  });

  it("begins at the collar as its first survey points, takes surveys by depth, and of two at one depth the later", () => {
    expect(pathOf([])).toEqual([]);
    const path = pathOf([survey(20_000, -9000, 0), survey(10_000, 0, 0), survey(10_000, -9000, 0)]);
    expect(path.map(({ depth, down }) => [depth, Number(down.toFixed(6))])).toEqual([
      [0, 0],
      [10, 10],
      [20, 20],
    ]);
  });

  it("is drawn at one scale both ways", () => {
    const { points } = pathIn(
      [
        { across: 0, down: 0 },
        { across: 30, down: 100 },
      ],
      400,
      200,
    );
    const [from, to] = points as [{ x: number; y: number }, { x: number; y: number }];
    expect((to.x - from.x) / (to.y - from.y)).toBeCloseTo(0.3, 9);
    expect(to.y).toBeLessThanOrEqual(200);
  });
});
