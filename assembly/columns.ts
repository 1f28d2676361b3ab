/**
 * Rows and values. A row opens when the frame brings its first item of a table and closes with the frame; only
 * then do its time and vendor stand. Validity bits beyond the closed rows are 0, so a null costs nothing.
 */
import {
  COLUMN_KIND, COLUMN_LAST_TEXT, COLUMN_SEEN, COLUMN_SIZE, COLUMN_TABLE, COLUMN_UNMAPPED, COLUMN_VALIDITY, COLUMN_VALUES, base,
  columns, fastReach, filter, filteredRows, filterFrom, filterUntil, frames, frameTable, input, itemLines, longCapacity, longCodes,
  longOffsets, longRows, longTexts, longTextValidity, longTimestamps, longTimestampValidity, longValues,
  longValueValidity, maxCodes, maxFrame, openTables, SHORTEST_LINE, TABLE_FIRST_CODE, TABLE_LAST_CODE, TABLE_OFFSETS, TABLE_OPEN_FRAME, TABLE_ROWS,
  TABLE_SIZE, TABLE_TIMESTAMP_VALIDITY, TABLE_TIMESTAMPS, TABLE_VENDOR_VALIDITY, TABLE_VENDORS, tableCapacity,
  tableCount, tables, textLimit, textUsed,
} from "./layout";
import { frameMoment, frameShift, frameTimed, moment, momentOf, momentShift, oneMoment, theMoment, resolveClocks, startClocks } from "./clock";
import { KIND_DATE, KIND_INT32, KIND_TIME } from "./status";
import { appendText, emptyHeap, textAddress, textLength } from "./text";

/** Number of the current frame, from 1; distinguishes what this frame set from what an earlier one did. */
export let frame: u32 = 0;
/** Address of the open frame's `&&`, 0 outside a frame. Moves when the window is compacted. */
export let frameStart: usize = 0;

/** The fast paths take lines up to so many bytes behind the frame's start: those that cannot bring too many codes. */
export let reach: u32 = 0;
/** Codes outside the catalog in this frame, once it has as many lines as there may be; -1 before. */
let unmappedCodes: i32 = -1;

let openCount: u32 = 0;
let firstLongRow: u32 = 0;
/** Accepted lines of the frame that are of record 19, all of which take the slow path. */
let linesOfNineteen: i64 = 0;
let linesBefore: i64 = 0;
let vendors: bool = false;

const VENDOR_RECORD: u32 = 19;
const FIRST_VENDOR: u32 = 1984;
const LAST_VENDOR: u32 = 1989;

// @ts-ignore: decorator
@inline
export function columnOf(code: u32): usize {
  return columns + code * COLUMN_SIZE;
}

// @ts-ignore: decorator
@inline
export function setBit(bitmap: usize, row: u32): void {
  const byte = bitmap + (row >> 3);
  store<u8>(byte, <u8>(<u32>load<u8>(byte) | (1 << (row & 7))));
}

/** Sets the bits of rows [row, last). */
function setBits(bitmap: usize, row: u32, last: u32): void {
  for (; row < last && (row & 7) != 0; row++) setBit(bitmap, row);
  for (; row + 8 <= last; row += 8) store<u8>(bitmap + (row >> 3), 0xff);
  for (; row < last; row++) setBit(bitmap, row);
}

/** Clears the bits of rows [row, last) and of those behind them. */
function clearBits(bitmap: usize, row: u32, last: u32): void {
  for (; row < last && (row & 7) != 0; row++) clearBit(bitmap, row);
  if (row < last) memory.fill(bitmap + (row >> 3), 0, ((last - row) >> 3) + 1);
}

function isSet(bitmap: usize, row: u32): bool {
  return ((<u32>load<u8>(bitmap + (row >> 3)) >> (row & 7)) & 1) != 0;
}

