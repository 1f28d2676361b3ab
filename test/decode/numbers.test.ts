import { describe, expect, it } from "vitest";
import { mapEntries } from "../../src/input/feed/map-file.js";
import { Decoder } from "../../src/kernel/decoder.js";
import type { KernelBuild } from "../../src/kernel/load.js";
import { Random } from "../../src/samples/random.js";
import { codeOf, formatCode } from "../../src/wits/catalog/code.js";
import { planOf } from "../../src/wits/catalog/layout.js";
import { cell, describeBatches, drain, type Outcome, referenceOutcome } from "./outcome.js";

/** Items 08 to 45 of record 01 are numbers: one frame holds so many of them. */
const FIRST = 8;
const A_FRAME = 38;

const digits = (random: Random, length: number): string =>
  Array.from({ length }, () => String.fromCharCode(48 + random.below(10))).join("");

/** Decimal texts of every kind there is, the hard ones for rounding among them. */
const kinds: readonly ((random: Random) => string)[] = [
  (r) => `${digits(r, 1 + r.below(5))}.${digits(r, 1 + r.below(3))}`,
  (r) => digits(r, 1 + r.below(9)),
  (r) => `${digits(r, r.below(12))}.${digits(r, 1 + r.below(16))}`,
  (r) => `${"0".repeat(r.below(20))}${digits(r, 1 + r.below(6))}.${digits(r, r.below(6))}`,
  (r) => `${digits(r, 17)}`,
  (r) => `${digits(r, 1 + r.below(8))}.${digits(r, 17)}`,
  (r) => `0.${"0".repeat(r.below(30))}${digits(r, 1 + r.below(20))}`,
  (r) =>
    `${digits(r, 1 + r.below(17))}.${digits(r, r.below(5))}e${["", "+", "-"][r.below(3)]}${r.below(330)}`,
  (r) => `${digits(r, 1 + r.below(18))}E${["", "+", "-"][r.below(3)]}${r.below(25)}`,
  (r) => `.${digits(r, 1 + r.below(10))}`,
  (r) => `${digits(r, 1 + r.below(10))}.`,
  (r) => String(2 ** 53 - 1000 + r.below(2000)),
  (r) => String(BigInt(2 ** 53) + BigInt(r.below(1000))),
  (r) => String((r.next() >>> 0) / 1000),
  (r) => String(r.swing() * 10 ** (r.below(40) - 20)),
  (r) => digits(r, 20 + r.below(60)),
  (r) => `${r.below(10)}.${digits(r, 5)}e-3${r.below(25)}`, // around the least float64
];

function someDecimals(random: Random, count: number): string[] {
  const texts: string[] = [];
  while (texts.length < count) {
    const sign = ["", "", "-", "+"][random.below(4)]!;
    const text = sign + kinds[random.below(kinds.length)]!(random);
    if (Number.isFinite(Number(text))) texts.push(text);
  }
  return texts;
}

function logOf(texts: readonly string[]): Uint8Array {
  const lines: string[] = [];
  for (let at = 0; at < texts.length; at += A_FRAME) {
    lines.push("&&");
    for (const [i, text] of texts.slice(at, at + A_FRAME).entries())
      lines.push(formatCode(codeOf(1, FIRST + i)) + text);
    lines.push("!!");
  }
  return Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1");
}

function decode(texts: readonly string[], build: KernelBuild): Float64Array {
  const decoder = new Decoder({ plan: planOf({ layout: "record" }), sources: ["numbers"], nulls: [] }, build);
  decoder.start(0);
  const values = new Float64Array(texts.length);
  let frame = 0;
  for (const batch of drain(decoder, logOf(texts), Number.POSITIVE_INFINITY)) {
    expect(batch.table.name).toBe("record=01");
    for (const { column, values: read } of batch.columns) {
      const item = (column.code ?? 0) - codeOf(1, FIRST);
      if (item < 0 || item >= A_FRAME) continue;
      for (let row = 0; row < batch.rows; row++) {
        const at = (frame + row) * A_FRAME + item;
        if (at < values.length) values[at] = (read as Float64Array)[row]!;
      }
    }
    frame += batch.rows;
  }
  expect(decoder.counters().values).toBe(texts.length);
  return values;
}

describe("numbers", () => {
  const texts = someDecimals(new Random(20), 1_000_000);
  const expected = Float64Array.from(texts, Number);

  it.each(["simd", "scalar"] as const)(
    "a million decimals equal Number(text) bit for bit, %s build",
    (build) => {
      const values = decode(texts, build);
      const differing = texts.findIndex((_, i) => !Object.is(values[i], expected[i]));
      expect(differing < 0 ? "all equal" : `${texts[differing]} read as ${values[differing]}`).toBe(
        "all equal",
      );
    },
  );
});

describe("a number that scale and offset, or another unit, make larger than float64", () => {
  const map = mapEntries([
    { code: 150, mnemonic: "STEEP", scale: 1e306 },
    { code: 151, mnemonic: "FAR", scale: 1e299, offset: 1.7e308 },
    { code: 152, mnemonic: "NEVER", unit: "M", scale: 1e300, offset: 1.79e308 },
  ]);
  const bytes = Buffer.from(
    [
      "&&\n0150179\n0151-1e8\n01521\n01085e307\n!!\n",
      "&&\n0150-180\n01511e8\n01520\n0108-1.7e308\n!!\n",
      "&&\n01501.80e2\n0151-2e9\n0152-9999\n01081\n!!\n",
    ].join(""),
  );

  it.each(["record", "frame", "long"] as const)("is rejected, by all decoders, layout %s", (layout) => {
    const plan = planOf({ layout, units: "metric", to: "fps", map });
    const options = { plan, sources: ["steep.wits"] };
    const expected = referenceOutcome(bytes, options);
    expect(expected.rejects.map((text) => text.trim().split(" ").slice(2).join(" "))).toEqual([
      "0151 number-range 0151-1e8",
      "0152 number-range 01521",
      "0150 number-range 0150-180",
      "0151 number-range 01511e8",
      "0152 number-range 01520",
      "0108 number-range 0108-1.7e308",
      "0150 number-range 01501.80e2",
      "0151 number-range 0151-2e9",
    ]);
    for (const build of ["simd", "scalar"] as const) {
      const decoder = new Decoder(options, build);
      decoder.start(0);
      const batches = drain(decoder, bytes, 1);
      const outcome: Outcome = { counters: decoder.counters(), tables: {}, rejects: [] };
      describeBatches(batches, outcome);
      expect(outcome.rejects, build).toEqual(expected.rejects);
      const numbers = batches.flatMap(({ columns, rows }) =>
        columns
          .filter(({ column }) => column.type === "float64")
          .flatMap((column) => Array.from({ length: rows }, (_, row) => cell(column, row)))
          .filter((value) => value !== null),
      );
      expect(numbers.length, build).toBeGreaterThan(2);
      expect(numbers.every(Number.isFinite), build).toBe(true);
    }
  });
});
