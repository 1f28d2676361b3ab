/**
 * Dictionaries of fixed-width values: each value becomes the 16-bit index of its bit pattern, patterns keep the
 * order of their first occurrence. Patterns, not numbers: 0 and -0 stay apart and each NaN keeps its payload.
 *
 * A dictionary grows: `extend` takes values, and `merge` the keys of another dictionary, in the order in which its values
 * have them. Whatever the values were cut into, and whichever of the two took them, entries, their order and the verdict
 * that a dictionary is hopeless are those of all values one after the other.
 *
 * Open addressing over u16 slots, at most an eighth full: a second probe is a branch that nothing predicts, and
 * costs more than a larger table. Measured on 65,536 numbers of two decimals, 2,000 distinct ones drawn at random
 * (Zen, ns a value): half full 7.0, a quarter 3.8, an eighth 2.9, a sixteenth 2.5 but more of L2. The table
 * starts at 8,192 slots (16 KiB) and doubles.
 */
import { firstOf } from "./indices";
import { keysAt, MAX_DICTIONARY, remapAt, slotsAt } from "./regions";

const FIRST_SLOT_BITS: u32 = 13;
/** The table doubles when it is 1 / 2^LOAD full. */
const LOAD: u32 = 3;

/** Entries from which on a chunk may be judged hopeless; fewer say little about it. */
export const FIRST_JUDGED: u32 = 4096;

/** Entries so far. */
export let entries: u32 = 0;
let slotBits: u32 = 0;

/** Forgets all entries. */
export function startDictionary(): void {
  entries = 0;
  slotBits = FIRST_SLOT_BITS;
  memory.fill(slotsAt, 0, (<usize>2) << FIRST_SLOT_BITS);
}

/** Fibonacci hashing; folding first, because round numbers have all their entropy in the high bits. */
// @ts-ignore: decorator
@inline
function hash(pattern: u64): u64 {
  return (pattern ^ (pattern >> 32)) * 0x9e3779b97f4a7c15;
}

/**
 * Whether a dictionary looks hopeless after `seen` of `count` values. Drawing from D equally likely values leaves
 * about seen^2 / 2D repeats; fewer repeats than that with D = count mean that most of the chunk is distinct. Of a `count` of 0
 * nothing is judged.
 */
// @ts-ignore: decorator
@inline
export function looksDistinct(seen: u64, distinct: u64, count: u64): bool {
  return distinct >= FIRST_JUDGED && count != 0 && (seen - distinct) * 2 * count < seen * seen;
}

// @ts-ignore: decorator
@inline
function refill<K>(slots: usize, bits: u32, keys: usize, distinct: u32): void {
  memory.fill(slots, 0, (<usize>2) << bits);
  const shift = <u64>(64 - bits);
  const mask = ((<usize>2) << bits) - 1;
  for (let entry: u32 = 0; entry < distinct; entry++) {
    let at = <usize>(hash(<u64>load<K>(keys + <usize>entry * sizeof<K>())) >> shift) << 1;
    while (load<u16>(slots + at)) at = (at + 2) & mask;
    store<u16>(slots + at, entry + 1);
  }
}

/** Whether eight values all have this pattern; the first and last one are looked at first. */
// @ts-ignore: decorator
@inline
function repeats<K>(at: usize, pattern: K): bool {
  const size = sizeof<K>();
  if (load<K>(at) != pattern || load<K>(at + 7 * size) != pattern) return false;
  return (
    ((load<K>(at + size) ^ pattern) |
      (load<K>(at + 2 * size) ^ pattern) |
      (load<K>(at + 3 * size) ^ pattern) |
      (load<K>(at + 4 * size) ^ pattern) |
      (load<K>(at + 5 * size) ^ pattern) |
      (load<K>(at + 6 * size) ^ pattern)) ==
    0
  );
}

