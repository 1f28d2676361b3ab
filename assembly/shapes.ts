/**
 * The shape of a value: how long it is, where its sign and point stand, how its line ends. Values of one column
 * keep their shape for many lines, so a line is held against the shape of the one before: one comparison tells
 * that it has digits where that one had, and where the next line starts. SIMD build alone.
 */
import { marks, nullCount, nulls, SHAPE_COUNT, SHAPE_SHIFT, SHAPE_SIZE, shapes } from "./layout";
import { POWERS } from "./number";

/**
 * Fields. A text fits when, in each of 16 bytes, `text ^ pattern <= limit`: 9 for a digit, 0 for a character that
 * must be that one, 255 for what lies beyond the line. `gather` moves the digits to the right end of a vector.
 */
const PATTERN: usize = 0;
const LIMIT: usize = 16;
export const GATHER: usize = 32;
/** float64 to divide the digits by; negative for a negative value, so that 0 becomes -0. */
export const SHAPE_DIVISOR: usize = 48;
/** Length of the whole line, code and line end included. */
const LENGTH: usize = 56;
/** What all its values have in common. */
const TRAITS: usize = 60;
/** What the digits of null values are as `eightsOf` gives them, -1 for none: of the first three, and of an empty value. */
export const SHAPE_NULLS: usize = 64;
export const MOST_NULLS: u32 = 3;
/** The same for the line's first 16 bytes, its code left open, and for values of at most eight digits: see expected. */
export const SHAPE_LINE_PATTERN: usize = 96;
export const SHAPE_LINE_LIMIT: usize = 112;
export const SHAPE_LINE_GATHER: usize = 128;

/** No character; an integer from 0; at most eight digits, in a line of at most 16 bytes; one of its values may mean null. */
const EMPTY: u8 = 1;
const COUNT: u8 = 2;
const SHORT: u8 = 4;
const MAY_BE_NULL: u8 = 8;
/** Nothing, or an integer of at most nine digits. */
export const WHOLE: u8 = 16;

/** The value and a line end must fit into 16 bytes. */
export const LONGEST_VALUE: u32 = 14;
const NO_POINT: u32 = 15;

/** Parts of a shape's index, by the bit where they begin: length, point, minus, and whether a line ends with CR LF. */
const POINT: u32 = 4;
const MINUS: u32 = 8;
export const LINE_ENDS: u32 = 9;
const SIGNS: u32 = (1 << LINE_ENDS) - 1;


/** What a text differs in from a shape; its digits, where it fits. */
// @ts-ignore: decorator
@inline
export function differing(shape: usize, text: v128): v128 {
  return v128.xor(text, v128.load(shape, PATTERN));
}

// @ts-ignore: decorator
@inline
export function fits(shape: usize, difference: v128): bool {
  return i8x16.bitmask(i8x16.eq(i8x16.min_u(difference, v128.load(shape, LIMIT)), difference)) == 0xffff;
}

// @ts-ignore: decorator
@inline
export function lengthOf(shape: usize): u32 {
  return load<u32>(shape, LENGTH);
}

// @ts-ignore: decorator
@inline
export function isEmpty(shape: usize): bool {
  return (load<u8>(shape, TRAITS) & EMPTY) != 0;
}

export function isCount(shape: usize): bool {
  return (load<u8>(shape, TRAITS) & COUNT) != 0;
}

// @ts-ignore: decorator
@inline
export function traitsOf(shape: usize): u32 {
  return <u32>load<u8>(shape, TRAITS);
}

export function isShort(shape: usize): bool {
  return (load<u8>(shape, TRAITS) & SHORT) != 0;
}

export function mayBeNull(shape: usize): bool {
  return (load<u8>(shape, TRAITS) & MAY_BE_NULL) != 0;
}

/** Vectors to multiply with, in memory: as constants they would be put together from registers each time. */
export const TWOS: usize = memory.data<i16>([2561, 2561, 2561, 2561, 2561, 2561, 2561, 2561]);
export const FOURS: usize = memory.data<i16>([100, 1, 100, 1, 100, 1, 100, 1]);
export const EIGHTS: usize = memory.data<i16>([10000, 1, 10000, 1, 10000, 1, 10000, 1]);
const SIXTEENS: usize = memory.data<f64>([100_000_000, 1]);

