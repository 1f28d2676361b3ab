/**
 * The one place where the arithmetic of reports and bills rounds: half up, which of a negative number is away from zero, so that what is
 * taken back is what was charged. Everything else adds and subtracts integers.
 */
import Big from "big.js";
import { BeyondCount } from "./beyond-count.js";

/**
 * The product of `factors` by the product of `divisors`, as a whole number. A quotient is carried to 20 decimals first; the divisors that
 * occur here stay below 10^15, so that nothing lies so near to a half without being one. Throws BeyondCount.
 */
export function halfUp(factors: readonly number[], divisors: readonly number[] = []): number {
  const product = (numbers: readonly number[]): Big =>
    numbers.reduce((total, number) => total.times(number), new Big(1));
  const whole = Number(product(factors).div(product(divisors)).round(0, Big.roundHalfUp).toString());
  if (!Number.isSafeInteger(whole)) throw new BeyondCount(whole);
  // No -0: it is written otherwise than 0.
  return whole === 0 ? 0 : whole;
}

/** To the nearest multiple of a step, half up; a step of 0 leaves it. */
export const toStep = (value: number, step: number): number =>
  step === 0 ? value : halfUp([value], [step]) * step;
