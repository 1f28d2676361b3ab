/** Which line of a document a byte is in. Of one with more lines than are kept, those further back are not known any more. */

/** 8 MiB of memory. */
const MOST = 1_048_576;
const LF = 10;

export class LineNumbers {
  /** The first `#kept` of these are where lines end. */
  #ends = new Float64Array(1024);
  #kept = 0;
  #dropped = 0;
  #length = 0;

  push(piece: Uint8Array): void {
    for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, at + 1)) {
      if (this.#kept === this.#ends.length) this.#makeRoom();
      this.#ends[this.#kept++] = this.#length + at;
    }
    this.#length += piece.length;
  }

  #makeRoom(): void {
    if (this.#kept < MOST) {
      const larger = new Float64Array(2 * this.#kept);
      larger.set(this.#ends);
      this.#ends = larger;
      return;
    }
    const half = MOST >> 1;
    this.#ends.copyWithin(0, half);
    this.#kept -= half;
    this.#dropped += half;
  }

  /** From 1. */
  lineOf(offset: number): number | undefined {
    let low = 0;
    let high = this.#kept;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ends[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low === 0 && this.#dropped > 0 ? undefined : this.#dropped + low + 1;
  }
}
