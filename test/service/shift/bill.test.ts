/** What holds of every bill, whatever was drilled, and which of a contract's rates holds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustmentLines, billOf, netOfDay } from "../../../src/service/shift/bill.js";
import type { BillLine } from "../../../src/service/shift/bill-line.js";
import { priceDay } from "../../../src/service/shift/bill-lines.js";
import { dateAfter, HOUR, instantAt, MINUTE } from "../../../src/service/shift/clock.js";
import { activationProblems, type Contract, contractOn } from "../../../src/service/shift/contract.js";
import type { ShiftContent } from "../../../src/service/shift/document.js";
import { totalsByCurrency } from "../../../src/service/shift/money.js";
import { partsByMonth } from "../../../src/service/shift/month-end.js";
import { cutAtBands, rateFor } from "../../../src/service/shift/rates.js";
import { metresOfRuns } from "../../../src/service/shift/run.js";
import { spanOfSlot } from "../../../src/service/shift/slots.js";
import { BOOKS, contract, counted, priced, rate, shown } from "./contracts.js";
import { activity, mm, report, run, standby, used, worker } from "./report.js";

/** A contract with everything in it, for those who try to make it lose a cent. */
const everything = (more: Partial<Contract> = {}): Contract =>
  contract(
    [
      rate("metre", 85.35, { toMm: mm(100) }),
      rate("metre", 97.55, { fromMm: mm(100), toMm: mm(250) }),
      rate("metre", 121.15, { fromMm: mm(250) }),
      rate("metre", 140.45, { size: "PQ" }),
      rate("hour", 210.35, { activityType: "standby", freeMin: 90 }),
      rate("hour", 133.35, { activityType: "maintenance" }),
      rate("man_hour", 31.15, { reason: "helper" }),
      rate("item", 18.45, { item: "mud", markupBp: 1250 }),
      rate("fixed_shift", 75.55, { reason: "camp" }),
      rate("minimum_day", 4500.25),
      rate("maximum_day", 9000.75),
    ],
    { timeStepMin: 30, lengthStepMm: 500, taxBp: 1500, ...more },
  );

