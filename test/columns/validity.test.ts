import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  bytesOfBits,
  clearBehind,
  firstValue,
  hasValue,
  setValue,
  validityOf,
} from "../../src/arrays/validity.js";

const bitsOf = (has: readonly boolean[]): Uint8Array => {
  const validity = new Uint8Array(bytesOfBits(has.length));
  for (const [row, value] of has.entries()) if (value) setValue(validity, row);
  return validity;
};
const rowsOf = (validity: Uint8Array | undefined, rows: number): boolean[] =>
  Array.from({ length: rows }, (_, row) => hasValue(validity, row));

const some = fc.array(fc.boolean(), { minLength: 1, maxLength: 70 });

test("rows have the values that were set, whatever part of the rows is looked at", () => {
  fc.assert(
    fc.property(some, fc.nat(), fc.nat(), (has, a, b) => {
      const from = a % has.length;
      const to = from + (b % (has.length - from + 1));
      const validity = bitsOf(has);
      expect(rowsOf(validity, has.length)).toEqual(has);
      expect(rowsOf(validityOf(validity, from, to), to - from)).toEqual(has.slice(from, to));
      const first = has.indexOf(true, from);
      expect(firstValue(validity, from, has.length)).toBe(first < 0 ? has.length : first);
    }),
  );
});

test("bits behind the rows are cleared, and none of a row", () => {
  fc.assert(
    fc.property(some, (has) => {
      const validity = new Uint8Array(bytesOfBits(has.length)).fill(255);
      clearBehind(validity, has.length);
      expect(rowsOf(validity, validity.length * 8).filter(Boolean)).toHaveLength(has.length);
      expect(rowsOf(validity, has.length)).not.toContain(false);
    }),
  );
});

test("without bits every row has a value", () => {
  expect(rowsOf(undefined, 9)).not.toContain(false);
  expect(firstValue(undefined, 3, 9)).toBe(3);
  expect(validityOf(undefined, 3, 9)).toBeUndefined();
});
