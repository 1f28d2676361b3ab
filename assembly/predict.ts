/**
 * The lines that look as most do, in the SIMD build. A line is held against what its column's last one looked like; where it
 * differs, its shape is found the plain way and remembered, and what was so twice is expected again, see expected. For as
 * long as lines are as expected, `steadyLines` takes them; where too few are, it takes numbers of any shape, see numerals.
 * Anything unusual is left to `step`.
 */
import {
  COLUMN_DIGITS, COLUMN_FAST, COLUMN_KIND, COLUMN_LAST_TEXT, COLUMN_NEXT, COLUMN_OWN_SHAPE, COLUMN_SEEN, COLUMN_SHAPE,
  COLUMN_SIZE, COLUMN_TABLE, COLUMN_TO, columns, EMPTY_NULL, end, hostReady, itemBytes, itemLines, LONGEST_FAST_LINE, noShape,
  nullWordCount, skippedLines,
} from "./layout";
import { clearDate, clearTime, daysOfLastDate, setDate, setTime } from "./clock";
import { addLongValue, countNineteen, frame, frameStart, full, noteVendor, reach } from "./columns";
import {
  expectDate, expectNothing, expectNull, expectNumber, expectText, expectVendor, HOW_FLOAT, HOW_INT32, HOW_INT64, HOW_LONG, HOW_SKIP,
  HOW_TIME,
} from "./expected";
import { countLines, follow, last, lines, startLines } from "./last-line";
import { NUMBER, number, parseDecimal } from "./number";
import { countNull, isNullNear, nullKindOf } from "./nulls";
import { cellOf, leaveRow, openCell, openRowOf, setValid } from "./row";
import {
  BLANKS, differing, fits, isEmpty, isInteger, lengthOf, lineEnd, LONGEST_VALUE, numberOf, POINTS, shapeOf, shapeText,
} from "./shapes";
import {
  FAST_FLOAT, FAST_INTEGER, FAST_LONG, FAST_NONE, FAST_SKIP, FAST_TEXT, KIND_DATE, KIND_INT32, KIND_INT64, KIND_TIME,
  TO_COLUMN, TO_VENDOR,
} from "./status";
import { breaks, clearBreaks, codeOf, noteBreak, steadyLines } from "./steady";
import { sameText } from "./text";
import { turnFrame } from "./turn";

/**
 * Whether lines are taken as ones that nothing is expected of: while more than one line in STEADY is not as expected, and from then on
 * for so many lines as make good for `unrest`.
 */
let unrest: i64 = 0;
const STEADY: u32 = 4;
const MOST_UNREST: i64 = 1024;
const MOST_REST: i64 = -256;

/** Settles how the next frame is taken, by what this one was like. */
function settle(taken: i64): void {
  const before = unrest;
  unrest = max(unrest + <i64>breaks * STEADY - taken, MOST_REST);
  if (unrest > 0 && (before <= 0 || unrest > MOST_UNREST)) unrest = MOST_UNREST;
  clearBreaks();
}

