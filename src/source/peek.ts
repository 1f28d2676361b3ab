/**
 * Looks at the first bytes of a reader without losing them: what was peeked is what the next reads give.
 */
import type { ByteReader } from "./source.js";

/** Enough for the longest mark that stands at the start; a tar archive's, at byte 257, is found when it is there. */
const ENOUGH = 8;
const MOST = 4096;

export interface Peeked {
  readonly head: Uint8Array;
  /** Reads the whole of it, the head included. */
  readonly reader: ByteReader;
}

export async function peek(reader: ByteReader): Promise<Peeked> {
  const buffer = new Uint8Array(MOST);
  let length = 0;
  let fault: { readonly error: unknown } | undefined;
  // Stops at the first read that suffices: a live pipe gives a line at a time.
  while (length < ENOUGH) {
    try {
      const bytes = await reader.read(buffer.subarray(length));
      if (bytes === 0) break;
      length += bytes;
    } catch (error) {
      // The bytes before the fault come first; the reader below throws it in its turn.
      fault = { error };
      break;
    }
  }
  const head = buffer.subarray(0, length);
  let given = 0;
  return {
    head,
    reader: {
      async read(target) {
        if (given < length) {
          const taken = head.subarray(given, given + target.length);
          target.set(taken);
          given += taken.length;
          return taken.length;
        }
        if (fault !== undefined) throw fault.error;
        return reader.read(target);
      },
      close: () => reader.close(),
    },
  };
}
