/**
 * What is expected of a code's next line: that it looks like the last two did. It stands in the code's column, ready
 * to be held against the line: the same code, then digits where there were digits, or the very same text, and the line's
 * end. One comparison of 16 bytes tells, and with it where the next line starts and how the value is to be taken.
 * SIMD build alone.
 */
import { COLUMN_DIGITS, COLUMN_EXPECTED, COLUMN_HOW, COLUMN_TABLE, SHAPE_SIZE } from "./layout";
import {
  isCount, isShort, lengthOf, mayBeNull, SHAPE_DIVISOR, SHAPE_LINE_GATHER, SHAPE_LINE_LIMIT, SHAPE_LINE_PATTERN,
} from "./shapes";

/** What the expectation was made from: no line that has the same key needs a new one. */
export const EXPECTED_KEY: usize = COLUMN_EXPECTED;
/** The table whose rows take numbers that fit, when these are taken as HOW_FLOAT says; else 0. */
export const EXPECTED_NUMBERS: usize = COLUMN_EXPECTED + 4;
/** A line fits when, in each of its first 16 bytes, `byte ^ pattern <= limit`, as with shapes. */
const EXPECTED_PATTERN: usize = COLUMN_EXPECTED + 8;
const EXPECTED_LIMIT: usize = COLUMN_EXPECTED + 24;
/** Moves up to eight digits to the right end of the vector's first half. */
export const EXPECTED_GATHER: usize = COLUMN_EXPECTED + 40;
/** float64 to divide the digits by; or what the value is, or where its shape stands. */
export const EXPECTED_VALUE: usize = COLUMN_EXPECTED + 56;
/** Length of the whole line; of a line that no window holds where nothing is expected. */
export const EXPECTED_LENGTH: usize = COLUMN_EXPECTED + 64;
export const EXPECTED_HOW: usize = COLUMN_HOW;

/** How a line that fits is taken. Without a row: left out, a number for the long table, or the vendor's identity. */
export const HOW_SKIP: u32 = 1;
export const HOW_LONG: u32 = 2;
export const HOW_VENDOR: u32 = 3;
export const LAST_WITHOUT_ROW: u32 = 3;
/** Such a line may still turn out not to be taken: a time of day; what goes on behind the 16 bytes. */
export const HOW_TIME: u32 = 4;
export const HOW_WIDE: u32 = 5;
export const HOW_WIDE_TEXT: u32 = 6;
export const LAST_UNSURE: u32 = 6;
/** A number of at most eight digits that is no null value; one that might be; integers from 0. */
export const HOW_FLOAT: u32 = 7;
export const HOW_FLOAT_OR_NULL: u32 = 8;
export const HOW_INT32: u32 = 9;
export const HOW_INT64: u32 = 10;
/** The same as last time: a date, a text, a null. */
export const HOW_DATE: u32 = 11;
export const HOW_TEXT: u32 = 12;
export const HOW_NULL: u32 = 13;

/** Kinds of null that a key can hold beside the shape, whose low bits are 0. */
const MOST_KINDS: u32 = SHAPE_SIZE - 1;
const NO_LINE: u32 = 0x7fff_ffff;
/** Bytes of a line that are compared. */
const COMPARED: u32 = 16;

/** What the line at `p` differs in from what a column expects; its digits, where it is as expected. */
// @ts-ignore: decorator
@inline
export function differenceAt(column: usize, p: usize): v128 {
  return v128.xor(v128.load(p), v128.load(column, EXPECTED_PATTERN));
}

// @ts-ignore: decorator
@inline
export function isExpected(column: usize, difference: v128): bool {
  return i8x16.bitmask(i8x16.eq(i8x16.min_u(difference, v128.load(column, EXPECTED_LIMIT)), difference)) == 0xffff;
}

