import { describe, expect, it } from "vitest";
import { costPerLength } from "../../../src/analysis/efficiency/cost.js";
import { efficiency } from "../../../src/analysis/efficiency/efficiency.js";
import { percentile } from "../../../src/analysis/efficiency/percentile.js";
import type { EfficiencySettings } from "../../../src/analysis/efficiency/settings.js";
import { OFF, ON, type RigRows, type Stage } from "../../../src/analysis/rig/rows.js";
import type { ConnectionRow, EventRow, TripRow } from "../../../src/analysis/table.js";
import { type WellTold, wellOf } from "../../../src/analysis/well.js";
import { gathered } from "../../../src/bulk/analysis/analyze.js";
import { type RigState, rigStates } from "../../../src/wits/catalog/state.js";
import { frame, pagesOf, tablesOfPages } from "../made-tables.js";

const WHOSE = { source: "made", well: "MADE" };

/** Seconds of a state, and how deep the hole is at its end. */
type Part = readonly [state: RigState, seconds: number, hole: number];

/** A row every ten seconds, the last one at the end. */
function rowsOf(parts: readonly Part[], from: number): RigRows {
  const times: number[] = [];
  const states: number[] = [];
  const depths: number[] = [];
  const gaps: number[] = [];
  let time = 0;
  let depth = from;
  for (const [state, seconds, hole] of parts) {
    if (state === "data_gap") {
      times.push(time * 1000);
      states.push(states.at(-1)!);
      depths.push(depth);
      time += seconds;
      depth = hole;
      gaps[times.length] = 1;
      continue;
    }
    for (let passed = 0; passed < seconds; passed += 10) {
      times.push((time + passed) * 1000);
      states.push(rigStates.indexOf(state));
      depths.push(depth + ((hole - depth) * passed) / seconds);
    }
    time += seconds;
    depth = hole;
  }
  times.push(time * 1000);
  states.push(states.at(-1)!);
  depths.push(depth);
  const flag = (of: RigState[]): Uint8Array =>
    Uint8Array.from(states, (state) => (of.includes(rigStates[state]!) ? ON : OFF));
  return {
    ...WHOSE,
    log: WHOSE.source,
    before: 0,
    rows: times.length,
    times: Float64Array.from(times),
    offsets: Float64Array.from(times),
    began: Float64Array.from(times),
    states: Uint8Array.from(states),
    gapBefore: Uint8Array.from(times, (_, row) => gaps[row] ?? 0),
    flags: {
      in_slips: flag(["connection", "trip_connection"]),
      pumping: flag([]),
      rotating: flag([]),
      on_bottom: flag(["drill_rotate", "drill_slide"]),
      making_hole: flag([]),
    },
    moving: new Uint8Array(times.length),
    signal: (channel) => (channel === "hole-depth" ? Float64Array.from(depths) : undefined),
    unit: (channel) => (channel === "hole-depth" ? "M" : undefined),
  };
}

const STAND: readonly Part[] = [
  ["drill_rotate", 3600, 1020],
  ["drill_slide", 1800, 1025],
  ["connection", 600, 1025],
  ["drill_rotate", 1800, 1035],
  ["data_gap", 1200, 1035],
  ["static", 2400, 1035],
  ["trip_out", 3600, 1035],
];

interface Told {
  readonly settings?: EfficiencySettings;
  readonly well?: WellTold;
  readonly hear?: (stage: Stage) => void;
}

function figuresOf(parts: readonly Part[], { settings, well, hear }: Told = {}) {
  const { rows, finished } = gathered();
  const stage = efficiency({ well: wellOf(well), settings })(finished);
  stage.add(rowsOf(parts, 1000));
  hear?.(stage);
  stage.end();
  const value = (name: string): number | undefined => rows.kpis.find((one) => one.name === name)?.value;
  return { ...rows, value, kpi: (name: string) => rows.kpis.find((one) => one.name === name) };
}

const connection = (start: number, parts: readonly [number, number, number]): ConnectionRow => ({
  ...WHOSE,
  start: start * 1000,
  end: (start + parts[1]) * 1000,
  kind: "drilling",
  stand: undefined,
  bit_depth: undefined,
  bottom_to_slips_s: parts[0],
  slip_to_slip_s: parts[1],
  slips_to_bottom_s: parts[2],
  weight_to_weight_s: parts[0] + parts[1] + parts[2],
  pumps_off_s: undefined,
});

