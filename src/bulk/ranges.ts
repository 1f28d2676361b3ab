/**
 * Cuts a source into ranges that can be decoded apart. A line that starts with `&&` always starts a frame, whatever
 * stood before it; so a range that begins there and ends before the next such line gives what it gives in the whole
 * source, all but the date that a time without one takes over. Where the cuts fall depends on the bytes alone.
 */
import { Arrivals, arriving } from "../input/bytes/arrivals.js";
import { frameLine } from "../input/bytes/frame-cut.js";
import { readerOf } from "../input/bytes/memory.js";
import type { ByteReader } from "../input/bytes/source.js";
import type { Arrival } from "../wits/decoding/arrival.js";

/** Nominal bytes of a range: small enough that a few are in memory at once, large enough for full row groups. */
export const RANGE_BYTES = 32 << 20;

/**
 * The same of a source that is read from front to back, whose ranges wait in buffers of this size, one more than
 * there are tasks: with those of 32 MiB, 10 GB of gzip took 160 MB more.
 */
export const STREAM_RANGE_BYTES = 16 << 20;

/** Room behind a range for the frame that its end falls into. */
const ROOM = 65_536;

export interface Range {
  /** Where it begins in the uncompressed source. */
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When they arrived, by their places in the source; the first tells it of the first byte. */
  readonly arrivals: readonly Arrival[];
  /** What ended the source behind it, before its end. */
  readonly fault?: unknown;
  /** In the last range, which has no bytes then: gives all that is left of the source, and is closed by whoever reads it. */
  readonly rest?: Pick<ByteReader, "read" | "arrival">;
}

/**
 * Bytes in which there is no cut, after which no more is gathered: frames of a log that has them one glued to the other, or what is
 * no log, are then read from front to back by one decoder, whose memory does not grow.
 */
const LONGEST_UNCUT = 32 << 20;

/** Buffers for ranges, which come back when their bytes are decoded: fresh ones of this size cost more than their use. */
export class RangeBuffers {
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  readonly #size: number;

  constructor(rangeBytes: number) {
    this.#size = rangeBytes + ROOM;
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
    if (filled === buffer.length && filled >= LONGEST_UNCUT) {
      const held = arriving(readerOf(buffer), arrivals.all, offset);
      yield { offset, bytes: buffer.subarray(0, 0), arrivals: [], rest: following(held, reader) };
      return;
    }
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

/** The bytes of two readers, one behind the other. */
function following(first: ByteReader, second: Pick<ByteReader, "read" | "arrival">): Required<Range>["rest"] {
  let current: Pick<ByteReader, "read" | "arrival"> = first;
  return {
    async read(target) {
      const length = await current.read(target);
      if (length > 0 || current === second) return length;
      current = second;
      return current.read(target);
    },
    get arrival() {
      return current.arrival;
    },
  };
}

function grown(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(buffer.length * 2);
  larger.set(buffer);
  return larger;
}
