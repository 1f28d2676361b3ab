/**
 * Where bytes can be cut so that each part can be decoded by itself. A line that starts with `&&` always starts a frame,
 * whatever stood before it.
 */
import type { RandomAccess } from "./file.js";

const AMPERSAND = 38;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;

/** The first index in [from, bytes.length - 1) where `&&` stands behind a line end, or -1. `from` is at least 1. */
export function frameLine(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(AMPERSAND, from); at >= 0; at = bytes.indexOf(AMPERSAND, at + 1)) {
    if (bytes[at + 1] === AMPERSAND && isLineEnd(bytes[at - 1])) return at;
  }
  return -1;
}

const PROBE = 65_536;

/**
 * The first cut at or behind `nominal` in a file of `size` bytes, 0 being one; `size` when there is none, or none before
 * `limit`, so that ranges inside a line without end need not each read on to where it ends.
 */
export async function cutBehind(
  file: Pick<RandomAccess, "read">,
  nominal: number,
  size: number,
  limit = size,
): Promise<number> {
  if (nominal <= 0) return 0;
  const buffer = new Uint8Array(PROBE);
  // One byte before, for its line end; each probe takes up the last two bytes of the one before.
  for (let at = nominal - 1; at < limit; ) {
    const length = await file.read(buffer, at);
    const found = frameLine(buffer.subarray(0, length), 1);
    if (found >= 0) return at + found;
    if (length < 3) break;
    at += length - 2;
  }
  return size;
}
