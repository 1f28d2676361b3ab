/** Item lines: their text to a value or a null, the value to its place; or the line to the rejects. */
import {
  COLUMN_KIND, COLUMN_REJECTED, COLUMN_SEEN, COLUMN_TABLE, COLUMN_TO, COLUMN_UNMAPPED, EMPTY_NULL, end, FIRST_NULL, greatest, hostDecoded,
  hostDecodedLength, hostDecodes, hostLength, hostReady, hostText, itemBytes, itemLines, longTexts, longTextValidity,
  longValues, longValueValidity, maxText, nullCount, nullWordCount, shortTimes, skippedLines,
} from "./layout";
import {
  clearDate, clearMoment, clearTime, clockDigits, setDate, setDateText, setMoment, setShortTime, setTime, setTimeText,
} from "./clock";
import {
  codesFull, columnOf, countNineteen, extendReach, frame, frameStart, longRowOf, noteCode, noteVendor, rowOf, setBit,
  setNull, validCell,
} from "./columns";
import { codeAt, isBlank, isEol, itemEnd, pastEol, skipBlank, STOP } from "./ends";
import { ASK_HOST, FRACTION, NO_NUMBER, number, NUMBER, parseDecimal, readWhole, WHOLE, whole } from "./number";
import { countNull, nullKindOf } from "./nulls";
import { reject } from "./rejects";
import {
  BAD_DATE, BAD_TIME, DUPLICATE_ITEM, ENCODING, KIND_DATE, KIND_FLOAT64, KIND_INT64, KIND_MOMENT, KIND_TEXT, KIND_TIME,
  NEED_NUMBER, NEED_TEXT, NOT_A_NUMBER, NOT_AN_INTEGER, NUMBER_RANGE, TEXT_TOO_LONG, TO_LONG, TO_NOWHERE, TO_VENDOR,
  TOO_MANY_CODES,
} from "./status";
import { parseNumber } from "./signs";
import { internText, isAscii, isUtf8 } from "./text";
import { wordIndex } from "./words";

/** The accepted value of a line: null kind 0 is a value, in `value`, `integer` or the text's own place. */
let nullKind: u64 = 0;
let integer: i64 = 0;
let value: f64 = 0;
let textAt: usize = 0;
let textSize: u32 = 0;

/** What the host must do before the item can be taken, when `item` answers STOP. */
export let hostNeed: i32 = NEED_NUMBER;

/**
 * Takes the item line [p, next) whose code stands at `s` and whose value ends by `e`. Returns `next`, or STOP when
 * the host must do its part first.
 */
export function item(p: usize, s: usize, e: usize, next: usize): usize {
  const code = codeAt(s);
  const column = columnOf(code);
  const kind = load<u8>(column, COLUMN_KIND);
  const to = load<u8>(column, COLUMN_TO);
  const length = <u32>(next - p);
  const seen = load<u64>(column, COLUMN_SEEN);
  const again = <u32>seen == frame;
  const newCode = !again && load<u8>(column, COLUMN_UNMAPPED) != 0;
  if (newCode && codesFull()) {
    store<u32>(column, frame, COLUMN_REJECTED);
    reject(p, length, code, TOO_MANY_CODES);
    return next;
  }
  let first = s + 4;
  while (first < e && isSeparator(load<u8>(first))) first++;
  let last = e;
  while (last > first && isBlank(load<u8>(last - 1))) last--;
  const why = to == TO_NOWHERE && !tellsTime(kind) ? SKIPPED : read(kind, code, first, last);
  if (why == WAIT) return STOP;
  if (to == TO_NOWHERE) {
    itemBytes += length;
    itemLines++;
    skippedLines++;
    if (code / 100 == 19) countNineteen(1);
    store<u64>(column, frame, COLUMN_SEEN);
    return next;
  }
  if (why != ACCEPTED) {
    store<u32>(column, frame, COLUMN_REJECTED);
    reject(p, length, code, why);
    return next;
  }
  if (again) withdraw(code, seen);
  store<u64>(column, <u64>frame | (<u64>(p - frameStart) << 32) | (nullKind << 56), COLUMN_SEEN);
  itemBytes += length;
  itemLines++;
  if (nullKind != 0) countNull(<u32>nullKind, 1);
  if (code / 100 == 19) countNineteen(1);
  put(column, kind, to, code, again);
  if (newCode) noteCode();
  extendReach(next);
  return next;
}

// @ts-ignore: decorator
@inline
function tellsTime(kind: u8): bool {
  return kind == KIND_DATE || kind == KIND_TIME || kind == KIND_MOMENT;
}

// @ts-ignore: decorator
@inline
function isSeparator(c: u32): bool {
  return isBlank(c) || c == 61 || c == 58;
}

/** Results of `read` beside the reasons of rejects. */
const ACCEPTED: i32 = -1;
const WAIT: i32 = -2;
const SKIPPED: i32 = -3;

