/**
 * Lines that are as expected: the column follows that followed last time, and its line looks as its last ones did. Two
 * checks tell, and the next line's place is known before this line is read: the chain from length to next start, which
 * bounds a plain decoder, is broken. SIMD build alone.
 *
 * The engine's code generator shapes these loops; what follows took a line from 95 instructions to 57.
 * - No calls: one in a loop, even if it is never made, keeps the variables in memory rather than in registers.
 * - Numbers have a loop of their own, whose few variables all find a register.
 * - A row is opened before a loop and not in it: what does not change is cheaper than what might.
 * - Constants of vectors are loaded from memory, and globals before the loop: an expression would be worked out for each line.
 * - Conditions stand one by one: joined ones are first made into numbers.
 */
import {
  COLUMN_DIGITS, COLUMN_NEXT, COLUMN_OWN_SHAPE, COLUMN_SEEN, COLUMN_SIZE, COLUMN_TABLE, COLUMN_VALUES, columns, nullHigh, nullLow,
  skippedLines,
} from "./layout";
import { keepDate, keepTime } from "./clock";
import { addLongValue, countNineteen, frame, frameStart, noteVendor } from "./columns";
import { BAD, shortTimeOfDay } from "./dates";
import {
  differenceAt, EXPECTED_GATHER, EXPECTED_HOW, EXPECTED_LENGTH, EXPECTED_NUMBERS, EXPECTED_VALUE, HOW_DATE,
  HOW_FLOAT, HOW_FLOAT_OR_NULL, HOW_INT64, HOW_LONG, HOW_NULL, HOW_SKIP, HOW_TEXT, HOW_TIME, HOW_VENDOR, HOW_WIDE, HOW_WIDE_TEXT, isExpected,
} from "./expected";
import { advance, last } from "./last-line";
import { countNull } from "./nulls";
import { numerals } from "./numerals";
import { aimAt, keepRow, openBit, openCell, openMark, openTable } from "./row";
import { differing, EIGHTS, eightsOf, fits, FOURS, lengthOf, numberOf, TWOS } from "./shapes";

/** The column of the code at `p`. */
// @ts-ignore: decorator
@inline
export function columnAt(p: usize): usize {
  const x = load<u32>(p) ^ 0x30303030;
  const pairs = x * 10 + (x >> 8);
  return columns + ((pairs & 0xff) * 100 + ((pairs >> 16) & 0xff)) * COLUMN_SIZE;
}

// @ts-ignore: decorator
@inline
function isCodeAt(p: usize): bool {
  const x = load<u32>(p) ^ 0x30303030;
  return ((x | (x + 0x76767676)) & 0x80808080) == 0;
}

/** Lines of this frame that were not as expected, or that another code's line was expected instead of. */
export let breaks: u32 = 0;
// @ts-ignore: decorator
@inline
export function noteBreak(): void {
  breaks++;
}
export function clearBreaks(): void {
  breaks = 0;
}

/** What stands where a frame ends. */
export const BANGS: u32 = 0x2121;

/** Takes lines that are as expected for as long as they are; with `restless`, numbers of any shape. */
export function steadyLines(start: usize, limit: usize, restless: bool): usize {
  let p = start;
  while (true) {
    // The row of the table that is expected; the line at `p` tells whether there is one.
    const table = load<u32>(<usize>load<u32>(last, COLUMN_NEXT), COLUMN_TABLE);
    if (table != openTable && table != 0) aimAt(table);
    const q = otherLines(p, limit);
    const after = restless ? numerals(q, limit) : numberLines(q, limit);
    if (after == p) return p;
    p = after;
    if (<u32>load<u16>(p) == BANGS) return p;
  }
}

/** Takes numbers of the open row that cannot be null. */
function numberLines(start: usize, limit: usize): usize {
  const twos = v128.load(TWOS);
  const fours = v128.load(FOURS);
  const eights = v128.load(EIGHTS);
  let p = start;
  let column = last;
  let taken: u32 = 0;
  const current = frame;
  const origin = frameStart;
  const table = openTable;
  if (table == 0) return p;
  const cell = openCell;
  const mark = openMark;
  const bit = openBit;
  while (true) {
    const next = <usize>load<u32>(column, COLUMN_NEXT);
    const difference = differenceAt(next, p);
    if (!isExpected(next, difference)) break;
    if (load<u32>(next, EXPECTED_NUMBERS) != table) break;
    if (load<u32>(next, COLUMN_SEEN) == current) break;
    const after = p + load<u32>(next, EXPECTED_LENGTH);
    if (after > limit) break;
    const values = load<u32>(next, COLUMN_VALUES);
    store<f64>(values + cell, shortNumber(next, difference, twos, fours, eights));
    const validity = values + mark;
    store<u8>(validity, <u8>(<u32>load<u8>(validity) | bit));
    store<u32>(next, current, COLUMN_SEEN);
    store<u32>(next, <u32>(p - origin), COLUMN_SEEN + 4);
    column = next;
    taken++;
    p = after;
  }
  if (taken != 0) keepRow();
  advance(column, taken);
  return p;
}

