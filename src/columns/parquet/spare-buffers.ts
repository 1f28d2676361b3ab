/**
 * Buffers for fragments and row groups, which come back when their bytes are encoded or stand in a file, and serve the next
 * ones. V8 counts bytes outside of its heap: with fresh buffers it collected all garbage for every 40 to 75 MB of log, a tenth
 * of the processor's time, and the system cleared each of their pages.
 */

/** Buffers are multiples of this, so that one serves others of about its length. */
const GRAIN = 1 << 16;

/** A buffer serves what takes at least half of it. */
const LEAST_USE = 2;

/** Bytes that are kept: those of the fragments of one range of some tables. With twice as many, 10 GB took 30 MB more with two workers, and no less time. */
const KEPT = 16 << 20;

/** The spare buffers of a thread. */
export class SpareBuffers {
  readonly #kept: number;
  #free: ArrayBuffer[] = [];
  #bytes = 0;

  constructor(kept = KEPT) {
    this.#kept = kept;
  }

  /** So many bytes, with anything in them, at the start of a buffer of their own. */
  take(length: number): Uint8Array<ArrayBuffer> {
    let best = -1;
    for (const [i, { byteLength }] of this.#free.entries()) {
      if (byteLength < length || byteLength > Math.max(GRAIN, LEAST_USE * length)) continue;
      if (best < 0 || byteLength < this.#free[best]!.byteLength) best = i;
    }
    if (best < 0) return new Uint8Array(new ArrayBuffer(Math.ceil(length / GRAIN) * GRAIN), 0, length);
    const [buffer] = this.#free.splice(best, 1) as [ArrayBuffer];
    this.#bytes -= buffer.byteLength;
    return new Uint8Array(buffer, 0, length);
  }

  /** Takes over the buffer of bytes that nobody refers to any more. Beyond what is kept, those that have waited longest go. */
  give({ buffer }: Uint8Array<ArrayBuffer>): void {
    if (buffer.byteLength < GRAIN || buffer.byteLength > this.#kept) return;
    this.#free.push(buffer);
    this.#bytes += buffer.byteLength;
    while (this.#bytes > this.#kept) this.#bytes -= this.#free.shift()!.byteLength;
  }
}