/**
 * The number of a fitting text, from what it differs in. Its digits, at most 14, are added in pairs, fours and eights; both
 * halves and their sum are exact in a float64, so the one division is correctly rounded.
 */
// @ts-ignore: decorator
@inline
export function numberOf(shape: usize, difference: v128): f64 {
  const digits = i8x16.swizzle(difference, v128.load(shape, GATHER));
  const eights = eightsOf(digits, v128.load(TWOS), v128.load(FOURS), v128.load(EIGHTS));
  return wholeOf(eights) / load<f64>(shape, SHAPE_DIVISOR);
}

/** The number of twice eight digits. */
// @ts-ignore: decorator
@inline
export function wholeOf(eights: v128): f64 {
  const halves = f64x2.mul(f64x2.convert_low_i32x4_s(eights), v128.load(SIXTEENS));
  return f64x2.extract_lane(halves, 0) + f64x2.extract_lane(halves, 1);
}

/** Eight digits each as an integer, from 16 digits, twice: in lanes 0 and 1, and again in 2 and 3. */
// @ts-ignore: decorator
@inline
export function eightsOf(digits: v128, twos: v128, fours: v128, eights: v128): v128 {
  // In each pair the low byte is the tens: (tens + 256 ones) * 2561 has 10 tens + ones in its high byte.
  const pairs = i16x8.shr_u(i16x8.mul(digits, twos), 8);
  const quads = i32x4.dot_i16x8_s(pairs, fours);
  return i32x4.dot_i16x8_s(i16x8.narrow_i32x4_s(quads, quads), eights);
}

/** Whether a shape has no decimals, so that its number is an integer. */
// @ts-ignore: decorator
@inline
export function isInteger(shape: usize): bool {
  return Math.abs(load<f64>(shape, SHAPE_DIVISOR)) == 1;
}

/** Bytes to compare with, in memory as above. */
export const POINTS: usize = memory.data<u8>([46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46]);
export const ZEROS: usize = memory.data<u8>([48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48]);
export const BLANKS: usize = memory.data<u8>([32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32]);

/**
 * The shape that the text at `p` would have as a plain decimal of at most 14 characters before CR LF or LF, found
 * without a branch from where its first control character, point and sign are. Whether it is one, `fits` tells.
 */
// @ts-ignore: decorator
@inline
export function shapeOf(p: usize, text: v128, points: v128, blanks: v128): usize {
  // Signed: bytes from 0x80 count as controls too and make no line end.
  const controls = i8x16.bitmask(i8x16.lt_s(text, blanks)) | 0x8000;
  const length = <u32>ctz<u32>(controls);
  const point = <u32>ctz<u32>((i8x16.bitmask(i8x16.eq(text, points)) & (controls - 1)) | (1 << NO_POINT));
  const minus = <u32>(load<u8>(p) == 45);
  const two = <u32>(load<u8>(p + length) == 13);
  return shapes + (((two << LINE_ENDS) | (minus << MINUS) | (point << POINT) | length) << SHAPE_SHIFT);
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
  for (let i: u32 = 0; i < 16; i++) store<u8>(shape + i, i < 4 + length + end ? 0 : 0xff, SHAPE_LINE_LIMIT);
}

/** Makes a shape that no line fits: the one text that it would take is followed by more than there can be. */
export function shapeNothing(shape: usize): void {
  memory.fill(shape, 0, SHAPE_SIZE);
  store<u32>(shape, i32.MAX_VALUE, LENGTH);
}

