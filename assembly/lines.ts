/**
 * Frames and lines. `decode` alternates between `predict` or `plain`, which run through the lines that look as most do,
 * and `step`, which knows the whole grammar and takes one line, or part of one, at a time.
 *
 * Every byte is consumed once and counted once: framing, item, blank or rejected. Nothing has an effect before
 * the whole line is at hand, so a call can stop at any byte and resume.
 */
import {
  base, blankBytes, carriedTime, COLUMN_KIND, COLUMN_REJECTED, COLUMN_SEEN, dateKnown, earlierKnown, end, endOfInput, framingBytes, input, maxFrame, maxLine, momentsKnown, pos,
  repeatEnds,
} from "./layout";
import { checkFull, closeFrame, columnOf, frame, frameStart, full, moveFrame, openFrame } from "./columns";
import {
  AND_AND, BANG_BANG, codeAt, hasCode, isBlank, isEol, isMarker, itemEnd, LOOKAHEAD, mayHaveCode, pastEol, plainEnd, skipBlank, STOP,
  undecided,
} from "./ends";
import { keepArrival } from "./clock";
import { hostNeed, item } from "./items";
import { fastLines as plainLines } from "./plain";
import { fastLines as predictedLines } from "./predict";
import { NO_CODE, reject, rejectsFull } from "./rejects";
import {
  BAD_LINE, CUT_LINE, END, FRAME_TOO_LONG, KIND_NONE, LINE_TOO_LONG, NEED_INPUT, OUTPUT_FULL, OUTSIDE_FRAME, UNTERMINATED_FRAME,
} from "./status";

/** Why `step` stopped. */
let status: i32 = NEED_INPUT;

/** The pieces of a line beyond `maxLine` are rejected one by one; the next byte belongs to such a line. */
let inLongLine: bool = false;
/** The next blanks belong to a run of more than `maxLine`, or stand before a line that is too long with them. */
let inBlanks: bool = false;
/** The frame that has rejected lines, of whose codes `predict` and `plain` know nothing. */
let slowFrame: u32 = 0;
/** The next bytes may be the rest of a marker's line. */
let afterMarker: bool = false;

function stop(why: i32): usize {
  status = why;
  return STOP;
}

// -- Steps -----------------------------------------------------------------------------------------------------

/** Waits for more, or, when the line at `p` is already too long, rejects its first piece. */
function needMore(p: usize): usize {
  return end - p > maxLine ? longPiece(p) : stop(NEED_INPUT);
}