describe("key figures", () => {
  const { value, kpis, kpi } = figuresOf(STAND);

  it("have all of the span in their states, to the millisecond", () => {
    const times = kpis.filter(({ name }) => name.startsWith("time_") && name !== "time_on_bottom");
    expect(times.length).toBe(rigStates.length);
    expect(times.reduce((sum, one) => sum + one.value!, 0)).toBe(value("span"));
    expect(value("span")).toBe(15_000);
    expect(value("time_data_gap")).toBe(1200);
    expect(value("time_connection")).toBe(600);
    expect(value("flat_time")).toBe(600 + 2400 + 3600);
  });

  it("have rates of hole made, and shares of both states of drilling", () => {
    expect(value("hole_made")).toBeCloseTo(35, 6);
    expect(value("rate_on_bottom")).toBeCloseTo((35 / 7200) * 3600, 6);
    expect(value("rate_gross")).toBeCloseTo((35 / 15_000) * 3600, 6);
    expect(value("slide_share_of_time")).toBeCloseTo(25, 6);
    expect(value("slide_share_of_hole")).toBeCloseTo((100 * 5) / 35, 0);
    expect(kpi("rate_on_bottom")?.unit).toBe("M/HR");
  });

  it("say what is missing instead of a number", () => {
    expect(kpi("drilling_slip_to_slip_p50")).toMatchObject({
      value: undefined,
      definition: expect.stringContaining("unknown: no connection"),
    });
    expect(kpi("cost_per_length")?.definition).toContain("no rate was told");
    expect(figuresOf([["static", 60, Number.NaN]]).kpi("rate_on_bottom")?.definition).toContain("no depth");
  });

  it("do not take a depth that a person sets for hole", () => {
    const set = figuresOf([
      ["drill_rotate", 1000, 1010],
      ["connection", 20, 1010.5],
      ["connection", 40, 1010.5],
      ["drill_rotate", 1000, 1020.5],
    ]);
    expect(set.value("hole_made")).toBeCloseTo(20, 6);
  });

  it("have the bits that are told, each from where it began", () => {
    const runs = [
      { name: "bit 1", from: "0 m", bitCost: 5000 },
      { name: "bit 2", from: "1025 m", bitCost: 7000 },
    ];
    const told = figuresOf(STAND, { well: { runs }, settings: { rigPerHour: 3600 } });
    expect(told.value("hole_made: bit 1")).toBeCloseTo(25, 0);
    expect(told.value("hole_made: bit 2")).toBeCloseTo(10, 0);
    // Two bits, 7800 s of drilling with its connection and 3600 s of tripping, at 1 a second, over 35 m.
    expect(told.value("cost_per_length")).toBeCloseTo((12_000 + 7800 + 3600) / 35, 6);
  });
});

describe("invisible lost time", () => {
  const some = [
    connection(0, [60, 300, 120]),
    connection(1000, [90, 240, 150]),
    connection(2000, [120, 600, 100]),
  ];
  const heard = (settings?: EfficiencySettings) =>
    figuresOf(STAND, {
      ...(settings && { settings }),
      hear: (stage) => some.forEach((one) => void stage.hear?.("connections", one)),
    });

  it("is what connections take above the time that one of ten stays below", () => {
    const { value } = heard();
    // 480, 480 and 820 seconds.
    expect(value("connection_target")).toBe(480);
    expect(value("invisible_lost_connections")).toBe(340);
    expect(value("drilling_slip_to_slip_p50")).toBe(300);
  });

  it("is above the best of each part, or what is given", () => {
    const composite = heard({ target: "best-composite" });
    expect(composite.value("best_composite_connection")).toBe(60 + 240 + 100);
    expect(composite.value("invisible_lost_connections")).toBe(80 + 80 + 420);
    expect(heard({ target: "given", connectionTarget: 800 }).value("invisible_lost_connections")).toBe(20);
  });

  it("is what trips take beyond the target's speed", () => {
    const trip: TripRow = {
      ...WHOSE,
      start: 0,
      end: 7_200_000,
      direction: "out",
      bit_depth_start: 1000,
      bit_depth_end: 400,
      stands: 20,
      speed: 300,
      speed_without_slips: 600,
    };
    const { value } = figuresOf(STAND, {
      settings: { target: "given", tripTarget: 600 },
      hear: (stage) => void stage.hear?.("trips", trip),
    });
    expect(value("invisible_lost_trips")).toBe(3600);
    expect(value("stands_per_hour_trip_out")).toBe(10);
  });
});

