/**
 * Decimal text to float64, exactly rounded, for any text. The fast paths of `lines` read the common shapes
 * themselves and come here for the rest.
 *
 * Exactness: a mantissa up to 2^53 is exact in a float64, and so is a power of ten up to 10^22. One
 * multiplication or division of two exact numbers is correctly rounded (IEEE 754). All else goes to the host.
 */
import { hostLength, hostReady, hostText, hostValue } from "./layout";

export const NUMBER: i32 = 0;
export const NO_NUMBER: i32 = 1;
export const ASK_HOST: i32 = 2;

/** The result of `parseDecimal` when it returns NUMBER. */
export let number: f64 = 0;

/** Where the text stands that `parseDecimal` read last. */
let textAt: usize = 0;
let textEnd: usize = 0;

export const MAX_EXACT: i64 = 1 << 53;

/** 10^0 to 10^22, all exact. */
export const POWERS: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
]);

// @ts-ignore: decorator
@inline
function isDigit(c: u32): bool {
  return c - 48 < 10;
}

/**
 * Reads `[+-] digits [. digits] [e [+-] digits]`, at least one digit in the mantissa, all of [p, e).
 * ASK_HOST leaves the text in `hostText`; called again with `hostReady` set, it takes the host's answer.
 */
export function parseDecimal(p: usize, e: usize): i32 {
  textAt = p;
  textEnd = e;
  let q = p;
  let negative = false;
  if (q < e) {
    const sign = load<u8>(q);
    negative = sign == 45;
    if (negative || sign == 43) q++;
  }
  let mantissa: i64 = 0;
  let significant = 0; // digits of the mantissa, leading zeros not counted
  let exponent = 0; // of ten, of the mantissa's last digit
  let any = false;
  let point = false;
  for (; q < e; q++) {
    const c = <u32>load<u8>(q);
    if (c == 46 && !point) {
      point = true;
      continue;
    }
    if (!isDigit(c)) break;
    any = true;
    // 18 digits always fit in an i64; a longer mantissa is beyond 2^53 and left to the host.
    if (significant < 18) {
      mantissa = mantissa * 10 + (c - 48);
      exponent -= <i32>point;
    }
    significant += <i32>(mantissa != 0);
  }
  if (!any) return NO_NUMBER;
  if (q < e) {
    if ((load<u8>(q) | 32) != 101) return NO_NUMBER;
    q++;
    let minus = false;
    if (q < e) {
      const sign = load<u8>(q);
      minus = sign == 45;
      if (minus || sign == 43) q++;
    }
    if (q == e) return NO_NUMBER;
    let explicit = 0;
    for (; q < e; q++) {
      const c = <u32>load<u8>(q);
      if (!isDigit(c)) return NO_NUMBER;
      explicit = min(explicit * 10 + <i32>(c - 48), 100_000);
    }
    exponent += minus ? -explicit : explicit;
  }
  if (mantissa == 0) {
    number = negative ? -0.0 : 0.0;
    return NUMBER;
  }
  if (significant <= 18 && mantissa <= MAX_EXACT && exponent >= -22 && exponent <= 22) {
    let value = <f64>mantissa;
    if (exponent < 0) value /= load<f64>(POWERS + (-exponent << 3));
    else value *= load<f64>(POWERS + (exponent << 3));
    number = negative ? -value : value;
    return NUMBER;
  }
  if (!hostReady) {
    hostText = p;
    hostLength = <u32>(e - p);
    return ASK_HOST;
  }
  hostReady = false;
  number = hostValue;
  return NUMBER;
}

/** Results of `readWhole`. */
export const WHOLE: i32 = 0;
export const FRACTION: i32 = 1;
export const HUGE: i32 = 2;

/** The integer that `readWhole` found. */
export let whole: i64 = 0;

/**
 * The integer that `parseDecimal` read last as a number, by all its digits: a float64 would round 2^53 + 1 to 2^53, and
 * 1.00000000000000001 to 1. HUGE beyond 2^53.
 */
export function readWhole(): i32 {
  let q = textAt;
  const sign = load<u8>(q);
  if (sign == 45 || sign == 43) q++;
  let digits: i64 = 0;
  let zeros: i64 = 0; // behind the last digit that is none, and those that the exponent adds
  let decimals: i64 = 0;
  let point = false;
  let huge = false;
  for (; q < textEnd; q++) {
    const c = <u32>load<u8>(q);
    if (c == 46) {
      point = true;
      continue;
    }
    if (!isDigit(c)) break;
    decimals += <i64>point;
    if (c == 48) {
      zeros += <i64>(digits != 0);
      continue;
    }
    for (; zeros > 0 && !huge; zeros--) {
      digits *= 10;
      huge = digits > MAX_EXACT;
    }
    zeros = 0;
    if (!huge) digits = digits * 10 + (c - 48);
    huge = huge || digits > MAX_EXACT;
  }
  whole = 0;
  if (digits == 0) return WHOLE;
  zeros += exponentAt(q) - decimals;
  if (zeros < 0) return FRACTION;
  for (; zeros > 0 && !huge; zeros--) {
    digits *= 10;
    huge = digits > MAX_EXACT;
  }
  if (huge) return HUGE;
  whole = sign == 45 ? -digits : digits;
  return WHOLE;
}

/** The exponent at `q`, behind its `e`; 0 when the text ends there. */
function exponentAt(q: usize): i64 {
  if (q >= textEnd) return 0;
  q++;
  const sign = load<u8>(q);
  if (sign == 45 || sign == 43) q++;
  let exponent: i64 = 0;
  for (; q < textEnd; q++) exponent = min<i64>(exponent * 10 + (load<u8>(q) - 48), 1 << 32);
  return sign == 45 ? -exponent : exponent;
}