// @ts-ignore: decorator
@inline
function clearBit(bitmap: usize, row: u32): void {
  const byte = bitmap + (row >> 3);
  store<u8>(byte, <u8>(<u32>load<u8>(byte) & ~(1 << (row & 7))));
}

/** Opens the frame whose `&&` stands at `p`. */
export function openFrame(p: usize): void {
  frame++;
  if (frame == 0) frame = 1; // 0 means never
  frames++;
  frameStart = p;
  reach = fastReach;
  unmappedCodes = -1;
  openCount = 0;
  firstLongRow = longRows;
  linesOfNineteen = 0;
  linesBefore = itemLines;
  vendors = false;
  startClocks();
}

/** The row of a table in this frame, opened if need be. */
// @ts-ignore: decorator
@inline
export function rowOf(table: usize): u32 {
  if (load<u32>(table, TABLE_OPEN_FRAME) != frame) {
    store<u32>(table, frame, TABLE_OPEN_FRAME);
    store<u32>(openTables + (openCount++ << 2), <u32>table);
  }
  return load<u32>(table, TABLE_ROWS);
}

/** Whether the frame has as many codes outside the catalog as it may. A frame with fewer lines has fewer codes. */
export function codesFull(): bool {
  if (unmappedCodes < 0) {
    if (<u32>(itemLines - linesBefore) < maxCodes) return false;
    unmappedCodes = 0;
    for (let code: u32 = 0; code < 10_000; code++) {
      const column = columnOf(code);
      if (load<u32>(column, COLUMN_SEEN) == frame) unmappedCodes += load<u8>(column, COLUMN_UNMAPPED);
    }
  }
  return <u32>unmappedCodes >= maxCodes;
}

/** Counts one more code outside the catalog. */
export function noteCode(): void {
  if (unmappedCodes >= 0) unmappedCodes++;
}

/**
 * Lets the fast paths go on behind `p`, for as many lines as the frame may still have before its codes must be counted one by
 * one. Few frames have a thousand lines; what is beyond takes the slow path.
 */
export function extendReach(p: usize): void {
  if (fastReach == 0 || p - frameStart < reach) return;
  const lines = <u32>(itemLines - linesBefore);
  if (lines < maxCodes) reach = min(maxFrame, <u32>(p - frameStart) + SHORTEST_LINE * (maxCodes - lines));
}

/** Counts an accepted line of record 19, or takes one back. */
// @ts-ignore: decorator
@inline
export function countNineteen(lines: i64): void {
  linesOfNineteen += lines;
}

/** Says that the frame holds a vendor's identity, kept in its column until the frame ends. */
// @ts-ignore: decorator
@inline
export function noteVendor(): void {
  vendors = true;
}

/** Where a value of this frame goes, `bytes` wide; the caller stores it. The row counts as valid. */
// @ts-ignore: decorator
@inline
export function validCell(column: usize, row: u32, shift: u32): usize {
  setBit(load<u32>(column, COLUMN_VALIDITY), row);
  return load<u32>(column, COLUMN_VALUES) + (row << shift);
}

/** Makes a cell null again. */
function clearCell(column: usize, row: u32): void {
  clearBit(load<u32>(column, COLUMN_VALIDITY), row);
}

/** Whether the column's cells are 4 bytes wide; the others are 8. */
function isNarrow(column: usize): bool {
  const kind = load<u8>(column, COLUMN_KIND);
  return kind == KIND_INT32 || kind == KIND_DATE || kind == KIND_TIME;
}

/** Makes the column null in the frame's row. */
export function setNull(column: usize): void {
  clearCell(column, rowOf(load<u32>(column, COLUMN_TABLE)));
}

/** The long table's row for a code in this frame: a new one, or the one that an earlier line of it made. */
export function longRowOf(code: u32, again: bool): u32 {
  if (again) {
    for (let row = longRows; row > firstLongRow; row--) {
      if (load<u32>(longCodes + ((row - 1) << 2)) == code) {
        clearBit(longValueValidity, row - 1);
        clearBit(longTextValidity, row - 1);
        return emptyLongRow(row - 1);
      }
    }
  }
  store<u32>(longCodes + (longRows << 2), code);
  return emptyLongRow(longRows++);
}

