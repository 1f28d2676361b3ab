/**
 * The hookload below which the string is in slips, learned from the rig itself. While the block travels, the bit tells which: it
 * goes with the block when the string hangs on the hook, and stays where it is when the slips hold it. Hookloads of such
 * moments are kept, a few hundred; the threshold is where it parts the two best, the latest counting most, so that it
 * follows block weight and string weight. Rigs that tell nothing of bit or block are parted by hookload alone, where it has two levels.
 */
import { Histogram } from "./histogram.js";

/** Moments of each kind that are kept. */
const KEPT = 160;
/** Milliseconds in which a moment loses half of its weight, and what it never loses. */
const HALF_LIFE = 1_800_000;
const LASTING = 0.02;
/** Moments of a kind before it is heard. */
const ENOUGH = 3;
/** Where the threshold stands between the two, from slips to hanging, when nothing lies between them. */
const BETWEEN = 0.55;
/**
 * What a gap between the kinds is worth that is as wide as they are apart, as a share of moments on the wrong side: a few are read while
 * the load comes onto the hook or leaves it.
 */
const CREDIT = 0.15;

const HANGING = 0;
const IN_SLIPS = 1;

/** Moments of both kinds in the order of their hookloads. */
class Moments {
  readonly loads = new Float64Array(2 * KEPT);
  readonly times = new Float64Array(2 * KEPT);
  readonly kinds = new Uint8Array(2 * KEPT);
  count = 0;
  /** By kind: how many are kept, and how many there were. */
  readonly kept = [0, 0];
  readonly total = [0, 0];

  add(time: number, load: number, kind: number): void {
    this.total[kind]!++;
    if (this.kept[kind]! === KEPT) this.#forget(kind);
    const { loads, times, kinds } = this;
    let at = this.count++;
    for (; at > 0 && loads[at - 1]! > load; at--) {
      loads[at] = loads[at - 1]!;
      times[at] = times[at - 1]!;
      kinds[at] = kinds[at - 1]!;
    }
    loads[at] = load;
    times[at] = time;
    kinds[at] = kind;
    this.kept[kind]!++;
  }

  /** The oldest of a kind. */
  #forget(kind: number): void {
    const { loads, times, kinds } = this;
    let oldest = -1;
    for (let at = 0; at < this.count; at++) {
      if (kinds[at] === kind && (oldest < 0 || times[at]! < times[oldest]!)) oldest = at;
    }
    loads.copyWithin(oldest, oldest + 1, this.count);
    times.copyWithin(oldest, oldest + 1, this.count);
    kinds.copyWithin(oldest, oldest + 1, this.count);
    this.count--;
    this.kept[kind]!--;
  }

  mean(kind: number): number {
    let sum = 0;
    for (let at = 0; at < this.count; at++) if (this.kinds[at] === kind) sum += this.loads[at]!;
    return sum / this.kept[kind]!;
  }

  least(kind: number): number {
    for (let at = 0; at < this.count; at++) if (this.kinds[at] === kind) return this.loads[at]!;
    return Number.POSITIVE_INFINITY;
  }

  most(kind: number): number {
    for (let at = this.count - 1; at >= 0; at--) if (this.kinds[at] === kind) return this.loads[at]!;
    return Number.NEGATIVE_INFINITY;
  }
}

/** Of the moments that are looked at, by their place. */
const weights = new Float64Array(2 * KEPT);
/** What is left of a weight after so many steps of age. */
const STEPS_A_HALF = 16;
const fading = Float64Array.from(
  { length: 12 * STEPS_A_HALF },
  (_, step) => 2 ** (-step / STEPS_A_HALF) + LASTING,
);

export class HookThreshold {
  readonly #moments = new Moments();
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
    const kind = isHanging ? HANGING : IN_SLIPS;
    if (Number.isNaN(load) || time - this.#lastOf[kind]! < this.#spacing) return;
    this.#lastOf[kind] = time;
    this.#moments.add(time, load, kind);
    this.#isStale = true;
  }

  get isLearned(): boolean {
    const { kept } = this.#moments;
    return this.#given !== undefined || (kept[HANGING]! >= ENOUGH && kept[IN_SLIPS]! >= ENOUGH);
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
    if (this.isLearned) {
      this.#part(time);
      return;
    }
    const moments = this.#moments;
    const parted = this.levels.parted();
    const least = moments.least(HANGING);
    const most = moments.most(IN_SLIPS);
    if (parted !== undefined && !(parted.between > least) && !(parted.between < most)) {
      this.value = parted.between;
      this.hysteresis = 0.05 * (parted.high - parted.low);
      this.how = `two levels of hookload, near ${parted.low.toPrecision(3)} and ${parted.high.toPrecision(3)}`;
      this.confidence = 0.6;
    } else if (moments.kept[HANGING]! >= ENOUGH) {
      this.value = 0.85 * least;
      this.hysteresis = 0.02 * least;
      this.how = "below any hookload at which the bit moved with the block; slips were not seen yet";
      this.confidence = 0.4;
    } else if (moments.kept[IN_SLIPS]! >= ENOUGH) {
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

  /** The place with the least weight on the wrong side of it; a wide gap is worth some of them. */
  #part(time: number): void {
    const moments = this.#moments;
    const { loads, kinds, count } = moments;
    weigh(moments, time);
    const apart = moments.mean(HANGING) - moments.mean(IN_SLIPS);
    // Below all of them every moment in slips stands on the wrong side.
    let [wrong, best, least, low, high] = [1, Number.POSITIVE_INFINITY, 1, loads[0]!, loads[0]!];
    for (let at = 0; at < count - 1; at++) {
      wrong += kinds[at] === HANGING ? weights[at]! : -weights[at]!;
      const width = loads[at + 1]! - loads[at]!;
      const cost = apart > 0 ? wrong - CREDIT * Math.min(1, width / apart) : wrong;
      if (cost >= best) continue;
      [best, least, low, high] = [cost, wrong, loads[at]!, loads[at + 1]!];
    }
    this.value = low + BETWEEN * (high - low);
    this.hysteresis = Math.max(0, Math.min(0.04 * apart, 0.3 * (high - low) + 0.02 * apart));
    this.confidence = Math.max(0, Math.min(1, 1 - 2 * least)) * Math.min(1, count / 24);
    this.how = "parts hookloads at which the bit moved with the block from those at which it stayed";
  }

  /** Moments that were seen of a string in slips, and their mean hookload; NaN of none. */
  get slipsSeen(): number {
    return this.#moments.total[IN_SLIPS]!;
  }
  get slipsMean(): number {
    return this.#moments.mean(IN_SLIPS);
  }
  /** The same of a string that hangs. */
  get hangingSeen(): number {
    return this.#moments.total[HANGING]!;
  }
  get hangingMean(): number {
    return this.#moments.mean(HANGING);
  }
}

/** Both kinds weigh 1 together, however many moments each has. */
function weigh({ times, kinds, count }: Moments, time: number): void {
  let [hanging, inSlips] = [0, 0];
  for (let at = 0; at < count; at++) {
    const age = Math.abs(time - times[at]!);
    const step = Math.min(fading.length - 1, (age * STEPS_A_HALF) / HALF_LIFE) | 0;
    const weight = fading[step]!;
    weights[at] = weight;
    if (kinds[at] === HANGING) hanging += weight;
    else inSlips += weight;
  }
  for (let at = 0; at < count; at++) weights[at]! /= kinds[at] === HANGING ? hanging : inSlips;
}
