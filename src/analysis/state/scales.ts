/**
 * How large things are on this rig: the time between rows, a metre in the unit that is sent, which way the block's sensor counts, the
 * least step that it can tell, and how far it jitters at rest. One pass, a few numbers.
 */
import type { ChannelName } from "../../wits/catalog/channel.js";
import type { RowStore } from "../rig/row-store.js";

/** Steps of a block at rest are no longer than this; metres. */
const MOST_JITTER = 0.12;
const LEAST_STEP = 0.01;
const MOST_STEP = 0.15;
/** Travel of a block that is told in feet, where nothing says so: no derrick lets one travel so many metres. */
const FEET_TRAVEL = 55;
const FEET_A_METRE = 3.280_84;
const INTERVALS = 241;
/** A gap is longer than this many usual intervals, and than a minute; seconds. */
const GAP_INTERVALS = 3;
const LEAST_GAP = 60;

export class Scales {
  /** Seconds between rows, the usual; undefined while nothing tells. */
  interval = 1;
  /** What a metre is in the unit of depth and block position. */
  metre: number;
  readonly isMetreTold: boolean;
  readonly isSignGiven: boolean;
  /** 1 when the sensor counts upwards, as it should; -1 when it counts down. */
  sign = 1;
  /** The least step of the block's sensor, and how far it jitters. */
  step: number;
  jitter = 0;
  /** The least step of the bit's depth. */
  bitStep: number;
  #lastBit = Number.NaN;
  readonly #intervals = new Int32Array(INTERVALS);
  #counted = 0;
  #with = 0;
  #against = 0;
  #lastTime = Number.NaN;
  /** Of the block: rows that told it, the last, which way it went, and how far it travels. */
  #positions = 0;
  #last = Number.NaN;
  #direction = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  rowsOfSign = 0;

  /** `sign`: told, and not found. */
  constructor(unit: (channel: ChannelName) => string | undefined, sign?: 1 | -1 | undefined) {
    this.isSignGiven = sign !== undefined;
    if (sign !== undefined) this.sign = sign;
    const told = unit("bit-depth") ?? unit("hole-depth") ?? unit("block-position");
    this.isMetreTold = told !== undefined;
    this.metre = told !== undefined && /^f/i.test(told) ? FEET_A_METRE : 1;
    this.step = MOST_STEP * this.metre;
    this.bitStep = this.step;
  }

  /** Marks what is a gap among these rows, and learns how far rows are apart. */
  times(store: RowStore, from: number, to: number): void {
    const { times, gapBefore } = store;
    let last = this.#lastTime;
    for (let at = from; at < to; at++) {
      const time = times[at]!;
      const passed = (time - last) / 1000;
      last = time;
      const isGap = passed > LEAST_GAP && passed > GAP_INTERVALS * this.interval;
      gapBefore[at] = isGap ? 1 : 0;
      if (isGap || !(passed > 0)) continue;
      this.#intervals[passed < INTERVALS - 1 ? (passed + 0.5) | 0 : INTERVALS - 1]!++;
      const counted = ++this.#counted;
      if (counted < 32 ? (counted & 3) === 1 : (counted & 63) === 0) this.#median();
    }
    this.#lastTime = last;
  }

  #median(): void {
    let left = this.#counted / 2;
    for (let at = 0; at < INTERVALS; at++) {
      left -= this.#intervals[at]!;
      if (left > 0) continue;
      this.interval = Math.max(0.2, at);
      break;
    }
    if (this.#counted < 4096) return;
    this.#counted = 0;
    for (let at = 0; at < INTERVALS; at++) {
      this.#intervals[at] = this.#intervals[at]! >> 1;
      this.#counted += this.#intervals[at]!;
    }
  }

  /** Learns how far the block travels, in which steps its sensor tells, and how it jitters. */
  blocks(blocks: Float64Array, from: number, to: number): void {
    let last = this.#last;
    for (let at = from; at < to; at++) {
      const block = blocks[at]!;
      const by = block - last;
      if (by === 0) this.#positions++;
      else if (!Number.isNaN(block)) {
        this.#positions++;
        this.#moved(block, by);
        last = block;
      }
    }
    this.#last = last;
  }

  /** The block stands elsewhere than in the row before; NaN where there was none. */
  #moved(block: number, by: number): void {
    const { metre } = this;
    const size = Math.abs(by);
    // A leap is none of the block's: it cannot go so fast.
    if ((block < this.#least || block > this.#most) && (!(size > 20 * metre) || this.#positions < 3)) {
      this.#least = Math.min(this.#least, block);
      this.#most = Math.max(this.#most, block);
      if (!this.isMetreTold && this.#most - this.#least > FEET_TRAVEL) this.metre = FEET_A_METRE;
    }
    if (Number.isNaN(by)) return;
    if (size < this.step) this.step = Math.max(size, (LEAST_STEP * metre) / 2);
    else this.step *= 1.0002;
    if (this.step > MOST_STEP * metre) this.step = MOST_STEP * metre;
    const direction = by > 0 ? 1 : -1;
    if (direction === -this.#direction && size < MOST_JITTER * metre) {
      if (size > this.jitter) this.jitter += 0.2 * (size - this.jitter);
    } else this.jitter *= 0.999;
    this.#direction = direction;
  }

  /** Learns in which steps the bit's depth is told. */
  bits(bits: Float64Array, from: number, to: number): void {
    const most = MOST_STEP * this.metre;
    let [last, step] = [this.#lastBit, this.bitStep];
    for (let at = from; at < to; at++) {
      const bit = bits[at]!;
      const size = Math.abs(bit - last);
      if (!Number.isNaN(bit)) last = bit;
      if (!(size > 1e-6)) continue;
      if (size < step) step = size;
      else if (step < most) step *= 1.02;
    }
    [this.#lastBit, this.bitStep] = [last, step];
  }

  /** The bit moved with the block, or against it. */
  moved(isWith: boolean): void {
    if (isWith) this.#with++;
    else this.#against++;
    this.rowsOfSign++;
    if (!this.isSignGiven) this.sign = this.#against > this.#with ? -1 : 1;
    if (this.#with + this.#against > 400) {
      this.#with /= 2;
      this.#against /= 2;
    }
  }

  /** Rows that told where the block is. */
  get positions(): number {
    return this.#positions;
  }

  /** Less than this does not tell that the block moves. */
  get deadband(): number {
    return Math.min(0.25 * this.metre, Math.max(1.4 * this.step, 1.3 * this.jitter));
  }
}