// @ts-ignore: decorator
@inline
function extend<K>(values: usize, count: u32, seen: u32, total: u32, limit: u32, out: usize): bool {
  const slots = slotsAt;
  const keys = keysAt;
  const highest = min(limit, MAX_DICTIONARY);
  let bits = slotBits;
  let shift = <u64>(64 - bits);
  let mask = ((<usize>2) << bits) - 1;
  let room: u32 = 1 << (bits - LOAD);
  let distinct = entries;
  let index = out;

  const end = values + <usize>count * sizeof<K>();
  const lastGroup = end - 8 * sizeof<K>();
  let value = values;
  while (value < end) {
    // A group of eight that repeats the value before it: half the columns of a log hardly ever change. Measured,
    // ns a value: constant 2.1 without this and 0.3 with it, drawn at random 3.0 and 3.3; a whole log 1.3 x faster.
    if (value > values && value <= lastGroup && repeats<K>(value, load<K>(value - sizeof<K>()))) {
      const eight = <u64>load<u16>(index - 2) * 0x0001000100010001;
      store<u64>(index, eight);
      store<u64>(index, eight, 8);
      index += 16;
      value += 8 * sizeof<K>();
      continue;
    }
    const stop = min(value + 8 * sizeof<K>(), end);
    for (; value < stop; value += sizeof<K>()) {
      const key = load<K>(value);
      let at = <usize>(hash(<u64>key) >> shift) << 1;
      let entry: u32 = load<u16>(slots + at);
      while (entry && load<K>(keys + <usize>(entry - 1) * sizeof<K>()) != key) {
        at = (at + 2) & mask;
        entry = load<u16>(slots + at);
      }
      if (!entry) {
        if (distinct == highest) return false;
        store<K>(keys + <usize>distinct * sizeof<K>(), key);
        entry = ++distinct;
        store<u16>(slots + at, entry);
        if (distinct == room) {
          const position = seen + <u32>((value - values) / sizeof<K>()) + 1;
          if (looksDistinct(<u64>position, <u64>distinct, <u64>total)) return false;
          bits++;
          shift--;
          mask = (mask << 1) | 1;
          room <<= 1;
          refill<K>(slots, bits, keys, distinct);
        }
      }
      store<u16>(index, entry - 1);
      index += 2;
    }
  }
  slotBits = bits;
  entries = distinct;
  return true;
}

// @ts-ignore: decorator
@inline
function merge<K>(
  others: usize,
  count: u32,
  indices: usize,
  indexWidth: u32,
  indexCount: u32,
  seen: u32,
  total: u32,
  limit: u32,
): bool {
  const slots = slotsAt;
  const keys = keysAt;
  const highest = min(limit, MAX_DICTIONARY);
  let bits = slotBits;
  let distinct = entries;
  for (let other: u32 = 0; other < count; other++) {
    const key = load<K>(others + <usize>other * sizeof<K>());
    const mask = ((<usize>2) << bits) - 1;
    let at = <usize>(hash(<u64>key) >> <u64>(64 - bits)) << 1;
    let entry: u32 = load<u16>(slots + at);
    while (entry && load<K>(keys + <usize>(entry - 1) * sizeof<K>()) != key) {
      at = (at + 2) & mask;
      entry = load<u16>(slots + at);
    }
    if (!entry) {
      if (distinct == highest) return false;
      store<K>(keys + <usize>distinct * sizeof<K>(), key);
      entry = ++distinct;
      store<u16>(slots + at, entry);
      if (distinct == <u32>1 << (bits - LOAD)) {
        const position = seen + firstOf(indices, indexWidth, indexCount, other) + 1;
        if (looksDistinct(<u64>position, <u64>distinct, <u64>total)) return false;
        bits++;
        refill<K>(slots, bits, keys, distinct);
      }
    }
    store<u16>(remapAt + (<usize>other << 1), entry - 1);
  }
  slotBits = bits;
  entries = distinct;
  return true;
}

/**
 * Takes `count` values, which `seen` others stood before and which are of `total` in all, and writes their indices.
 * False, and the dictionary is of no use any more, when there would be more entries than `limit`, or most values are distinct.
 */
export function extendDictionary64(
  values: usize,
  count: u32,
  seen: u32,
  total: u32,
  limit: u32,
  out: usize,
): bool {
  return extend<u64>(values, count, seen, total, limit, out);
}

export function extendDictionary32(
  values: usize,
  count: u32,
  seen: u32,
  total: u32,
  limit: u32,
  out: usize,
): bool {
  return extend<u32>(values, count, seen, total, limit, out);
}

/**
 * The same of `indexCount` values that are indices into `count` keys, all of which occur, numbered by their first occurrence. Writes
 * what becomes of each key to `remapAt`.
 */
export function mergeDictionary64(
  keys: usize,
  count: u32,
  indices: usize,
  indexWidth: u32,
  indexCount: u32,
  seen: u32,
  total: u32,
  limit: u32,
): bool {
  return merge<u64>(keys, count, indices, indexWidth, indexCount, seen, total, limit);
}

export function mergeDictionary32(
  keys: usize,
  count: u32,
  indices: usize,
  indexWidth: u32,
  indexCount: u32,
  seen: u32,
  total: u32,
  limit: u32,
): bool {
  return merge<u32>(keys, count, indices, indexWidth, indexCount, seen, total, limit);
}
