import { describe, expect, test } from "vitest";
import { readDifferences } from "../../../src/columns/parquet/delta-numbers.js";
import { encoderMemory } from "../../../src/kernel/encoder-memory.js";
import { random } from "./made-table.js";

/** What the specification says, read the slow way. */
function readDelta(body: Uint8Array, bits: 32 | 64): bigint[] {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = body[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const zigzag = (): bigint => {
    const value = varint();
    return (value >> 1n) ^ -(value & 1n);
  };
  const block = Number(varint());
  const miniblocks = Number(varint());
  const count = Number(varint());
  const values = [zigzag()];
  while (values.length < count) {
    const least = zigzag();
    const widths = body.subarray(at, at + miniblocks);
    at += miniblocks;
    for (const width of widths) {
      if (values.length >= count) break;
      const size = block / miniblocks;
      for (let i = 0; i < size; i++) {
        let difference = 0n;
        for (let bit = 0; bit < width; bit++) {
          const place = i * width + bit;
          difference |= BigInt((body[at + (place >> 3)]! >> (place & 7)) & 1) << BigInt(bit);
        }
        if (values.length < count) values.push(BigInt.asIntN(bits, values.at(-1)! + least + difference));
      }
      at += (size / 8) * width;
    }
  }
  expect(at).toBe(body.length);
  return values.slice(0, count);
}

/** Whether a value, or its difference to the one before, takes more than 51 bits: differences begin at the least of a block. */
const isTooWide =
  (values: readonly bigint[]) =>
  (value: bigint, i: number): boolean =>
    [value, value - (values[i - 1] ?? 0n)].some((one) => one >= 1n << 51n || one < -(1n << 51n));

for (const build of ["simd", "scalar"] as const) {
  const { kernel, bytes, regions } = encoderMemory({ rows: 65_536, textBytes: 1 << 20 }, build);
  const written = (values: readonly bigint[], bits: 32 | 64): Uint8Array => {
    const cells = bits === 64 ? BigInt64Array.from(values) : Int32Array.from(values, Number);
    bytes.set(new Uint8Array(cells.buffer), regions.values);
    const write = bits === 64 ? kernel.writeDelta64 : kernel.writeDelta32;
    return bytes.slice(regions.page, write(regions.values, values.length, regions.page));
  };

  describe(`${build}: differences`, () => {
    for (const bits of [32, 64] as const) {
      test(`of ${bits} bits give back any values, those that wrap around too`, () => {
        const next = random(bits);
        const [least, greatest] = [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n];
        const ends = [least, greatest, 0n, -1n, 1n];
        for (const count of [1, 2, 32, 33, 34, 127, 128, 129, 130, 161, 257, 1000]) {
          for (let width = 0; width <= bits; width += 1 + Math.floor(next() * 5)) {
            const values = Array.from({ length: count }, () => {
              if (next() < 0.02) return ends[Math.floor(next() * ends.length)]!;
              return (
                BigInt.asIntN(
                  bits,
                  BigInt(Math.floor(next() * 2 ** 32)) * BigInt(Math.floor(next() * 2 ** 31)),
                ) >> BigInt(bits - width)
              );
            });
            const packed = written(values, bits);
            expect(readDelta(packed, bits)).toEqual(values);
            if (bits === 32) continue;
            const numbers = new Float64Array(count);
            // Read as numbers they are the same, or it is said that they are not.
            if (readDifferences(packed, 0, numbers)) expect([...numbers]).toEqual(values.map(Number));
            else expect(values.some(isTooWide(values))).toBe(true);
          }
        }
      });
    }

    test("that are all the same take six bytes for 128 values, and two more for each digit of 128", () => {
      const values = Array.from({ length: 128 * 100 + 1 }, (_, i) => 1_700_000_000_000n + 1000n * BigInt(i));
      expect(written(values, 64).length).toBe(100 * 6 + 11);
      expect(readDelta(written(values, 64), 64)).toEqual(values);
    });
  });
}
