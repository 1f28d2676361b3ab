/**
 * The shape of a value: how long it is, where its sign and point stand, how its line ends. Values of one column
 * keep their shape for many lines, so a line is held against the shape of the one before: one comparison tells
 * that it has digits where that one had, and where the next line starts. SIMD build alone.
 */
import { nullCount, nulls, SHAPE_COUNT, SHAPE_SIZE, shapes } from "./layout";
import { POWERS } from "./number";
import { TRAIT_EMPTY, TRAIT_FLOAT, TRAIT_INT32, TRAIT_INT64, TRAIT_LONG, TRAIT_TEXT } from "./status";

/**
 * Fields. A text fits when, in each of 16 bytes, `text ^ pattern <= limit`: 9 for a digit, 0 for a character that
 * must be that one, 255 for what lies beyond the line. `gather` moves the digits to the right end of a vector.
 */
const PATTERN: usize = 0;
const LIMIT: usize = 16;
const GATHER: usize = 32;
/** float64 to divide the digits by; negative for a negative value, so that 0 becomes -0. */
const DIVISOR: usize = 48;
/** Length of the whole line, code and line end included. */
const LENGTH: usize = 56;
/** What all its values have in common, see status. */
const TRAITS: usize = 60;

/** The value and a line end must fit into 16 bytes. */
export const LONGEST_VALUE: u32 = 14;
const NO_POINT: u32 = 15;

/** What a text differs in from a shape; its digits, where it fits. */
// @ts-ignore: decorator
@inline
export function differing(shape: usize, text: v128): v128 {
  return v128.xor(text, v128.load(shape, PATTERN));
}

// @ts-ignore: decorator
@inline
export function fits(shape: usize, difference: v128): bool {
  return !v128.any_true(i8x16.sub_sat_u(difference, v128.load(shape, LIMIT)));
}

// @ts-ignore: decorator
@inline
export function lengthOf(shape: usize): u32 {
  return load<u32>(shape, LENGTH);
}

// @ts-ignore: decorator
@inline
export function isEmpty(shape: usize): bool {
  return load<u8>(shape, TRAITS) == TRAIT_EMPTY;
}

// @ts-ignore: decorator
@inline
export function traitsOf(shape: usize): u32 {
  return load<u8>(shape, TRAITS);
}

/**
 * The number of a fitting text, from what it differs in. Its digits, at most 14, are added in pairs, fours and eights; both
 * halves and their sum are exact in a float64, so the one division is correctly rounded.
 */
// @ts-ignore: decorator
@inline
export function numberOf(shape: usize, difference: v128): f64 {
  const digits = i8x16.swizzle(difference, v128.load(shape, GATHER));
  // In each pair the low byte is the tens: (tens + 256 ones) * 2561 has 10 tens + ones in its high byte.
  const twos = i16x8.shr_u(i16x8.mul(digits, i16x8.splat(2561)), 8);
  const fours = i32x4.dot_i16x8_s(twos, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const packed = i16x8.narrow_i32x4_s(fours, fours);
  const eights = f64x2.convert_low_i32x4_s(i32x4.dot_i16x8_s(packed, i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1)));
  const whole = f64x2.extract_lane(eights, 0) * 100_000_000 + f64x2.extract_lane(eights, 1);
  return whole / load<f64>(shape, DIVISOR);
}

/** Whether a shape has no decimals, so that its number is an integer. */
// @ts-ignore: decorator
@inline
export function isInteger(shape: usize): bool {
  return Math.abs(load<f64>(shape, DIVISOR)) == 1;
}

/**
 * The shape of the text at `p`, found the plain way: where its digits, points and control characters are. 0 when
 * it is no plain decimal of at most 14 characters before CR LF or LF.
 */
// @ts-ignore: decorator
@inline
export function shapeOf(p: usize, text: v128): usize {
  // Signed: bytes from 0x80 count as controls too and make no line end.
  const length = <u32>ctz<u32>(i8x16.bitmask(i8x16.lt_s(text, i8x16.splat(32))) | 0x1_0000);
  const end = lineEnd(p + length);
  if (length > LONGEST_VALUE || end == 0) return 0;
  const inside = (1 << length) - 1;
  const digits = i8x16.bitmask(i8x16.lt_u(i8x16.sub(text, i8x16.splat(48)), i8x16.splat(10))) & inside;
  const points = i8x16.bitmask(i8x16.eq(text, i8x16.splat(46))) & inside;
  const minus = <u32>(load<u8>(p) == 45);
  if ((digits | points | minus) != inside || (points & (points - 1)) != 0 || (digits == 0 && length != 0)) return 0;
  const point = <u32>ctz<u32>(points | (1 << NO_POINT));
  return shapes + ((((end - 1) << 9) | (minus << 8) | (point << 4) | length) * SHAPE_SIZE);
}

