import { describe, expect, it } from "vitest";
import { Decoder } from "../../src/kernel/decoder.js";
import { formatCode } from "../../src/wits/catalog/code.js";
import { layouts, planOf } from "../../src/wits/catalog/layout.js";
import { isConserved } from "../../src/wits/decoding/counters.js";
import { type Cut, outcomeOf, referenceOutcome } from "./outcome.js";

const plan = planOf({ layout: "record" });
const unmapped = Array.from({ length: 9899 }, (_, i) => i + 101).filter(
  (code) => code % 100 !== 0 && plan.catalog.itemByCode(code) === undefined,
);

const frame = (...lines: string[]): string => ["&&", ...lines, "!!", ""].join("\r\n");
const brief = frame("01081", "01981", "50012");

/** Logs that come to the limits in different ways, by the fast paths and by the slow one. */
const logs: Record<string, { text: string; rejected: Record<string, number> }> = {
  "1,200 codes outside the catalog, a line each": {
    text: brief + frame(...unmapped.slice(0, 1200).map((code) => `${formatCode(code)}1`)) + brief,
    rejected: { "too-many-codes": 200 },
  },
  "1,001 codes without a value": {
    text: `${frame(...unmapped.slice(0, 1001).map(formatCode)).replaceAll("\r", "")}${brief}`,
    rejected: { "too-many-codes": 1 },
  },
  "1,000 codes, each twice, among lines of the catalog": {
    text:
      frame(
        ...unmapped.slice(0, 1000).flatMap((code, i) => [`${formatCode(code)}${i}`, "01081", "0101WELL"]),
        ...unmapped.slice(0, 1000).map((code) => `${formatCode(code)}x`),
        ...unmapped.slice(0, 1000).map((code) => `${formatCode(code)}2`),
      ) + brief,
    rejected: { "not-a-number": 1000, "duplicate-item": 2998 },
  },
  "long lines, so that the frame is long and its codes few": {
    text: brief + frame(...unmapped.slice(0, 1010).map((code) => `${formatCode(code)}${" ".repeat(30)}1.5`)),
    rejected: { "too-many-codes": 10 },
  },
};

describe.each(Object.entries(logs))("a frame of %s", (_, { text, rejected }) => {
  it.each(layouts)("is one answer of three decoders, layout %s", (layout) => {
    const options = { plan: planOf({ layout }), sources: ["log"] };
    const bytes = Buffer.from(text);
    const expected = referenceOutcome(bytes, options);
    expect(expected.counters.rejects).toEqual(rejected);
    expect(isConserved(expected.counters.bytes)).toBe(true);
    for (const build of ["simd", "scalar"] as const) {
      const decoder = new Decoder(options, build);
      const cuts: Cut[] = [Number.POSITIVE_INFINITY, 7, [100, 5003, 1, 40]];
      for (const cut of cuts)
        expect(outcomeOf(decoder, bytes, cut), `${build}, cut ${cut}`).toEqual(expected);
    }
  });
});

describe("texts", () => {
  const one = "x".repeat(60_000);

  it("of a vendor may be longer together than a line may be", () => {
    const lines = [1984, 1985, 1986, 1987, 1988, 1989].map((code) => `${code}${one}${code}`);
    const bytes = Buffer.from(frame(...lines, "01081") + frame("1984PASON", "01082"));
    const options = { plan: planOf({ layout: "frame" }), sources: ["log"] };
    const expected = referenceOutcome(bytes, options);
    expect(expected.tables["frame"]![0]!.length).toBeGreaterThan(6 * one.length);
    for (const build of ["simd", "scalar"] as const) {
      expect(outcomeOf(new Decoder(options, build), bytes, 65_536)).toEqual(expected);
    }
  });

  it("of a vendor fit as long as their frame does", () => {
    const maxLine = 170_000;
    const lines = [1984, 1985, 1986, 1987, 1988, 1989].map((code) => `${code}${one}${one}${code}`);
    const log = frame("0101WELL", "01083");
    const bytes = Buffer.from(log.repeat(20) + frame(...lines, "01081").repeat(3) + log.repeat(20));
    const options = { plan, sources: ["log"], maxLine, maxText: maxLine };
    const expected = referenceOutcome(bytes, options);
    for (const build of ["simd", "scalar"] as const) {
      expect(outcomeOf(new Decoder(options, build), bytes, 65_536)).toEqual(expected);
    }
  });

  it("fit when a byte becomes three", () => {
    const half = "\xb1".repeat(60_000); // a half-width katakana each
    const lines = Array.from({ length: 12 }, (_, i) => `${formatCode((i + 1) * 100 + 1)}${half}${i}`);
    const bytes = Buffer.from(frame(...lines).repeat(3) + brief, "latin1");
    const options = { plan: planOf({ layout: "long" }), sources: ["log"], encoding: "shift_jis" };
    const expected = referenceOutcome(bytes, options);
    expect(expected.counters.rejects).toEqual({});
    for (const build of ["simd", "scalar"] as const) {
      expect(outcomeOf(new Decoder(options, build), bytes, 65_536)).toEqual(expected);
    }
  });
});

describe("what no decoder is made for", () => {
  const made = (options: object) => () => new Decoder({ plan, sources: ["log"], ...options });

  it.each([
    [{ nulls: [Number.NaN] }, /NaN is no number to compare with/],
    [{ nulls: [" OFF"] }, /" OFF" is no word for null/],
    [{ nulls: ["нет"] }, /must be ASCII/],
    [{ nulls: Array.from({ length: 65 }, (_, i) => `word ${i}`) }, /65 words for null; the most is 64/],
    [{ nulls: Array.from({ length: 129 }, (_, i) => i) }, /129 numbers for null; the most is 128/],
    [{ encoding: "utf-16be" }, /utf-16be is no encoding of text items/],
    [{ thousands: "comma", decimal: "comma" }, /same sign/],
  ])("%j", (options, message) => {
    expect(made(options)).toThrow(message);
  });
});
