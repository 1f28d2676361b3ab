/** Bytes that are at hand already, as a reader gives them. */
import type { ByteReader } from "./source.js";

export function readerOf(bytes: Uint8Array): ByteReader {
  let at = 0;
  return {
    async read(target) {
      const piece = bytes.subarray(at, at + target.length);
      target.set(piece);
      at += piece.length;
      return piece.length;
    },
    async close() {},
  };
}
