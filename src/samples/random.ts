/**
 * Seeded randomness, the same on every platform: sfc32 (Chris Doty-Humphrey's "small fast counting", 128 bits
 * of state) in 32-bit integers. What is built on it uses only `+ - * /` and rounding, which IEEE 754 fixes to the bit.
 */
const WARM_UP = 12;

export class Random {
  readonly #state = new Int32Array(4);

  constructor(seed: number) {
    this.#state.set([seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1]);
    for (let round = 0; round < WARM_UP; round++) this.next();
  }

  /** 32 random bits, as a signed integer. */
  next(): number {
    const state = this.#state;
    const a = state[0]!;
    const b = state[1]!;
    const c = state[2]!;
    const counter = state[3]!;
    const output = (((a + b) | 0) + counter) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = (((c << 21) | (c >>> 11)) + output) | 0;
    state[3] = counter + 1;
    return output;
  }

  /** An integer from 0 to `limit - 1`; `limit` is at most 2^21, so that the product below is exact. */
  below(limit: number): number {
    return Math.floor(((this.next() >>> 0) * limit) / 2 ** 32);
  }

  /** From -1 up to, not including, 1. */
  swing(): number {
    return this.next() / 2 ** 31;
  }

  /** True with the given probability. */
  chance(share: number): boolean {
    return share > 0 && this.next() >>> 0 < share * 2 ** 32;
  }
}