/** Length of the line end at `p`: 2 for CR LF, 1 for LF, 0 for anything else. */
// @ts-ignore: decorator
@inline
export function lineEnd(p: usize): u32 {
  const two = <u32>load<u16>(p);
  return two == 0x0a0d ? 2 : <u32>((two & 0xff) == 10);
}

/** Makes a shape that only one text fits, the first `length` characters of `text` and the `end` that follow. */
export function shapeText(shape: usize, text: v128, length: u32, end: u32): void {
  for (let i: u32 = 0; i < 16; i++) store<u8>(shape + i, 0xff, LIMIT);
  v128.store(shape, text, PATTERN);
  for (let i: u32 = 0; i < length + end; i++) store<u8>(shape + i, 0, LIMIT);
  store<u32>(shape, 4 + length + end, LENGTH);
  store<u8>(shape, TRAIT_TEXT, TRAITS);
}

/** Makes a shape that no line fits: the one text that it would take is followed by more than there can be. */
export function shapeNothing(shape: usize): void {
  memory.fill(shape, 0, SHAPE_SIZE);
  store<u32>(shape, i32.MAX_VALUE, LENGTH);
}

/** Lays out all shapes, once the null values are known. Those that make no sense are made too and never found. */
export function makeShapes(): void {
  for (let index: u32 = 0; index < SHAPE_COUNT; index++) {
    const shape = shapes + index * SHAPE_SIZE;
    const length = index & 15;
    const point = (index >> 4) & 15;
    const minus = (index >> 8) & 1;
    const end: u32 = ((index >> 9) & 1) != 0 ? 2 : 1;
    let digits: u32 = 0;
    let divisor: f64 = minus ? -1 : 1;
    for (let i: u32 = 0; i < 16; i++) {
      let pattern: u32 = 48;
      let limit: u32 = 9;
      if (i == 0 && minus) {
        pattern = 45;
        limit = 0;
      } else if (i == point && i < length) {
        pattern = 46;
        limit = 0;
      } else if (i < length) {
        digits++;
        if (i > point) divisor *= 10;
      } else if (i < length + end) {
        pattern = end == 2 && i == length ? 13 : 10;
        limit = 0;
      } else limit = 255;
      store<u8>(shape + i, <u8>pattern, PATTERN);
      store<u8>(shape + i, <u8>limit, LIMIT);
      store<u8>(shape + i, 0x80, GATHER); // out of range: 0
    }
    let to = 16 - digits;
    for (let i = minus; i < length; i++) {
      if (i != point) store<u8>(shape + to++, <u8>i, GATHER);
    }
    store<f64>(shape, divisor, DIVISOR);
    store<u32>(shape, 4 + length + end, LENGTH);
    store<u8>(shape, traits(length, digits, divisor), TRAITS);
  }
}

/** Traits of a shape of so many characters and digits. Its values are less than the power of ten above them. */
function traits(length: u32, digits: u32, divisor: f64): u8 {
  if (length == 0) return TRAIT_EMPTY;
  const scale = Math.abs(divisor);
  if (mayBeNull(load<f64>(POWERS + (digits << 3)) / scale, divisor < 0)) return 0;
  const integer = scale == 1 ? (digits < 10 ? TRAIT_INT32 | TRAIT_INT64 : TRAIT_INT64) : 0;
  return TRAIT_FLOAT | TRAIT_LONG | integer;
}

/** Whether a value nearer to 0 than `bound`, and of that sign, could mean null. */
function mayBeNull(bound: f64, negative: bool): bool {
  for (let i: u32 = 0; i < nullCount; i++) {
    const value = load<f64>(nulls + (i << 3));
    if (Math.abs(value) < bound && (value == 0 || value < 0 == negative)) return true;
  }
  return false;
}
