/**
 * Frames and lines. `decode` alternates between `predict` or `plain`, which run through the lines that look as most do,
 * and `step`, which knows the whole grammar and takes one line, or part of one, at a time.
 *
 * Every byte is consumed once and counted once: framing, item, blank or rejected. Nothing has an effect before
 * the whole line is at hand, so a call can stop at any byte and resume.
 */
import {
  blankBytes, carriedTime, COLUMN_KIND, COLUMN_SEEN, COLUMN_TABLE, COLUMN_TO, base, dateKnown, emptyNulls, end,
  endOfInput, framingBytes, input, itemBytes, itemLines, longTexts, longTextValidity, longValues,
  longValueValidity, maxFrame, maxLine, nullCounters, pos, skippedLines,
} from "./layout";
import {
  clearDate, clearTime, clockDigits, setDate, setDateText, setTime, setTimeText,
} from "./clock";
import {
  checkFull, closeFrame, columnOf, countNineteen, frame, frameStart, full, longRowOf, moveFrame, noteVendor,
  openFrame, rowOf, setBit, setNull, validCell,
} from "./columns";
import { ASK_HOST, NO_NUMBER, nullIndex, number, NUMBER, parseDecimal } from "./number";
import { fastLines as plainLines } from "./plain";
import { fastLines as predictedLines } from "./predict";
import { NO_CODE, reject, rejectsFull } from "./rejects";
import {
  BAD_DATE, BAD_LINE, BAD_TIME, DUPLICATE_ITEM, ENCODING, END, FRAME_TOO_LONG, KIND_DATE, KIND_FLOAT64,
  KIND_INT32, KIND_INT64, KIND_NONE, KIND_TEXT, KIND_TIME, LINE_TOO_LONG, NEED_INPUT, NEED_NUMBER,
  NOT_A_NUMBER, NOT_AN_INTEGER, NUMBER_RANGE, OUTPUT_FULL, OUTSIDE_FRAME, TO_COLUMN, TO_LONG, TO_NOWHERE,
  TO_VENDOR, UNTERMINATED_FRAME,
} from "./status";
import { internText, isUtf8 } from "./text";

const CR: u32 = 13;
const LF: u32 = 10;
/** `&&` and `!!` as little-endian halves. */
const AND_AND: u32 = 0x2626;
const BANG_BANG: u32 = 0x2121;

/** How far past `!!` a text value is searched for the next frame. */
const LOOKAHEAD: usize = 256;

/** Why `step` stopped. */
let status: i32 = NEED_INPUT;

/** The pieces of a line beyond `maxLine` are rejected one by one; the next byte belongs to such a line. */
let inLongLine: bool = false;
/** The next bytes may be the rest of a marker's line. */
let afterMarker: bool = false;

/** No position: `step` stopped. */
const STOP: usize = 0;

function stop(why: i32): usize {
  status = why;
  return STOP;
}

// @ts-ignore: decorator
@inline
function isBlank(c: u32): bool {
  return c == 32 || c == 9 || c == 0;
}

// @ts-ignore: decorator
@inline
function isEol(c: u32): bool {
  return c == CR || c == LF;
}

function skipBlank(p: usize, e: usize): usize {
  while (p < e && isBlank(load<u8>(p))) p++;
  return p;
}

// @ts-ignore: decorator
@inline
function isMarker(p: usize, marker: u32): bool {
  return p + 1 < end && <u32>load<u16>(p) == marker;
}

/**
 * The position past the line end at `e`, which is `end` or stands at CR or LF; STOP when the byte after a CR
 * decides and is not there yet.
 */
function pastEol(e: usize): usize {
  if (e == end) return e;
  if (load<u8>(e) == LF) return e + 1;
  if (e + 1 == end) return endOfInput ? e + 1 : STOP;
  return load<u8>(e + 1) == LF ? e + 2 : e + 1;
}

/** Whether four digits of a code stand at `p`. */
function hasCode(p: usize): bool {
  if (p + 4 > end) return false;
  const x = load<u32>(p) ^ 0x30303030;
  return ((x | (x + 0x76767676)) & 0x80808080) == 0;
}

