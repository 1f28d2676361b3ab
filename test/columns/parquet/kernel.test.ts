import { snappyUncompress } from "hyparquet";
import { describe, expect, test } from "vitest";
import { encoderMemory } from "../../../src/kernel/encoder-memory.js";
import { random } from "./made-table.js";

for (const build of ["simd", "scalar"] as const) {
  const { kernel, bytes, regions } = encoderMemory({ rows: 65_536, textBytes: 1 << 20 }, build);
  const at = regions.values;

  describe(`${build}: bit packing and runs`, () => {
    for (let width = 0; width <= 16; width++) {
      test(`${width} bits hold what was put in`, () => {
        const next = random(width);
        for (const count of [0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 1000, 5003]) {
          for (const stretch of [1, 3, 20, 100]) {
            const values: number[] = [];
            while (values.length < count) {
              const value = Math.floor(next() * 2 ** width);
              const length = next() < 0.5 ? 1 : 1 + Math.floor(next() * stretch);
              for (let i = 0; i < length && values.length < count; i++) values.push(value);
            }
            new Uint16Array(bytes.buffer, at, count + 16).fill(0xffff);
            new Uint16Array(bytes.buffer, at, count).set(values);
            const end = kernel.packIndices(at, count, width, regions.page);
            expect(unpack(bytes.subarray(regions.page, end), width, count)).toEqual(values);
          }
        }
      });
    }

    test("a constant column is one run of a few bytes", () => {
      new Uint16Array(bytes.buffer, at, 60_000).fill(300);
      expect(kernel.packIndices(at, 60_000, 9, regions.page) - regions.page).toBeLessThanOrEqual(5);
    });
  });

  describe(`${build}: snappy`, () => {
    const roundTrip = (input: Uint8Array): number => {
      bytes.set(input, at);
      bytes.fill(0x5a, at + input.length, at + input.length + 16);
      const end = kernel.compressSnappy(at, input.length, regions.packed);
      const output = new Uint8Array(input.length);
      snappyUncompress(bytes.slice(regions.packed, end), output);
      expect(Buffer.compare(output, input)).toBe(0);
      expect(end - regions.packed).toBeLessThanOrEqual(kernel.snappyBound(input.length));
      return end - regions.packed;
    };
    const next = random(5);
    const noise = (length: number) => Uint8Array.from({ length }, () => Math.floor(next() * 256));

    test("gives back what does not compress, with next to nothing added", () => {
      for (const length of [1, 14, 15, 16, 17, 59, 60, 61, 255, 256, 257, 65_535, 65_536, 65_537, 300_000]) {
        expect(roundTrip(noise(length))).toBeLessThan(length + 16 + length / 1000);
      }
    });

    test("gives back runs, at every length around the longest copies, and across blocks", () => {
      for (let length = 1; length < 300; length++) roundTrip(new Uint8Array(length).fill(7));
      expect(roundTrip(new Uint8Array(400_000))).toBeLessThan(20_000);
    });

    test("gives back texts of repeated pieces", () => {
      const pieces = Array.from({ length: 30 }, (_, i) => noise(3 + i * 3));
      for (let round = 0; round < 200; round++) {
        const parts = Array.from(
          { length: Math.floor(next() * 200) },
          () => pieces[Math.floor(next() * 30)]!,
        );
        roundTrip(new Uint8Array(Buffer.concat(parts)));
      }
    });
  });

  describe(`${build}: validity`, () => {
    test("bits are joined exactly, whatever position each piece starts and ends at", () => {
      const next = random(9);
      for (let round = 0; round < 300; round++) {
        const expected: number[] = [];
        bytes.fill(0xa5, regions.bitmap, regions.bitmap + 8192);
        while (expected.length < 900) {
          const count = Math.floor(next() * (round % 2 ? 12 : 200));
          const skip = Math.floor(next() * 8);
          if (next() < 0.3) {
            const bit = next() < 0.5 ? 0 : 1;
            kernel.appendRun(regions.bitmap, expected.length, bit, count);
            for (let i = 0; i < count; i++) expected.push(bit);
          } else {
            const source = Uint8Array.from({ length: 40 }, () => Math.floor(next() * 256));
            bytes.set(source, regions.scratch);
            kernel.appendBits(regions.bitmap, expected.length, regions.scratch, skip, count);
            for (let i = skip; i < skip + count; i++) expected.push((source[i >> 3]! >> (i & 7)) & 1);
          }
        }
        const padded = [...expected, ...new Array<number>((64 - (expected.length % 64)) % 64).fill(0)];
        const joined = padded.map((_, i) => (bytes[regions.bitmap + (i >> 3)]! >> (i & 7)) & 1);
        expect(joined).toEqual(padded);
        const set = expected.reduce((sum, bit) => sum + bit, 0);
        expect(kernel.countBits(regions.bitmap, expected.length)).toBe(set);
      }
    });
  });
}

/** The hybrid read the slow way, bit by bit. */
function unpack(body: Uint8Array, width: number, count: number): number[] {
  const values: number[] = [];
  let at = 0;
  while (values.length < count) {
    let header = 0;
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
      byte = body[at++]!;
      header |= (byte & 0x7f) << shift;
    }
    if (header & 1) {
      for (let i = 0; i < (header >> 1) * 8; i++) {
        let value = 0;
        for (let bit = 0; bit < width; bit++) {
          const position = i * width + bit;
          value |= ((body[at + (position >> 3)]! >> (position & 7)) & 1) << bit;
        }
        values.push(value);
      }
      at += (header >> 1) * width;
    } else {
      let value = 0;
      for (let byte = 0; byte < Math.ceil(width / 8); byte++) value |= body[at++]! << (8 * byte);
      for (let i = 0; i < header >> 1; i++) values.push(value);
    }
  }
  expect(at).toBe(body.length);
  expect(values.slice(count).every((value) => value === 0)).toBe(true);
  return values.slice(0, count);
}
