/**
 * Where block and bit tell whether the string hangs on the hook. Rows are taken together until the block has moved far enough; the
 * bit then has moved as far, against it (`WITH`), or not at all (`STAYED`), or neither is plain.
 */
import type { Scales } from "./scales.js";

export const WITH = 1;
export const STAYED = 2;
/** What is far enough, and what a bit may stray by; metres. */
const FAR = 0.25;
const STRAYS = 0.03;
const STRAYS_SHARE = 0.12;
const STANDS = 0.02;
const STANDS_SHARE = 0.03;
/** Seconds: what took longer was no movement. */
const LONGEST = 90;
const LONGEST_GAP = 60;

export class Evidence {
  readonly #scales: Scales;
  #fromBlock = Number.NaN;
  #fromBit = Number.NaN;
  #fromTime = 0;
  #fromNumber = 0;
  #time = 0;
  /** Of the piece that ended with the last row, if one did; and the number of its first row. */
  kind = 0;
  from = 0;

  constructor(scales: Scales) {
    this.#scales = scales;
  }

  /** True when a piece ended with this row. */
  row(number: number, time: number, block: number, bit: number): boolean {
    const gap = (time - this.#time) / 1000;
    this.#time = time;
    if (Number.isNaN(block) || Number.isNaN(bit)) return false;
    const { metre, step, bitStep, deadband } = this.#scales;
    const far = Math.max(FAR * metre, 3 * step, 3 * bitStep);
    const by = block - this.#fromBlock;
    const bitBy = bit - this.#fromBit;
    if (!(gap <= Math.max(LONGEST_GAP, 3 * this.#scales.interval)) || Number.isNaN(by)) {
      this.#begin(number, time, block, bit);
      return false;
    }
    if (Math.abs(by) < far && Math.abs(bitBy) < far) {
      // A piece begins with the last row before anything moved; what creeps is judged by where it stood a while ago.
      const stands = Math.abs(by) <= deadband && Math.abs(bitBy) <= Math.max(deadband, bitStep);
      if (stands || time - this.#fromTime > LONGEST * 1000) this.#begin(number, time, block, bit);
      return false;
    }
    this.from = this.#fromNumber;
    this.kind = this.#judge(by, bitBy, far);
    this.#begin(number, time, block, bit);
    return true;
  }

  #judge(by: number, bitBy: number, far: number): number {
    const { metre, sign, step } = this.#scales;
    const size = Math.abs(by);
    if (size < far) return 0;
    const strays = STRAYS * metre + 0.5 * step + STRAYS_SHARE * size;
    const down = Math.abs(bitBy + by) <= strays;
    const up = Math.abs(bitBy - by) <= strays;
    if (down || up) this.#scales.moved(down);
    if (sign > 0 ? down : up) return WITH;
    return Math.abs(bitBy) <= STANDS * metre + STANDS_SHARE * size ? STAYED : 0;
  }

  #begin(number: number, time: number, block: number, bit: number): void {
    this.#fromNumber = number;
    this.#fromTime = time;
    this.#fromBlock = block;
    this.#fromBit = bit;
  }
}
