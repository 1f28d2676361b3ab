/**
 * Exact fractions, and the one place where they become floating point. Units are defined by decimal numbers
 * (0.3048, 0.45359237), their ratios are fractions, and neither is a binary float: kept exact until the last step, a
 * conversion rounds once.
 */
export interface Rational {
  readonly numerator: bigint;
  /** Above zero. */
  readonly denominator: bigint;
}

/** Reads a decimal number such as `0.45359237`, `-273.15` or `1.5e-7`. */
export function rational(text: string): Rational {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
  if (whole === "") throw new Error(`"${text}" is no decimal number`);
  const digits = BigInt(sign + whole + fraction);
  const power = Number(exponent) - fraction.length;
  return power < 0 ? reduced(digits, 10n ** BigInt(-power)) : reduced(digits * 10n ** BigInt(power), 1n);
}

/**
 * A finite float as the shortest decimal number that names it: 3650.4, as it stood on the wire, and not the binary
 * fraction nearest to that.
 */
export const fromNumber = (value: number): Rational => rational(`${value}`);

export const zero: Rational = { numerator: 0n, denominator: 1n };
export const one: Rational = { numerator: 1n, denominator: 1n };

export const plus = (a: Rational, b: Rational): Rational =>
  reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const minus = (a: Rational, b: Rational): Rational =>
  plus(a, { numerator: -b.numerator, denominator: b.denominator });

export const times = (a: Rational, b: Rational): Rational =>
  reduced(a.numerator * b.numerator, a.denominator * b.denominator);

export const over = (a: Rational, b: Rational): Rational =>
  reduced(a.numerator * b.denominator, a.denominator * b.numerator);

function reduced(numerator: bigint, denominator: bigint): Rational {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  const divisor = denominator < 0n ? -a : a;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** The nearest float, ties to even: the only rounding there is. */
export function toNumber({ numerator, denominator }: Rational): number {
  if (numerator === 0n) return 0;
  const magnitude = numerator < 0n ? -numerator : numerator;
  // A quotient of at least 64 bits: the 53 of a float and more, the last one sticky, so that `Number`, which rounds a
  // bigint to nearest even, sees on which side of a tie the rest lies.
  const shift = BigInt(Math.max(0, 66 - bitLength(magnitude) + bitLength(denominator)));
  const dividend = magnitude << shift;
  const quotient = (dividend / denominator) | (dividend % denominator === 0n ? 0n : 1n);
  return (numerator < 0n ? -1 : 1) * scaledDown(quotient, Number(shift));
}

/** `quotient / 2 ** shift`. The division is exact unless the result is subnormal, far below any quantity of a rig. */
function scaledDown(quotient: bigint, shift: number): number {
  const half = Math.trunc(shift / 2);
  return Number(quotient) / 2 ** half / 2 ** (shift - half);
}

const bitLength = (value: bigint): number => value.toString(16).length * 4;