// -- Where values end ------------------------------------------------------------------------------------------

/** Set when the end of a value cannot be told from the bytes at hand. */
let undecided: bool = false;

/** The first line end or marker in [p, end), or `end`. A marker that `end` may have cut is undecided. */
function plainEnd(p: usize): usize {
  undecided = false;
  for (let q = p; q < end; q++) {
    const c = <u32>load<u8>(q);
    if (isEol(c)) return q;
    if (c == 0x26 || c == 0x21) {
      if (q + 1 == end) {
        undecided = !endOfInput;
        return undecided ? q : end;
      }
      if (<u32>load<u8>(q + 1) == c) return q;
    }
  }
  undecided = !endOfInput;
  return end;
}

/**
 * The end of a text value that starts at `p`: a line end, or a `!!` with nothing behind it on its line but
 * blanks, and behind that nothing but blank lines before `&&` or the end of input. Any other `!!` or `&&` is text.
 */
function textEnd(p: usize): usize {
  undecided = false;
  for (let q = p; q < end; q++) {
    const c = <u32>load<u8>(q);
    if (isEol(c)) return q;
    if (c == 0x21 && isMarker(q, BANG_BANG)) {
      if (endsFrame(q + 2) || undecided) return q;
    }
  }
  undecided = !endOfInput;
  return end;
}

/** Whether what follows a `!!` inside a text line shows it to be the marker. */
function endsFrame(p: usize): bool {
  let q = skipBlank(p, end);
  if (isMarker(q, AND_AND)) return true;
  const cap = p + LOOKAHEAD;
  if (q < end && !isEol(load<u8>(q))) {
    undecided = q + 1 == end && load<u8>(q) == 0x26 && !endOfInput;
    return false;
  }
  for (; q < end && q < cap; q++) {
    const c = <u32>load<u8>(q);
    if (isEol(c) || isBlank(c)) continue;
    if (isMarker(q, AND_AND)) return true;
    undecided = q + 1 == end && c == 0x26 && !endOfInput;
    return false;
  }
  if (q >= cap || endOfInput) return true;
  undecided = true;
  return false;
}

/** The end of the item line at `p` whose code stands at `s`: its line end, or the marker that cuts it. */
function itemEnd(s: usize): usize {
  return load<u8>(columnOf(codeAt(s)), COLUMN_KIND) == KIND_TEXT ? textEnd(s + 4) : plainEnd(s + 4);
}

function codeAt(p: usize): u32 {
  const x = load<u32>(p) ^ 0x30303030;
  const two = x * 10 + (x >> 8);
  return (two & 0xff) * 100 + ((two >> 16) & 0xff);
}

// -- Steps -----------------------------------------------------------------------------------------------------

/** Waits for more, or, when the line at `p` is already too long, rejects its first piece. */
function needMore(p: usize): usize {
  return end - p > maxLine ? longPiece(p) : stop(NEED_INPUT);
}

/** Rejects `maxLine` bytes at `p` of a line that is longer. */
function longPiece(p: usize): usize {
  if (frameTooLong(p, p + maxLine)) return p;
  reject(p, maxLine, NO_CODE, LINE_TOO_LONG);
  inLongLine = true;
  return p + maxLine;
}

/** Goes on rejecting a long line up to and with its line end. */
function longLine(p: usize): usize {
  const cap = min(end, p + maxLine);
  let e = p;
  while (e < cap && !isEol(load<u8>(e))) e++;
  if (e == cap && (end - p > maxLine)) return isEol(load<u8>(e)) ? longRest(p, e) : longPiece(p);
  if (e == end && !endOfInput) return stop(NEED_INPUT);
  return longRest(p, e);
}

function longRest(p: usize, e: usize): usize {
  const next = pastEol(e);
  if (next == STOP) return stop(NEED_INPUT);
  if (frameTooLong(p, next)) return p;
  if (next > p) reject(p, <u32>(next - p), NO_CODE, LINE_TOO_LONG);
  inLongLine = false;
  return next;
}