/** A row of the long table for a number of a code that the frame has not brought yet. */
// @ts-ignore: decorator
@inline
export function addLongValue(code: u32, value: f64): void {
  const row = longRows++;
  store<u32>(longCodes + (row << 2), code);
  store<f64>(longValues + (row << 3), value);
  store<u64>(longTexts + (row << 3), 0);
  setBit(longValueValidity, row);
}

function emptyLongRow(row: u32): u32 {
  store<f64>(longValues + (row << 3), 0);
  store<u64>(longTexts + (row << 3), 0);
  return row;
}

/** The vendor's texts of this frame as one, or 0. Several are joined by `, `. */
function vendorText(): u64 {
  let joined: u64 = 0;
  let copied = false;
  for (let code = FIRST_VENDOR; code <= LAST_VENDOR; code++) {
    const column = columnOf(code);
    const seen = load<u64>(column, COLUMN_SEEN);
    if (<u32>seen != frame || seen >> 56 != 0) continue;
    const reference = load<u64>(column, COLUMN_LAST_TEXT);
    if (joined == 0) {
      joined = reference;
      continue;
    }
    // The first text is copied to the heap's end, the others are appended there: each text once more, and no more.
    if (!copied) joined = appendText(textAddress(joined), textLength(joined));
    copied = true;
    appendText(SEPARATOR, 2);
    appendText(textAddress(reference), textLength(reference));
    joined = <u64>textAddress(joined) | (<u64>(textLength(joined) + 2 + textLength(reference)) << 32);
  }
  return joined;
}
const SEPARATOR: usize = memory.data<u8>([44, 32]);

/** Beside nothing but record 19, the identity lines are items of that record like any other. */
function settleVendorsAsItems(): void {
  for (let code = FIRST_VENDOR; code <= LAST_VENDOR; code++) {
    const column = columnOf(code);
    const seen = load<u64>(column, COLUMN_SEEN);
    const table = load<u32>(column, COLUMN_TABLE);
    if (<u32>seen != frame || table == 0) continue;
    const row = rowOf(table);
    if (seen >> 56 == 0) store<u64>(validCell(column, row, 3), load<u64>(column, COLUMN_LAST_TEXT));
  }
}

// @ts-ignore: decorator
@inline
function wanted(timed: bool): bool {
  return !filter || (timed && moment >= filterFrom && moment < filterUntil);
}

/** Takes back the open row of a table. */
function dropRow(table: usize, row: u32): void {
  const last = <u32>load<u16>(table, TABLE_LAST_CODE);
  for (let code = <u32>load<u16>(table, TABLE_FIRST_CODE); code < last; code++) {
    const column = columnOf(code);
    if (load<u32>(column, COLUMN_SEEN) == frame && load<u32>(column, COLUMN_TABLE) == <u32>table) {
      clearCell(column, row);
    }
  }
  filteredRows++;
}

/** Gives the frame's long rows their time and offset. */
function closeLongRows(offset: i64): void {
  if (!filter && oneMoment()) {
    const time = frameTimed ? frameMoment + frameShift : 0;
    for (let row = firstLongRow; row < longRows; row++) {
      store<i64>(longOffsets + (row << 3), offset);
      store<i64>(longTimestamps + (row << 3), time);
    }
    if (frameTimed) setBits(longTimestampValidity, firstLongRow, longRows);
    return;
  }
  let kept = firstLongRow;
  for (let row = firstLongRow; row < longRows; row++) {
    const code = load<u32>(longCodes + (row << 2));
    const timed = momentOf(code / 100, frame);
    if (!wanted(timed)) {
      filteredRows++;
      continue;
    }
    if (kept != row) {
      store<u32>(longCodes + (kept << 2), code);
      store<f64>(longValues + (kept << 3), load<f64>(longValues + (row << 3)));
      store<u64>(longTexts + (kept << 3), load<u64>(longTexts + (row << 3)));
      moveBit(longValueValidity, row, kept);
      moveBit(longTextValidity, row, kept);
    }
    store<i64>(longOffsets + (kept << 3), offset);
    store<i64>(longTimestamps + (kept << 3), timed ? moment + momentShift : 0);
    if (timed) setBit(longTimestampValidity, kept);
    kept++;
  }
  for (let row = kept; row < longRows; row++) {
    clearBit(longValueValidity, row);
    clearBit(longTextValidity, row);
  }
  longRows = kept;
}

