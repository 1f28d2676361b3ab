/**
 * The hookload below which the string is in slips, learned from the rig itself. While the block travels, the bit tells which: it
 * goes with the block when the string hangs on the hook, and stays where it is when the slips hold it. Hookloads of such
 * moments are kept, a few hundred; the threshold is where it parts the two best, the latest counting most, so that it
 * follows block weight and string weight. Rigs that tell nothing of bit or block are parted by hookload alone, where it has two levels.
 */
import { Histogram } from "./histogram.js";

const KEPT = 96;
/** Milliseconds in which a moment loses half of its weight, and what it never loses. */
const HALF_LIFE = 1_800_000;
const LASTING = 0.02;
/** Moments of a kind before it is heard. */
const ENOUGH = 3;
/** Where the threshold stands between the two, from slips to hanging, when nothing lies between them. */
const BETWEEN = 0.55;
/** Kinds that overlap by less than this share are parted anywhere within it. */
const TOLERANCE = 0.01;

/** Hookloads of one kind, with when they were read. */
class Moments {
  readonly loads = new Float64Array(KEPT);
  readonly times = new Float64Array(KEPT);
  count = 0;
  total = 0;
  #next = 0;

  add(time: number, load: number): void {
    this.loads[this.#next] = load;
    this.times[this.#next] = time;
    this.#next = (this.#next + 1) % KEPT;
    if (this.count < KEPT) this.count++;
    this.total++;
  }
}

export class HookThreshold {
  readonly hanging = new Moments();
  readonly inSlips = new Moments();
  readonly levels = new Histogram();
  /** NaN while nothing tells. */
  value = Number.NaN;
  /** Half of what the hookload must pass it by. */
  hysteresis = 0;
  how = "";
  confidence = 0;
  readonly #given: number | undefined;
  readonly #spacing: number;
  #lastOf = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  #isStale = false;
  #computed = Number.NEGATIVE_INFINITY;
  readonly #sorted = new Float64Array(2 * KEPT);

  constructor(given: number | undefined, spacing: number) {
    this.#given = given;
    this.#spacing = spacing;
    if (given === undefined) return;
    this.value = given;
    this.how = "given by the rig's file";
    this.confidence = 1;
  }

  /** A moment in which the bit told. */
  learn(time: number, load: number, isHanging: boolean): void {
    const kind = isHanging ? 0 : 1;
    if (Number.isNaN(load) || time - this.#lastOf[kind]! < this.#spacing) return;
    this.#lastOf[kind] = time;
    (isHanging ? this.hanging : this.inSlips).add(time, load);
    this.#isStale = true;
  }

  get isLearned(): boolean {
    return this.#given !== undefined || (this.hanging.count >= ENOUGH && this.inSlips.count >= ENOUGH);
  }

  /** As of a time, which never falls; it is computed anew at most every `every` milliseconds. */
  at(time: number, every: number): number {
    if (this.#given !== undefined || time - this.#computed < every) return this.value;
    if (!this.#isStale && !Number.isNaN(this.value) && this.isLearned && time - this.#computed < HALF_LIFE)
      return this.value;
    this.#computed = time;
    this.#isStale = false;
    this.#compute(time);
    return this.value;
  }

  #compute(time: number): void {
    const { hanging, inSlips } = this;
    if (this.isLearned) {
      this.#part(time);
      return;
    }
    const parted = this.levels.parted();
    const least = leastOf(hanging);
    const most = mostOf(inSlips);
    if (parted !== undefined && !(parted.between > least) && !(parted.between < most)) {
      this.value = parted.between;
      this.hysteresis = 0.05 * (parted.high - parted.low);
      this.how = `two levels of hookload, near ${parted.low.toPrecision(3)} and ${parted.high.toPrecision(3)}`;
      this.confidence = 0.6;
    } else if (hanging.count >= ENOUGH) {
      this.value = 0.85 * least;
      this.hysteresis = 0.02 * least;
      this.how = "below any hookload at which the bit moved with the block; slips were not seen yet";
      this.confidence = 0.4;
    } else if (inSlips.count >= ENOUGH) {
      this.value = most + 0.05 * Math.abs(most);
      this.hysteresis = 0.01 * Math.abs(most);
      this.how =
        "above any hookload at which the block moved without the bit; a hanging string was not seen yet";
      this.confidence = 0.4;
    } else {
      this.value = Number.NaN;
      this.how = "neither bit and block nor two levels of hookload tell when the string is in slips";
      this.confidence = 0;
    }
  }

  /** The place with the least weight on the wrong side of it; of several, in the widest gap. */
  #part(time: number): void {
    const { hanging, inSlips } = this;
    const count = hanging.count + inSlips.count;
    const sorted = this.#sorted.subarray(0, count);
    sorted.set(hanging.loads.subarray(0, hanging.count));
    sorted.set(inSlips.loads.subarray(0, inSlips.count), hanging.count);
    const order = indices.subarray(0, count);
    const keys = packed.subarray(0, count);
    for (let at = 0; at < count; at++) keys[at] = sorted[at]!;
    sortWith(keys, order, count);
    weigh(hanging, time, 0);
    weigh(inSlips, time, hanging.count);
    // Below all: every moment in slips stands on the wrong side.
    let wrong = 1;
    let best = Number.POSITIVE_INFINITY;
    for (let at = 0; at < count - 1; at++) {
      wrong += order[at]! < hanging.count ? weights[order[at]!]! : -weights[order[at]!]!;
      if (wrong < best) best = wrong;
    }
    wrong = 1;
    let widest = -1;
    let [low, high] = [keys[0]!, keys[0]!];
    for (let at = 0; at < count - 1; at++) {
      wrong += order[at]! < hanging.count ? weights[order[at]!]! : -weights[order[at]!]!;
      const width = keys[at + 1]! - keys[at]!;
      if (wrong > best + TOLERANCE || width <= widest) continue;
      widest = width;
      [low, high] = [keys[at]!, keys[at + 1]!];
    }
    this.value = low + BETWEEN * (high - low);
    const apart = meanOf(hanging) - meanOf(inSlips);
    this.hysteresis = Math.max(0, Math.min(0.04 * apart, 0.3 * (high - low) + 0.02 * apart));
    this.confidence = Math.max(0, Math.min(1, 1 - 2 * best)) * Math.min(1, count / 24);
    this.how = `hookload where the bit moved with the block (${hanging.total} moments) and where it stayed (${inSlips.total})`;
  }
}

const indices = new Uint16Array(2 * KEPT);
const packed = new Float64Array(2 * KEPT);
const weights = new Float64Array(2 * KEPT);

/** Insertion by binary search would do; this is a plain one, of at most 192 numbers, that carries where each came from. */
function sortWith(keys: Float64Array, order: Uint16Array, count: number): void {
  for (let at = 0; at < count; at++) order[at] = at;
  for (let gap = count >> 1; gap > 0; gap = gap >> 1) {
    for (let at = gap; at < count; at++) {
      const key = keys[at]!;
      const from = order[at]!;
      let to = at;
      for (; to >= gap && keys[to - gap]! > key; to -= gap) {
        keys[to] = keys[to - gap]!;
        order[to] = order[to - gap]!;
      }
      keys[to] = key;
      order[to] = from;
    }
  }
}

/** Both kinds weigh 1 together, however many moments each has. */
function weigh(moments: Moments, time: number, from: number): void {
  let sum = 0;
  for (let at = 0; at < moments.count; at++) {
    const weight = 2 ** (-Math.abs(time - moments.times[at]!) / HALF_LIFE) + LASTING;
    weights[from + at] = weight;
    sum += weight;
  }
  for (let at = 0; at < moments.count; at++) weights[from + at]! /= sum;
}

const leastOf = ({ loads, count }: Moments): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < count; at++) least = Math.min(least, loads[at]!);
  return least;
};
const mostOf = ({ loads, count }: Moments): number => {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) most = Math.max(most, loads[at]!);
  return most;
};
export const meanOf = ({ loads, count }: { loads: Float64Array; count: number }): number => {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += loads[at]!;
  return sum / count;
};
