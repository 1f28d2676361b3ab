/**
 * Snappy, the raw format. https://github.com/google/snappy/blob/main/format_description.txt
 * Each 64 KiB block is compressed by itself: a table of u16 positions, one four-byte probe a position, and steps
 * that grow while nothing is found, so that bytes which do not compress pass quickly.
 *
 * Measured, for each float64 of 8 bytes: 0.2 ns when nothing repeats, 3.5 ns on dictionaries of two decimals,
 * 7.9 ns on a PLAIN depth in steps of 0.01, which halves; there every value ends one match and starts another.
 */
import { writeVarint } from "./hybrid";
import { recentAt } from "./regions";

const BLOCK: usize = 65_536;
/** Bytes at the end of a block that no match starts in, so that probes may load whole words. */
const MARGIN: usize = 15;

/** Bytes that `length` bytes can become at worst. */
export function snappyBound(length: usize): usize {
  return 32 + length + length / 6;
}

// @ts-ignore: decorator
@inline
function slot(word: u32, shift: u32): usize {
  return recentAt + ((<usize>(word * 0x1e35a7bd) >> shift) << 1);
}

// @ts-ignore: decorator
@inline
function writeLiteral(out: usize, from: usize, length: usize): usize {
  const last = <u32>length - 1;
  if (last < 60) {
    store<u8>(out, last << 2);
    out++;
    if (length <= 16) {
      store<u64>(out, load<u64>(from));
      store<u64>(out, load<u64>(from, 8), 8);
      return out + length;
    }
  } else if (last < 256) {
    store<u8>(out, 60 << 2);
    store<u8>(out, last, 1);
    out += 2;
  } else {
    store<u8>(out, 61 << 2);
    store<u16>(out, last, 1);
    out += 3;
  }
  memory.copy(out, from, length);
  return out + length;
}

/** One copy of 4 to 64 bytes. */
// @ts-ignore: decorator
@inline
function writeShortCopy(out: usize, offset: u32, length: u32): usize {
  if (length < 12 && offset < 2048) {
    store<u8>(out, 1 | ((length - 4) << 2) | ((offset >> 8) << 5));
    store<u8>(out, offset, 1);
    return out + 2;
  }
  store<u32>(out, 2 | ((length - 1) << 2) | (offset << 8));
  return out + 3;
}

// @ts-ignore: decorator
@inline
function writeCopy(out: usize, offset: u32, length: u32): usize {
  while (length >= 68) {
    out = writeShortCopy(out, offset, 64);
    length -= 64;
  }
  // What is left must be at least 4.
  if (length > 64) {
    out = writeShortCopy(out, offset, 60);
    length -= 60;
  }
  return writeShortCopy(out, offset, length);
}

/** Bytes that agree at `a` and the later `b`, `b` not passing `end`. */
// @ts-ignore: decorator
@inline
function matchLength(a: usize, b: usize, end: usize): usize {
  const start = b;
  while (b + 8 <= end) {
    const difference = load<u64>(a) ^ load<u64>(b);
    if (difference) return b - start + (<usize>ctz(difference) >> 3);
    a += 8;
    b += 8;
  }
  while (b < end && load<u8>(a) == load<u8>(b)) {
    a++;
    b++;
  }
  return b - start;
}

/** What no match covers at the end of a block. */
function writeRest(out: usize, pending: usize, end: usize): usize {
  return pending < end ? writeLiteral(out, pending, end - pending) : out;
}

function compressBlock(base: usize, length: usize, out: usize): usize {
  const end = base + length;
  let pending = base;
  if (length <= MARGIN) return writeRest(out, pending, end);

  let bits: u32 = 8;
  while (bits < 14 && (<usize>1) << bits < length) bits++;
  const shift = 32 - bits;
  memory.fill(recentAt, 0, (<usize>2) << bits);

  const limit = end - MARGIN;
  let at = base + 1;
  let next = load<u32>(at);
  while (true) {
    let skip: usize = 32;
    let candidate: usize;
    let ahead = at;
    do {
      at = ahead;
      const here = slot(next, shift);
      const step = skip >> 5;
      skip += step;
      ahead = at + step;
      if (ahead > limit) return writeRest(out, pending, end);
      next = load<u32>(ahead);
      candidate = base + load<u16>(here);
      store<u16>(here, <u16>(at - base));
    } while (load<u32>(at) != load<u32>(candidate));

    out = writeLiteral(out, pending, at - pending);
    do {
      const matched = <usize>4 + matchLength(candidate + 4, at + 4, end);
      out = writeCopy(out, <u32>(at - candidate), <u32>matched);
      at += matched;
      pending = at;
      if (at >= limit) return writeRest(out, pending, end);
      store<u16>(slot(load<u32>(at - 1), shift), <u16>(at - 1 - base));
      const here = slot(load<u32>(at), shift);
      candidate = base + load<u16>(here);
      store<u16>(here, <u16>(at - base));
    } while (load<u32>(at) == load<u32>(candidate));
    at++;
    next = load<u32>(at);
  }
}

/** Compresses `length` bytes; `out` has room for `snappyBound` of them and 16 more. Returns the end. */
export function compressSnappy(from: usize, length: usize, out: usize): usize {
  out = writeVarint(out, <u32>length);
  while (length > 0) {
    const block = min(length, BLOCK);
    out = compressBlock(from, block, out);
    from += block;
    length -= block;
  }
  return out;
}
