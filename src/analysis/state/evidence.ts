/**
 * Where block and bit tell whether the string hangs on the hook. Rows are taken together until the block has moved far enough; the
 * bit then has moved as far, against it (`WITH`), or not at all (`STAYED`), or neither is plain.
 */
import type { RowStore } from "../rig/row-store.js";
import type { Lessons } from "./lessons.js";
import type { Scales } from "./scales.js";

export const WITH = 1;
export const STAYED = 2;
/** What is far enough, and what a bit may stray by; metres. */
const FAR = 0.25;
const STRAYS = 0.03;
const STRAYS_SHARE = 0.12;
const STANDS = 0.02;
const STANDS_SHARE = 0.03;
/** Milliseconds: what took longer was no movement. */
const LONGEST = 90_000;
const LONGEST_GAP = 60_000;

export class Evidence {
  readonly #scales: Scales;
  readonly #lessons: Lessons;
  /** Where the piece began that goes on. */
  #fromBlock = Number.NaN;
  #fromBit = Number.NaN;
  #fromTime = 0;
  #fromNumber = 0;
  /** Of the last row. */
  #time = 0;

  constructor(scales: Scales, lessons: Lessons) {
    this.#scales = scales;
    this.#lessons = lessons;
  }

  /** Marks the rows of pieces that end with one of these. */
  scout(store: RowStore, blocks: Float64Array, bits: Float64Array, from: number, to: number): void {
    const { metre, step, bitStep, deadband, interval } = this.#scales;
    const far = Math.max(FAR * metre, 3 * step, 3 * bitStep);
    const bitStands = Math.max(deadband, bitStep);
    const longestGap = Math.max(LONGEST_GAP, 3000 * interval);
    const { times, evidence, gapBefore } = store;
    for (let at = from; at < to; at++) {
      evidence[at] = 0;
      const time = times[at]!;
      const gap = time - this.#time;
      this.#time = time;
      const block = blocks[at]!;
      const bit = bits[at]!;
      if (gapBefore[at] === 1) this.#lessons.gap();
      if (Number.isNaN(block) || Number.isNaN(bit)) continue;
      const by = Math.abs(block - this.#fromBlock);
      const bitBy = Math.abs(bit - this.#fromBit);
      const isNext = gap <= longestGap;
      if (isNext && (by >= far || bitBy >= far)) {
        this.#end(store, at, block, bit, far);
        continue;
      }
      // A piece begins with the last row before anything moved; what creeps is judged by where it stood a while ago.
      const stands = by <= deadband && bitBy <= bitStands;
      if (stands || !isNext || Number.isNaN(by) || time - this.#fromTime > LONGEST)
        this.#begin(store.base + at, time, block, bit);
    }
  }

  /** A piece ended with the row at this place. */
  #end(store: RowStore, at: number, block: number, bit: number, far: number): void {
    const number = store.base + at;
    const kind = this.#judge(block - this.#fromBlock, bit - this.#fromBit, far);
    if (kind !== 0)
      store.evidence.fill(kind, Math.max(this.#fromNumber + 1 - store.base, store.from), at + 1);
    const hangs = kind === 0 ? undefined : kind === WITH;
    this.#lessons.piece(this.#fromNumber, number, hangs, this.#scales.interval);
    this.#begin(number, store.times[at]!, block, bit);
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
