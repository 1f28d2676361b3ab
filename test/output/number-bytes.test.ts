/** Numbers and instants as bytes are the texts that strings are made of elsewhere. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { instants } from "../../src/output/cell.js";
import { LONGEST_INSTANT, putInstants } from "../../src/output/instant-bytes.js";
import { LONGEST_NUMBER, putNumber } from "../../src/output/number-bytes.js";
import { numberText } from "../../src/text/number-text.js";

const bytes = new Uint8Array(64);
const text = (end: number): string => Buffer.from(bytes.buffer, 7, end - 7).toString("latin1");
const written = (value: number): string => {
  const end = putNumber(bytes, 7, value);
  expect(end - 7).toBeLessThanOrEqual(LONGEST_NUMBER);
  return text(end);
};

it("a number of few decimals is its shortest text, whatever its sign", () => {
  for (let i = 0; i < 20_000; i++) {
    for (const worth of [1, 10, 100, 1000, 10_000, 100_000]) {
      const value = (i * 7919) / worth;
      if (written(value) !== numberText(value) || written(-value) !== numberText(-value))
        expect([value, written(value), written(-value)]).toEqual([
          value,
          numberText(value),
          numberText(-value),
        ]);
    }
  }
});

it("and so is any other, at both ends of what takes the short way too", () => {
  const edges = [
    0,
    -0,
    2 ** 31 / 100,
    2 ** 31 / 10_000,
    2 ** 31,
    2 ** 53,
    1e21,
    1e-7,
    0.0001,
    0.00005,
    5e-324,
  ];
  for (const edge of edges)
    for (const value of [edge, -edge, edge - 0.01, edge + 0.01, edge + 0.0001, Math.round(edge)])
      expect(written(value)).toBe(numberText(value));
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (value) => {
      expect(written(value)).toBe(numberText(value));
    }),
    { seed: 20160412, numRuns: 20_000 },
  );
});

it("an instant is its text, of any day and in any order", () => {
  const put = putInstants();
  const shown = instants(true);
  fc.assert(
    fc.property(fc.integer({ min: -8_640_000_000_000, max: 8_640_000_000_000 }), (milliseconds) => {
      const end = put(bytes, 7, milliseconds);
      expect(end - 7).toBeLessThanOrEqual(LONGEST_INSTANT);
      expect(text(end)).toBe(shown(milliseconds));
    }),
    { seed: 20160413, numRuns: 20_000 },
  );
});
