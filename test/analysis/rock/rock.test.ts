import { describe, expect, it } from "vitest";
import { frame, type MadeOptions, pagesOf, tablesOfPages } from "../made-tables.js";

const BEDS = [
  { to: 1040, gamma: 110, resistivity: 2 },
  { to: 1065, gamma: 45, resistivity: 40 },
  { to: 1090, gamma: 95, resistivity: 3 },
  { to: 1200, gamma: 30, resistivity: 1 },
] as const;
const bedAt = (depth: number) => BEDS.find(({ to }) => depth < to) ?? BEDS[3];
/** The same for everybody, and alike in no direction. */
const noise = (i: number): number => ((i * 7919) % 13) - 6;

interface Made {
  readonly feet?: boolean;
  readonly offset?: number;
}

/** 120 m at 36 m/h, a row every 8 s, with gamma 12 m and resistivity 16 m behind the bit. */
function drilled({ feet = false, offset = 0 }: Made = {}): string {
  const length = feet ? 1 / 0.3048 : 1;
  const force = feet ? 2.2480894 : 1;
  const torque = feet ? 0.73756215 : 1;
  const shown = (value: number): string => (value * length).toFixed(3);
  // In slips first, so that the rig's block weighs something.
  const frames = Array.from({ length: 60 }, (_, i) =>
    frame(i * 4 - 240, {
      108: shown(994),
      110: shown(1000),
      112: shown(30),
      114: (30 * force).toFixed(2),
      120: 0,
      130: 0,
    }),
  );
  for (let i = 0; i <= 1500; i++) {
    const depth = 1000 + i * 0.08;
    frames.push(
      frame(i * 8, {
        108: shown(depth),
        110: shown(depth),
        112: shown(30 - ((depth - 1000) % 27)),
        113: (36 * length).toFixed(2),
        114: (80 * force).toFixed(2),
        116: (5 * force).toFixed(4),
        118: (10 * torque).toFixed(4),
        120: 120,
        130: feet ? 500 : 1893,
        132: feet ? 10 : 1198.26,
      }),
    );
    if (i % 2 !== 0) continue;
    const gamma = bedAt(depth - 12).gamma + noise(i) + offset;
    frames.push(
      frame(i * 8, {
        808: shown(depth),
        813: shown(depth - 16),
        815: bedAt(depth - 16).resistivity,
        821: shown(depth - 12),
        823: i % 200 === 100 ? 900 : gamma,
      }),
    );
  }
  return frames.join("");
}

const WELL = { bitDiameter: "12.25 in", normalDensity: "1.03 g/cc" } as const;
const metric = pagesOf(drilled());
const inFeet = pagesOf(drilled({ feet: true }), "fps");
const tables = tablesOfPages(metric, { settings: { well: WELL } });
const tops = (options: MadeOptions & Made = {}): number[] =>
  tablesOfPages(
    options.feet || options.offset ? pagesOf(drilled(options), options.feet ? "fps" : "metric") : metric,
    options,
  ).formations.map(({ depth }) => (options.feet ? depth * 0.3048 : depth));

