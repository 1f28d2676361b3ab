/** Nulls and their kinds: an empty value, the values that mean null, then the words for it. Each kind is counted. */
import { FIRST_NULL, nullCount, nullCounters, nullHigh, nullLow, nulls } from "./layout";

/** The kind of null that a number is, the first whose value it equals; 0 when it is none. */
// @ts-ignore: decorator
@inline
export function nullKindOf(value: f64): u32 {
  // As bits, where 0 has one sign: comparing floats takes twice the instructions.
  const bits = reinterpret<i64>(value + 0);
  let kind: u32 = 0;
  // To the end each time: where nulls are many, which one it is cannot be predicted.
  for (let i = <i32>nullCount - 1; i >= 0; i--) kind = select<u32>(FIRST_NULL + i, kind, load<i64>(nulls + (i << 3)) == bits);
  return kind;
}

/** Whether a number stands between the least and the greatest null value. */
// @ts-ignore: decorator
@inline
export function isNullNear(value: f64): bool {
  return value >= nullLow && value <= nullHigh;
}

// @ts-ignore: decorator
@inline
export function countNull(kind: u32, change: i64): void {
  const counter = nullCounters + (kind << 3);
  store<i64>(counter, load<i64>(counter) + change);
}
