/**
 * Columns of texts or bytes, from Arrow's offsets and data: as a dictionary, or PLAIN a page at a time.
 * PLAIN is a length of four bytes, then the bytes, for a dictionary's body and a page's alike.
 */
import { FIRST_JUDGED, looksDistinct } from "./dictionary";
import { indicesAt, keysAt, MAX_DICTIONARY, slotsAt, startsAt } from "./regions";

const FIRST_SLOT_BITS: u32 = 13;
/** The table doubles when it is 1 / 2^LOAD full; see `dictionary`. */
const LOAD: u32 = 3;

/** Bytes written by the last call, and the values that they or the indices hold. */
export let textBytes: usize = 0;
export let textValues: u32 = 0;

function hash(at: usize, length: u32): u64 {
  let state: u64 = <u64>length * 0x9e3779b97f4a7c15;
  for (; length >= 8; length -= 8) {
    state = rotl<u64>((state ^ load<u64>(at)) * 0x9e3779b97f4a7c15, 31);
    at += 8;
  }
  if (length) state ^= load<u64>(at) & (((<u64>1) << (<u64>length * 8)) - 1);
  return (state ^ (state >> 32)) * 0x9e3779b97f4a7c15;
}

function equal(a: usize, b: usize, length: u32): bool {
  for (; length >= 8; length -= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
  }
  return length == 0 || (load<u64>(a) ^ load<u64>(b)) << (64 - <u64>length * 8) == 0;
}

/** Appends one length and its bytes; may store up to 15 bytes past them. Returns the end. */
// @ts-ignore: decorator
@inline
function writeText(out: usize, from: usize, length: u32): usize {
  store<u32>(out, length);
  out += 4;
  if (length <= 16) {
    store<u64>(out, load<u64>(from));
    store<u64>(out, load<u64>(from, 8), 8);
  } else {
    memory.copy(out, from, length);
  }
  return out + length;
}

// @ts-ignore: decorator
@inline
function isNull(bitmap: usize, row: u32): bool {
  return bitmap != 0 && ((load<u8>(bitmap + (row >> 3)) >> (row & 7)) & 1) == 0;
}

function refill(bits: u32, distinct: u32): void {
  const slots = slotsAt;
  const mask = ((<usize>2) << bits) - 1;
  memory.fill(slots, 0, mask + 1);
  for (let entry: u32 = 0; entry < distinct; entry++) {
    const start = keysAt + load<u32>(startsAt + (<usize>entry << 2));
    let at = <usize>(hash(start + 4, load<u32>(start)) >> <u64>(64 - bits)) << 1;
    while (load<u16>(slots + at)) at = (at + 2) & mask;
    store<u16>(slots + at, entry + 1);
  }
}

/**
 * `bitmap` is 0 when no row is null. Returns the number of entries, or 0 when the dictionary would pass `limit`
 * entries or `limitBytes` bytes, or most texts are distinct. Sets `textBytes` and `textValues`.
 */
export function buildTextDictionary(
  offsets: usize,
  data: usize,
  bitmap: usize,
  rows: u32,
  limit: u32,
  limitBytes: usize,
): u32 {
  const slots = slotsAt;
  const keys = keysAt;
  const starts = startsAt;
  const highest = min(limit, MAX_DICTIONARY);
  let bits = FIRST_SLOT_BITS;
  let mask = ((<usize>2) << bits) - 1;
  let distinct: u32 = 0;
  let end = keys;
  let index = indicesAt;
  memory.fill(slots, 0, mask + 1);

  for (let row: u32 = 0; row < rows; row++) {
    if (isNull(bitmap, row)) continue;
    const from = load<u32>(offsets + (<usize>row << 2));
    const length = load<u32>(offsets + (<usize>row << 2), 4) - from;
    let at = <usize>(hash(data + from, length) >> <u64>(64 - bits)) << 1;
    let entry: u32 = load<u16>(slots + at);
    while (entry) {
      const start = keys + load<u32>(starts + (<usize>(entry - 1) << 2));
      if (load<u32>(start) == length && equal(start + 4, data + from, length)) break;
      at = (at + 2) & mask;
      entry = load<u16>(slots + at);
    }
    if (!entry) {
      if (distinct == highest || end - keys + 4 + length > limitBytes) return 0;
      store<u32>(starts + (<usize>distinct << 2), <u32>(end - keys));
      end = writeText(end, data + from, length);
      entry = ++distinct;
      store<u16>(slots + at, entry);
      if (distinct == <u32>1 << (bits - LOAD)) {
        const seen = ((index - indicesAt) >> 1) + 1;
        if (distinct >= FIRST_JUDGED && looksDistinct(seen, distinct, rows)) return 0;
        bits++;
        mask = (mask << 1) | 1;
        refill(bits, distinct);
      }
    }
    store<u16>(index, entry - 1);
    index += 2;
  }
  textBytes = end - keys;
  textValues = <u32>((index - indicesAt) >> 1);
  return distinct;
}

/**
 * Writes the texts of rows from `row` on, until `rows` or, after a multiple of eight rows, `enough` bytes.
 * Returns the row after the last one written. Sets `textBytes` and `textValues`.
 */
export function writePlainTexts(
  offsets: usize,
  data: usize,
  bitmap: usize,
  row: u32,
  rows: u32,
  enough: usize,
  out: usize,
): u32 {
  let end = out;
  let values: u32 = 0;
  do {
    const stop = min(rows, (row | 7) + 1);
    for (; row < stop; row++) {
      if (isNull(bitmap, row)) continue;
      const from = load<u32>(offsets + (<usize>row << 2));
      end = writeText(end, data + from, load<u32>(offsets + (<usize>row << 2), 4) - from);
      values++;
    }
  } while (row < rows && end - out < enough);
  textBytes = end - out;
  textValues = values;
  return row;
}