/** Days and nights from the 28th of March on, over a clock change and the month's end, with a hole that goes on. */
const history = fc
  .array(
    fc.record({
      metres: fc.integer({ min: 1, max: 30_000 }),
      standby: fc.integer({ min: 1, max: 300 }),
      maintenance: fc.integer({ min: 1, max: 300 }),
      helper: fc.integer({ min: 1, max: 720 }),
      mud: fc.integer({ min: 1, max: 20_000 }),
      size: fc.constantFrom("HQ", "NQ", "PQ"),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((shifts) => {
    let depth = 0;
    return shifts.map(({ metres, standby: standing, maintenance, helper, mud, size }, i): ShiftContent => {
      const date = dateAfter("2026-03-28", Math.floor(i / 2));
      const slot = i % 2 === 0 ? "day" : "night";
      const [from, until] = i % 2 === 0 ? ["06:00", "18:00"] : ["18:00", "06:00"];
      const span = spanOfSlot({ name: slot, from: from!, until: until! }, date, "Europe/Oslo");
      const at = (minutes: number): number => span.startsAt + minutes * MINUTE;
      const drilled = { ...run(0, 1, 0, 1, { size }), fromMm: depth, toMm: depth + metres };
      depth += metres;
      return report({
        ...{ ...span, date, slot, timeZone: "Europe/Oslo" },
        runs: [{ ...drilled, startsAt: at(0), endsAt: span.endsAt - 600 * MINUTE }],
        activities: [
          { ...standby(0, 1, "client", "site access"), startsAt: at(120), endsAt: at(120 + standing) },
          { ...activity(0, 1, { payer: "client" }), startsAt: at(420), endsAt: at(420 + maintenance) },
        ],
        crew: [{ ...worker("ada", 1, "helper"), minutes: helper }, worker("bo", 12, "driller")],
        materials: [{ ...used("mud", 1), quantityMilli: mud }],
      });
    });
  });

/** Each day by itself, as a server does it. */
function allLines(terms: Contract, shifts: readonly ShiftContent[]): BillLine[] {
  const dates = [...new Set(shifts.map(({ date }) => date))];
  return dates.flatMap((date) =>
    priced(
      terms,
      shifts.flatMap((shift, i) => (shift.date === date ? [counted(shift, `shift-${i}`)] : [])),
    ),
  );
}
const months = ["2026-03", "2026-04"];
const options = { seed: 16, numRuns: 30 };

describe("every bill", () => {
  it.each(["shift", "calendar"] as const)(
    "by %s: its days add up to the month, and months to all",
    (monthSplit) =>
      fc.assert(
        fc.property(history, (shifts) => {
          const terms = everything({ monthSplit });
          const lines = allLines(terms, shifts);
          const bills = months.map((month) => billOf(terms, month, lines));
          for (const bill of bills) {
            const dates = [...new Set(bill.lines.map(({ date }) => date))];
            expect(dates.reduce((sum, date) => sum + netOfDay(bill, date), 0)).toBe(bill.netMinor);
            expect(bill.totalMinor).toBe(bill.netMinor + bill.taxMinor);
          }
          expect(bills.reduce((sum, { netMinor }) => sum + netMinor, 0)).toBe(
            lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
          );
        }),
        options,
      ),
  );

  it("is the same in whatever order reports and their rows came", () =>
    fc.assert(
      fc.property(history, (shifts) => {
        const terms = everything();
        const turned = shifts.map((shift) => ({
          ...shift,
          runs: shift.runs.toReversed(),
          activities: shift.activities.toReversed(),
          crew: shift.crew.toReversed(),
        }));
        const dates = [...new Set(shifts.map(({ date }) => date))];
        const lines = (list: readonly ShiftContent[], reversed: boolean): string[] =>
          dates
            .flatMap((date) => {
              const day = list.flatMap((shift, i) =>
                shift.date === date ? [counted(shift, `shift-${i}`)] : [],
              );
              return priced(terms, reversed ? day.toReversed() : day);
            })
            .map(({ key, amountMinor }) => `${key} ${amountMinor}`)
            .sort();
        expect(lines(turned, true)).toEqual(lines(shifts, false));
      }),
      options,
    ));

  it("charges by steps the metres that the hole grew by, to half a metre, however it was cut", () =>
    fc.assert(
      fc.property(history, (shifts) => {
        for (const lengthStepMm of [0, 500]) {
          const lines = allLines(everything({ lengthStepMm, monthSplit: "calendar" }), shifts);
          const charged = lines
            .filter(({ kind }) => kind === "metre")
            .reduce((sum, { quantity }) => sum + quantity.value, 0);
          const drilled = shifts.reduce((sum, { runs }) => sum + metresOfRuns(runs), 0);
          expect(charged).toBe(lengthStepMm === 0 ? drilled : Math.round(drilled / 500) * 500);
        }
      }),
      options,
    ));

  it("keeps all time, metres and minutes where a month ends within a shift", () =>
    fc.assert(
      fc.property(history, (shifts) => {
        for (const shift of shifts) {
          const parts = partsByMonth(shift);
          const sums = (list: readonly (typeof parts)[number][]): number[] => [
            list.reduce((sum, { runs }) => sum + metresOfRuns(runs), 0),
            list.reduce((sum, { crew }) => sum + crew.reduce((all, { minutes }) => all + minutes, 0), 0),
            list.reduce(
              (sum, { activities }) =>
                sum + activities.reduce((all, row) => all + row.endsAt - row.startsAt, 0),
              0,
            ),
            list.reduce((sum, { materials }) => sum + materials.length, 0),
          ];
          expect(sums(parts)).toEqual(sums([shift]));
        }
      }),
      options,
    ));

  it("comes, with its corrections, to what the amended reports come to", () =>
    fc.assert(
      fc.property(
        history,
        fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 3, maxLength: 3 }),
        (shifts, moves) => {
          const terms = everything();
          const issued = billOf(terms, "2026-03", allLines(terms, shifts)).lines;
          let known: readonly BillLine[] = issued;
          for (const move of moves) {
            const amended = shifts.map((shift, i) =>
              i === 1 ? { ...shift, crew: [{ ...shift.crew[0]!, minutes: 300 + move }] } : shift,
            );
            const now = billOf(terms, "2026-03", allLines(terms, amended)).lines;
            known = [...known, ...adjustmentLines("2026-03", known, now)];
            const sum = (lines: readonly BillLine[]): number =>
              lines.reduce((all, { amountMinor }) => all + amountMinor, 0);
            expect(sum(known)).toBe(sum(now));
            expect(adjustmentLines("2026-03", known, now)).toEqual([]);
          }
        },
      ),
      options,
    ));
});

describe("the rates of a contract", () => {
  const metre = { kind: "metre", rig: "rig-7", size: "HQ" } as const;

  it("are the most specific: rig before size before band", () => {
    const any = rate("metre", 1);
    const band = rate("metre", 2, { fromMm: 0, toMm: mm(50) });
    const sized = rate("metre", 3, { size: "HQ" });
    const rig = rate("metre", 4, { rig: "rig-7" });
    const winner = (...rates: (typeof any)[]): number => rateFor({ rates }, metre, 10_000)!.priceE4 / 10_000;
    expect(winner(any, band)).toBe(2);
    expect(winner(any, band, sized)).toBe(3);
    expect(winner(any, band, sized, rig)).toBe(4);
    expect(rateFor({ rates: [rate("metre", 5, { size: "NQ" })] }, metre, 0)).toBeUndefined();
  });

  it("cut a run wherever they change, and conserve its metres", () => {
    const limit = fc.option(fc.integer({ min: 0, max: 300_000 }), { nil: null });
    const rates = fc.array(
      fc.record({ fromMm: limit, toMm: limit, size: fc.constantFrom(null, "HQ", "NQ") }),
      { maxLength: 6 },
    );
    const hole = fc.tuple(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 1, max: 100_000 }));
    fc.assert(
      fc.property(rates, hole, (bands, [fromMm, length]) => {
        const terms = { rates: bands.map((band, i) => rate("metre", i, band)) };
        const pieces = cutAtBands(terms, metre, { fromMm, toMm: fromMm + length });
        expect(pieces[0]!.fromMm).toBe(fromMm);
        expect(pieces.at(-1)!.toMm).toBe(fromMm + length);
        for (const [i, piece] of pieces.entries()) {
          expect(piece.toMm).toBeGreaterThan(piece.fromMm);
          if (i > 0) expect(piece.fromMm).toBe(pieces[i - 1]!.toMm);
          // The rate of its first millimetre is that of its last.
          for (const depth of [piece.fromMm, piece.toMm - 1])
            expect(rateFor(terms, metre, depth)).toBe(piece.rate);
        }
      }),
      { seed: 16, numRuns: 300 },
    );
  });

  it("say what costs nothing for want of one, and to whom that is told", () => {
    const shift = counted(
      report({
        runs: [run(0, 10, 0, 1), run(0, 5, 1, 2, { kind: "ream" })],
        activities: [standby(2, 3, "client", "site access"), standby(3, 4, "contractor", "weather")],
        materials: [used("mud", 2)],
      }),
    );
    const { lines, problems } = priceDay(contract([]), [shift], BOOKS);
    expect(shown(lines)).toEqual([
      "drilling HQ, no rate: 10.00 m, 0.00",
      "ream, no rate: 1.00 h, 0.00",
      "standby, site access, no rate: 1.00 h, 0.00",
      "standby, weather, at the contractor's cost: 1.00 h, 0.00",
      "drilling mud, no rate: 2.00 bag, 0.00",
    ]);
    expect(problems.map(({ at, code }) => `${at} ${code}`)).toEqual([
      ...["runs no-rate", "activities no-rate", "activities no-rate", "materials no-rate"],
    ]);
  });

  it("price work in old hole by the hour, and a standby's reason before its type", () => {
    const terms = contract([
      rate("hour", 100, { reason: "ream" }),
      rate("hour", 200, { activityType: "standby" }),
      rate("hour", 300, { activityType: "standby", reason: "site access" }),
      rate("hour", 50, { activityType: "standby", payer: "contractor" }),
    ]);
    const shift = report({
      runs: [run(0, 5, 0, 1, { kind: "ream" })],
      activities: [
        standby(1, 2, "client", "other"),
        standby(2, 3, "client", "site access"),
        standby(3, 4, "contractor", "weather"),
        activity(4, 5, { payer: "client", parallel: true }),
      ],
    });
    expect(shown(priced(terms, [shift]))).toEqual([
      "ream: 1.00 h, 100.00",
      "standby: 1.00 h, 200.00",
      "standby, site access: 1.00 h, 300.00",
      "standby, at the contractor's cost: 1.00 h, 50.00",
    ]);
  });

  it("give the free time of a day to its first shifts, and none of it to the next day", () => {
    const terms = contract([rate("hour", 100, { freeMin: 120 })]);
    const day = report({ activities: [standby(0, 1.5, "client", "other")] });
    const night = report({
      ...{ slot: "night", startsAt: day.endsAt, endsAt: day.endsAt + 12 * HOUR },
      activities: [standby(12, 13.5, "client", "other")],
    });
    expect(priced(terms, [night, day]).map(({ amountMinor }) => amountMinor)).toEqual([0, 10_000]);
    expect(priced(terms, [night]).map(({ amountMinor }) => amountMinor)).toEqual([0]);
  });

  it("never charge more than the hours of a day by steps", () => {
    const terms = contract(
      ["maintenance", "standby", "safety", "travel"].map((activityType) => rate("hour", 1, { activityType })),
      { timeStepMin: 60 },
    );
    // 6.5 h of three and 4.5 h of one: each rounds up, to 7 + 7 + 7 + 5 = 26 h.
    const shift = report({
      endsAt: report().startsAt + 24 * HOUR,
      activities: ["maintenance", "standby", "safety", "travel"].map((type, i) =>
        activity(i * 6.5, Math.min(24, (i + 1) * 6.5), { type, payer: "client", reason: "other" }),
      ),
    });
    const hours = priced(terms, [shift]).map(({ quantity }) => quantity.value / quantity.per);
    expect(hours.reduce((sum, one) => sum + one, 0)).toBe(24);
  });

  it("are of one rig and day at a time", () =>
    expect(() => priced(contract([]), [report(), report({ date: "2026-03-11" })])).toThrow(RangeError));

  it("leave shifts of other contracts alone, and add no two currencies", () => {
    expect(
      priced(contract([rate("metre", 1)]), [report({ contract: "other", runs: [run(0, 1, 0, 1)] })]),
    ).toEqual([]);
    expect(
      totalsByCurrency([
        { currency: "USD", amountMinor: 100 },
        { currency: "CLP", amountMinor: 7 },
        { currency: "USD", amountMinor: 50 },
      ]),
    ).toEqual(
      new Map([
        ["USD", 150],
        ["CLP", 7],
      ]),
    );
  });

  it("round to the coin that a currency has", () => {
    const amount = (minorDigits: number): number =>
      priced(contract([rate("metre", 10.0055)], { minorDigits }), [report({ runs: [run(0, 1, 0, 1)] })])[0]!
        .amountMinor;
    expect([0, 2, 3, 4].map(amount)).toEqual([10, 1001, 10_006, 100_055]);
  });

  it("count 20 minutes as a third of an hour, and not as 0.333", () => {
    const shift = report({ activities: [standby(0, 1 / 3, "client", "other")] });
    expect(priced(contract([rate("hour", 3000)]), [shift])[0]!.amountMinor).toBe(100_000);
  });
});

