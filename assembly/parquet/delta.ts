/**
 * DELTA_BINARY_PACKED: a column of whole numbers as the differences from one to the next, in blocks of 128 whose least
 * difference is taken off, packed in four miniblocks of 32 with as many bits as each needs. Differences wrap around, as the
 * values themselves do when they are added up again.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC
 *
 * An offset or a time of a log takes 1 to 2 bytes so, and a counter next to none; PLAIN takes 8.
 */
import { writeVarint } from "./hybrid";

const BLOCK: u32 = 128;
const MINIBLOCKS: u32 = 4;
const MINIBLOCK: u32 = 32;

/** Bytes that `count` values can become at worst. */
export function deltaBound(count: u32, width: u32): usize {
  const blocks = <usize>(count / BLOCK) + 1;
  return 32 + blocks * (10 + MINIBLOCKS + BLOCK * width);
}

// @ts-ignore: decorator
@inline
function writeVarint64(out: usize, value: u64): usize {
  while (value >= 0x80) {
    store<u8>(out, <u8>value | 0x80);
    value >>= 7;
    out++;
  }
  store<u8>(out, <u8>value);
  return out + 1;
}

// @ts-ignore: decorator
@inline
function zigzag(value: i64): u64 {
  return (<u64>value << 1) ^ <u64>(value >> 63);
}

/** The differences of the block in the making: an i64 each. */
const differences = memory.data(BLOCK * 8, 16);

/** Packs 32 values of `width` bits, each less `least`. Returns the end. */
// @ts-ignore: decorator
@inline
function packMiniblock<U>(from: usize, least: i64, width: u32, out: usize): usize {
  let word: u64 = 0;
  let filled: u32 = 0;
  for (let i: u32 = 0; i < MINIBLOCK; i++) {
    // In 32 bits the difference of two differences wraps around too.
    const value = <u64>(<U>(load<i64>(from + (<usize>i << 3)) - least));
    word |= value << <u64>filled;
    filled += width;
    if (filled >= 64) {
      store<u64>(out, word);
      out += 8;
      filled -= 64;
      word = filled ? value >> <u64>(width - filled) : 0;
    }
  }
  if (filled) {
    store<u64>(out, word);
    out += <usize>filled >> 3;
  }
  return out;
}

// @ts-ignore: decorator
@inline
function write<T, U>(values: usize, count: u32, out: usize): usize {
  out = writeVarint(out, BLOCK);
  out = writeVarint(out, MINIBLOCKS);
  out = writeVarint(out, count);
  let last: T = count ? load<T>(values) : <T>0;
  out = writeVarint64(out, zigzag(<i64>last));
  const end = values + <usize>count * sizeof<T>();
  let value = values + sizeof<T>();
  while (value < end) {
    const filled = min<u32>(BLOCK, <u32>((end - value) / sizeof<T>()));
    let least = i64.MAX_VALUE;
    let greatest = i64.MIN_VALUE;
    for (let i: u32 = 0; i < filled; i++) {
      const here = load<T>(value);
      const difference = <i64>(<T>(here - last));
      last = here;
      store<i64>(differences + (<usize>i << 3), difference);
      least = min(least, difference);
      greatest = max(greatest, difference);
      value += sizeof<T>();
    }
    out = writeVarint64(out, zigzag(least));
    const widths = out;
    store<u32>(widths, 0);
    out += MINIBLOCKS;
    if (least == greatest) continue;
    // A last block is filled up with what takes no bits more.
    for (let i = filled; i < BLOCK; i++) store<i64>(differences + (<usize>i << 3), least);
    const miniblocks = (filled + MINIBLOCK - 1) / MINIBLOCK;
    for (let miniblock: u32 = 0; miniblock < miniblocks; miniblock++) {
      const from = differences + (<usize>(miniblock * MINIBLOCK) << 3);
      let bits: u64 = 0;
      for (let i: u32 = 0; i < MINIBLOCK; i++) {
        bits |= <u64>(<U>(load<i64>(from + (<usize>i << 3)) - least));
      }
      const width = 64 - <u32>clz(bits);
      store<u8>(widths + miniblock, width);
      if (width) out = packMiniblock<U>(from, least, width, out);
    }
  }
  return out;
}

/** Writes `count` values as one page has them; up to 8 bytes past the end are overwritten. Returns the end. */
export function writeDelta64(values: usize, count: u32, out: usize): usize {
  return write<i64, u64>(values, count, out);
}

export function writeDelta32(values: usize, count: u32, out: usize): usize {
  return write<i32, u32>(values, count, out);
}
