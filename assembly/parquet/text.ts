/**
 * Columns of texts or bytes. They are PLAIN from the start, a length of four bytes and then the bytes, as a dictionary's body and
 * a page's are; a dictionary of them grows as that of fixed-width values does.
 */
import { looksDistinct } from "./dictionary";
import { firstOf } from "./indices";
import { keysAt, MAX_DICTIONARY, remapAt, slotsAt, startsAt } from "./regions";

const FIRST_SLOT_BITS: u32 = 13;
/** The table doubles when it is 1 / 2^LOAD full; see `dictionary`. */
const LOAD: u32 = 3;

/** Bytes and values of the texts that were written or walked over last. */
export let textBytes: usize = 0;
export let textValues: u32 = 0;

/** Entries of the dictionary, and the bytes of its body. */
export let textEntries: u32 = 0;
export let textKeyBytes: usize = 0;
let slotBits: u32 = 0;

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

/** Forgets all entries. */
export function startTexts(): void {
  textEntries = 0;
  textKeyBytes = 0;
  slotBits = FIRST_SLOT_BITS;
  memory.fill(slotsAt, 0, (<usize>2) << FIRST_SLOT_BITS);
}

/** The entry of the text at `at`, counted from 1, which is added where it is new; 0 where there is no room for it. */
// @ts-ignore: decorator
@inline
function entryOf(at: usize, length: u32, highest: u32, limitBytes: usize): u32 {
  const mask = ((<usize>2) << slotBits) - 1;
  let slot = <usize>(hash(at + 4, length) >> <u64>(64 - slotBits)) << 1;
  let entry: u32 = load<u16>(slotsAt + slot);
  while (entry) {
    const start = keysAt + load<u32>(startsAt + (<usize>(entry - 1) << 2));
    if (load<u32>(start) == length && equal(start + 4, at + 4, length)) return entry;
    slot = (slot + 2) & mask;
    entry = load<u16>(slotsAt + slot);
  }
  if (textEntries == highest || textKeyBytes + 4 + length > limitBytes) return 0;
  store<u32>(startsAt + (<usize>textEntries << 2), <u32>textKeyBytes);
  textKeyBytes = writeText(keysAt + textKeyBytes, at + 4, length) - keysAt;
  textEntries++;
  store<u16>(slotsAt + slot, textEntries);
  return textEntries;
}

// @ts-ignore: decorator
@inline
function isFull(): bool {
  return textEntries == <u32>1 << (slotBits - LOAD);
}

// @ts-ignore: decorator
@inline
function grow(): void {
  slotBits++;
  refill(slotBits, textEntries);
}

/** See `extendDictionary64`; the texts stand at `texts`, and all entries may take `limitBytes`. */
export function extendTexts(
  texts: usize,
  count: u32,
  seen: u32,
  total: u32,
  limit: u32,
  limitBytes: usize,
  out: usize,
): bool {
  const highest = min(limit, MAX_DICTIONARY);
  for (let value: u32 = 0; value < count; value++) {
    const length = load<u32>(texts);
    const before = textEntries;
    const entry = entryOf(texts, length, highest, limitBytes);
    if (!entry) return false;
    if (textEntries != before && isFull()) {
      if (looksDistinct(<u64>(seen + value + 1), <u64>entry, <u64>total)) return false;
      grow();
    }
    store<u16>(out, entry - 1);
    out += 2;
    texts += 4 + <usize>length;
  }
  return true;
}

/** See `mergeDictionary64`. */
export function mergeTexts(
  keys: usize,
  count: u32,
  indices: usize,
  indexWidth: u32,
  indexCount: u32,
  seen: u32,
  total: u32,
  limit: u32,
  limitBytes: usize,
): bool {
  const highest = min(limit, MAX_DICTIONARY);
  for (let other: u32 = 0; other < count; other++) {
    const length = load<u32>(keys);
    const before = textEntries;
    const entry = entryOf(keys, length, highest, limitBytes);
    if (!entry) return false;
    if (textEntries != before && isFull()) {
      const position = seen + firstOf(indices, indexWidth, indexCount, other) + 1;
      if (looksDistinct(<u64>position, <u64>entry, <u64>total)) return false;
      grow();
    }
    store<u16>(remapAt + (<usize>other << 1), entry - 1);
    keys += 4 + <usize>length;
  }
  return true;
}

/** Writes where each of `count` texts begins, counted from the first: a u32 each. */
export function findTexts(texts: usize, count: u32, out: usize): void {
  let at: u32 = 0;
  for (let text: u32 = 0; text < count; text++) {
    store<u32>(out + (<usize>text << 2), at);
    at += 4 + load<u32>(texts + at);
  }
}

/** Writes the texts of Arrow's offsets and data, rows that are null left out; `bitmap` is 0 when none is. Sets `textBytes` and `textValues`. */
export function writePlainTexts(offsets: usize, data: usize, bitmap: usize, rows: u32, out: usize): void {
  let end = out;
  let values: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    if (isNull(bitmap, row)) continue;
    const from = load<u32>(offsets + (<usize>row << 2));
    end = writeText(end, data + from, load<u32>(offsets + (<usize>row << 2), 4) - from);
    values++;
  }
  textBytes = end - out;
  textValues = values;
}

/**
 * Walks over the texts of rows from `row` on, until `rows` or, after a multiple of eight rows, `enough` bytes.
 * Returns the row after the last one. Sets `textBytes` and `textValues`.
 */
export function walkTexts(texts: usize, bitmap: usize, row: u32, rows: u32, enough: usize): u32 {
  let at = texts;
  let values: u32 = 0;
  do {
    const stop = min(rows, (row | 7) + 1);
    for (; row < stop; row++) {
      if (isNull(bitmap, row)) continue;
      at += 4 + <usize>load<u32>(at);
      values++;
    }
  } while (row < rows && at - texts < enough);
  textBytes = at - texts;
  textValues = values;
  return row;
}
