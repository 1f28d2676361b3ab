/**
 * Indices into a dictionary on their way: a byte or two each while they wait, `indexWidth`, 0 where all of them are 0 and so
 * none is kept; two bytes each, renumbered for the dictionary of their row group, before they are packed.
 */
import { remapAt } from "./regions";

// @ts-ignore: decorator
@inline
function indexAt(indices: usize, indexWidth: u32, position: u32): u32 {
  return indexWidth == 1
    ? <u32>load<u8>(indices + position)
    : indexWidth == 2
      ? <u32>load<u16>(indices + (<usize>position << 1))
      : 0;
}

/** Where index `wanted` occurs first; it does. */
export function firstOf(indices: usize, indexWidth: u32, count: u32, wanted: u32): u32 {
  let position: u32 = 0;
  while (position < count && indexAt(indices, indexWidth, position) != wanted) position++;
  return position;
}

/** Writes `count` indices below 256, of two bytes each, as one byte each; up to 15 bytes past them may be written. */
export function narrowIndices(from: usize, count: u32, out: usize): void {
  const end = from + (<usize>count << 1);
  if (ASC_FEATURE_SIMD) {
    for (; from < end; from += 32) {
      v128.store(out, i8x16.narrow_i16x8_u(v128.load(from), v128.load(from, 16)));
      out += 16;
    }
    return;
  }
  for (; from < end; from += 2) store<u8>(out++, <u8>load<u16>(from));
}

/** Writes `count` indices as what the table at `remapAt` makes of them. */
export function remapIndices(indices: usize, indexWidth: u32, count: u32, out: usize): void {
  const table = remapAt;
  if (indexWidth == 0) {
    const index = load<u16>(table);
    const eight = <u64>index * 0x0001000100010001;
    const end = out + (<usize>count << 1);
    for (; out + 8 <= end; out += 8) store<u64>(out, eight);
    for (; out < end; out += 2) store<u16>(out, index);
    return;
  }
  if (indexWidth == 1) {
    const end = indices + count;
    for (; indices + 4 <= end; indices += 4) {
      store<u16>(out, load<u16>(table + (<usize>load<u8>(indices) << 1)));
      store<u16>(out, load<u16>(table + (<usize>load<u8>(indices, 1) << 1)), 2);
      store<u16>(out, load<u16>(table + (<usize>load<u8>(indices, 2) << 1)), 4);
      store<u16>(out, load<u16>(table + (<usize>load<u8>(indices, 3) << 1)), 6);
      out += 8;
    }
    for (; indices < end; indices++) {
      store<u16>(out, load<u16>(table + (<usize>load<u8>(indices) << 1)));
      out += 2;
    }
    return;
  }
  const end = indices + (<usize>count << 1);
  for (; indices + 8 <= end; indices += 8) {
    store<u16>(out, load<u16>(table + (<usize>load<u16>(indices) << 1)));
    store<u16>(out, load<u16>(table + (<usize>load<u16>(indices, 2) << 1)), 2);
    store<u16>(out, load<u16>(table + (<usize>load<u16>(indices, 4) << 1)), 4);
    store<u16>(out, load<u16>(table + (<usize>load<u16>(indices, 6) << 1)), 6);
    out += 8;
  }
  for (; indices < end; indices += 2) {
    store<u16>(out, load<u16>(table + (<usize>load<u16>(indices) << 1)));
    out += 2;
  }
}

// @ts-ignore: decorator
@inline
function expand<K>(keys: usize, indices: usize, indexWidth: u32, count: u32, out: usize): void {
  if (indexWidth == 0) {
    const key = load<K>(keys);
    for (let i: u32 = 0; i < count; i++) store<K>(out + <usize>i * sizeof<K>(), key);
  } else if (indexWidth == 1) {
    for (let i: u32 = 0; i < count; i++) {
      store<K>(out + <usize>i * sizeof<K>(), load<K>(keys + <usize>load<u8>(indices + i) * sizeof<K>()));
    }
  } else {
    for (let i: u32 = 0; i < count; i++) {
      const index = <usize>load<u16>(indices + (<usize>i << 1));
      store<K>(out + <usize>i * sizeof<K>(), load<K>(keys + index * sizeof<K>()));
    }
  }
}

/** Writes the values that `count` indices stand for. */
export function expandIndices64(keys: usize, indices: usize, indexWidth: u32, count: u32, out: usize): void {
  expand<u64>(keys, indices, indexWidth, count, out);
}

export function expandIndices32(keys: usize, indices: usize, indexWidth: u32, count: u32, out: usize): void {
  expand<u32>(keys, indices, indexWidth, count, out);
}

/** The same of texts, each behind its length in four bytes; `starts` has where each key begins, counted from `keys`. Returns the end. */
export function expandTexts(
  keys: usize,
  starts: usize,
  indices: usize,
  indexWidth: u32,
  count: u32,
  out: usize,
): usize {
  for (let i: u32 = 0; i < count; i++) {
    const key = keys + load<u32>(starts + (<usize>indexAt(indices, indexWidth, i) << 2));
    const bytes = <usize>load<u32>(key) + 4;
    memory.copy(out, key, bytes);
    out += bytes;
  }
  return out;
}
