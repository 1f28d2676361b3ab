/**
 * Numbers as they come. Where a column's last line tells nothing of its next one, as where nulls come and go, nothing is
 * predicted: where a value ends, where its point and sign stand, and whether it means null are worked out for every line
 * alike, without a branch that could be taken wrongly. SIMD build alone; for what shapes its loop see steady.
 */
import {
  COLUMN_DIGITS, COLUMN_NEXT, COLUMN_NUMERALS, COLUMN_SEEN, COLUMN_SIZE, COLUMN_VALUES, COLUMN_WHOLE, columns, EMPTY_NULL, FIRST_NULL, marks, nullCount, SHAPE_SHIFT,
  shapes,
} from "./layout";
import { frame, frameStart } from "./columns";
import { advance, last } from "./last-line";
import { countNull } from "./nulls";
import { keepRow, openBit, openCell, openMark, openTable } from "./row";
import {
  BLANKS, differing, EIGHTS, eightsOf, fits, FOURS, GATHER, LINE_ENDS, MOST_NULLS, SHAPE_DIVISOR, SHAPE_NULLS, traitsOf, TWOS, WHOLE, wholeOf, ZEROS,
} from "./shapes";

/** Kinds of null by which of a shape's null values a number is. */
const KINDS: usize = memory.data<u8>([0, 2, 3, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);

/** Added to an integer, it makes the float64 whose bits are its own and that integer's: what float64 beyond 2^52 are. */
const INTEGERS: f64 = 6_755_399_441_055_744;
/** What a line without a value measures, and where the shapes begin of lines that end so: with LF, with CR LF. From memory: what is worked out would be in the loop. */
const BEHIND: usize = memory.data<u32>([5, 6]);
const ENDINGS: usize = memory.data<u32>([0, 1 << (LINE_ENDS + SHAPE_SHIFT)]);

/** Takes numbers and empty values of the open row for as long as there are such lines. */
export function numerals(start: usize, limit: usize): usize {
  const table = openTable;
  if (table == 0) return start;
  if (nullCount > MOST_NULLS) return start;
  const twos = v128.load(TWOS);
  const fours = v128.load(FOURS);
  const eights = v128.load(EIGHTS);
  const blanks = v128.load(BLANKS);
  const zeros = v128.load(ZEROS);
  const current = frame;
  const origin = frameStart;
  const cell = openCell;
  const mark = openMark;
  const bit = openBit;
  const all = columns;
  const bySigns = marks;
  // Lines of a log end alike; one that does not fits no shape.
  const two = <usize>(load<u8>(start - 2) == 13);
  const behind = <usize>load<u32>(BEHIND + (two << 2));
  const ending = shapes + <usize>load<u32>(ENDINGS + (two << 2));
  let p = start;
  let column = last;
  let taken: u32 = 0;
  let firstNulls = i64x2.splat(0);
  let secondNulls = i64x2.splat(0);
  while (true) {
    let next = <usize>load<u32>(column, COLUMN_NEXT);
    if (load<u32>(p) != load<u32>(next, COLUMN_DIGITS)) {
      const x = load<u32>(p) ^ 0x30303030;
      if (((x | (x + 0x76767676)) & 0x80808080) != 0) break;
      const pairs = x * 10 + (x >> 8);
      next = all + ((pairs & 0xff) * 100 + ((pairs >> 16) & 0xff)) * COLUMN_SIZE;
      store<u32>(column, <u32>next, COLUMN_NEXT);
    }
    if (load<u32>(next, COLUMN_NUMERALS) != table) break;
    if (load<u32>(next, COLUMN_SEEN) == current) break;
    const text = v128.load(p, 4);
    const controls = i8x16.bitmask(i8x16.lt_s(text, blanks));
    const length = <u32>ctz<u32>(controls);
    const after = p + length + behind;
    // Of the characters up to the line's end those that are less than a digit.
    const signs = i8x16.bitmask(i8x16.lt_s(text, zeros)) & (controls ^ (controls - 1));
    const shape = ending + (<usize>load<u16>(bySigns + (signs << 1)) << SHAPE_SHIFT);
    const difference = differing(shape, text);
    if (!fits(shape, difference)) break;
    if (after > limit) break;
    const whole = <u32>load<u8>(next, COLUMN_WHOLE);
    if ((whole & ~traitsOf(shape) & WHOLE) != 0) break;
    const sums = eightsOf(i8x16.swizzle(difference, v128.load(shape, GATHER)), twos, fours, eights);
    const first = i64x2.eq(sums, v128.load(shape, SHAPE_NULLS));
    const second = i64x2.eq(sums, v128.load(shape, SHAPE_NULLS + 16));
    firstNulls = i64x2.sub(firstNulls, first);
    secondNulls = i64x2.sub(secondNulls, second);
    const which = i64x2.bitmask(first) | (i64x2.bitmask(second) << 2);
    const values = load<u32>(next, COLUMN_VALUES);
    const value = wholeOf(sums) / load<f64>(shape, SHAPE_DIVISOR);
    const integer = reinterpret<i64>(value + INTEGERS) - reinterpret<i64>(INTEGERS);
    // What stands in a null's place is of no account, and neither is what stands in the next row's, which comes later.
    store<i64>(values + (cell >> (whole & 1)), select<i64>(reinterpret<i64>(value), integer, whole == 0));
    const validity = values + mark;
    store<u8>(validity, <u8>(<u32>load<u8>(validity) | select<u32>(bit, 0, which == 0)));
    store<u32>(next, current, COLUMN_SEEN);
    store<u32>(next, <u32>(p - origin) | (<u32>load<u8>(KINDS + which) << 24), COLUMN_SEEN + 4);
    column = next;
    taken++;
    p = after;
  }
  if (taken == 0) return p;
  keepRow();
  advance(column, taken);
  countNull(FIRST_NULL, i64x2.extract_lane(firstNulls, 0));
  countNull(FIRST_NULL + 1, i64x2.extract_lane(firstNulls, 1));
  countNull(FIRST_NULL + 2, i64x2.extract_lane(secondNulls, 0));
  countNull(EMPTY_NULL, i64x2.extract_lane(secondNulls, 1));
  return p;
}
