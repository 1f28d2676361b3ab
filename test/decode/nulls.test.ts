/**
 * Logs in which values and nulls come as they like: which of a code's lines is null, how it is written, and which codes a frame has cannot
 * be foreseen. What the fast paths make of them must be what the reference finds, value for value and null for null.
 */
import { describe, expect, it } from "vitest";
import { Decoder } from "../../src/kernel/decoder.js";
import { Random } from "../../src/samples/random.js";
import { planOf } from "../../src/wits/catalog/layout.js";
import type { DecodeOptions } from "../../src/wits/decoding/options.js";
import { describeBatches, drain, type Outcome, referenceOutcome } from "./outcome.js";

const FRAMES = 150;

/** Numbers, null values in every way they can be written, what is nearly one, and what is neither. */
const values = [
  ...[
    "",
    "",
    " ",
    "-999.25",
    "-999.2500",
    "-0999.25",
    "-9999",
    "-9999.0",
    "-8888.00",
    "-8888.",
    "-999.250000001",
  ],
  ...[
    "999.25",
    "9999",
    "-9998",
    "-999.2",
    "-999.251",
    "-9990.25",
    "0",
    "-0",
    "0.00",
    "-0.0",
    ".5",
    "-.5",
    "5.",
    "-",
    ".",
  ],
  ...[
    "7",
    "-7",
    "123456789",
    "2147483647",
    "2147483648",
    "-2147483648",
    "1234567890123",
    "12345678.901234",
    "0.0000000000001",
  ],
  ...[
    "1.25",
    "1250.5",
    "-31.75",
    "99999999999999",
    "--1",
    "1-",
    "1.2.3",
    "1,5",
    "+3",
    "1e3",
    "text",
    "-999.25 ",
    "10/2",
  ],
];

function logOf(random: Random, lineEnd: string): Uint8Array {
  const frames = Array.from({ length: FRAMES }, () => {
    const record = ["01", "01", "08", "11"][random.below(4)]!;
    const codes = Array.from(
      { length: 4 + random.below(24) },
      (_, i) => `${record}${String(i + 2).padStart(2, "0")}`,
    );
    // Now and then codes trade places, come again, are left out, or come from another record.
    const at = random.below(codes.length);
    if (random.below(3) === 0) codes.push(...codes.splice(at, 2));
    if (random.below(4) === 0) codes.push(codes[at % codes.length] ?? "0109");
    if (random.below(5) === 0) codes.splice(at, 0, "0715", "0199", "1984");
    const lines = codes.map((code) => {
      if (code.endsWith("05") && random.below(3) > 0) return `${code}240301`;
      if (code.endsWith("06") && random.below(3) > 0)
        return `${code}06${String(random.below(6000)).padStart(4, "0")}`;
      return code + values[random.below(values.length)];
    });
    return ["&&", ...lines, "!!", ""].join(random.below(40) === 0 ? "\n" : lineEnd);
  });
  return Buffer.from(frames.join(""), "latin1");
}

const layouts = ["record", "frame", "long"] as const;
const lists: readonly (readonly string[] | undefined)[] = [
  undefined,
  [],
  ["0"],
  ["-0", "7", "-999.25"],
  ["123456789", "12345678.901234", "1.25", "-7", "9999"],
  ["-999.25", "-999.250"],
];

describe("values and nulls that come as they like", () => {
  it.each(lists.map((nulls, i) => ({ nulls, layout: layouts[i % layouts.length]!, seed: i + 1 })))(
    "are the same to all decoders, nulls $nulls, layout $layout",
    ({ nulls, layout, seed }) => {
      const bytes = logOf(new Random(seed), seed % 2 === 0 ? "\n" : "\r\n");
      const options: DecodeOptions = {
        plan: planOf({ layout }),
        sources: ["nulls.wits"],
        batchRows: 64,
        ...(nulls && { nulls: nulls.map(Number) }),
      };
      const expected = referenceOutcome(bytes, options);
      expect(Object.keys(expected.counters.nulls).length).toBeGreaterThan(nulls?.length === 0 ? 0 : 1);
      for (const build of ["simd", "scalar"] as const) {
        const decoder = new Decoder(options, build);
        decoder.start(0);
        const outcome: Outcome = { counters: decoder.counters(), tables: {}, rejects: [] };
        describeBatches(drain(decoder, bytes, build === "simd" ? bytes.length : 100), outcome);
        expect({ ...outcome, counters: decoder.counters() }, build).toEqual(expected);
      }
    },
  );
});
