/** The arithmetic of reports and bills, an example each, with the number that a naive program would have given. */
import { describe, expect, it } from "vitest";
import { arc } from "../../../src/analysis/trajectory/minimum-curvature.js";
import { adjustmentLines, billOf } from "../../../src/service/shift/bill.js";
import { HOUR, instantAt } from "../../../src/service/shift/clock.js";
import { continuityProblems } from "../../../src/service/shift/continuity.js";
import { crewMinutes, manHoursAMetre } from "../../../src/service/shift/crew.js";
import { dayMetresText, dayOf, metresAShift } from "../../../src/service/shift/day.js";
import type { ShiftContent } from "../../../src/service/shift/document.js";
import { gridOf, gridProblems } from "../../../src/service/shift/grid.js";
import { metresText } from "../../../src/service/shift/length.js";
import { taxMinor } from "../../../src/service/shift/money.js";
import { METRES_AN_HOUR, ratioText } from "../../../src/service/shift/ratio.js";
import { recoveryOf, recoveryProblems, recoveryText } from "../../../src/service/shift/recovery.js";
import { metresOfRuns, rateOf } from "../../../src/service/shift/run.js";
import { expectedShifts } from "../../../src/service/shift/slots.js";
import { needsReorder, stockOf } from "../../../src/service/shift/stock.js";
import { inclinationOf } from "../../../src/service/shift/survey.js";
import { problemText } from "../../../src/service/words/problem-text.js";
import { contract, counted, priced, rate, shown } from "./contracts.js";
import { activity, mm, report, run, standby, survey, TYPES, used, worker } from "./report.js";

/** One shift with runs of a kilometre and more of time: bills look at depths, not at the clock. */
const drilled = (...depths: readonly (readonly [number, number])[]): ShiftContent =>
  report({ runs: depths.map(([from, to], i) => run(from, to, i, i + 1)) });
const totalOf = (lines: ReturnType<typeof priced>): number =>
  lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) / 100;