/** Ends an open frame that [.., next) would make longer than `maxFrame`; true when it did. */
function frameTooLong(p: usize, next: usize): bool {
  if (frameStart == 0 || next - frameStart <= maxFrame) return false;
  reject(p, 0, NO_CODE, FRAME_TOO_LONG);
  closeFrame();
  return true;
}

/** Consumes the blanks and the line end behind a marker as framing, if that is all there is on its line. */
function restOfMarker(p: usize): usize {
  const e = skipBlank(p, end);
  if (e == end && !endOfInput) {
    if (end - p <= maxLine) return stop(NEED_INPUT);
  } else if (e - p <= maxLine && (e == end || isEol(load<u8>(e)))) {
    const next = pastEol(e);
    if (next == STOP) return stop(NEED_INPUT);
    framingBytes += next - p;
    p = next;
  }
  afterMarker = false;
  return p;
}

/** Opens the frame at the marker `m`, behind blanks from `p`. */
function enter(p: usize, m: usize): usize {
  framingBytes += m + 2 - p;
  openFrame(m);
  afterMarker = true;
  return m + 2;
}

/** One step outside a frame: a line of junk, a blank line, or `&&` and the junk before it. */
function outsideLine(p: usize): usize {
  if (base == 0 && p == input) {
    if (p + 3 > end && !endOfInput) return stop(NEED_INPUT);
    if (p + 3 <= end && (load<u32>(p) & 0xff_ffff) == 0xbf_bbef) {
      framingBytes += 3;
      return p + 3;
    }
  }
  const s = skipBlank(p, end);
  let q = s;
  for (; q < end; q++) {
    const c = <u32>load<u8>(q);
    if (isEol(c)) break;
    if (c == 0x26 && isMarker(q, AND_AND)) {
      if (q - p > maxLine) return longPiece(p);
      if (q == s) return enter(p, q);
      // Behind junk, `&&` opens a frame only if its line ends there or an item follows.
      const t = skipBlank(q + 2, min(end, q + 2 + LOOKAHEAD));
      if (t + 4 > end && !endOfInput && (t == end || !isEol(load<u8>(t)))) return stop(NEED_INPUT);
      if (t == end || isEol(load<u8>(t)) || hasCode(t)) {
        reject(p, <u32>(q - p), NO_CODE, OUTSIDE_FRAME);
        return enter(q, q);
      }
    }
  }
  if (q == end && !endOfInput) {
    const cut = q > p && load<u8>(q - 1) == 0x26 && q - 1 - p <= maxLine;
    return cut ? stop(NEED_INPUT) : needMore(p);
  }
  if (q - p > maxLine) return longPiece(p);
  const next = pastEol(q);
  if (next == STOP) return stop(NEED_INPUT);
  if (s == q) blankBytes += next - p;
  else reject(p, <u32>(next - p), NO_CODE, OUTSIDE_FRAME);
  return next;
}

/** One step inside a frame: a line, or a marker. */
function insideLine(p: usize): usize {
  const s = skipBlank(p, end);
  if (s - p > maxLine) return longPiece(p);
  if (s == end) {
    if (!endOfInput) return needMore(p);
    blankBytes += s - p;
    return s;
  }
  const c = <u32>load<u8>(s);
  if (isEol(c)) {
    const next = pastEol(s);
    if (next == STOP) return stop(NEED_INPUT);
    if (frameTooLong(p, next)) return p;
    blankBytes += next - p;
    return next;
  }
  if (c == 0x26 || c == 0x21) {
    if (s + 1 == end && !endOfInput) return stop(NEED_INPUT);
    if (isMarker(s, AND_AND)) {
      reject(s, 0, NO_CODE, UNTERMINATED_FRAME);
      closeFrame();
      // The old frame's tables may be full: the marker is taken in the next step.
      return p;
    }
    if (isMarker(s, BANG_BANG)) {
      framingBytes += s + 2 - p;
      closeFrame();
      afterMarker = true;
      return s + 2;
    }
  }
  if (s + 4 > end && !endOfInput && plainEnd(s) == end) return needMore(p);
  const coded = hasCode(s) && load<u8>(columnOf(codeAt(s)), COLUMN_KIND) != KIND_NONE;
  const e = coded ? itemEnd(s) : plainEnd(s + 1);
  if (e - p > maxLine) return longPiece(p);
  if (undecided) return stop(NEED_INPUT);
  const next = e < end && !isEol(load<u8>(e)) ? e : pastEol(e);
  if (next == STOP) return stop(NEED_INPUT);
  if (frameTooLong(p, next)) return p;
  if (coded) return item(p, s, e, next);
  reject(p, <u32>(next - p), NO_CODE, BAD_LINE);
  return next;
}