/** Takes lines from `start` inside an open frame and returns the first position that it leaves to `step`. */
export function fastLines(start: usize): usize {
  let p = start;
  let first = start; // of the lines not yet counted
  startLines();
  let limit = min(end, frameStart + reach);
  let current = frame;
  leaveRow();
  clearBreaks();
  while (true) {
    p = steadyLines(p, limit, unrest > 0);
    const column = columnAfter(last, p);
    if (column == 0) {
      itemBytes += p - first;
      itemLines += lines;
      settle(lines);
      const turned = turnFrame(p);
      if (turned == p) return p;
      p = turned;
      first = p;
      countLines();
      if (full) return p;
      limit = min(end, frameStart + reach);
      current = frame;
      leaveRow();
      continue;
    }
    noteBreak();
    const text = v128.load(p, 4);
    const fast = load<u8>(column, COLUMN_FAST);
    if (fast == FAST_NONE) break;
    const expected = <usize>load<u32>(column, COLUMN_SHAPE);
    let shape = expected;
    let difference = differing(shape, text);
    if (!fits(shape, difference)) {
      shape = fast == FAST_TEXT ? textShape(column, p + 4, text) : numberShape(p + 4, text);
      if (shape == 0) {
        if (fast != FAST_FLOAT) break;
        const behind = longFloat(column, p, limit);
        if (behind == 0) break;
        follow(column);
        p = behind;
        continue;
      }
      store<u32>(column, <u32>shape, COLUMN_SHAPE);
      difference = differing(shape, text);
    }
    const after = p + lengthOf(shape);
    if (after > limit) break;
    if (load<u32>(column, COLUMN_SEEN) == current) break;
    let seen = <u64>current | (<u64>(p - frameStart) << 32);
    // What was so for the second time is expected again.
    const again = shape == expected;

    const owner = load<u32>(column, COLUMN_TABLE);

    if (fast == FAST_FLOAT && !isEmpty(shape)) {
      openRowOf(owner);
      const value = numberOf(shape, difference);
      const nullKind = isNullNear(value) ? nullKindOf(value) : 0;
      if (nullKind == 0) {
        store<f64>(cellOf(column), value);
        setValid(column);
        if (again) expectNumber(column, shape, HOW_FLOAT);
      } else {
        seen |= takeNull(column, expected, nullKind);
        if (again) expectNull(column, p, shape, nullKind);
      }
    } else if (fast == FAST_LONG && !isEmpty(shape)) {
      const value = numberOf(shape, difference);
      if (isNullNear(value) && nullKindOf(value) != 0) break;
      addLongValue(codeOf(column), value);
      if (again) expectNumber(column, shape, HOW_LONG);
    } else if (fast == FAST_SKIP) {
      skippedLines++;
      if (again) expectNumber(column, shape, HOW_SKIP);
    } else if (isEmpty(shape)) {
      if (load<u8>(column, COLUMN_TO) != TO_COLUMN) break;
      const kind = load<u8>(column, COLUMN_KIND);
      if (kind == KIND_DATE) clearDate(codeOf(column) / 100);
      else if (kind == KIND_TIME) clearTime(codeOf(column) / 100);
      else if (again) expectNull(column, p, shape, EMPTY_NULL);
      openRowOf(owner);
      seen |= takeNull(column, expected, EMPTY_NULL);
    } else if (fast == FAST_INTEGER) {
      if (!isInteger(shape)) break;
      const real = numberOf(shape, difference);
      const value = <i64>real;
      const kind = load<u8>(column, COLUMN_KIND);
      const nullKind = isNullNear(real) ? nullKindOf(real) : 0;
      if (nullKind != 0) {
        if (kind != KIND_INT32 && kind != KIND_INT64) break;
        openRowOf(owner);
        seen |= takeNull(column, expected, nullKind);
        if (again) expectNull(column, p, shape, nullKind);
      } else if (kind == KIND_INT64) {
        openRowOf(owner);
        store<i64>(cellOf(column), value);
        setValid(column);
        if (again) expectNumber(column, shape, HOW_INT64);
      } else {
        if (value != <i64>(<i32>value)) break;
        const record = codeOf(column) / 100;
        if (kind == KIND_DATE) {
          if (!setDate(record, current, value)) break;
          if (again) expectDate(column, p, shape, <u32>value, daysOfLastDate(record));
        } else if (kind == KIND_TIME) {
          if (!setTime(record, current, value, 0)) break;
          if (again) expectNumber(column, shape, HOW_TIME);
        } else if (again) expectNumber(column, shape, HOW_INT32);
        openRowOf(owner);
        store<i32>(cellOf(column) - (openCell >> 1), <i32>value);
        setValid(column);
      }
    } else if (load<u8>(column, COLUMN_TO) == TO_VENDOR) {
      noteVendor();
      countNineteen(1);
      if (again) expectVendor(column, p, shape);
    } else {
      openRowOf(owner);
      const reference = load<u64>(column, COLUMN_LAST_TEXT);
      store<u64>(cellOf(column), reference);
      setValid(column);
      if (again) expectText(column, p, shape, reference);
    }
    store<u64>(column, seen, COLUMN_SEEN);
    follow(column);
    p = after;
  }
  itemBytes += p - first;
  itemLines += lines;
  return p;
}