/** Rejects `maxLine` bytes at `p` of a line that is longer. What makes it so may be the blanks before it: then these are taken. */
function longPiece(p: usize): usize {
  if (!inLongLine && isBlank(load<u8>(p))) {
    inBlanks = true;
    return p;
  }
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

/** Takes the blanks at `p`, of a run that may be as long as a hole in a file. */
function blankRun(p: usize): usize {
  const s = skipBlank(p, end);
  if (frameStart != 0 && s - frameStart > maxFrame) {
    const limit = frameStart + maxFrame;
    if (p == limit) {
      frameTooLong(p, s);
      return p;
    }
    blankBytes += limit - p;
    return limit;
  }
  inBlanks = s == end;
  blankBytes += s - p;
  return s;
}

/** Ends an open frame that [.., next) would make longer than `maxFrame`; true when it did. */
function frameTooLong(p: usize, next: usize): bool {
  if (frameStart == 0 || next - frameStart <= maxFrame) return false;
  reject(p, 0, NO_CODE, FRAME_TOO_LONG);
  closeFrame();
  keepArrival(true);
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

/** Opens the frame that begins with the code at `s`, behind blanks from `p`. */
function enterAt(p: usize, s: usize): usize {
  blankBytes += s - p;
  openFrame(s);
  return s;
}

function isCode(p: usize): bool {
  return hasCode(p) && load<u8>(columnOf(codeAt(p)), COLUMN_KIND) != KIND_NONE;
}

/** Whether a line of the code at `s` stands in the frame already. */
function comesAgain(s: usize): bool {
  const column = columnOf(codeAt(s));
  return load<u32>(column, COLUMN_SEEN) == frame || load<u32>(column, COLUMN_REJECTED) == frame;
}

/** Marks a frame without `!!`; where codes end frames none is expected. */
function unterminated(p: usize): void {
  if (!repeatEnds) reject(p, 0, NO_CODE, UNTERMINATED_FRAME);
}

/** One step outside a frame: a line of junk, a blank line, or `&&` and the junk before it. */
function outsideLine(p: usize): usize {
  if (base == 0 && p == input && load<u8>(p) == 0xef) {
    if (p + 3 > end && !endOfInput) return stop(NEED_INPUT);
    if (p + 3 <= end && (load<u32>(p) & 0xff_ffff) == 0xbf_bbef) {
      framingBytes += 3;
      return p + 3;
    }
  }
  const s = skipBlank(p, end);
  if (repeatEnds && s - p <= maxLine) {
    if (isCode(s)) return enterAt(p, s);
    if (s < end && mayHaveCode(s)) return stop(NEED_INPUT);
  }
  let q = s;
  for (; q < end; q++) {
    const c = <u32>load<u8>(q);
    if (isEol(c)) break;
    if (c == 0x26 && isMarker(q, AND_AND)) {
      if (q - p > maxLine) return longPiece(p);
      if (q == s) return enter(p, q);
      // Behind junk, `&&` opens a frame only if its line ends there or an item follows.
      const t = skipBlank(q + 2, min(end, q + 2 + LOOKAHEAD));
      if (t == end ? !endOfInput : mayHaveCode(t)) return stop(NEED_INPUT);
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
      unterminated(s);
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
  const coded = isCode(s);
  if (repeatEnds && coded && comesAgain(s)) {
    closeFrame();
    return p;
  }
  const e = coded ? itemEnd(s) : plainEnd(s + 1);
  if (e - p > maxLine) return longPiece(p);
  if (undecided) return stop(NEED_INPUT);
  const next = e < end && !isEol(load<u8>(e)) ? e : pastEol(e);
  if (next == STOP) return stop(NEED_INPUT);
  if (frameTooLong(p, next)) return p;
  // What is missing of a line may be digits of its value.
  if (e == end || isMarker(e, AND_AND)) {
    if (coded) store<u32>(columnOf(codeAt(s)), frame, COLUMN_REJECTED);
    reject(p, <u32>(next - p), coded ? codeAt(s) : NO_CODE, CUT_LINE);
    return next;
  }
  if (coded) {
    const taken = item(p, s, e, next);
    if (load<u32>(columnOf(codeAt(s)), COLUMN_REJECTED) == frame) slowFrame = frame;
    return taken == STOP ? stop(hostNeed) : taken;
  }
  reject(p, <u32>(next - p), NO_CODE, BAD_LINE);
  return next;
}

// -- The loop --------------------------------------------------------------------------------------------------

/** Takes one line or marker, or stops. Returns the next position, which may be `p` itself after a frame ended. */
function step(p: usize): usize {
  if (rejectsFull()) return stop(OUTPUT_FULL);
  if (afterMarker) return restOfMarker(p);
  if (p == end) {
    if (!endOfInput) return stop(NEED_INPUT);
    if (frameStart == 0) return stop(END);
    unterminated(p);
    closeFrame();
    return p;
  }
  if (inLongLine) return longLine(p);
  if (inBlanks) return blankRun(p);
  return frameStart != 0 ? insideLine(p) : outsideLine(p);
}

/** Decodes from `pos` until something is needed of the host, and says what. */
export function decode(): i32 {
  if (checkFull()) return OUTPUT_FULL;
  let p = pos;
  while (true) {
    if (frameStart != 0 && !afterMarker && !inLongLine && !inBlanks && !(repeatEnds && slowFrame == frame)) {
      p = ASC_FEATURE_SIMD ? predictedLines(p) : plainLines(p);
    }
    const next = full ? stop(OUTPUT_FULL) : step(p);
    if (next == STOP) break;
    if (next != p) keepArrival(false);
    p = next;
    if (full) {
      status = OUTPUT_FULL;
      break;
    }
  }
  pos = p;
  return status;
}

/** Where what must be kept begins: the open frame or the current line. */
export function keptFrom(): usize {
  return frameStart != 0 ? frameStart : pos;
}

/** Moves what must be kept to the start of the window. */
export function compact(): void {
  const keep = keptFrom();
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
  inBlanks = false;
  keepArrival(false);
  dateKnown = false;
  momentsKnown = false;
  earlierKnown = false;
  carriedTime = 0;
}
