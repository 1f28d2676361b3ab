/** What people type and read: lengths, times, patterns of slots. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  durationText,
  instantAt,
  instantsInShift,
  instantText,
  isDate,
  localDate,
  parseInstant,
} from "../../../src/service/shift/clock.js";
import { parseDecimal } from "../../../src/service/shift/decimal.js";
import { halfUp, toStep } from "../../../src/service/shift/half-up.js";
import {
  feetText,
  metresText,
  parseFeet,
  parseMetres,
  type Typed,
} from "../../../src/service/shift/length.js";
import {
  amountMinor,
  moneyText,
  parseMoney,
  parsePrice,
  priceText,
} from "../../../src/service/shift/money.js";
import { expectedShifts, patternProblems, shiftAt, spanOfSlot } from "../../../src/service/shift/slots.js";

const typed = (value: Typed): number | string => ("value" in value ? value.value : value.code);

describe("a length", () => {
  it.each([
    ["120.5", 120_500],
    ["120,5", 120_500],
    [" 0 ", 0],
    ["12.", 12_000],
    [",5", 500],
    ["1.234", 1234],
    ["1.2340", 1234],
    ["1.2345", "too-fine"],
    ["1,234.5", "not-a-number"],
    ["1.234,5", "not-a-number"],
    ["1 200", "not-a-number"],
    ["12m", "not-a-number"],
    ["1e3", "not-a-number"],
    ["0x10", "not-a-number"],
    [".", "not-a-number"],
    ["", "missing"],
    ["-3", "negative"],
    ["100000", "too-deep"],
    ["9999999999999999", "not-a-number"],
  ])("typed as %j is %j", (text, expected) => expect(typed(parseMetres(text))).toBe(expected));

  it("comes back as it was shown, in metres, and in feet to two decimals", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 0, max: 30_000_000 }),
        (mm, hundredths) => {
          expect(typed(parseMetres(metresText(mm)))).toBe(mm);
          const feet = (hundredths / 100).toFixed(2);
          expect(Number(feetText(typed(parseFeet(feet)) as number)).toFixed(2)).toBe(feet);
        },
      ),
      { seed: 16, numRuns: 500 },
    ));
});

describe("money", () => {
  it("is exact where floats are not", () => {
    expect(amountMinor(881_000, { value: 7350, per: 1000 }, 2)).toBe(64_754);
    expect(amountMinor(881_000, { value: -7350, per: 1000 }, 2)).toBe(-64_754);
    expect([halfUp([5], [10]), halfUp([-5], [10]), halfUp([-1], [10]), halfUp([1], [3])]).toEqual([
      1, -1, 0, 0,
    ]);
    expect(Object.is(halfUp([-1], [10]), 0)).toBe(true);
    expect(() => halfUp([Number.MAX_SAFE_INTEGER, 2])).toThrow(RangeError);
    expect([toStep(2249, 500), toStep(2250, 500), toStep(7, 0)]).toEqual([2000, 2500, 7]);
  });

  it("is the nearest coin, half up, by the integers of the language itself", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.constantFrom(1, 60, 1000, 3_600_000),
        fc.integer({ min: 0, max: 10_000 }),
        (price, value, per, markup) => {
          const top = BigInt(price) * BigInt(value) * BigInt(10_000 + markup) * 100n;
          const below = BigInt(per) * 10n ** 8n;
          const size = top < 0n ? -top : top;
          const rounded = (2n * size + below) / (2n * below);
          const expected = Number(top < 0n ? -rounded : rounded);
          fc.pre(Number.isSafeInteger(expected));
          expect(amountMinor(price, { value, per }, 2, markup)).toBe(expected === 0 ? 0 : expected);
        },
      ),
      { seed: 16, numRuns: 1000 },
    ));

  it("is read and written to the coin", () => {
    expect([
      moneyText(-5, 2),
      moneyText(134_696, 2),
      moneyText(7, 0),
      priceText(975_000),
      priceText(1),
    ]).toEqual([...["-0.05", "1346.96", "7", "97.50", "0.0001"]]);
    expect([
      parseMoney("1346.96", 2),
      parseMoney("-0.05", 2),
      parseMoney("1.005", 2),
      parsePrice("97.5"),
    ]).toEqual([...[134_696, -5, undefined, 975_000]]);
    expect([parseDecimal("-0", 2), parseDecimal("+1", 2), parseDecimal("१", 2)]).toEqual([
      0,
      undefined,
      undefined,
    ]);
  });
});

describe("a clock", () => {
  it("is found on the right side of midnight, and twice in the hour that comes twice", () => {
    const night = {
      ...spanOfSlot({ name: "n", from: "18:00", until: "06:00" }, "2026-10-24", "Europe/Oslo"),
      timeZone: "Europe/Oslo",
    };
    const shownAt = (time: string): string[] =>
      instantsInShift(time, night).map((at) => instantText(at, night.timeZone));
    expect(shownAt("22:00")).toEqual(["2026-10-24T22:00:00+02:00"]);
    expect(shownAt("02:30")).toEqual(["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]);
    expect(shownAt("06:00")).toEqual(["2026-10-25T06:00:00+01:00"]);
    expect(shownAt("12:00")).toEqual([]);
    const spring = {
      ...spanOfSlot({ name: "n", from: "18:00", until: "06:00" }, "2026-03-28", "Europe/Oslo"),
      timeZone: "Europe/Oslo",
    };
    expect(instantsInShift("02:30", spring)).toEqual([]);
  });

  it("is read as RFC 3339 and nothing else", () => {
    expect(parseInstant("2026-03-28T18:00:00+01:00")).toBe(Date.UTC(2026, 2, 28, 17));
    expect(parseInstant("2026-03-28T18:00:00.250000Z")).toBe(Date.UTC(2026, 2, 28, 18) + 250);
    for (const text of [
      ...["2026-03-28T18:00:00", "2026-03-28 18:00:00Z", "2026-02-29T00:00:00Z", "2026-03-28T24:00:00Z"],
      ...[
        "2026-03-28T18:00Z",
        "2026-03-28T18:00:60Z",
        "2026-03-28T18:00:00.0001Z",
        "2026-03-28T18:00:00+1:00",
      ],
    ])
      expect(parseInstant(text), text).toBeUndefined();
    expect(["2024-02-29", "2026-02-29", "2026-13-01", "26-01-01"].map(isDate)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("says how long", () =>
    expect([0, 59_000, 60_000, 3_600_000, 4_500_000, -4_500_000].map(durationText)).toEqual([
      ...["0 min", "59 s", "1 min", "1 h", "1 h 15 min", "1 h 15 min"],
    ]));
});

describe("a pattern of slots", () => {
  const slots = [
    { name: "day", from: "06:00", until: "18:00" },
    { name: "night", from: "18:00", until: "06:00" },
  ];

  it("tiles the year, over both changes of the clock", () => {
    for (const timeZone of ["Europe/Oslo", "America/Santiago", "Australia/Lord_Howe", "UTC"]) {
      const shifts = expectedShifts({ id: "rig", timeZone, slots }, "2026-01-01", "2026-12-31");
      expect(shifts).toHaveLength(730);
      for (const [i, { startsAt, date }] of shifts.entries()) {
        if (i > 0) expect(startsAt).toBe(shifts[i - 1]!.endsAt);
        expect(localDate(startsAt, timeZone)).toBe(date);
      }
    }
  });

  it("says which shift is on", () => {
    const rig = { id: "rig", timeZone: "Europe/Oslo", slots };
    const at = instantAt("2026-03-29", "03:30", "Europe/Oslo");
    expect(shiftAt(rig, at, "2026-03-29")).toMatchObject({ date: "2026-03-28", slot: "night" });
    expect(shiftAt({ ...rig, slots: [slots[0]!] }, at, "2026-03-29")).toBeUndefined();
  });

  it("has one shift at a time", () => {
    const codes = (...list: readonly (readonly [string, string, string])[]): string[] =>
      patternProblems(list.map(([name, from, until]) => ({ name, from, until }))).map(
        ({ at, code }) => `${at} ${code}`,
      );
    expect(patternProblems(slots)).toEqual([]);
    expect(codes(["whole", "06:00", "06:00"])).toEqual([]);
    expect(codes(["a", "06:00", "14:00"], ["b", "14:00", "22:00"], ["c", "22:00", "06:00"])).toEqual([]);
    expect(codes(["a", "06:00", "18:00"], ["b", "17:00", "23:00"])).toEqual(["slots/1/from slots-overlap"]);
    expect(codes(["night", "18:00", "07:00"], ["day", "06:00", "18:00"])).toEqual([
      "slots/1/from slots-overlap",
    ]);
    expect(codes(["", "6:00", "24:00"], ["", "06:00", "18:00"])).toEqual([
      ...["slots/0/name missing", "slots/0/from no-time", "slots/0/until no-time"],
      ...["slots/1/name missing", "slots/1/name twice"],
    ]);
  });
});