// -- Items -----------------------------------------------------------------------------------------------------

/** The accepted value of a line: null kind 0 is a value, in `value`, `integer` or the text's own place. */
let nullKind: u64 = 0;
let integer: i64 = 0;
let value: f64 = 0;

const EMPTY: u64 = 1;
const FIRST_SENTINEL: u64 = 2;

/** Takes the item line [p, next) whose code stands at `s` and whose value ends by `e`. */
function item(p: usize, s: usize, e: usize, next: usize): usize {
  const code = codeAt(s);
  const column = columnOf(code);
  const kind = load<u8>(column, COLUMN_KIND);
  const to = load<u8>(column, COLUMN_TO);
  let first = s + 4;
  while (first < e && isSeparator(load<u8>(first))) first++;
  let last = e;
  while (last > first && isBlank(load<u8>(last - 1))) last--;
  const why = to == TO_NOWHERE && kind != KIND_DATE && kind != KIND_TIME ? SKIPPED : read(kind, code, first, last);
  if (why == WAIT) return stop(NEED_NUMBER);
  const length = <u32>(next - p);
  if (to == TO_NOWHERE) {
    itemBytes += length;
    itemLines++;
    skippedLines++;
    if (code / 100 == 19) countNineteen(1);
    return next;
  }
  if (why != ACCEPTED) {
    reject(p, length, code, why);
    return next;
  }
  const seen = load<u64>(column, COLUMN_SEEN);
  const again = <u32>seen == frame;
  if (again) withdraw(code, seen);
  store<u64>(column, <u64>frame | (<u64>(p - frameStart) << 32) | (nullKind << 56), COLUMN_SEEN);
  itemBytes += length;
  itemLines++;
  if (nullKind != 0) countNull(nullKind, 1);
  if (code / 100 == 19) countNineteen(1);
  put(column, kind, to, code, again, first, last);
  return next;
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
    nullKind = EMPTY;
    return clockNull(kind, code);
  }
  const parsed = parseDecimal(p, e);
  if (parsed == ASK_HOST) return WAIT;
  if (parsed == NUMBER) {
    const which = nullIndex(number);
    if (which >= 0) {
      nullKind = FIRST_SENTINEL + which;
      return clockNull(kind, code);
    }
  }
  if (kind == KIND_TEXT) return isUtf8(p, e) ? ACCEPTED : ENCODING;
  const record = code / 100;
  value = number;
  if (kind == KIND_DATE) {
    if (parsed == NUMBER) {
      if (!isIntegral(value) || !setDate(record, frame, <i64>value)) return BAD_DATE;
    } else if (!setDateText(record, frame, p, e)) return BAD_DATE;
    integer = clockDigits;
    return ACCEPTED;
  }
  if (kind == KIND_TIME) {
    if (parsed == NUMBER) {
      const whole = Math.floor(value);
      if (!isExact(whole) || !setTime(record, frame, <i64>whole, value - whole)) return BAD_TIME;
    } else if (!setTimeText(record, frame, p, e)) return BAD_TIME;
    integer = clockDigits;
    return ACCEPTED;
  }
  if (parsed == NO_NUMBER) return NOT_A_NUMBER;
  if (value - value != 0) return NUMBER_RANGE;
  if (kind == KIND_FLOAT64) return ACCEPTED;
  if (Math.floor(value) != value) return NOT_AN_INTEGER;
  if (!isExact(value)) return NUMBER_RANGE;
  integer = <i64>value;
  return kind == KIND_INT64 || integer == <i64>(<i32>integer) ? ACCEPTED : NUMBER_RANGE;
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
  return ACCEPTED;
}

