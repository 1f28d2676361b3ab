/** Rows with the bit below the bottom of the hole, which cannot be. */
export class BitDepth {
  judged = 0;
  below = 0;

  add(bit: Float64Array, hole: Float64Array): void {
    for (let row = 0; row < bit.length; row++) {
      const under = bit[row]! - hole[row]!;
      if (Number.isNaN(under)) continue;
      this.judged++;
      if (under > 0) this.below++;
    }
  }
}
