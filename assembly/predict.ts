/**
 * The lines that look as they did last time, in the SIMD build. Each column remembers which column followed it and
 * what shape its value had. A line is held against both, and where they hold, the next line's place is known before
 * this one is read: the chain from length to next start, which bounds a plain decoder, is broken. A line of
 * another column or shape is found the plain way and remembered; anything unusual is left to `step`.
 *
 * Two loops: the short one takes lines that need no decision, the longer one a line at a time of what it leaves. On
 * rig logs that measured 10 to 15 % over one loop for both. Shapes, tables and nulls found anew in the short loop too
 * cost it half of that again.
 */
import {
  COLUMN_DIGITS, COLUMN_FAST, COLUMN_KIND, COLUMN_LAST_TEXT, COLUMN_NEXT, COLUMN_OWN_SHAPE, COLUMN_SEEN,
  COLUMN_SHAPE, COLUMN_SIZE, COLUMN_TABLE, COLUMN_TAKES, COLUMN_TO, COLUMN_VALIDITY, COLUMN_VALUES, columns, emptyNulls, end, itemBytes, itemLines,
  nullCounters, skippedLines,
} from "./layout";
import { clearDate, clearTime, setDate, setTime } from "./clock";
import { addLongValue, countNineteen, frame, frameStart, full, noteVendor, reach, rowOf, validCell } from "./columns";
import { nullIndex } from "./number";
import { differing, fits, isEmpty, isInteger, lengthOf, lineEnd, LONGEST_VALUE, numberOf, shapeOf, shapeText, traitsOf } from "./shapes";
import {
  FAST_FLOAT, FAST_INTEGER, FAST_LONG, FAST_NONE, FAST_SKIP, FAST_TEXT, KIND_DATE, KIND_INT64, KIND_TIME, TO_COLUMN, TO_VENDOR,
  TRAIT_FLOAT, TRAIT_INT32, TRAIT_LONG, TRAIT_TEXT,
} from "./status";
import { sameText } from "./text";
import { turnFrame } from "./turn";

/** The last line's column, the table of the last row and the row. */
let last: usize = 0;
let openTable: u32 = 0;
let openRow: u32 = 0;
/** Lines taken and not yet counted. */
let lines: i64 = 0;

/** Predictions that must hold in a row before the short loop is tried. Half nulls decode 12 % faster than with 1; 4 gains no more. */
const STEADY: u32 = 2;

/** Takes lines from `start` inside an open frame and returns the first position that it leaves to `step`. */
export function fastLines(start: usize): usize {
  let p = start;
  let first = start; // of the lines not yet counted
  lines = 0;
  let limit = min(end, frameStart + reach);
  let current = frame;
  last = columns; // of code 0, which no line has
  openTable = 0;
  let predicted = STEADY; // lines in a row
  while (true) {
    // Where the last lines brought a surprise the next may be one too, and the short loop takes none of them.
    if (predicted >= STEADY && load<u8>(load<u32>(last, COLUMN_NEXT), COLUMN_TAKES) != 0) p = shortLoop(p, limit);
    const foreseen = <usize>load<u32>(last, COLUMN_NEXT);
    const column = columnAfter(last, p);
    if (column == 0) {
      itemBytes += p - first;
      itemLines += lines;
      const turned = turnFrame(p);
      if (turned == p) return p;
      p = turned;
      first = p;
      lines = 0;
      if (full) return p;
      limit = min(end, frameStart + reach);
      current = frame;
      openTable = 0;
      continue;
    }
    const text = v128.load(p, 4);
    const fast = load<u8>(column, COLUMN_FAST);
    if (fast == FAST_NONE) break;
    const expected = <usize>load<u32>(column, COLUMN_SHAPE);
    let shape = expected;
    let difference = differing(shape, text);
    predicted = column == foreseen ? predicted + 1 : 0;
    if (!fits(shape, difference)) {
      predicted = 0;
      shape = fast == FAST_TEXT ? textShape(column, p + 4, text) : shapeOf(p + 4, text);
      if (shape == 0) break;
      store<u32>(column, <u32>shape, COLUMN_SHAPE);
      difference = differing(shape, text);
    }
    const after = p + lengthOf(shape);
    if (after > limit || load<u32>(column, COLUMN_SEEN) == current) break;
    let seen = <u64>current | (<u64>(p - frameStart) << 32);

    const owner = load<u32>(column, COLUMN_TABLE);
    if (fast == FAST_FLOAT && !isEmpty(shape)) {
      openRowOf(owner);
      const value = numberOf(shape, difference);
      const which = nullIndex(value);
      if (which < 0) store<f64>(validCell(column, openRow, 3), value);
      else {
        keepShape(column, expected);
        seen |= <u64>(which + 2) << 56;
        store<i64>(nullCounters + (which << 3), load<i64>(nullCounters + (which << 3)) + 1);
      }
    } else if (fast == FAST_LONG && !isEmpty(shape)) {
      const value = numberOf(shape, difference);
      if (nullIndex(value) >= 0) break;
      addLongValue(codeOf(column), value);
    } else if (fast == FAST_SKIP) {
      skippedLines++;
    } else if (isEmpty(shape)) {
      if (load<u8>(column, COLUMN_TO) != TO_COLUMN) break;
      const kind = load<u8>(column, COLUMN_KIND);
      if (kind == KIND_DATE) clearDate(codeOf(column) / 100);
      else if (kind == KIND_TIME) clearTime(codeOf(column) / 100);
      openRowOf(owner);
      keepShape(column, expected);
      seen |= <u64>1 << 56;
      emptyNulls++;
    } else if (fast == FAST_INTEGER) {
      if (!isInteger(shape)) break;
      const real = numberOf(shape, difference);
      if (nullIndex(real) >= 0) break;
      const value = <i64>real;
      const kind = load<u8>(column, COLUMN_KIND);
      const wide = kind == KIND_INT64;
      if (!wide && value != <i64>(<i32>value)) break;
      if (kind == KIND_DATE) {
        if (!setDate(codeOf(column) / 100, current, value)) break;
      } else if (kind == KIND_TIME) {
        if (!setTime(codeOf(column) / 100, current, value, 0)) break;
      }
      openRowOf(owner);
      if (wide) store<i64>(validCell(column, openRow, 3), value);
      else store<i32>(validCell(column, openRow, 2), <i32>value);
    } else if (load<u8>(column, COLUMN_TO) == TO_VENDOR) {
      noteVendor();
      countNineteen(1);
    } else {
      openRowOf(owner);
      store<u64>(validCell(column, openRow, 3), load<u64>(column, COLUMN_LAST_TEXT));
    }
    store<u64>(column, seen, COLUMN_SEEN);
    last = column;
    lines++;
    p = after;
  }
  itemBytes += p - first;
  itemLines += lines;
  return p;
}

