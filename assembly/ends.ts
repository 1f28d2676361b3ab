/** Characters and markers, and where a value ends: what a line is before anything is made of it. */
import { COLUMN_KIND, end, endOfInput, wholeLines } from "./layout";
import { columnOf } from "./columns";
import { KIND_TEXT } from "./status";

const CR: u32 = 13;
const LF: u32 = 10;
/** `&&` and `!!` as little-endian halves. */
export const AND_AND: u32 = 0x2626;
export const BANG_BANG: u32 = 0x2121;

/** How far past `!!` a text value is searched for the next frame. */
export const LOOKAHEAD: usize = 256;

/** No position: more bytes are needed to tell. */
export const STOP: usize = 0;

// @ts-ignore: decorator
@inline
export function isBlank(c: u32): bool {
  return c == 32 || c == 9 || c == 0;
}

// @ts-ignore: decorator
@inline
export function isEol(c: u32): bool {
  return c == CR || c == LF;
}

export function skipBlank(p: usize, e: usize): usize {
  while (p + 8 <= e && load<u64>(p) == 0) p += 8; // holes of files
  while (p < e && isBlank(load<u8>(p))) p++;
  return p;
}

// @ts-ignore: decorator
@inline
export function isMarker(p: usize, marker: u32): bool {
  return p + 1 < end && <u32>load<u16>(p) == marker;
}

/**
 * The position past the line end at `e`, which is `end` or stands at CR or LF; STOP when the byte after a CR
 * decides and is not there yet.
 */
export function pastEol(e: usize): usize {
  if (e == end) return e;
  if (load<u8>(e) == LF) return e + 1;
  if (e + 1 == end) return endOfInput ? e + 1 : STOP;
  return load<u8>(e + 1) == LF ? e + 2 : e + 1;
}

/** Whether four digits of a code stand at `p`. */
export function hasCode(p: usize): bool {
  if (p + 4 > end) return false;
  const x = load<u32>(p) ^ 0x30303030;
  return ((x | (x + 0x76767676)) & 0x80808080) == 0;
}

/** Whether the bytes at hand from `p` on are fewer than four and digits: a code may come. */
export function mayHaveCode(p: usize): bool {
  if (endOfInput || p + 4 <= end) return false;
  let q = p;
  while (q < end && <u32>load<u8>(q) - 48 < 10) q++;
  return q == end;
}

/** Set when the end of a value cannot be told from the bytes at hand. */
export let undecided: bool = false;

/** The first line end or marker in [p, end), or `end`. A marker that `end` may have cut is undecided. */
export function plainEnd(p: usize): usize {
  undecided = false;
  for (let q = p; q < end; q++) {
    const c = <u32>load<u8>(q);
    if (isEol(c)) return q;
    if ((c == 0x26 || c == 0x21) && !wholeLines) {
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
 * blanks, and behind that nothing but blank lines before `&&` or the end of input, or `&&` with nothing behind it on its line but
 * blanks. Any other `!!` or `&&` is text.
 */
function textEnd(p: usize): usize {
  undecided = false;
  for (let q = p; q < end; q++) {
    const c = <u32>load<u8>(q);
    if (isEol(c)) return q;
    if ((c != 0x21 && c != 0x26) || wholeLines) continue;
    if (isMarker(q, BANG_BANG)) {
      if (endsFrame(q + 2) || undecided) return q;
    } else if (isMarker(q, AND_AND)) {
      if (endsLine(q + 2) || undecided) return q;
    } else if (q + 1 == end && !endOfInput) {
      undecided = true; // a marker that is cut is no part of the line, which may be as long as there can be
      return q;
    }
  }
  undecided = !endOfInput;
  return end;
}

/** Whether nothing but blanks follows an `&&` inside a text line on that line. */
function endsLine(p: usize): bool {
  const cap = p + LOOKAHEAD;
  const q = skipBlank(p, min(end, cap));
  if (q < end) return isEol(load<u8>(q));
  undecided = !endOfInput;
  return endOfInput;
}

/** Whether what follows a `!!` inside a text line shows it to be the marker. */
function endsFrame(p: usize): bool {
  const cap = p + LOOKAHEAD;
  let q = skipBlank(p, min(end, cap));
  if (q == cap) return true;
  if (isMarker(q, AND_AND)) return true;
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
export function itemEnd(s: usize): usize {
  return load<u8>(columnOf(codeAt(s)), COLUMN_KIND) == KIND_TEXT ? textEnd(s + 4) : plainEnd(s + 4);
}

export function codeAt(p: usize): u32 {
  const x = load<u32>(p) ^ 0x30303030;
  const two = x * 10 + (x >> 8);
  return (two & 0xff) * 100 + ((two >> 16) & 0xff);
}
