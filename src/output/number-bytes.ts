/**
 * The text of a float64 as `numberText` has it, put into bytes where it is wanted: formats of some ten million numbers make no string of each.
 */
import { numberText } from "../text/number-text.js";

/** The most bytes that a number takes: `-1.2345678901234567e-300`. */
export const LONGEST_NUMBER = 25;

const POINT = 46;
const MINUS = 45;
const ZERO = 48;

/** Whole numbers from here on take the way of `numberText`. */
const MOST = 2 ** 31;

/** Puts it at `at`, where there is room for the longest; answers where it ends. */
export function putNumber(bytes: Uint8Array, at: number, value: number): number {
  const size = Math.abs(value);
  const hundredths = Math.round(size * 100);
  if (hundredths / 100 === size && hundredths < MOST && hundredths > 0) {
    const from = value < 0 ? put(bytes, at, MINUS) : at;
    const whole = (hundredths / 100) | 0;
    const end = putWhole(bytes, from, whole);
    return putDecimals(bytes, end, (hundredths - whole * 100) | 0, 10);
  }
  if (value === 0 && 1 / value > 0) return put(bytes, at, ZERO);
  // By the same argument as two decimals: they are ten digits at most.
  const small = Math.round(size * 10_000);
  if (small / 10_000 === size && small < MOST && small > 0) {
    const from = value < 0 ? put(bytes, at, MINUS) : at;
    const whole = (small / 10_000) | 0;
    const end = putWhole(bytes, from, whole);
    return putDecimals(bytes, end, (small - whole * 10_000) | 0, 1000);
  }
  return putAscii(bytes, at, numberText(value));
}

/** A text of ASCII; answers where it ends. */
export function putAscii(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function put(bytes: Uint8Array, at: number, byte: number): number {
  bytes[at] = byte;
  return at + 1;
}

/** Digits of a whole number below 2^31. */
function putWhole(bytes: Uint8Array, at: number, whole: number): number {
  if (whole < 10) return put(bytes, at, ZERO + whole);
  let digits = 2;
  for (let least = 100; least <= whole; least *= 10) digits++;
  let rest = whole;
  for (let i = at + digits - 1; i >= at; i--) {
    const tenth = (rest / 10) | 0;
    bytes[i] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  return at + digits;
}

/** A point and the digits behind it, the first of which is worth `unit`, without zeros at the end. */
function putDecimals(bytes: Uint8Array, at: number, decimals: number, unit: number): number {
  if (decimals === 0) return at;
  bytes[at] = POINT;
  let end = at + 1;
  let rest = decimals;
  for (let worth = unit; rest > 0; worth = (worth / 10) | 0) {
    const digit = (rest / worth) | 0;
    bytes[end++] = ZERO + digit;
    rest -= digit * worth;
  }
  return end;
}
