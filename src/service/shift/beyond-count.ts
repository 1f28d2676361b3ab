/**
 * More than can be counted exactly, 2^53 of the smallest coin, of a millimetre or of a second: always a slip of the pen, which must not
 * become a sum that is nearly right.
 */
export class BeyondCount extends RangeError {
  override readonly name = "BeyondCount";
  constructor(number: number | string) {
    super(`${number} is more than can be counted exactly`);
  }
}

/** Of whole numbers. Throws BeyondCount. */
export function exactSum(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) {
    sum += number;
    // Each step: what is too large may come back within reach, and has lost what it was nearly right by.
    if (!Number.isSafeInteger(sum)) throw new BeyondCount(sum);
  }
  return sum;
}