function countNull(kind: u64, change: i64): void {
  if (kind == EMPTY) emptyNulls += change;
  else {
    const counter = nullCounters + (<usize>(kind - FIRST_SENTINEL) << 3);
    store<i64>(counter, load<i64>(counter) + change);
  }
}

/** Rejects the earlier line of a code that the frame brings again, and takes its counts back. */
function withdraw(code: u32, seen: u64): void {
  const p = frameStart + <usize>((seen >> 32) & 0xff_ffff);
  const e = itemEnd(skipBlank(p, end));
  const next = e < end && isEol(load<u8>(e)) ? pastEol(e) : e;
  const length = <u32>(next - p);
  itemBytes -= length;
  itemLines--;
  if (seen >> 56 != 0) countNull(seen >> 56, -1);
  if (code / 100 == 19) countNineteen(-1);
  reject(p, length, code, DUPLICATE_ITEM);
}

/** Stores what `read` found. */
function put(column: usize, kind: u8, to: u8, code: u32, again: bool, p: usize, e: usize): void {
  const length = <u32>(e - p);
  if (to == TO_VENDOR) {
    noteVendor();
    if (nullKind == 0) internText(column, p, length);
    return;
  }
  if (to == TO_LONG) {
    const row = longRowOf(code, again);
    if (nullKind != 0) return;
    if (kind == KIND_TEXT) {
      store<u64>(longTexts + (row << 3), internText(column, p, length));
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
  else if (kind == KIND_TEXT) store<u64>(validCell(column, row, 3), internText(column, p, length));
  else if (kind == KIND_INT64) store<i64>(validCell(column, row, 3), integer);
  else store<i32>(validCell(column, row, 2), <i32>integer);
}

// -- The loop --------------------------------------------------------------------------------------------------

/** Takes one line or marker, or stops. Returns the next position, which may be `p` itself after a frame ended. */
function step(p: usize): usize {
  if (rejectsFull()) return stop(OUTPUT_FULL);
  if (afterMarker) return restOfMarker(p);
  if (p == end) {
    if (!endOfInput) return stop(NEED_INPUT);
    if (frameStart == 0) return stop(END);
    reject(p, 0, NO_CODE, UNTERMINATED_FRAME);
    closeFrame();
    return p;
  }
  if (inLongLine) return longLine(p);
  return frameStart != 0 ? insideLine(p) : outsideLine(p);
}

/** Decodes from `pos` until something is needed of the host, and says what. */
export function decode(): i32 {
  if (checkFull()) return OUTPUT_FULL;
  let p = pos;
  while (true) {
    if (frameStart != 0 && !afterMarker && !inLongLine) {
      p = ASC_FEATURE_SIMD ? predictedLines(p) : plainLines(p);
    }
    const next = full ? stop(OUTPUT_FULL) : step(p);
    if (next == STOP) break;
    p = next;
    if (full) {
      status = OUTPUT_FULL;
      break;
    }
  }
  pos = p;
  return status;
}

/** Moves what must be kept, the open frame or the current line, to the start of the window. */
export function compact(): void {
  const keep = frameStart != 0 ? frameStart : pos;
  const moved = keep - input;
  if (moved == 0) return;
  memory.copy(input, keep, end - keep);
  base += moved;
  pos -= moved;
  end -= moved;
  if (frameStart != 0) moveFrame(moved);
}

/** Forgets the last source: an empty window at offset 0, no frame, no date. */
export function startSource(): void {
  pos = input;
  end = input;
  base = 0;
  endOfInput = false;
  afterMarker = false;
  inLongLine = false;
  dateKnown = false;
  carriedTime = 0;
}
