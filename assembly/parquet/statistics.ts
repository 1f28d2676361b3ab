/**
 * Least and greatest value of a PLAIN body, be it a dictionary's or a page's: a chunk with a dictionary needs
 * only its distinct values looked at. The host sets signed zeros as the specification asks.
 * https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift (ColumnOrder)
 */

export let leastFloat: f64 = 0;
export let greatestFloat: f64 = 0;
export let leastInteger: i64 = 0;
export let greatestInteger: i64 = 0;
/** Texts: address of the bytes and their length. */
export let leastTextAt: usize = 0;
export let leastTextLength: u32 = 0;
export let greatestTextAt: usize = 0;
export let greatestTextLength: u32 = 0;

/** NaN takes no part. Returns whether there was a number; `count` may be 0. */
export function boundFloats(values: usize, count: u32): bool {
  const end = values + (<usize>count << 3);
  let least = Infinity;
  let greatest = -Infinity;
  if (ASC_FEATURE_SIMD) {
    // pmin(a, b) is `b < a ? b : a`: a NaN in b is passed over.
    let leasts = f64x2.splat(Infinity);
    let greatests = f64x2.splat(-Infinity);
    for (; values + 16 <= end; values += 16) {
      const pair = v128.load(values);
      leasts = f64x2.pmin(leasts, pair);
      greatests = f64x2.pmax(greatests, pair);
    }
    least = min(f64x2.extract_lane(leasts, 0), f64x2.extract_lane(leasts, 1));
    greatest = max(f64x2.extract_lane(greatests, 0), f64x2.extract_lane(greatests, 1));
  }
  for (; values < end; values += 8) {
    const value = load<f64>(values);
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  leastFloat = least;
  greatestFloat = greatest;
  return least <= greatest;
}

// @ts-ignore: decorator
@inline
function boundIntegers<T>(values: usize, count: u32): bool {
  if (count == 0) return false;
  const end = values + <usize>count * sizeof<T>();
  let least = load<T>(values);
  let greatest = least;
  for (; values < end; values += sizeof<T>()) {
    const value = load<T>(values);
    least = value < least ? value : least;
    greatest = value > greatest ? value : greatest;
  }
  leastInteger = <i64>least;
  greatestInteger = <i64>greatest;
  return true;
}

export function boundInt64(values: usize, count: u32): bool {
  return boundIntegers<i64>(values, count);
}

export function boundInt32(values: usize, count: u32): bool {
  return boundIntegers<i32>(values, count);
}

/** Whether the bytes at `a` come before those at `b`, as unsigned bytes, a prefix before what it begins. */
function comesBefore(a: usize, aLength: u32, b: usize, bLength: u32): bool {
  const shared = min(aLength, bLength);
  let at: u32 = 0;
  for (; at + 8 <= shared; at += 8) {
    const left = bswap(load<u64>(a + at));
    const right = bswap(load<u64>(b + at));
    if (left != right) return left < right;
  }
  for (; at < shared; at++) {
    const left = load<u8>(a + at);
    const right = load<u8>(b + at);
    if (left != right) return left < right;
  }
  return aLength < bLength;
}

/** `body` holds `count` texts, each behind its length in four bytes. */
export function boundTexts(body: usize, count: u32): bool {
  if (count == 0) return false;
  let least = body;
  let greatest = body;
  let at = body;
  for (; count > 0; count--) {
    const length = load<u32>(at);
    if (comesBefore(at + 4, length, least + 4, load<u32>(least))) least = at;
    else if (comesBefore(greatest + 4, load<u32>(greatest), at + 4, length)) greatest = at;
    at += 4 + <usize>length;
  }
  leastTextAt = least + 4;
  leastTextLength = load<u32>(least);
  greatestTextAt = greatest + 4;
  greatestTextLength = load<u32>(greatest);
  return true;
}
