/**
 * Small numbers as Parquet packs them, runs of one value and values bit by bit, read some at a time: levels and indices of dictionaries.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 */

/** Bits of a value that lie within four bytes wherever it begins. */
export const WIDEST = 24;

export class Hybrid {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #width: number;
  #at: number;
  /** Values of the run that are still to come; each is `#value`, or packed from bit `#bit` on. */
  #left = 0;
  #packed = false;
  #value = 0;
  #bit = 0;

  /** `width`: bits of a value, at most `WIDEST`. */
  constructor(bytes: Uint8Array, from: number, end: number, width: number) {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = end;
    this.#width = width;
  }

  /** The next `count` values. Throws where there are fewer. */
  read(out: Int32Array, count: number): void {
    for (let filled = 0; filled < count; ) {
      while (this.#left === 0) this.#nextRun();
      const some = Math.min(this.#left, count - filled);
      if (this.#packed) this.#unpack(out, filled, some);
      else out.fill(this.#value, filled, filled + some);
      filled += some;
      this.#left -= some;
    }
  }

  /** How many of the next values are the same, and which; none where they are packed. */
  run(): { readonly length: number; readonly value: number } {
    while (this.#left === 0) this.#nextRun();
    return this.#packed ? { length: 0, value: 0 } : { length: this.#left, value: this.#value };
  }

  /** Passes over values of a run. */
  skip(count: number): void {
    this.#left -= count;
  }

  #nextRun(): void {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      header += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
      if (shift > 28) throw new Error("a run of values has no length");
    }
    this.#packed = header % 2 === 1;
    const length = Math.floor(header / 2);
    this.#left = this.#packed ? length * 8 : length;
    if (this.#packed) {
      this.#bit = this.#at * 8;
      this.#at += length * this.#width;
      // The last run of a page may be cut behind its last value.
      return;
    }
    this.#value = 0;
    for (let shift = 0; shift < this.#width; shift += 8) this.#value |= this.#byte() << shift;
  }

  #byte(): number {
    if (this.#at >= this.#end) throw new Error("values end before their page");
    return this.#bytes[this.#at++]!;
  }

  #unpack(out: Int32Array, from: number, count: number): void {
    const width = this.#width;
    const mask = 2 ** width - 1;
    const bytes = this.#bytes;
    let bit = this.#bit;
    this.#bit += count * width;
    if (this.#bit > 8 * this.#end) throw new Error("values end before their page");
    for (let i = from; i < from + count; i++) {
      const at = bit >> 3;
      // What lies behind the bytes is no part of the value, and 0.
      out[i] =
        ((bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>>
          (bit & 7)) &
        mask;
      bit += width;
    }
  }
}