function moveBit(bitmap: usize, row: u32, to: u32): void {
  if (isSet(bitmap, row)) setBit(bitmap, to);
  else clearBit(bitmap, to);
}

/** Closes the frame: its rows become part of their tables, or are left out by the time bounds. */
export function closeFrame(): void {
  let vendor: u64 = 0;
  if (frameTable != 0) rowOf(frameTable);
  if (vendors) {
    if (itemLines - linesBefore > linesOfNineteen) vendor = vendorText();
    else settleVendorsAsItems();
  }
  resolveClocks(frame);
  const offset = base + <i64>(frameStart - input);
  const one = oneMoment();
  for (let i: u32 = 0; i < openCount; i++) {
    const table = <usize>load<u32>(openTables + (i << 2));
    const row = load<u32>(table, TABLE_ROWS);
    const timed = one ? theMoment() : momentOf(<u32>load<u16>(table, TABLE_FIRST_CODE) / 100, frame);
    if (!wanted(timed)) {
      dropRow(table, row);
      continue;
    }
    store<i64>(load<u32>(table, TABLE_OFFSETS) + (row << 3), offset);
    if (timed) {
      store<i64>(load<u32>(table, TABLE_TIMESTAMPS) + (row << 3), moment + momentShift);
      setBit(load<u32>(table, TABLE_TIMESTAMP_VALIDITY), row);
    }
    if (vendor != 0) {
      store<u64>(load<u32>(table, TABLE_VENDORS) + (row << 3), vendor);
      setBit(load<u32>(table, TABLE_VENDOR_VALIDITY), row);
    }
    store<u32>(table, row + 1, TABLE_ROWS);
    if (row + 1 >= tableCapacity) full = true;
  }
  if (longRows != firstLongRow) closeLongRows(offset);
  if (longRows >= longCapacity || textUsed > textLimit) full = true;
  frameStart = 0;
}

/** Set when a table or the text heap must be taken before another frame. */
export let full: bool = false;

/** Looks whether the host has taken what was full. */
export function checkFull(): bool {
  full = closedLongRows() >= longCapacity || (frameStart == 0 && textUsed > textLimit);
  for (let i: u32 = 0; i < tableCount; i++) {
    if (load<u32>(tables + i * TABLE_SIZE, TABLE_ROWS) >= tableCapacity) full = true;
  }
  return full;
}

/** Follows the window when it is compacted. */
export function moveFrame(bytes: usize): void {
  frameStart -= bytes;
}

/** Makes the values of null rows 0, among the first `rows`, so that equal rows have equal bytes. `shift` tells how wide a value is. */
export function blankNulls(values: usize, bitmap: usize, rows: u32, shift: u32): void {
  for (let first: u32 = 0; first < rows; first += 8) {
    const bits = <u32>load<u8>(bitmap + (first >> 3));
    if (bits == 0xff) continue;
    const last = min(first + 8, rows);
    if (shift == 2) {
      for (let row = first; row < last; row++) {
        const cell = values + (row << 2);
        store<u32>(cell, load<u32>(cell) & -(<u32>((bits >> (row & 7)) & 1)));
      }
    } else {
      for (let row = first; row < last; row++) {
        const cell = values + (row << 3);
        store<u64>(cell, load<u64>(cell) & -(<u64>((bits >> (row & 7)) & 1)));
      }
    }
  }
}

