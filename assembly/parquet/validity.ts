/**
 * Validity bitmaps, LSB first: joining those of several batches at any bit position, counting, and closing the
 * gaps that nulls leave among values, since Parquet stores only the values that are there.
 *
 * Invariant: after each append the bits from the end of the bitmap to the end of its 64-bit word are zero.
 */

function headBits(targetBit: u32, count: u32): u32 {
  return min((8 - (targetBit & 7)) & 7, count);
}

/** Stores the `count` (< 64) low bits of `word` at a byte, and zeros to the end of the word that they end in. */
// @ts-ignore: decorator
@inline
function storeTail(at: usize, word: u64, count: u32): void {
  store<u64>(at, word & (((<u64>1) << count) - 1));
  store<u64>(at, 0, 8);
}

/** Appends `count` bits of `source`, from its bit `sourceBit`, at bit `targetBit` of `target`. */
export function appendBits(target: usize, targetBit: u32, source: usize, sourceBit: u32, count: u32): void {
  for (let head = headBits(targetBit, count); head > 0; head--) {
    const bit = (<u32>load<u8>(source + (sourceBit >> 3)) >> (sourceBit & 7)) & 1;
    const at = target + (targetBit >> 3);
    store<u8>(at, <u32>load<u8>(at) | (bit << (targetBit & 7)));
    sourceBit++;
    targetBit++;
    count--;
  }
  if (count == 0) return;

  let to = target + (targetBit >> 3);
  let from = source + (sourceBit >> 3);
  const shift = <u64>(sourceBit & 7);
  // Seven bytes a step: after the shift a word still has 57 good bits, and the eighth byte is stored over next.
  while (count >= 56) {
    store<u64>(to, load<u64>(from) >> shift);
    to += 7;
    from += 7;
    count -= 56;
  }
  storeTail(to, load<u64>(from) >> shift, count);
}

/** Appends `count` bits that are all `bit`. */
export function appendRun(target: usize, targetBit: u32, bit: bool, count: u32): void {
  for (let head = headBits(targetBit, count); head > 0; head--) {
    const at = target + (targetBit >> 3);
    store<u8>(at, <u32>load<u8>(at) | (<u32>bit << (targetBit & 7)));
    targetBit++;
    count--;
  }
  if (count == 0) return;

  const to = target + (targetBit >> 3);
  const bytes = count >> 3;
  memory.fill(to, bit ? 0xff : 0, bytes);
  storeTail(to + bytes, bit ? ~(<u64>0) : 0, count & 7);
}

/** Bits set among the first `count` of a bitmap. */
export function countBits(bitmap: usize, count: u32): u32 {
  let total: u64 = 0;
  const end = bitmap + ((count >> 6) << 3);
  for (; bitmap < end; bitmap += 8) total += popcnt(load<u64>(bitmap));
  const rest = <u64>(count & 63);
  if (rest) total += popcnt(load<u64>(bitmap) & (((<u64>1) << rest) - 1));
  return <u32>total;
}

/** Moves the values of the rows that have one to the front, in place. */
// @ts-ignore: decorator
@inline
function compact<T>(values: usize, bitmap: usize, rows: u32): void {
  let out = values;
  for (let row: u32 = 0; row < rows; row += 64) {
    const from = values + <usize>row * sizeof<T>();
    let word = load<u64>(bitmap + (row >> 3));
    if (word == ~(<u64>0)) {
      if (out != from) memory.copy(out, from, 64 * sizeof<T>());
      out += 64 * sizeof<T>();
      continue;
    }
    while (word) {
      store<T>(out, load<T>(from + <usize>ctz(word) * sizeof<T>()));
      out += sizeof<T>();
      word &= word - 1;
    }
  }
}

export function compact64(values: usize, bitmap: usize, rows: u32): void {
  compact<u64>(values, bitmap, rows);
}

export function compact32(values: usize, bitmap: usize, rows: u32): void {
  compact<u32>(values, bitmap, rows);
}
