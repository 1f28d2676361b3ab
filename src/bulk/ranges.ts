/**
 * Cuts a source into ranges that can be decoded apart. A line that starts with `&&` always starts a frame, whatever
 * stood before it; so a range that begins there and ends before the next such line gives what it gives in the whole
 * source, all but the date that a time without one takes over. Where the cuts fall depends on the bytes alone.
 */
import { Arrivals } from "../input/bytes/arrivals.js";
import type { RandomAccess } from "../input/bytes/file.js";
import type { ByteReader } from "../input/bytes/source.js";
import type { Arrival } from "../wits/decoding/arrival.js";

/** Nominal bytes of a range: small enough that a few are in memory at once, large enough for full row groups. */
export const RANGE_BYTES = 32 << 20;

/**
 * The same of a source that is read from front to back, whose ranges wait in buffers of this size, one more than
 * there are tasks: with those of 32 MiB, 10 GB of gzip took 160 MB more.
 */
export const STREAM_RANGE_BYTES = 16 << 20;

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

export interface Range {
  /** Where it begins in the uncompressed source. */
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When they arrived, by their places in the source; the first tells it of the first byte. */
  readonly arrivals: readonly Arrival[];
  /** What ended the source behind it, before its end. */
  readonly fault?: unknown;
}

/** Buffers for ranges, which come back when their bytes are decoded: fresh ones of this size cost more than their use. */
export class RangeBuffers {
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  readonly #size: number;

  constructor(rangeBytes: number) {
    this.#size = rangeBytes + PROBE;
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#free.pop() ?? new Uint8Array(this.#size);
  }

  /** Takes back the buffer of a range; one that had to grow is left to the garbage collector. */
  give({ buffer }: Uint8Array<ArrayBuffer>): void {
    if (buffer.byteLength === this.#size) this.#free.push(new Uint8Array(buffer));
  }
}

/** The ranges of a source that can only be read from front to back, each in a buffer of its own. */
export async function* rangesOf(
  reader: Pick<ByteReader, "read" | "arrival">,
  rangeBytes = RANGE_BYTES,
  buffers = new RangeBuffers(rangeBytes),
): AsyncGenerator<Range> {
  let offset = 0;
  let buffer = buffers.take();
  let filled = 0;
  let searched = 0;
  let fault: unknown;
  const arrivals = new Arrivals();
  for (let more = true; more; ) {
    if (filled === buffer.length) buffer = grown(buffer);
    try {
      const length = await reader.read(buffer.subarray(filled));
      arrivals.note(offset + filled, reader.arrival);
      filled += length;
      more = length > 0;
    } catch (error) {
      fault = error;
      more = false;
    }
    // The nominal cuts lie at multiples of `rangeBytes` in the source, wherever the last real one fell.
    for (;;) {
      const nominal = (Math.floor(offset / rangeBytes) + 1) * rangeBytes - offset;
      const cut = frameLine(buffer.subarray(0, filled), Math.max(nominal, searched));
      if (cut < 0) {
        searched = Math.max(nominal, filled - 1);
        break;
      }
      let next = buffers.take();
      while (next.length <= filled - cut) next = grown(next);
      next.set(buffer.subarray(cut, filled));
      yield { offset, bytes: buffer.subarray(0, cut), arrivals: arrivals.takeBefore(offset + cut) };
      buffer = next;
      filled -= cut;
      offset += cut;
      searched = 0;
    }
  }
  yield {
    offset,
    bytes: buffer.subarray(0, filled),
    arrivals: arrivals.all,
    ...(fault !== undefined && { fault }),
  };
}

function grown(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(buffer.length * 2);
  larger.set(buffer);
  return larger;
}
