/** A decimal of up to 16 characters in one vector. Used by `fast` in the SIMD build alone. */

// @ts-ignore: decorator
@inline
export function controls(text: v128): u32 {
  // Signed: bytes from 0x80 count too and send the line to the slow path.
  return i8x16.bitmask(i8x16.lt_s(text, i8x16.splat(32)));
}

// @ts-ignore: decorator
@inline
export function places(text: v128, character: i8): u32 {
  return i8x16.bitmask(i8x16.eq(text, i8x16.splat(character)));
}

/** 0 to 9 where there is a digit, 0 elsewhere. */
// @ts-ignore: decorator
@inline
export function digits(text: v128): v128 {
  const d = i8x16.sub(text, i8x16.splat(48));
  return v128.and(d, i8x16.lt_u(d, i8x16.splat(10)));
}

// @ts-ignore: decorator
@inline
export function digitPlaces(text: v128): u32 {
  return i8x16.bitmask(i8x16.lt_u(i8x16.sub(text, i8x16.splat(48)), i8x16.splat(10)));
}

/**
 * The digits of the first `length` characters as one integer, the point at `point` squeezed out (-128 when there
 * is none). The characters are moved to the right end of the vector, those before the point one further; then
 * neighbours are added in pairs, fours and eights.
 */
// @ts-ignore: decorator
@inline
export function mantissa(text: v128, length: u32, point: i32): i64 {
  const from = i8x16.add(
    i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    i8x16.splat(<i8>(length - 16)),
  );
  const left = i8x16.le_s(from, i8x16.splat(<i8>point));
  const d = i8x16.swizzle(digits(text), i8x16.add(from, left));
  const twos = i16x8.add(
    i16x8.mul(v128.and(d, i16x8.splat(0xff)), i16x8.splat(10)),
    i16x8.shr_u(d, 8),
  );
  const fours = i32x4.dot_i16x8_s(twos, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const packed = i16x8.narrow_i32x4_s(fours, fours);
  const eights = i32x4.dot_i16x8_s(packed, i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1));
  return <i64>i32x4.extract_lane(eights, 0) * 100_000_000 + i32x4.extract_lane(eights, 1);
}