/** Number of set bits among the first `rows` of a bitmap. */
export function countValid(bitmap: usize, rows: u32): u32 {
  let count: u32 = 0;
  let row: u32 = 0;
  for (; row + 64 <= rows; row += 64) count += <u32>popcnt<u64>(load<u64>(bitmap + (row >> 3)));
  const rest = rows - row;
  return rest == 0 ? count : count + <u32>popcnt<u64>(load<u64>(bitmap + (row >> 3)) << (64 - rest));
}

// -- Taken by the host -----------------------------------------------------------------------------------------

/** Empties a table after the host took its closed rows; an open row moves to the front. */
export function releaseTable(table: usize): void {
  const row = load<u32>(table, TABLE_ROWS);
  const open = frameStart != 0 && load<u32>(table, TABLE_OPEN_FRAME) == frame;
  const bytes = (row >> 3) + 1;
  const last = <u32>load<u16>(table, TABLE_LAST_CODE);
  for (let code = <u32>load<u16>(table, TABLE_FIRST_CODE); code < last; code++) {
    const column = columnOf(code);
    const seen = load<u32>(column, COLUMN_SEEN);
    if (seen == 0 || load<u32>(column, COLUMN_TABLE) != <u32>table) continue;
    const bitmap = load<u32>(column, COLUMN_VALIDITY);
    const values = load<u32>(column, COLUMN_VALUES);
    const set = open && seen == frame && isSet(bitmap, row);
    const shift = isNarrow(column) ? 2 : 3;
    const cell = shift == 2 ? <u64>load<u32>(values + (row << 2)) : load<u64>(values + (row << 3));
    memory.fill(bitmap, 0, bytes);
    if (!set) continue;
    if (shift == 2) store<u32>(values, <u32>cell);
    else store<u64>(values, cell);
    setBit(bitmap, 0);
  }
  memory.fill(load<u32>(table, TABLE_TIMESTAMP_VALIDITY), 0, bytes);
  memory.fill(load<u32>(table, TABLE_TIMESTAMPS), 0, row << 3);
  memory.fill(load<u32>(table, TABLE_VENDOR_VALIDITY), 0, bytes);
  memory.fill(load<u32>(table, TABLE_VENDORS), 0, row << 3);
  store<u32>(table, 0, TABLE_ROWS);
}

/** Rows of the long table that no open frame can still change. */
export function closedLongRows(): u32 {
  return frameStart != 0 ? firstLongRow : longRows;
}

/** Empties the long table after the host took its closed rows; those of an open frame move to the front. */
export function releaseLong(): void {
  const taken = closedLongRows();
  const rows = longRows - taken;
  for (let row: u32 = 0; row < rows; row++) {
    store<u32>(longCodes + (row << 2), load<u32>(longCodes + ((taken + row) << 2)));
    store<f64>(longValues + (row << 3), load<f64>(longValues + ((taken + row) << 3)));
    store<u64>(longTexts + (row << 3), load<u64>(longTexts + ((taken + row) << 3)));
    moveBit(longValueValidity, taken + row, row);
    moveBit(longTextValidity, taken + row, row);
  }
  clearBits(longValueValidity, rows, longRows);
  clearBits(longTextValidity, rows, longRows);
  memory.fill(longTimestampValidity, 0, (longRows >> 3) + 1);
  longRows = rows;
  firstLongRow = 0;
}

/** Empties the text heap, once no closed row refers to it; inside a frame the open rows still do. */
export function releaseText(): void {
  if (frameStart == 0 && textUsed != 0) emptyHeap();
}

/** Forgets which columns have turned up. Between sources alone: no frame is open, no row is left. */
export function forgetColumns(): void {
  for (let code: u32 = 0; code < 10_000; code++) store<u64>(columnOf(code), 0, COLUMN_SEEN);
}