/** Makes a table and its row in this frame the open ones. */
// @ts-ignore: decorator
@inline
function openRowOf(table: u32): void {
  if (table == openTable) return;
  openTable = table;
  openRow = rowOf(table);
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

/**
 * Takes lines that are as predicted, of the open row, and that need no decision: the column takes the shape. It makes
 * no call: one in the loop, even if it is never made, keeps the variables in memory rather than in registers.
 */
function shortLoop(start: usize, limit: usize): usize {
  let p = start;
  let column = last;
  let taken: u32 = 0;
  const table = openTable;
  const current = frame;
  const origin = frameStart;
  const cell = openRow << 3;
  const byte = openRow >> 3;
  const bit: u32 = 1 << (openRow & 7);
  while (true) {
    const next = <usize>load<u32>(column, COLUMN_NEXT);
    if (load<u32>(p) != load<u32>(next, COLUMN_DIGITS)) break;
    const shape = <usize>load<u32>(next, COLUMN_SHAPE);
    const difference = differing(shape, v128.load(p, 4));
    const trait = <u32>load<u8>(next, COLUMN_TAKES) & traitsOf(shape);
    const after = p + lengthOf(shape);
    if (!fits(shape, difference) || trait == 0 || after > limit || load<u32>(next, COLUMN_SEEN) == current) break;
    if (trait == TRAIT_LONG) addLongValue(codeOf(next), numberOf(shape, difference));
    else {
      if (load<u32>(next, COLUMN_TABLE) != table) break;
      const values = load<u32>(next, COLUMN_VALUES) + cell;
      if (trait == TRAIT_FLOAT) store<f64>(values, numberOf(shape, difference));
      else if (trait == TRAIT_TEXT) store<u64>(values, load<u64>(next, COLUMN_LAST_TEXT));
      else if (trait == TRAIT_INT32) store<i32>(values - (cell >> 1), <i32>numberOf(shape, difference));
      else store<i64>(values, <i64>numberOf(shape, difference));
      const validity = load<u32>(next, COLUMN_VALIDITY) + byte;
      store<u8>(validity, <u8>(<u32>load<u8>(validity) | bit));
    }
    store<u32>(next, current, COLUMN_SEEN);
    store<u32>(next, <u32>(p - origin), COLUMN_SEEN + 4);
    column = next;
    taken++;
    p = after;
  }
  last = column;
  lines += taken;
  return p;
}

// @ts-ignore: decorator
@inline
function codeOf(column: usize): u32 {
  return <u32>(column - columns) / COLUMN_SIZE;
}

/** A single null says nothing of the next value: the column goes on expecting what it did, unless it was null before. */
// @ts-ignore: decorator
@inline
function keepShape(column: usize, expected: usize): void {
  if (load<u64>(column, COLUMN_SEEN) >> 56 == 0) store<u32>(column, <u32>expected, COLUMN_SHAPE);
}

/**
 * A text column's own shape, made to fit its last text if that stands here again; the shape of an empty value;
 * or 0. A text with `!` in it may end its frame, which is for `step` to find out each time.
 */
function textShape(column: usize, p: usize, text: v128): usize {
  const shape = shapeOf(p, text);
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