/** Lays out all shapes, once the null values are known. Those that make no sense are made too and never found. */
export function makeShapes(): void {
  // A length of 15 makes no shape that anything fits.
  for (let signs: u32 = 0; signs < 0x1_0000; signs++) store<u16>(marks + (signs << 1), 15);
  for (let index: u32 = 0; index < SHAPE_COUNT; index++) {
    const shape = shapes + index * SHAPE_SIZE;
    const length = index & 15;
    const point = (index >> POINT) & 15;
    const minus = (index >> MINUS) & 1;
    const end: u32 = ((index >> LINE_ENDS) & 1) != 0 ? 2 : 1;
    const digits = length - minus - <u32>(point < length);
    let divisor: f64 = minus ? -1 : 1;
    // A sign or a point alone is no number; the line end of a longer value is not among the 16 bytes.
    const never = length != 0 && (<i32>digits <= 0 || length > LONGEST_VALUE);
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
        if (i > point) divisor *= 10;
      } else if (i < length + end) {
        pattern = end == 2 && i == length ? 13 : 10;
        limit = 0;
      } else limit = 255;
      if (never) {
        pattern = 0xff;
        limit = 0;
      }
      store<u8>(shape + i, <u8>pattern, PATTERN);
      store<u8>(shape + i, <u8>limit, LIMIT);
      if (i >= 12) continue;
      store<u8>(shape + i + 4, <u8>pattern, SHAPE_LINE_PATTERN);
      store<u8>(shape + i + 4, <u8>limit, SHAPE_LINE_LIMIT);
    }
    if (never) continue;
    gatherTo(shape + GATHER, 16, digits, minus, point, length, 0);
    if (digits <= 8) gatherTo(shape + SHAPE_LINE_GATHER, 8, digits, minus, point, length, 4);
    store<f64>(shape, divisor, SHAPE_DIVISOR);
    storeNulls(shape, digits, divisor, length == 0);
    store<u32>(shape, 4 + length + end, LENGTH);
    store<u8>(shape, traits(length, digits, divisor, 4 + length + end), TRAITS);
    // What stands first is a digit, a minus or the end. A point there looks like a minus.
    if (point == 0 || (length == 0 && minus)) continue;
    const signs = minus | (1 << length) | (point < length ? 1 << point : 0);
    store<u16>(marks + (signs << 1), <u16>(index & SIGNS));
  }
}

/** Writes the indices that move a value's digits in front of byte `to`; what they leave becomes 0. */
function gatherTo(gather: usize, to: u32, digits: u32, minus: u32, point: u32, length: u32, first: u32): void {
  memory.fill(gather, 0x80, 16); // out of range: 0
  let at = gather + to - digits;
  for (let i = minus; i < length; i++) {
    if (i != point) store<u8>(at++, <u8>(first + i));
  }
}

/** Writes the digits of the null values that the shape may have: a null value is one by its digits, since no two decimals of at most 14 are the same float64. */
function storeNulls(shape: usize, digits: u32, divisor: f64, empty: bool): void {
  memory.fill(shape + SHAPE_NULLS, 0xff, 32);
  if (empty) store<i64>(shape, 0, SHAPE_NULLS + 24);
  for (let i: u32 = 0; i < min(nullCount, MOST_NULLS) && !empty; i++) {
    const value = load<f64>(nulls + (i << 3));
    const whole = Math.round(Math.abs(value * divisor));
    if (whole >= load<f64>(POWERS + (digits << 3)) || whole / divisor != value || isNullBefore(i)) continue;
    const high = Math.floor(whole / 100_000_000);
    store<i32>(shape + (i << 3), <i32>high, SHAPE_NULLS);
    store<i32>(shape + (i << 3), <i32>(whole - high * 100_000_000), SHAPE_NULLS + 4);
  }
}

/** Whether a null value is one of those before it. */
function isNullBefore(index: u32): bool {
  for (let i: u32 = 0; i < index; i++) if (load<f64>(nulls + (i << 3)) == load<f64>(nulls + (index << 3))) return true;
  return false;
}

/** Traits of a shape of so many characters and digits. Its values are less than the power of ten above them. */
function traits(length: u32, digits: u32, divisor: f64, line: u32): u8 {
  if (length == 0) return EMPTY | WHOLE;
  const scale = Math.abs(divisor);
  const nullable = nullWithin(load<f64>(POWERS + (digits << 3)) / scale, divisor < 0);
  return (divisor == 1 ? COUNT : 0) | (scale == 1 && digits <= 9 ? WHOLE : 0) | (digits <= 8 && line <= 16 ? SHORT : 0) | (nullable ? MAY_BE_NULL : 0);
}

/** Whether a value nearer to 0 than `bound`, and of that sign, could mean null. */
function nullWithin(bound: f64, negative: bool): bool {
  for (let i: u32 = 0; i < nullCount; i++) {
    const value = load<f64>(nulls + (i << 3));
    if (Math.abs(value) < bound && (value == 0 || value < 0 == negative)) return true;
  }
  return false;
}
