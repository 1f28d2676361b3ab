/**
 * The lines that look as most do, in the scalar build, one after the other with nothing decided twice: four digits, a value of at
 * most 15 characters, CR LF or LF, a code that this frame has not brought yet, a plain decimal or the column's
 * last text again; and `!!` with `&&` behind it. Anything else is left to `step`, which gives the same result
 * for all of them, only slower.
 */
import {
  COLUMN_FAST, COLUMN_KIND, COLUMN_LAST_TEXT, COLUMN_SEEN, COLUMN_SIZE, COLUMN_TABLE, COLUMN_TO, columns,
  EMPTY_NULL, end, itemBytes, itemLines, skippedLines,
} from "./layout";
import { clearDate, clearTime, setDate, setTime } from "./clock";
import { addLongValue, countNineteen, frame, frameStart, full, noteVendor, reach, rowOf, validCell } from "./columns";
import { countNull, isNullNear, nullKindOf } from "./nulls";
import { MAX_EXACT, POWERS } from "./number";
import { FAST_FLOAT, FAST_INTEGER, FAST_LONG, FAST_NONE, FAST_SKIP, FAST_TEXT, KIND_DATE, KIND_INT64, KIND_TIME, TO_COLUMN, TO_VENDOR } from "./status";
import { sameText } from "./text";
import { turnFrame } from "./turn";

/** Values of this length or more are left to `step`. */
const LONG: u32 = 16;