/** Reads [p, e) as a value of the kind, or tells why it is none. */
function read(kind: u8, code: u32, p: usize, e: usize): i32 {
  nullKind = 0;
  if (p == e) {
    nullKind = EMPTY_NULL;
    return clockNull(kind, code);
  }
  const parsed = tellsTime(kind) ? parseDecimal(p, e) : parseNumber(p, e);
  if (parsed == ASK_HOST) {
    hostNeed = NEED_NUMBER;
    return WAIT;
  }
  if (parsed == NUMBER) {
    nullKind = nullKindOf(number);
    if (nullKind != 0) {
      return clockNull(kind, code);
    }
  }
  if (nullWordCount != 0) {
    const word = wordIndex(p, e);
    if (word >= 0) {
      nullKind = FIRST_NULL + nullCount + word;
      return clockNull(kind, code);
    }
  }
  if (kind == KIND_TEXT) return readText(p, e);
  const record = code / 100;
  value = number;
  if (kind == KIND_DATE) {
    if (parsed == NUMBER) {
      if (!isIntegral(value) || !setDate(record, frame, <i64>value)) return BAD_DATE;
    } else if (!setDateText(record, frame, p, e)) return BAD_DATE;
    integer = clockDigits;
    return ACCEPTED;
  }
  if (kind == KIND_MOMENT) {
    if (!setMoment(record, frame, p, e)) return BAD_TIME;
    integer = clockDigits;
    return ACCEPTED;
  }
  if (kind == KIND_TIME) {
    if (parsed == NUMBER && shortTimes && isShort(p, e)) {
      if (value < 0 || value > 2359 || Math.floor(value) != value || !setShortTime(record, frame, <i32>value)) return BAD_TIME;
    } else if (parsed == NUMBER) {
      const whole = Math.floor(value);
      if (!isExact(whole) || !setTime(record, frame, <i64>whole, value - whole)) return BAD_TIME;
    } else if (!setTimeText(record, frame, p, e)) return BAD_TIME;
    integer = clockDigits;
    return ACCEPTED;
  }
  if (parsed == NO_NUMBER) return NOT_A_NUMBER;
  if (kind == KIND_FLOAT64) return Math.abs(value) <= load<f64>(greatest + (code << 3)) ? ACCEPTED : NUMBER_RANGE;
  const found = readWhole();
  if (found != WHOLE) return found == FRACTION ? NOT_AN_INTEGER : NUMBER_RANGE;
  integer = whole;
  return kind == KIND_INT64 || integer == <i64>(<i32>integer) ? ACCEPTED : NUMBER_RANGE;
}

/** Takes [p, e) as a text; where the feed has an encoding of its own, the host's UTF-8 for it. */
function readText(p: usize, e: usize): i32 {
  textAt = p;
  textSize = <u32>(e - p);
  if (textSize > maxText) return TEXT_TOO_LONG;
  if (!hostDecodes) return isUtf8(p, e) ? ACCEPTED : ENCODING;
  if (isAscii(p, e)) return ACCEPTED;
  if (!hostReady) {
    hostText = p;
    hostLength = textSize;
    hostNeed = NEED_TEXT;
    return WAIT;
  }
  hostReady = false;
  if (hostDecodedLength < 0) return ENCODING;
  textAt = hostDecoded;
  textSize = <u32>hostDecodedLength;
  return ACCEPTED;
}

/** Whether at most four digits stand before the point of the number in [p, e), or its exponent. */
function isShort(p: usize, e: usize): bool {
  const first = p + <usize>(load<u8>(p) == 45 || load<u8>(p) == 43);
  let q = first;
  while (q < e && <u32>load<u8>(q) - 48 < 10) q++;
  return q - first <= 4;
}

// @ts-ignore: decorator
@inline
function isExact(v: f64): bool {
  return Math.abs(v) <= 9_007_199_254_740_992;
}

function isIntegral(v: f64): bool {
  return isExact(v) && Math.floor(v) == v;
}

/** A null date or time takes back what an earlier line of the frame said. */
function clockNull(kind: u8, code: u32): i32 {
  if (kind == KIND_DATE) clearDate(code / 100);
  else if (kind == KIND_TIME) clearTime(code / 100);
  else if (kind == KIND_MOMENT) clearMoment(code / 100);
  return ACCEPTED;
}

/** Rejects the earlier line of a code that the frame brings again, and takes its counts back. */
function withdraw(code: u32, seen: u64): void {
  const p = frameStart + <usize>((seen >> 32) & 0xff_ffff);
  const e = itemEnd(skipBlank(p, end));
  const next = e < end && isEol(load<u8>(e)) ? pastEol(e) : e;
  const length = <u32>(next - p);
  itemBytes -= length;
  itemLines--;
  if (seen >> 56 != 0) countNull(<u32>(seen >> 56), -1);
  if (code / 100 == 19) countNineteen(-1);
  reject(p, length, code, DUPLICATE_ITEM);
}

/** Stores what `read` found. */
function put(column: usize, kind: u8, to: u8, code: u32, again: bool): void {
  if (to == TO_VENDOR) {
    noteVendor();
    if (nullKind == 0) internText(column, textAt, textSize);
    return;
  }
  if (to == TO_LONG) {
    const row = longRowOf(code, again);
    if (nullKind != 0) return;
    if (kind == KIND_TEXT) {
      store<u64>(longTexts + (row << 3), internText(column, textAt, textSize));
      setBit(longTextValidity, row);
    } else {
      store<f64>(longValues + (row << 3), kind == KIND_FLOAT64 ? value : <f64>integer);
      setBit(longValueValidity, row);
    }
    return;
  }
  if (nullKind != 0) {
    setNull(column);
    return;
  }
  const row = rowOf(load<u32>(column, COLUMN_TABLE));
  if (kind == KIND_FLOAT64) store<f64>(validCell(column, row, 3), value);
  else if (kind == KIND_TEXT) store<u64>(validCell(column, row, 3), internText(column, textAt, textSize));
  else if (kind == KIND_INT64 || kind == KIND_MOMENT) store<i64>(validCell(column, row, 3), integer);
  else store<i32>(validCell(column, row, 2), <i32>integer);
}