describe("the worked examples", () => {
  it("1. metres: 120.50 to 134.30 are 13.80, not 13.800000000000011", () =>
    expect(metresText(metresOfRuns([run(120.5, 134.3, 0, 1)]))).toBe("13.80"));

  it("2. rate across midnight: 13.50 m from 22:40 to 03:10 are 3.00 m/h", () => {
    const startsAt = instantAt("2026-03-10", "22:40", "Europe/Oslo");
    const endsAt = instantAt("2026-03-11", "03:10", "Europe/Oslo");
    const rate = rateOf([run(0, 13.5, 0, 1, { startsAt, endsAt })]);
    expect(rate.by / HOUR).toBe(4.5);
    expect(ratioText(rate, 2, METRES_AN_HOUR)).toBe("3.00");
  });

  it("3. weighted rate: 3.00 m in 1.0 h and 9.00 m in 6.0 h are 1.71 m/h, not 2.25", () =>
    expect(ratioText(rateOf([run(0, 3, 0, 1), run(3, 12, 1, 7)]), 2, METRES_AN_HOUR)).toBe("1.71"));

  it("4. weighted recovery: 2.85 of 3.00 and 1.05 of 1.50 are 86.7 %, not 82.5", () => {
    const runs = [run(0, 3, 0, 1, { recoveredMm: 2850 }), run(3, 4.5, 1, 2, { recoveredMm: 1050 })];
    expect(recoveryText(recoveryOf(runs))).toBe("86.7");
    expect(recoveryText(recoveryOf([...runs, run(4.5, 9, 2, 3)]))).toBe("86.7");
  });

  it("5. core carried over: 2.80 of 3.00, then 3.10 of 3.00: a warning of 103.3 %, a hole with 98.3 %", () => {
    const runs = [run(0, 3, 0, 1, { recoveredMm: 2800 }), run(3, 6, 1, 2, { recoveredMm: 3100 })];
    expect(
      recoveryProblems(runs, []).map((problem) => [
        problem.severity,
        problemText(problem).includes("103.3 %"),
      ]),
    ).toEqual([["warning", true]]);
    expect(recoveryText(recoveryOf(runs))).toBe("98.3");
  });

  it("6. man-hours: 4 people of 12 h and 1 of 6.5 h are 54.5, 3.95 a metre of 13.80", () => {
    const crew = [...["a", "b", "c", "d"].map((person) => worker(person, 12)), worker("e", 6.5)];
    expect(crewMinutes(crew) / 60).toBe(54.5);
    expect(manHoursAMetre(crewMinutes(crew), mm(13.8))).toBe("3.95");
  });

  it("7. unaccounted: 12 h less runs of 6.75 and activities of 3.50 are 1.75 h, which no submit passes", () => {
    const shift = report({ runs: [run(0, 10, 0, 6.75)], activities: [activity(6.75, 10.25)] });
    expect(gridOf(shift).remainder / HOUR).toBe(1.75);
    expect(gridProblems(shift, 0).map(({ severity }) => severity)).toEqual(["error"]);
  });

  it("8. too much: 12 h less runs of 9.00 and activities of 4.25 are 1 h 15 min too much, not -1.25 h of standby", () => {
    const shift = report({ runs: [run(0, 10, 0, 9)], activities: [activity(7.75, 12)] });
    expect(gridOf(shift).remainder).toBe(-75 * 60_000);
    expect(gridOf(shift).overlaps).toHaveLength(1);
  });

  it("9. clock change: nights of 11 h and 13 h in Oslo, 44 and 52 man-hours of a crew of 4", () => {
    const rig = {
      ...{ id: "rig", timeZone: "Europe/Oslo" },
      slots: [{ name: "night", from: "18:00", until: "06:00" }],
    };
    const lengths = ["2026-03-28", "2026-10-24", "2026-07-01"].map((date) => {
      const [night] = expectedShifts(rig, date, date);
      return (night!.endsAt - night!.startsAt) / HOUR;
    });
    expect(lengths).toEqual([11, 13, 12]);
    expect(lengths.map((hours) => crewMinutes([1, 2, 3, 4].map((i) => worker(`${i}`, hours))) / 60)).toEqual([
      44, 52, 48,
    ]);
  });

  it("10. month end: 8.00 m from 22:00 to 02:00 are of March, or 4.00 and 4.00, or what the rig's depth says", () => {
    const at = (date: string, time: string): number => instantAt(date, time, "UTC");
    const night = report({
      ...{
        date: "2026-03-31",
        slot: "night",
        startsAt: at("2026-03-31", "18:00"),
        endsAt: at("2026-04-01", "06:00"),
      },
      runs: [run(100, 108, 0, 1, { startsAt: at("2026-03-31", "22:00"), endsAt: at("2026-04-01", "02:00") })],
    });
    const metres = (monthSplit: "shift" | "calendar", depth?: number): number[] => {
      const terms = contract([rate("metre", 1)], { monthSplit });
      const lines = priced(terms, [night], () => (depth === undefined ? undefined : mm(depth)));
      return ["2026-03", "2026-04"].map((month) =>
        billOf(terms, month, lines).lines.reduce(
          (sum, { quantity }) => sum + quantity.value / quantity.per,
          0,
        ),
      );
    };
    expect(metres("shift")).toEqual([8, 0]);
    expect(metres("calendar")).toEqual([4, 4]);
    expect(metres("calendar", 105.3)).toEqual([5.3, 2.7]);
  });

  it("11. band split: HQ 96.40 to 103.60 over a band's end at 100 are 306.00 and 351.00", () => {
    const terms = contract([
      rate("metre", 85, { fromMm: 0, toMm: mm(100) }),
      rate("metre", 97.5, { fromMm: mm(100), toMm: mm(200) }),
    ]);
    const lines = priced(terms, [drilled([96.4, 103.6])]);
    expect(shown(lines)).toEqual([
      "drilling HQ, 0.00 to 100.00 m: 3.60 m, 306.00",
      "drilling HQ, 100.00 to 200.00 m: 3.60 m, 351.00",
    ]);
    expect(totalOf(lines)).toBe(657);
  });

  it.each([
    [7.35, 88.1, 647.54],
    [2.05, 90.1, 184.71],
    [4.35, 90.3, 392.81],
  ])("12. half-up: %d m at %d are %d", (metres, price, amount) =>
    expect(totalOf(priced(contract([rate("metre", price)]), [drilled([0, metres])]))).toBe(amount),
  );

  it("13. sum of rounded: three shifts of 0.25 h at 90.10 are 22.53 each and 67.59, not 67.58", () => {
    const terms = contract([rate("hour", 90.1)]);
    const lines = [0, 1, 2].map(
      (i) =>
        priced(terms, [
          counted(report({ activities: [standby(0, 0.25, "client", "site access")] }), `${i}`),
        ])[0]!,
    );
    expect(lines.map(({ amountMinor }) => amountMinor)).toEqual([2253, 2253, 2253]);
    expect(billOf(terms, "2026-03", lines).netMinor).toBe(6759);
  });

  it("14. feet: 13.80 m at 29.75 a foot are 45.276 ft and 1,346.96, not 1,346.95", () =>
    expect(
      shown(priced(contract([rate("metre", 29.75)], { lengthUnit: "ft" }), [drilled([0, 13.8])])),
    ).toEqual(["drilling HQ: 45.276 ft, 1346.96"]));

  it("15. half-metre steps: to 134.30, then to 140.10 are 14.00 and 5.50, not 14.00 and 6.00", () => {
    const terms = contract([rate("metre", 1)], { lengthStepMm: 500 });
    const metres = [
      [120.5, 134.3],
      [134.3, 140.1],
    ].map(([from, to]) => totalOf(priced(terms, [drilled([from!, to!])])));
    expect(metres).toEqual([14, 5.5]);
    expect(totalOf(priced(terms, [drilled([120.5, 134.3], [134.3, 140.1])]))).toBe(19.5);
  });

  it("16. half-hour steps: 2.20 h and 4.50 h of one rate and day are 6.50 h, and each shift has its part", () => {
    const terms = contract([rate("hour", 1)], { timeStepMin: 30 });
    const day = report({ activities: [standby(0, 2.2, "client", "site access")] });
    const night = report({
      ...{ slot: "night", startsAt: day.endsAt, endsAt: day.endsAt + 12 * HOUR },
      activities: [standby(12, 16.5, "client", "client delay")],
    });
    expect(priced(terms, [day, night]).map(({ quantity }) => quantity.value / quantity.per)).toEqual([
      2, 4.5,
    ]);
  });

  it("17. minimum and maximum: 3,870.00 and 630.00 to the minimum; 8,450.00 less 450.00", () => {
    const limited = (price: number): string[] =>
      shown(
        priced(contract([rate("metre", price), rate("minimum_shift", 4500), rate("maximum_shift", 8000)]), [
          drilled([0, 10]),
        ]),
      );
    expect(limited(387)).toEqual([
      "drilling HQ: 10.00 m, 3870.00",
      "up to the minimum of a shift: 1.00 shift, 630.00",
    ]);
    expect(limited(845)).toEqual([
      "drilling HQ: 10.00 m, 8450.00",
      "down to the maximum of a shift: 1.00 shift, -450.00",
    ]);
  });

  it("18. free standby: 3.25 h at 210.00 with 2 h a day free are 262.50, and the contractor's cost nothing", () => {
    const terms = contract([rate("hour", 210, { activityType: "standby", freeMin: 120 })]);
    const shift = report({
      activities: [standby(0, 3.25, "client", "order by client"), standby(3.25, 5, "contractor", "weather")],
    });
    expect(shown(priced(terms, [shift]))).toEqual([
      "standby, first 2 h a day free: 1.25 h, 262.50",
      "standby, weather, at the contractor's cost: 1.75 h, 0.00",
    ]);
  });

  it("19. consumables: 12 bags at 18.40 with 15 % are 253.92; 28 of 40 are left, below the 30 to reorder at", () => {
    const terms = contract([rate("item", 18.4, { item: "mud", markupBp: 1500 })]);
    expect(shown(priced(terms, [report({ materials: [used("mud", 12)] })]))).toEqual([
      "drilling mud, markup 15 %: 12.00 bag, 253.92",
    ]);
    const left = stockOf([
      { kind: "delivery", quantityMilli: 40_000, at: 0 },
      { kind: "use", quantityMilli: 12_000, at: 1 },
    ]);
    expect([left, needsReorder(left, 30_000), needsReorder(40_000, 30_000)]).toEqual([28_000, true, false]);
  });

  it("20. tax: 15 % of 12,345.67 are 1,851.85", () => expect(taxMinor(1_234_567, 1500)).toBe(185_185));

  it("21. 24 h: 34.20 and 28.60 are 62.80; without the night 34.20, 1 of 2 shifts", () => {
    const slots = ["day", "night"].map((slot) => ({
      rig: "rig-7",
      date: "2026-03-10",
      slot,
      startsAt: 0,
      endsAt: 1,
    }));
    const day = { state: "final", content: report({ runs: [run(0, 34.2, 0, 1)] }) } as const;
    const night = {
      state: "final",
      content: report({ slot: "night", runs: [run(34.2, 62.8, 1, 2)] }),
    } as const;
    expect(dayMetresText(dayOf(slots, [day, night], TYPES))).toBe("62.80");
    const half = dayOf(slots, [day], TYPES);
    expect([dayMetresText(half), half.missing]).toEqual(["34.20, 1 of 2 shifts", ["night"]]);
    // A report that was made void is not waited for.
    expect(dayMetresText(dayOf(slots, [day, { ...night, state: "void" }], TYPES))).toBe("34.20");
  });

  it("22. continuity: a hole at 134.30 and a run from 134.00 overlap 0.30; from 135.00 there is a gap of 0.70", () => {
    const hole = [run(0, 134.3, -2, -1)];
    const told = (from: number): string | undefined =>
      continuityProblems([run(from, 140, 0, 1)], hole).map(
        (problem) => problemText(problem).split(":")[0],
      )[0];
    expect([told(134), told(135), told(134.3)]).toEqual(["overlap 0.30 m", "gap 0.70 m", undefined]);
  });

  it("23. amendment: 13.80 m at 97.50 issued in March, amended to 13.20, are -0.60 m and -58.50 in April", () => {
    const terms = contract([rate("metre", 97.5)]);
    const issued = priced(terms, [counted(drilled([120.5, 134.3]))]);
    const march = billOf(terms, "2026-03", issued);
    const now = priced(terms, [counted(drilled([120.5, 133.7]), "shift", 2)]);
    const lines = adjustmentLines("2026-03", march.lines, now);
    expect(shown(lines)).toEqual(["drilling HQ: -0.60 m, -58.50"]);
    const april = billOf(terms, "2026-04", [], [], lines);
    expect([april.netMinor, march.netMinor, billOf(terms, "2026-03", now).netMinor]).toEqual([
      -5850, 134_550, 128_700,
    ]);
    // What was corrected once is not corrected again.
    expect(adjustmentLines("2026-03", [...march.lines, ...lines], now)).toEqual([]);
  });

  it("24. mean a shift: 1,240.50 m in 52 reported shifts are 23.86", () =>
    expect(metresAShift(mm(1240.5), 52)).toBe("23.86"));

  it("25. survey: a dip of -60 at azimuth 90, 30 m on -59 at 91.5, turn 1.2568 degrees", () => {
    const stations = [survey(0, -60, 90), survey(30, -59, 91.5)].map((row) => ({
      ...{ depth: row.depthMm / 1000, inclination: inclinationOf(row), azimuth: row.azimuthCd / 100 },
    }));
    const { turned, north, east, tvd } = arc(stations[0]!, stations[1]!);
    expect([turned, north, east, tvd].map((value) => value.toFixed(4))).toEqual([
      ...["1.2568", "-0.2022", "15.2235", "25.8489"],
    ]);
  });
});