it("counts the most of an item at the dearest price exactly", () => {
  const terms = contract([rate("item", 10_000_000, { item: "mud", markupBp: 50_000 })]);
  expect(activationProblems(terms)).toEqual([]);
  const most = { ...used("mud", 1), quantityMilli: 999_999_999 };
  expect(priced(terms, [report({ materials: [most] })])[0]!.amountMinor).toBe(5_999_999_994_000_000);
});

describe("a contract that is to be activated", () => {
  const wrong = (rates: Parameters<typeof contract>[0], more: Partial<Contract> = {}): string[] =>
    activationProblems(contract(rates, more)).map(({ at, code }) => `${at} ${code}`);

  it("has no two rates of which nobody could say which holds", () => {
    const bands = (until: number): string[] =>
      wrong([
        rate("metre", 1, { toMm: mm(100) }),
        rate("metre", 2, { id: "b", fromMm: mm(until), toMm: mm(200) }),
      ]);
    expect(bands(100)).toEqual([]);
    expect(bands(99.999)).toEqual(["rates/b two-alike"]);
    expect(wrong([rate("hour", 1), rate("hour", 2, { id: "b" })])).toEqual(["rates/b two-alike"]);
    expect(wrong([rate("hour", 1), rate("hour", 2, { payer: "contractor" })])).toEqual([]);
    expect(wrong([rate("metre", 1), rate("metre", 2, { size: "HQ" })])).toEqual([]);
    expect(wrong([rate("minimum_day", 1), rate("minimum_day", 2, { id: "b", payer: "contractor" })])).toEqual(
      ["rates/b two-alike"],
    );
  });

  it("has fields that mean something", () => {
    expect(wrong([])).toEqual(["rates no-rates"]);
    expect(wrong([rate("metre", 10_000_001, { id: "r" })])).toEqual(["rates/r/price out-of-range"]);
    expect(wrong([rate("metre", 10_000_001)], { minorDigits: 0 })).toEqual([]);
    expect(wrong([rate("item", 1, { id: "r" })])).toEqual(["rates/r/item missing"]);
    expect(wrong([rate("metre", -1, { id: "r", freeMin: 30, fromMm: 5, toMm: 5 })])).toEqual([
      ...["rates/r/price price-below-0", "rates/r/to upside-down", "rates/r/free_min without-use"],
    ]);
    expect(
      wrong([rate("metre", 1)], { currency: "dollars", minorDigits: 5, validTo: "2025-12-31", taxBp: 0.5 }),
    ).toEqual([
      ...["currency no-currency", "minor_digits out-of-range", "tax out-of-range", "valid_to upside-down"],
    ]);
  });

  it("prices a shift by the version of its date", () => {
    const versions = [
      contract([], { id: "old", validTo: "2026-06-30" }),
      contract([], { id: "new", validFrom: "2026-04-01" }),
      contract([], { id: "next", validFrom: "2026-05-01", state: "draft" }),
    ];
    const on = (date: string): string | undefined => contractOn(versions, "C-1", date)?.id;
    expect(["2025-12-31", "2026-03-31", "2026-04-01", "2026-06-01"].map(on)).toEqual([
      undefined,
      "old",
      "new",
      "new",
    ]);
  });
});

it("a night of the clock change is where the rig's clock says", () =>
  expect(spanOfSlot({ name: "n", from: "18:00", until: "06:00" }, "2026-03-28", "Europe/Oslo")).toEqual({
    startsAt: instantAt("2026-03-28", "17:00", "UTC"),
    endsAt: instantAt("2026-03-29", "04:00", "UTC"),
  }));