describe("non-productive time", () => {
  const stuck: EventRow = {
    ...WHOSE,
    start: 9_600_000,
    end: 10_200_000,
    kind: "stuck",
    severity: "high",
    confidence: 0.9,
    hole_depth: 1035,
    evidence: "hookload 40 above that of the string, bit does not move",
    advice: "",
  };
  const hear = (stage: Stage): void => stage.hear?.("events", stuck);

  it("is proposed of waits and of trouble, each moment once, with a reason", () => {
    const { npt, value } = figuresOf(STAND, { hear });
    expect(npt.map(({ cause, seconds, decided_by }) => [cause, seconds, decided_by])).toEqual([
      ["wait", 600, "proposed"],
      ["stuck", 600, "proposed"],
      ["wait", 1200, "proposed"],
    ]);
    expect(npt[0]!.reason).toContain("nothing moved and no pump ran for 40 min");
    expect(npt[1]!.reason).toBe(stuck.evidence);
    expect(value("npt_proposed")).toBe(2400);
    expect(value("npt_share")).toBeCloseTo((100 * 2400) / 15_000, 9);
  });

  it("is what people say where they say something", () => {
    const overrides = [
      { start: 9_000_000, end: 9_600_000, productive: true },
      { start: 0, end: 60_000, productive: false, cause: "waiting on weather" },
    ];
    const { npt, value } = figuresOf(STAND, { hear, settings: { overrides } });
    expect(npt.map(({ cause, seconds, decided_by }) => [cause, seconds, decided_by])).toEqual([
      ["waiting on weather", 60, "overrides"],
      ["stuck", 600, "proposed"],
      ["wait", 1200, "proposed"],
    ]);
    expect([value("npt_told"), value("npt_proposed")]).toEqual([60, 1800]);
  });

  it.each([
    [{ overrides: [{ start: 5, end: 5, productive: true }] }, "ends before it starts"],
    [{ overrides: [{ start: 5, end: 9, productive: false }] }, "give cause"],
    [{ rigPerHour: -1 }, "rigPerHour"],
    [{ target: "given" as const }, "needs connection-target"],
  ])("refuses %j", (settings, reason) => {
    expect(() => efficiency({ well: wellOf(), settings })).toThrow(reason);
  });
});

describe("arithmetic of the field", () => {
  it("has the cost of a length", () => {
    const costs = { rigPerHour: 3500, bit: 27_000, drillingHours: 50, tripHours: 12, length: 5000 };
    expect(costPerLength(costs)).toBeCloseTo(48.8, 9);
    const other = { rigPerHour: 300, bit: 16_148, drillingHours: 212.5, tripHours: 54.3, length: 3380 };
    expect(costPerLength(other)).toBeCloseTo(28.457988, 6);
    expect(costPerLength({ ...costs, length: 0 })).toBeUndefined();
  });

  it("has percentiles between the values", () => {
    expect(percentile([30, 10, 20], 0.5)).toBe(20);
    expect(percentile([10, 20], 0.1)).toBeCloseTo(11, 9);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});

describe("figures of a log", () => {
  const log = Array.from({ length: 900 }, (_, i) => {
    const deep = 1000 + Math.min(i, 300) * 0.03;
    const second = i < 600 ? i * 5 : i * 5 + 1200;
    const drills = i < 300;
    return frame(second, {
      108: deep,
      110: deep,
      112: 20,
      114: 80,
      116: drills ? 5 : 0,
      118: 8,
      120: drills ? 100 : 0,
      121: 100,
      130: drills ? 2000 : 0,
    });
  }).join("");
  const pages = pagesOf(log);

  it("are the same for any cut into pages", () => {
    const whole = tablesOfPages(pages);
    const cut = tablesOfPages(pages, { lengths: [1, 50, 7] });
    expect({ kpis: cut.kpis, npt: cut.npt }).toEqual({ kpis: whole.kpis, npt: whole.npt });
    const times = whole.kpis.filter(({ name }) => name.startsWith("time_") && name !== "time_on_bottom");
    expect(times.reduce((sum, one) => sum + one.value!, 0)).toBe(899 * 5 + 1200);
  });
});