/** Takes all other lines, of the open row or of none. */
function otherLines(start: usize, limit: usize): usize {
  const twos = v128.load(TWOS);
  const fours = v128.load(FOURS);
  const eights = v128.load(EIGHTS);
  let p = start;
  let column = last;
  let taken: u32 = 0;
  let rowless: u32 = 0;
  const current = frame;
  const origin = frameStart;
  const table = openTable;
  const cell = openCell;
  const mark = openMark;
  const bit = openBit;
  while (true) {
    let next = <usize>load<u32>(column, COLUMN_NEXT);
    if (load<u32>(p) != load<u32>(next, COLUMN_DIGITS)) {
      if (!isCodeAt(p)) break;
      next = columnAt(p);
      store<u32>(column, <u32>next, COLUMN_NEXT);
      breaks++;
    }
    const difference = differenceAt(next, p);
    if (!isExpected(next, difference)) break;
    const after = p + load<u32>(next, EXPECTED_LENGTH);
    if (after > limit) break;
    if (load<u32>(next, COLUMN_SEEN) == current) break;
    const how = <u32>load<u8>(next, EXPECTED_HOW);
    let nullKind: u32 = 0;
    if (how == HOW_FLOAT) break;
    if (how == HOW_SKIP) {
      skippedLines++;
      rowless++;
    } else if (how == HOW_VENDOR) {
      rowless++;
      noteVendor();
      countNineteen(1);
    } else if (how == HOW_LONG) {
      rowless++;
      const count = shortCount(next, difference, twos, fours, eights);
      addLongValue(codeOf(next), <f64>count / load<f64>(next, EXPECTED_VALUE));
    } else {
      if (load<u32>(next, COLUMN_TABLE) != table) break;
      const values = load<u32>(next, COLUMN_VALUES);
      if (how == HOW_NULL) {
        nullKind = load<u32>(next, EXPECTED_VALUE);
        countNull(nullKind, 1);
      } else {
        if (how == HOW_FLOAT_OR_NULL) {
          const value = shortNumber(next, difference, twos, fours, eights);
          if (value >= nullLow) {
            if (value <= nullHigh) break;
          }
          store<f64>(values + cell, value);
        } else if (how == HOW_TEXT) {
          store<u64>(values + cell, load<u64>(next, EXPECTED_VALUE));
        } else if (how == HOW_DATE) {
          const value = load<u64>(next, EXPECTED_VALUE);
          keepDate(codeOf(next) / 100, current, <i32>(value >> 32));
          store<i32>(values + (cell >> 1), <i32>value);
        } else if (how == HOW_WIDE) {
          const shape = <usize>load<u32>(next, EXPECTED_VALUE);
          const wide = differing(shape, v128.load(p, 4));
          if (!fits(shape, wide)) break;
          const value = numberOf(shape, wide);
          if (value >= nullLow) {
            if (value <= nullHigh) break;
          }
          store<f64>(values + cell, value);
        } else if (how == HOW_WIDE_TEXT) {
          const shape = <usize>load<u32>(next, COLUMN_OWN_SHAPE);
          if (!fits(shape, differing(shape, v128.load(p, 4)))) break;
          if (lengthOf(shape) != load<u32>(next, EXPECTED_LENGTH)) break;
          store<u64>(values + cell, load<u64>(next, EXPECTED_VALUE));
        } else {
          const count = shortCount(next, difference, twos, fours, eights);
          if (how == HOW_TIME) {
            const time = shortTimeOfDay(count);
            if (time == BAD) break;
            keepTime(codeOf(next) / 100, current, time);
          }
          if (how == HOW_INT64) store<i64>(values + cell, <i64>count);
          else store<i32>(values + (cell >> 1), count);
        }
        const validity = values + mark;
        store<u8>(validity, <u8>(<u32>load<u8>(validity) | bit));
      }
    }
    store<u32>(next, current, COLUMN_SEEN);
    store<u32>(next, <u32>(p - origin) | (nullKind << 24), COLUMN_SEEN + 4);
    column = next;
    taken++;
    p = after;
  }
  if (taken != rowless) keepRow();
  advance(column, taken);
  return p;
}

/** The digits of a line that is as its column expects, at most eight, from what it differs in. */
// @ts-ignore: decorator
@inline
function shortCount(column: usize, difference: v128, twos: v128, fours: v128, eights: v128): i32 {
  const digits = i8x16.swizzle(difference, v128.load(column, EXPECTED_GATHER));
  return i32x4.extract_lane(eightsOf(digits, twos, fours, eights), 0);
}

/** The number of a line that is as its column expects, from what it differs in: at most eight digits. */
// @ts-ignore: decorator
@inline
function shortNumber(column: usize, difference: v128, twos: v128, fours: v128, eights: v128): f64 {
  const digits = i8x16.swizzle(difference, v128.load(column, EXPECTED_GATHER));
  const whole = f64x2.convert_low_i32x4_s(eightsOf(digits, twos, fours, eights));
  return f64x2.extract_lane(whole, 0) / load<f64>(column, EXPECTED_VALUE);
}

// @ts-ignore: decorator
@inline
export function codeOf(column: usize): u32 {
  return <u32>(column - columns) / COLUMN_SIZE;
}
