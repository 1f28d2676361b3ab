/**
 * How large things are on this rig: the time between rows, a metre in the unit that is sent, which way the block's sensor counts, the
 * least step that it can tell, and how far it jitters at rest. One pass, a few numbers.
 */
import type { ChannelName } from "../../wits/catalog/channel.js";

/** Steps of a block at rest are no longer than this; metres. */
const MOST_JITTER = 0.12;
const LEAST_STEP = 0.01;
const MOST_STEP = 0.15;
/** Travel of a block that is told in feet, where nothing says so: no derrick lets one travel so many metres. */
const FEET_TRAVEL = 55;
const FEET_A_METRE = 3.280_84;
const INTERVALS = 241;

export class Scales {
  /** Seconds between rows, the usual; undefined while nothing tells. */
  interval = 1;
  /** What a metre is in the unit of depth and block position. */
  metre: number;
  readonly isMetreTold: boolean;
  readonly isSignGiven: boolean;
  /** 1 when the sensor counts upwards, as it should; -1 when it counts down. */
  sign = 1;
  block = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
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
  #last = Number.NaN;
  #direction = 0;
  rows = 0;
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

  time(seconds: number): void {
    if (!(seconds > 0)) return;
    this.#intervals[Math.min(INTERVALS - 1, Math.round(seconds))]!++;
    this.#counted++;
    if (this.#counted < 32 ? this.#counted % 4 === 1 : this.#counted % 64 === 0) this.#median();
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

  position(block: number): void {
    if (Number.isNaN(block)) return;
    this.rows++;
    const { block: travel } = this;
    if (block < travel.least || block > travel.most) {
      // A leap is none of the block's: it cannot go so fast.
      if (!(Math.abs(block - this.#last) > 20 * this.metre) || this.rows < 3) {
        if (block < travel.least) travel.least = block;
        if (block > travel.most) travel.most = block;
        if (!this.isMetreTold && travel.most - travel.least > FEET_TRAVEL) this.metre = FEET_A_METRE;
      }
    }
    const by = block - this.#last;
    this.#last = block;
    if (!(by !== 0) || Number.isNaN(by)) return;
    const size = Math.abs(by);
    if (size < this.step) this.step = Math.max(size, (LEAST_STEP * this.metre) / 2);
    else this.step *= 1.0002;
    if (this.step > MOST_STEP * this.metre) this.step = MOST_STEP * this.metre;
    const direction = by > 0 ? 1 : -1;
    if (direction === -this.#direction && size < MOST_JITTER * this.metre) {
      if (size > this.jitter) this.jitter += 0.2 * (size - this.jitter);
    } else this.jitter *= 0.999;
    this.#direction = direction;
  }

  depth(bit: number): void {
    const size = Math.abs(bit - this.#lastBit);
    if (!Number.isNaN(bit)) this.#lastBit = bit;
    if (!(size > 1e-6)) return;
    if (size < this.bitStep) this.bitStep = size;
    else if (this.bitStep < MOST_STEP * this.metre) this.bitStep *= 1.02;
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

  /** Less than this does not tell that the block moves. */
  get deadband(): number {
    return Math.min(0.25 * this.metre, Math.max(1.4 * this.step, 1.3 * this.jitter));
  }
}