/** Expects nothing of a code's next line. */
export function expectNothing(column: usize): void {
  store<u32>(column, 0, EXPECTED_KEY);
  store<u32>(column, 0, EXPECTED_NUMBERS);
  store<u32>(column, NO_LINE, EXPECTED_LENGTH);
}

/** Expects a number of the shape. `how` says how numbers of the column are taken that have eight digits at most. */
// @ts-ignore: decorator
@inline
export function expectNumber(column: usize, shape: usize, how: u32): void {
  if (load<u32>(column, EXPECTED_KEY) != <u32>shape) changeNumber(column, shape, how);
}

function changeNumber(column: usize, shape: usize, how: u32): void {
  if (how == HOW_FLOAT) {
    if (!isShort(shape)) how = HOW_WIDE;
    else if (mayBeNull(shape)) how = HOW_FLOAT_OR_NULL;
  } else if (how != HOW_SKIP) {
    if (!isShort(shape) || mayBeNull(shape)) return;
    if (how != HOW_LONG && !isCount(shape)) return;
  }
  const code = i32x4.replace_lane(i32x4.splat(0), 0, load<u32>(column, COLUMN_DIGITS));
  v128.store(column, v128.or(code, v128.load(shape, SHAPE_LINE_PATTERN)), EXPECTED_PATTERN);
  v128.store(column, v128.load(shape, SHAPE_LINE_LIMIT), EXPECTED_LIMIT);
  v128.store(column, v128.load(shape, SHAPE_LINE_GATHER), EXPECTED_GATHER);
  store<f64>(column, load<f64>(shape, SHAPE_DIVISOR), EXPECTED_VALUE);
  if (how == HOW_WIDE) store<u32>(column, <u32>shape, EXPECTED_VALUE);
  expect(column, <u32>shape, shape, how);
}

/** Expects the null of a kind, in the characters of the line at `p`. */
export function expectNull(column: usize, p: usize, shape: usize, kind: u32): void {
  if (kind <= MOST_KINDS) expectSame(column, <u32>shape | kind, p, shape, HOW_NULL, kind);
}

/** Expects the date, given as its digits and its days, of the line at `p`. */
export function expectDate(column: usize, p: usize, shape: usize, digits: u32, days: i32): void {
  expectSame(column, digits, p, shape, HOW_DATE, <u64>digits | (<u64>days << 32));
}

/** Expects the text of the line at `p`; the shape is the column's own. */
export function expectText(column: usize, p: usize, shape: usize, reference: u64): void {
  expectSame(column, <u32>shape, p, shape, HOW_TEXT, reference);
}

/** Expects the vendor's identity of the line at `p`. */
export function expectVendor(column: usize, p: usize, shape: usize): void {
  expectSame(column, <u32>shape, p, shape, HOW_VENDOR, 0);
}

/** Expects the very line at `p`, of the shape, again. `value` is what it stands for. */
function expectSame(column: usize, key: u32, p: usize, shape: usize, how: u32, value: u64): void {
  if (load<u32>(column, EXPECTED_KEY) == key) return;
  if (lengthOf(shape) > COMPARED) {
    if (how != HOW_TEXT) return;
    how = HOW_WIDE_TEXT;
  }
  const beyond = i8x16.eq(v128.load(shape, SHAPE_LINE_LIMIT), i8x16.splat(-1));
  v128.store(column, v128.load(p), EXPECTED_PATTERN);
  v128.store(column, beyond, EXPECTED_LIMIT);
  store<u64>(column, value, EXPECTED_VALUE);
  expect(column, key, shape, how);
}

// @ts-ignore: decorator
@inline
function expect(column: usize, key: u32, shape: usize, how: u32): void {
  store<u32>(column, key, EXPECTED_KEY);
  store<u32>(column, how == HOW_FLOAT ? load<u32>(column, COLUMN_TABLE) : 0, EXPECTED_NUMBERS);
  store<u32>(column, lengthOf(shape), EXPECTED_LENGTH);
  store<u8>(column, <u8>how, EXPECTED_HOW);
}