/** Takes lines from `start` inside an open frame and returns the first position that it leaves to `step`. */
export function fastLines(start: usize): usize {
  let p = start;
  let bytes: i64 = 0;
  let lines: i64 = 0;
  let limit = min(end, frameStart + reach);
  let current = frame;
  // The table of the last line and its open row.
  let table: u32 = 0;
  let row: u32 = 0;
  while (true) {
    const x = load<u32>(p) ^ 0x30303030;
    if (((x | (x + 0x76767676)) & 0x80808080) != 0) {
      itemBytes += bytes;
      itemLines += lines;
      bytes = 0;
      lines = 0;
      const turned = turnFrame(p);
      if (turned == p) return p;
      p = turned;
      if (full) return p;
      limit = min(end, frameStart + reach);
      current = frame;
      table = 0;
      continue;
    }
    const two = x * 10 + (x >> 8);
    const code = (two & 0xff) * 100 + ((two >> 16) & 0xff);
    const column = columns + code * COLUMN_SIZE;
    const fast = load<u8>(column, COLUMN_FAST);
    const first = p + 4;

    // The value's length, and whether it is a plain decimal: its digits, decimals and sign.
    let length: u32 = 0;
    let digits: i64 = 0;
    let decimals: u32 = 0;
    let negative: u32 = 0;
    let q = first;
    negative = <u32>(load<u8>(q) == 45);
    q += negative;
    const whole = q;
    let c = <u32>load<u8>(q) - 48;
    while (c < 10 && q < first + LONG) {
      digits = digits * 10 + c;
      c = <u32>load<u8>(++q) - 48;
    }
    let count = <u32>(q - whole);
    if (c == <u32>-2) {
      const point = q;
      c = <u32>load<u8>(++q) - 48;
      while (c < 10 && q < first + LONG) {
        digits = digits * 10 + c;
        c = <u32>load<u8>(++q) - 48;
      }
      decimals = <u32>(q - point - 1);
      count += decimals;
    }
    const decimal = count != 0;
    if (fast == FAST_TEXT || fast == FAST_SKIP) {
      // Signed: bytes from 0x80 end it. What they mean depends on the encoding, which `step` knows.
      while (<i32>load<i8>(q) >= 32 && q < first + LONG) q++;
    }
    length = <u32>(q - first);
    if (length >= LONG) break;

    const e = first + length;
    const eol = <u32>load<u16>(e);
    const next = e + (eol == 0x0a0d ? 2 : 1);
    if ((eol != 0x0a0d && (eol & 0xff) != 10) || next > limit) break;
    if (load<u32>(column, COLUMN_SEEN) == current) break;
    let seen = <u64>current | (<u64>(p - frameStart) << 32);

    if (fast == FAST_FLOAT && decimal) {
      if (digits > MAX_EXACT) break;
      const magnitude = <f64>digits / load<f64>(POWERS + (decimals << 3));
      const value = negative ? -magnitude : magnitude;
      const owner = load<u32>(column, COLUMN_TABLE);
      if (owner != table) {
        table = owner;
        row = rowOf(owner);
      }
      const nullKind = isNullNear(value) ? nullKindOf(value) : 0;
      if (nullKind == 0) store<f64>(validCell(column, row, 3), value);
      else {
        seen |= <u64>nullKind << 56;
        countNull(nullKind, 1);
      }
    } else if (fast == FAST_INTEGER && decimal) {
      if (decimals != 0 || digits > MAX_EXACT) break;
      const value = negative ? -digits : digits;
      const real = <f64>value;
      if (isNullNear(real) && nullKindOf(real) != 0) break;
      const kind = load<u8>(column, COLUMN_KIND);
      const wide = kind == KIND_INT64;
      if (!wide && value != <i64>(<i32>value)) break;
      if (kind == KIND_DATE) {
        if (!setDate(code / 100, current, value)) break;
      } else if (kind == KIND_TIME) {
        if (!setTime(code / 100, current, value, 0)) break;
      }
      const owner = load<u32>(column, COLUMN_TABLE);
      if (owner != table) {
        table = owner;
        row = rowOf(owner);
      }
      if (wide) store<i64>(validCell(column, row, 3), value);
      else store<i32>(validCell(column, row, 2), <i32>value);
    } else if (fast == FAST_LONG && decimal) {
      if (digits > MAX_EXACT) break;
      const magnitude = <f64>digits / load<f64>(POWERS + (decimals << 3));
      const value = negative ? -magnitude : magnitude;
      if (isNullNear(value) && nullKindOf(value) != 0) break;
      addLongValue(code, value);
    } else if (length == 0 && fast != FAST_SKIP) {
      if (fast == FAST_NONE || load<u8>(column, COLUMN_TO) != TO_COLUMN) break;
      const kind = load<u8>(column, COLUMN_KIND);
      if (kind == KIND_DATE) clearDate(code / 100);
      else if (kind == KIND_TIME) clearTime(code / 100);
      table = load<u32>(column, COLUMN_TABLE);
      row = rowOf(table);
      seen |= <u64>EMPTY_NULL << 56;
      countNull(EMPTY_NULL, 1);
    } else if (fast == FAST_TEXT) {
      // The bytes of a text that was accepted need no second look, unless a `!!` in it asks what follows.
      if (hasBang(first, length) || !sameText(load<u64>(column, COLUMN_LAST_TEXT), first, length)) break;
      if (load<u8>(column, COLUMN_TO) == TO_VENDOR) {
        noteVendor();
        countNineteen(1);
      } else {
        table = load<u32>(column, COLUMN_TABLE);
        row = rowOf(table);
        store<u64>(validCell(column, row, 3), load<u64>(column, COLUMN_LAST_TEXT));
      }
    } else if (fast == FAST_SKIP) {
      if (hasMarker(first, length)) break;
      skippedLines++;
    } else break;
    store<u64>(column, seen, COLUMN_SEEN);
    bytes += next - p;
    lines++;
    p = next;
  }
  itemBytes += bytes;
  itemLines += lines;
  return p;
}

function hasBang(p: usize, length: u32): bool {
  for (let i: u32 = 0; i < length; i++) {
    if (load<u8>(p + i) == 0x21) return true;
  }
  return false;
}

function hasMarker(p: usize, length: u32): bool {
  for (let i: u32 = 0; i < length; i++) {
    const c = load<u8>(p + i);
    if (c == 0x21 || c == 0x26) return true;
  }
  return false;
}
