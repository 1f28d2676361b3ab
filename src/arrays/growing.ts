/** Buffers that become longer as they fill. */

/** A buffer with room for `needed` bytes, of which the first `used` are those of this one: itself, or one at least twice as long. */
export function grownTo(
  buffer: Uint8Array<ArrayBuffer>,
  used: number,
  needed: number,
): Uint8Array<ArrayBuffer> {
  if (needed <= buffer.length) return buffer;
  const larger = new Uint8Array(Math.max(needed, 2 * buffer.length));
  larger.set(buffer.subarray(0, used));
  return larger;
}
