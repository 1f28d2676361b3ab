/**
 * Integers that Parquet packs as differences, as numbers: DELTA_BINARY_PACKED of 64 bits. Times, offsets and sequence numbers are safe integers, of
 * which each would be a `BigInt` on its way: of an export of 174 MB of WITSML they were 470 MB of garbage.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#delta-encoding-delta_binary_packed--5
 */

/** The widest that a difference may be here, bits: with the rest of the byte that it begins in it is within two words. */
const WIDEST = 52;

/** A place in bytes. */
interface Cursor {
  at: number;
}

/** Fills `out` with the values that begin at `from`. False where one of them, or what it is made of, is no safe integer: then what is in it is of no account. */
export function readDifferences(bytes: Uint8Array, from: number, out: Float64Array): boolean {
  const cursor = { at: from };
  const size = unsigned(bytes, cursor);
  const parts = unsigned(bytes, cursor);
  unsigned(bytes, cursor);
  let value = signed(bytes, cursor);
  const each = size / parts;
  if (!Number.isInteger(each) || each === 0) return false;
  let done = 0;
  out[done++] = value;
  while (done < out.length) {
    const least = signed(bytes, cursor);
    const widths = cursor.at;
    cursor.at += parts;
    for (let part = 0; part < parts && done < out.length; part++) {
      const width = bytes[widths + part]!;
      if (!(width <= WIDEST)) return false;
      const end = Math.min(out.length, done + each);
      for (let bit = 0; done < end; bit += width) {
        value += least + bitsAt(bytes, cursor.at + (bit >>> 3), bit & 7, width);
        if (!Number.isSafeInteger(value)) return false;
        out[done++] = value;
      }
      cursor.at += (each * width) / 8;
    }
  }
  return Number.isSafeInteger(out[0]);
}

/** So many bits behind the first `before` of a byte, the least first. */
function bitsAt(bytes: Uint8Array, at: number, before: number, width: number): number {
  if (width === 0) return 0;
  const low = wordAt(bytes, at) >>> before;
  const known = 32 - before;
  if (width < known) return low & ((1 << width) - 1);
  if (width === known) return low;
  const more = width - known;
  return low + (wordAt(bytes, at + 4) & (2 ** more - 1)) * 2 ** known;
}

/** Four bytes; those behind the last one are 0. */
const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) |
  ((bytes[at + 1] ?? 0) << 8) |
  ((bytes[at + 2] ?? 0) << 16) |
  ((bytes[at + 3] ?? 0) << 24);

/** NaN where it is no safe integer. */
function unsigned(bytes: Uint8Array, cursor: Cursor): number {
  let value = 0;
  for (let worth = 1; ; worth *= 128) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) return Number.NaN;
    value += (byte & 127) * worth;
    if (byte < 128) return Number.isSafeInteger(value) ? value : Number.NaN;
  }
}

function signed(bytes: Uint8Array, cursor: Cursor): number {
  const value = unsigned(bytes, cursor);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
