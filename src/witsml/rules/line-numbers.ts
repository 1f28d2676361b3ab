/** Which line of a document a byte is in. Of one with more lines than are kept, those further back are not known any more. */

/** 16 MiB of memory. */
const MOST = 2_097_152;

export class LineNumbers {
  #ends: number[] = [];
  #dropped = 0;
  #length = 0;

  push(piece: Uint8Array): void {
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1))
      this.#ends.push(this.#length + at);
    this.#length += piece.length;
    if (this.#ends.length <= MOST) return;
    this.#dropped += this.#ends.length >> 1;
    this.#ends = this.#ends.slice(this.#ends.length >> 1);
  }

  /** From 1. */
  lineOf(offset: number): number | undefined {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ends[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low === 0 && this.#dropped > 0 ? undefined : this.#dropped + low + 1;
  }
}
