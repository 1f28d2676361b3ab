/** Feet: what was typed comes back to the digit, opening a report in the other unit moves nothing, and what was typed in feet is billed as it was typed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceDay } from "../../../src/service/shift/bill-lines.js";
import { continuityProblems } from "../../../src/service/shift/continuity.js";
import { shownBand } from "../../../src/service/shift/contract.js";
import type { RunRow } from "../../../src/service/shift/document.js";
import { centiFeet, lengthText, parseLength } from "../../../src/service/shift/length.js";
import { quantityText } from "../../../src/service/shift/money.js";
import { differences } from "../../../src/service/shift/revision.js";
import { madeText } from "../../../src/service/shift/run.js";
import { contentFromWire, contentToWire } from "../../../src/service/shift/wire.js";
import { billedText } from "../../../src/service/words/billed-text.js";
import { enBand } from "../../../src/service/words/en/billed.js";
import { BOOKS, contract, rate } from "./contracts.js";
import { report, run } from "./report.js";

const typed = (text: string): number => {
  const found = parseLength(text, "ft");
  if (!("value" in found)) throw new Error(found.code);
  return found.value;
};
const inFeet = (id: string, from: string, to: string, more: Partial<RunRow> = {}): RunRow =>
  run(0, 1, 0, 1, { id, fromMm: typed(from), toMm: typed(to), typedIn: "ft", ...more });

describe("feet", () => {
  it("are 0.3048 m exactly, and come back to the digit from the nearest millimetre", () => {
    expect([typed("1000"), typed("1000.10"), typed("0,01")]).toEqual([304_800, 304_830, 3]);
    expect(lengthText(typed("1000"), "ft")).toBe("1000.00");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000_000 }), (hundredths) => {
        const text = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
        expect(lengthText(typed(text), "ft")).toBe(text);
      }),
      { seed: 3048, numRuns: 500 },
    );
  });

  it("have two decimals: a third one would not come back", () =>
    expect(parseLength("1000.123", "ft")).toMatchObject({ code: "too-fine" }));

  it("add up as they were typed, wherever holes begin", () => {
    const rows = [
      inFeet("a", "100.01", "110.06"),
      inFeet("b", "7.77", "17.82"),
      inFeet("c", "333.33", "343.38"),
      inFeet("d", "1234.56", "1244.61"),
      inFeet("e", "1244.61", "1250.00", { kind: "ream" }),
    ];
    expect(rows.map((one) => madeText([one], "ft"))).toEqual(["10.05", "10.05", "10.05", "10.05", "0.00"]);
    expect(madeText(rows, "ft")).toBe("40.20");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(500_000), fc.integer({ min: 1, max: 9000 })), { maxLength: 30 }),
        (all) => {
          const runs = all.map(([from, length], i) =>
            inFeet(`${i}`, (from / 100).toFixed(2), ((from + length) / 100).toFixed(2)),
          );
          const sum = all.reduce((total, [, length]) => total + length, 0);
          expect(madeText(runs, "ft")).toBe((sum / 100).toFixed(2));
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it("are told of a run on the wire, where its depths stay in metres, and of no other one", () => {
    const content = report({ runs: [inFeet("a", "1000.10", "1010.15"), run(0, 1, 1, 2, { id: "b" })] });
    const wire = contentToWire(content);
    expect(wire.runs[0]).toMatchObject({ from: "304.83", to: "307.894", typed_in: "ft" });
    expect(wire.runs[1]).not.toHaveProperty("typed_in");
    const read = contentFromWire(JSON.parse(JSON.stringify(wire)));
    expect(read.problems).toEqual([]);
    expect("value" in read && differences(content, read.value)).toEqual([]);
    expect(contentFromWire({ ...wire, runs: [{ ...wire.runs[0]!, typed_in: "yd" }] }).problems).toMatchObject(
      [{ at: "runs/a/typed_in" }],
    );
  });

  it("go on where a hole ends that was measured in metres, which no foot is as fine as", () => {
    const before = run(0, 304.831, -12, 0, { id: "before" });
    expect(continuityProblems([inFeet("a", "1000.10", "1010.00")], [before])).toEqual([]);
    expect(continuityProblems([inFeet("a", "1000.09", "1010.00")], [before])).toMatchObject([
      { code: "depth-overlap" },
    ]);
    expect(continuityProblems([run(304.83, 308, 0, 1, { id: "a" })], [before])).toMatchObject([
      { code: "depth-overlap" },
    ]);
  });
});

describe("a contract in feet", () => {
  const perFoot = (more: object = {}) =>
    contract([rate("metre", 29.75, { id: "all" })], { lengthUnit: "ft", ...more });
  const priced = (runs: readonly RunRow[], terms = perFoot()) =>
    priceDay(
      terms,
      [{ id: "s", revision: 1, content: report({ contract: terms.id, runs }) }],
      BOOKS,
    ).lines.map(({ quantity, unit, amountMinor, billed }) => [
      quantityText(quantity),
      unit,
      amountMinor,
      billedText(billed),
    ]);

  it("bills what was typed in feet, to the cent, and what was typed in metres by 0.3048", () => {
    // Its millimetres are 3,063 and 10.049 ft, which would be 298.96.
    expect(priced([inFeet("a", "1000.00", "1010.05")])).toEqual([["10.05", "ft", 29_899, "drilling HQ"]]);
    expect(priced([run(120.5, 134.3, 0, 1)])).toEqual([["45.276", "ft", 134_696, "drilling HQ"]]);
  });

  it("has bands and steps in feet, and says so", () => {
    const bands = contract(
      [
        rate("metre", 20, { id: "upper", toMm: typed("101") }),
        rate("metre", 30, { id: "lower", fromMm: typed("101") }),
      ],
      { lengthUnit: "ft" },
    );
    expect(priced([inFeet("a", "95.50", "110.25")], bands)).toEqual([
      ["5.50", "ft", 11_000, "drilling HQ, 0.00 to 101.00 ft"],
      ["9.25", "ft", 27_750, "drilling HQ, below 101.00 ft"],
    ]);
    const { from, to } = shownBand({ fromMm: 100_000, toMm: null }, "m");
    expect(enBand(from, to, "m")).toBe("below 100.00 m");
    const steps = perFoot({ lengthStepMm: typed("0.5") });
    expect(priced([inFeet("a", "1000.20", "1010.30")], steps)).toEqual([
      ["10.50", "ft", 31_238, "drilling HQ"],
    ]);
    expect(centiFeet(typed("0.5"))).toBe(50);
  });
});