/** Takes a line with a number of more characters than a shape has. Returns the position behind it, or 0 when it is none. */
function longFloat(column: usize, p: usize, limit: usize): usize {
  if (hostReady || nullWordCount != 0) return 0;
  let e = p + 4;
  const most = p + LONGEST_FAST_LINE;
  const least = e + LONGEST_VALUE;
  // Signed: bytes from 0x80 end it too.
  while (e < most && <i32>load<i8>(e) > 32) e++;
  const eol = lineEnd(e);
  const after = e + eol;
  if (e <= least || eol == 0 || after > limit || load<u32>(column, COLUMN_SEEN) == frame) return 0;
  if (parseDecimal(p + 4, e) != NUMBER) return 0;
  openRowOf(load<u32>(column, COLUMN_TABLE));
  const nullKind = nullKindOf(number);
  if (nullKind == 0) {
    store<f64>(cellOf(column), number);
    setValid(column);
  } else countNull(nullKind, 1);
  store<u64>(column, <u64>frame | (<u64>(p - frameStart) << 32) | (<u64>nullKind << 56), COLUMN_SEEN);
  return after;
}

/**
 * Takes a null of the open row, and returns what it adds to `seen`. A single null says nothing of the next value: the column
 * goes on looking for what it did, unless it was null before. No branch: where nulls are many, it could not be predicted.
 */
// @ts-ignore: decorator
@inline
function takeNull(column: usize, expected: usize, kind: u32): u64 {
  const shape = load<u32>(column, COLUMN_SHAPE);
  store<u32>(column, select<u32>(<u32>expected, shape, load<u64>(column, COLUMN_SEEN) >> 56 == 0), COLUMN_SHAPE);
  countNull(kind, 1);
  return <u64>kind << 56;
}

/** The column of the line at `p`: the one that followed last time, or the one whose code stands there; 0 when none does. */
// @ts-ignore: decorator
@inline
function columnAfter(column: usize, p: usize): usize {
  const expected = <usize>load<u32>(column, COLUMN_NEXT);
  const digits = load<u32>(p);
  if (digits == load<u32>(expected, COLUMN_DIGITS)) return expected;
  const x = digits ^ 0x30303030;
  if (((x | (x + 0x76767676)) & 0x80808080) != 0) return 0;
  const two = x * 10 + (x >> 8);
  const next = columns + ((two & 0xff) * 100 + ((two >> 16) & 0xff)) * COLUMN_SIZE;
  store<u32>(column, <u32>next, COLUMN_NEXT);
  return next;
}

/** The shape of a plain decimal, or 0. */
// @ts-ignore: decorator
@inline
function numberShape(p: usize, text: v128): usize {
  const shape = shapeOf(p, text, v128.load(POINTS), v128.load(BLANKS));
  return fits(shape, differing(shape, text)) ? shape : 0;
}

/** Lets every column expect nothing, of its own next line and of which column follows it. */
export function forgetLines(): void {
  for (let code: u32 = 0; code < 10_000; code++) {
    const column = columns + code * COLUMN_SIZE;
    store<u32>(column, <u32>columns, COLUMN_NEXT);
    store<u32>(column, <u32>noShape, COLUMN_SHAPE);
    expectNothing(column);
  }
}

/**
 * A text column's own shape, made to fit its last text if that stands here again; the shape of an empty value;
 * or 0. A text with `!` in it may end its frame, which is for `step` to find out each time.
 */
function textShape(column: usize, p: usize, text: v128): usize {
  const shape = numberShape(p, text);
  if (shape != 0 && isEmpty(shape)) return shape;
  const length = <u32>ctz<u32>(i8x16.bitmask(i8x16.lt_s(text, i8x16.splat(32))) | 0x1_0000);
  const end = lineEnd(p + length);
  if (length > LONGEST_VALUE || end == 0) return 0;
  const bangs = i8x16.bitmask(i8x16.eq(text, i8x16.splat(33))) & ((1 << length) - 1);
  if (bangs != 0 || !sameText(load<u64>(column, COLUMN_LAST_TEXT), p, length)) return 0;
  const own = <usize>load<u32>(column, COLUMN_OWN_SHAPE);
  shapeText(own, text, length, end);
  return own;
}
