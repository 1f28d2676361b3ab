/**
 * Looks at the first bytes of a reader without losing them: what was peeked is what the next reads give.
 */
import type { ByteReader } from "./source.js";

/** Enough for the longest mark that stands at the start; a tar archive's, at byte 257, is found when it is there. */
const ENOUGH = 8;
const FIRST = 4096;
const MOST = 65_536;

export interface Peeked<Reader extends ByteReader = ByteReader> {
  readonly head: Uint8Array;
  /** No byte follows the head, or none that can be had. */
  readonly whole: boolean;
  /** Reads the whole of it, the head included. */
  readonly reader: Reader;
}

/** Stops as soon as the head suffices, for a live pipe gives a line at a time, and at 64 KiB. */
export async function peek<Reader extends ByteReader>(
  reader: Reader,
  suffices: (head: Uint8Array, whole: boolean) => boolean = () => true,
): Promise<Peeked<Reader>> {
  let buffer = new Uint8Array(FIRST);
  let length = 0;
  let whole = false;
  let fault: { readonly error: unknown } | undefined;
  /** When the bytes of the head arrived, by where they end in it. */
  const arrivals: { readonly end: number; readonly time: number | undefined }[] = [];
  while (length < ENOUGH || !suffices(buffer.subarray(0, length), false)) {
    if (length === buffer.length) {
      if (length === MOST) break;
      const larger = new Uint8Array(MOST);
      larger.set(buffer);
      buffer = larger;
    }
    try {
      const bytes = await reader.read(buffer.subarray(length));
      if (bytes === 0) {
        whole = true;
        break;
      }
      length += bytes;
      arrivals.push({ end: length, time: reader.arrival });
    } catch (error) {
      // The bytes before the fault come first; the reader below throws it in its turn.
      fault = { error };
      whole = true;
      break;
    }
  }
  const head = buffer.subarray(0, length);
  let given = 0;
  let arrival: number | undefined;
  const again: ByteReader = {
    ...reader,
    async read(target) {
      if (given < length) {
        const piece = arrivals.find(({ end }) => end > given)!;
        const taken = head.subarray(given, Math.min(piece.end, given + target.length));
        target.set(taken);
        given += taken.length;
        arrival = piece.time;
        return taken.length;
      }
      if (fault !== undefined) throw fault.error;
      const bytes = await reader.read(target);
      arrival = reader.arrival;
      return bytes;
    },
    get arrival() {
      return arrival;
    },
    get remark() {
      return reader.remark;
    },
    close: () => reader.close(),
  };
  return { head, whole, reader: again as Reader };
}
