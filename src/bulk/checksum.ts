/**
 * CRC-32 of bytes that are read in pieces, by threads that know nothing of each other: sums of pieces that follow on each other are
 * joined by their lengths, without the bytes. A polynomial is as zlib has it, the highest power in the lowest bit.
 */

const POLYNOMIAL = 0xedb88320;

/** x to the 0. */
const ONE = 0x80000000;

/** The product of two polynomials, modulo that of CRC-32. */
function product(a: number, b: number): number {
  let sum = 0;
  let shifted = b;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) sum ^= shifted;
    shifted = (shifted & 1) === 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
  }
  return sum >>> 0;
}

/** x to the 8, by which a sum moves when a byte follows. */
const BYTE = ONE >>> 8;

/** The sum of bytes of which `before` is that of the first ones, and `behind` that of the last `length`. */
export function joinedChecksum(before: number, behind: number, length: number): number {
  let moved = before;
  let power = BYTE;
  for (let left = length; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) moved = product(moved, power);
    power = product(power, power);
  }
  return (moved ^ behind) >>> 0;
}
