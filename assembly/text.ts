/**
 * Text values. A value is a reference into the heap, address in the low half and length in the high half; a
 * column that repeats its last text, as well names do, repeats the reference and stores no byte.
 */
import {
  COLUMN_LAST_TEXT, COLUMN_SHAPE, gatherData, gatherOffsets, gatherSize, heldTexts, noShape, textHeap, textUsed,
} from "./layout";
import { expectNothing } from "./expected";

// @ts-ignore: decorator
@inline
export function textAddress(reference: u64): usize {
  return <usize>(reference & 0xffff_ffff);
}

// @ts-ignore: decorator
@inline
export function textLength(reference: u64): u32 {
  return <u32>(reference >> 32);
}

/** Whether [p, p + length) is the text that `reference` points to. */
export function sameText(reference: u64, p: usize, length: u32): bool {
  if (textLength(reference) != length) return false;
  const q = textAddress(reference);
  let i: u32 = 0;
  // Input and heap both have readable bytes past their end; the last load is masked to the length.
  for (; i + 8 <= length; i += 8) {
    if (load<u64>(p + i) != load<u64>(q + i)) return false;
  }
  const rest = (length - i) << 3;
  return rest == 0 || (load<u64>(p + i) ^ load<u64>(q + i)) << (64 - rest) == 0;
}

/** Appends text to the heap without a look at what is there. */
export function appendText(p: usize, length: u32): u64 {
  const q = textHeap + textUsed;
  memory.copy(q, p, length);
  textUsed += length;
  return <u64>q | (<u64>length << 32);
}

let heldCount: u32 = 0;

/** Makes `reference` a column's last text; what was expected with an earlier one no longer is. */
function setLastText(column: usize, reference: u64): void {
  if (load<u64>(column, COLUMN_LAST_TEXT) == 0) store<u32>(heldTexts + (heldCount++ << 2), <u32>column);
  store<u64>(column, reference, COLUMN_LAST_TEXT);
  store<u32>(column, <u32>noShape, COLUMN_SHAPE);
  expectNothing(column);
}

/** The reference of [p, p + length) for a column: its last one if the text repeats, else a new one. */
export function internText(column: usize, p: usize, length: u32): u64 {
  const last = load<u64>(column, COLUMN_LAST_TEXT);
  if (last != 0 && sameText(last, p, length)) return last;
  const reference = appendText(p, length);
  setLastText(column, reference);
  return reference;
}

/** Empties the heap: no column has a last text, and no row may refer to one. */
export function emptyHeap(): void {
  for (let i: u32 = 0; i < heldCount; i++) setLastText(load<u32>(heldTexts + (i << 2)), 0);
  heldCount = 0;
  textUsed = 0;
}

export function isAscii(p: usize, e: usize): bool {
  for (; p < e; p++) if (load<u8>(p) >= 0x80) return false;
  return true;
}

/** Whether [p, e) is well-formed UTF-8 (Unicode 15, table 3-7: no overlong form, no surrogate, up to U+10FFFF). */
export function isUtf8(p: usize, e: usize): bool {
  while (p < e) {
    const c = <u32>load<u8>(p++);
    if (c < 0x80) continue;
    let low: u32 = 0x80;
    let high: u32 = 0xbf;
    let more = 0;
    if (c >= 0xc2 && c <= 0xdf) more = 1;
    else if (c >= 0xe0 && c <= 0xef) {
      more = 2;
      if (c == 0xe0) low = 0xa0;
      else if (c == 0xed) high = 0x9f;
    } else if (c >= 0xf0 && c <= 0xf4) {
      more = 3;
      if (c == 0xf0) low = 0x90;
      else if (c == 0xf4) high = 0x8f;
    } else return false;
    for (; more > 0; more--) {
      if (p == e) return false;
      const next = <u32>load<u8>(p++);
      if (next < low || next > high) return false;
      low = 0x80;
      high = 0xbf;
    }
  }
  return true;
}

/**
 * Writes the texts of rows [first, rows) of a column of references as Arrow does, int32 offsets and bytes, and
 * returns the row it came to: fewer than `rows` when the next text does not fit. Rows without a value are empty.
 */
export function gatherText(references: usize, first: u32, rows: u32): u32 {
  let used: u32 = 0;
  let row = first;
  store<u32>(gatherOffsets, 0);
  for (; row < rows; row++) {
    const reference = load<u64>(references + (row << 3));
    const length = textLength(reference);
    if (used + length > gatherSize) break;
    memory.copy(gatherData + used, textAddress(reference), length);
    used += length;
    store<u32>(gatherOffsets + ((row - first + 1) << 2), used);
  }
  return row;
}