describe("the rock over depth", () => {
  const middle = tables.depth.filter(({ depth }) => depth > 1010 && depth < 1100);

  it("has a row a step, with the rate that the hole was made at", () => {
    expect(middle.length).toBe(449);
    for (const row of middle) expect(row.rate).toBeCloseTo(36, 6);
  });

  it("has what the formulas make of it, in the metric units of the field", () => {
    // 50 kN, 10 kN·m, 120 rpm and 36 m/h under 12.25 in.
    const area = (Math.PI / 4) * 0.31115 ** 2;
    const mse = (50_000 / area + (2 * Math.PI * 2 * 10_000) / (area * 0.01)) / 1e6;
    for (const row of middle) {
      expect(row.mse).toBeCloseTo(mse, 6);
      expect(row.depth_of_cut).toBeCloseTo(5, 6);
      expect(row.aggressiveness).toBeCloseTo((3 * 10_000) / (0.31115 * 50_000), 9);
      expect(row.drilling_strength).toBeCloseTo(50_000 / (0.155575 * 0.005) / 1e6, 6);
      expect(row.d_exponent_corrected! / row.d_exponent!).toBeCloseTo(1030 / 1198.26, 9);
    }
  });

  it("is the same rock in feet and pounds", () => {
    const feet = tablesOfPages(inFeet, { settings: { well: WELL } });
    const row = feet.depth.find(({ depth }) => depth === 3480)!;
    const same = middle.find(({ depth }) => depth === 1060)!;
    expect(row.rate! * 0.3048).toBeCloseTo(36, 1);
    expect((row.mse! * 6894.757) / 1e6).toBeCloseTo(same.mse!, 0);
    expect(row.d_exponent!).toBeCloseTo(same.d_exponent!, 3);
    expect(row.depth_of_cut! * 25.4).toBeCloseTo(same.depth_of_cut!, 1);
  });

  it("has each sensor at its own depth, without spikes", () => {
    for (const row of middle) {
      const bed = bedAt(row.depth);
      if (BEDS.some(({ to }) => Math.abs(to - row.depth) < 1)) continue;
      expect(Math.abs(row.gamma! - bed.gamma)).toBeLessThan(10);
      expect(row.resistivity).toBeCloseTo(bed.resistivity, 6);
    }
  });

  it("is null where a unit or the bit is not told, and says what would tell it", () => {
    const told = tablesOfPages(metric);
    expect(told.depth.every(({ mse, d_exponent }) => mse === undefined && d_exponent === undefined)).toBe(
      true,
    );
    expect(told.depth.some(({ depth_of_cut }) => depth_of_cut !== undefined)).toBe(true);
    const unknown = told.calibration.find(({ quantity }) => quantity === "bit diameter");
    expect(unknown).toMatchObject({ value: undefined, how: expect.stringContaining("--bit-diameter") });
    const undeclared = tablesOfPages(pagesOf(drilled(), "undeclared"), { settings: { well: WELL } });
    expect(
      undeclared.depth.every(({ mse, depth_of_cut }) => mse === undefined && depth_of_cut === undefined),
    ).toBe(true);
    expect(undeclared.depth[100]?.rate).toBeCloseTo(36, 6);
    expect(undeclared.calibration).toContainEqual(
      expect.objectContaining({ quantity: "unit of depth", how: expect.stringContaining("--units") }),
    );
  });

  it("takes each run's bit from where it began", () => {
    const runs = [
      { from: "0 m", bitDiameter: "17.5 in" },
      { from: "1050 m", bitDiameter: "12.25 in" },
    ];
    const { depth } = tablesOfPages(metric, { settings: { well: { runs } } });
    const at = (metres: number): number => depth.find((row) => row.depth === metres)!.mse!;
    expect(at(1040) / at(1060)).toBeCloseTo((12.25 / 17.5) ** 2, 6);
  });
});

describe("formations", () => {
  it("begin where gamma changes for good", () => {
    expect(tops()).toEqual([1040, 1065, 1090].map((top) => expect.closeTo(top, 0)));
    expect(tables.formations.map(({ above, below }) => `${above} ${below}`)).toEqual([
      "shale clean",
      "clean shale",
      "shale clean",
    ]);
    for (const { confidence } of tables.formations) expect(confidence).toBeGreaterThan(0.95);
  });

  it("are found without looking ahead, and by any gamma tool, in feet too", () => {
    const expected = [1040, 1065, 1090].map((top) => expect.closeTo(top, 0));
    expect(tops({ mode: "causal" })).toEqual(expected);
    expect(tops({ offset: 40 })).toEqual(expected);
    expect(tops({ feet: true })).toEqual(expected);
  });

  it("are as thick as is told at least", () => {
    expect(tops({ settings: { well: { leastThickness: "30 m" } } }).length).toBeLessThan(3);
  });

  it("are looked at for hydrocarbons by cut-offs, and no more", () => {
    expect(tables.intervals).toEqual([
      expect.objectContaining({
        top: expect.closeTo(1040, 0),
        base: expect.closeTo(1065, 0),
        resistivity: expect.closeTo(40, 3),
        reason: expect.stringContaining("no claim"),
      }),
    ]);
  });
});

describe("the analysis of rock", () => {
  it.each(["look-ahead", "causal"] as const)("is the same for any cut into pages, %s", (mode) => {
    const whole = tablesOfPages(metric, { mode, settings: { well: WELL } });
    for (const lengths of [[1], [7, 100, 3]]) {
      const { depth, formations, intervals } = tablesOfPages(metric, {
        mode,
        settings: { well: WELL },
        lengths,
      });
      expect({ depth, formations, intervals }).toEqual({
        depth: whole.depth,
        formations: whole.formations,
        intervals: whole.intervals,
      });
    }
  });

  it("knows gamma alone where nothing but record 08 is sent", () => {
    const log = drilled()
      .split("&&")
      .filter((one) => !one.includes("\r\n0101"))
      .join("&&");
    const alone = tablesOfPages(pagesOf(log));
    expect(alone.formations.length).toBe(3);
    expect(alone.depth.every(({ rate }) => rate === undefined)).toBe(true);
    expect(alone.depth[0]).toMatchObject({ source: "made", well: "MADE" });
  });

  it("says nothing of an empty log", () => {
    const { depth, formations, calibration } = tablesOfPages([]);
    expect([depth, formations, calibration]).toEqual([[], [], []]);
  });
});
