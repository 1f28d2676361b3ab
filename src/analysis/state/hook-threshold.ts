/**
 * The hookload below which the string is in slips, learned from the rig itself. While the block travels, the bit tells which: it
 * goes with the block when the string hangs on the hook, and stays where it is when the slips hold it. Hookloads of such
 * moments are kept, a few hundred; the threshold is where it parts the two best, the latest counting most, so that it
 * follows block weight and string weight. Rigs that tell nothing of bit or block are parted by hookload alone, where it has two levels.
 */
import { Histogram } from "./histogram.js";

/** Moments of each kind that are kept. */
const KEPT = 96;
/** So many moments of its kind later one has half of its weight, and what it never loses. */
const HALF_AFTER = 16;
const LASTING = 0.01;
/** Milliseconds after which a hanging string that follows has no more than that: one that is pulled may have become as light as hookload strays by then. */
const SOON = 300_000;
/** Milliseconds between two moments that are kept of a kind, and between two thresholds. */
const SPACING = 6_000;
const EVERY = 120_000;
/** Milliseconds after which it is computed anew even if nothing was learned. */
const LASTS = 1_800_000;
/** Moments of a kind before it is heard. */
const ENOUGH = 3;
/** Of moments that must stand on their side: below this, block and bit do not tell on this rig. */
const LEAST_SEPARATION = 0.55;
/** Where the threshold stands between the two, from slips to hanging, when nothing lies between them. */
const BETWEEN = 0.55;
/**
 * Moments shall not only stand on their side of it, but away from it, by this share of what the kinds are apart; and what that is worth,
 * where 1 is to stand on the wrong side.
 */
const MARGIN = 0.35;
const MARGIN_WORTH = 0.2;

const HANGING = 0 as const;
const IN_SLIPS = 1 as const;

/** Moments of both kinds in the order of their hookloads. */
class Moments {
  readonly loads = new Float64Array(2 * KEPT);
  readonly times = new Float64Array(2 * KEPT);
  readonly kinds = new Uint8Array(2 * KEPT);
  /** The how many-th of its kind. */
  readonly ranks = new Float64Array(2 * KEPT);
  count = 0;
  /** By kind: how many are kept, and how many there were. */
  readonly kept = [0, 0];
  readonly total = [0, 0];

  add(time: number, load: number, kind: number): void {
    this.total[kind]!++;
    if (this.kept[kind]! === KEPT) this.#forget(kind);
    const { loads, times, kinds, ranks } = this;
    let at = this.count++;
    for (; at > 0 && loads[at - 1]! > load; at--) {
      loads[at] = loads[at - 1]!;
      times[at] = times[at - 1]!;
      kinds[at] = kinds[at - 1]!;
      ranks[at] = ranks[at - 1]!;
    }
    ranks[at] = this.total[kind]!;
    loads[at] = load;
    times[at] = time;
    kinds[at] = kind;
    this.kept[kind]!++;
  }

  /** The oldest of a kind. */
  #forget(kind: number): void {
    const { loads, times, kinds, ranks } = this;
    let oldest = -1;
    for (let at = 0; at < this.count; at++) {
      if (kinds[at] === kind && (oldest < 0 || ranks[at]! < ranks[oldest]!)) oldest = at;
    }
    ranks.copyWithin(oldest, oldest + 1, this.count);
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
/** Sums of weights, and of weights times loads, of those of a kind before a place. */
const hangingBefore = { sums: new Float64Array(2 * KEPT + 1), loads: new Float64Array(2 * KEPT + 1) };
const slipsBefore = { sums: new Float64Array(2 * KEPT + 1), loads: new Float64Array(2 * KEPT + 1) };
/** What is left of a weight so many moments before or after. */
const fading = Float64Array.from({ length: KEPT + 1 }, (_, rank) => 2 ** (-rank / HALF_AFTER) + LASTING);

export class HookThreshold {
  readonly #moments = new Moments();
  readonly levels = new Histogram();
  /** NaN while nothing tells. */
  value = Number.NaN;
  /** Half of what the hookload must pass it by. */
  hysteresis = 0;
  how = "";
  confidence = 0;
  /** Of moments, that stand on their side of it. */
  separation = 1;
  readonly #given: number | undefined;
  #lastOf = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  #isStale = false;
  #computed = Number.NEGATIVE_INFINITY;

  constructor(given: number | undefined) {
    this.#given = given;
    if (given === undefined) return;
    this.value = given;
    this.how = "given by the rig's file";
    this.confidence = 1;
  }

  /** A moment in which the bit told. */
  learn(time: number, load: number, isHanging: boolean): void {
    const kind = isHanging ? HANGING : IN_SLIPS;
    if (Number.isNaN(load) || time - this.#lastOf[kind]! < SPACING) return;
    this.#lastOf[kind] = time;
    this.#moments.add(time, load, kind);
    this.#isStale = true;
  }

  get isLearned(): boolean {
    const { kept } = this.#moments;
    return this.#given !== undefined || (kept[HANGING]! >= ENOUGH && kept[IN_SLIPS]! >= ENOUGH);
  }

  get isGiven(): boolean {
    return this.#given !== undefined;
  }

  /** From this time on it is to be renewed; milliseconds. */
  next = Number.NEGATIVE_INFINITY;

  /** As of a time, which never falls. */
  renew(time: number): void {
    if (this.#given !== undefined) {
      this.next = Number.POSITIVE_INFINITY;
      return;
    }
    this.next = Number.NEGATIVE_INFINITY;
    if (!this.#isStale && !Number.isNaN(this.value) && this.isLearned && time - this.#computed < LASTS)
      return;
    this.#computed = time;
    this.next = time + EVERY;
    this.#isStale = false;
    this.#compute(time);
  }

  #compute(time: number): void {
    if (this.isLearned) {
      this.#part(time);
      if (this.separation >= LEAST_SEPARATION) return;
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
    } else if (this.isLearned) {
      this.value = Number.NaN;
      this.how =
        "the hookload is no other with the string in slips than with it on the hook: it is not looked at";
      this.confidence = 0;
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

  /** The place with the least weight on the wrong side of it, and close to it. */
  #part(time: number): void {
    const moments = this.#moments;
    const { loads, count } = moments;
    weigh(moments, time);
    const { sums: hanging, loads: hangingLoads } = hangingBefore;
    const { sums: slips, loads: slipsLoads } = slipsBefore;
    const allSlips = slips[count]!;
    const apart = Math.max(0, hangingLoads[count]! / hanging[count]! - slipsLoads[count]! / allSlips);
    const margin = MARGIN * apart;
    let [best, least, value, gap] = [Number.POSITIVE_INFINITY, 1, loads[0]!, 0];
    let [near, far] = [0, 0];
    for (let at = 1; at < count; at++) {
      // Nothing lies between two hookloads that are the same: what stands still tells of nothing.
      if (loads[at - 1] === loads[at]) continue;
      const between = loads[at - 1]! + BETWEEN * (loads[at]! - loads[at - 1]!);
      const wrong = hanging[at]! + allSlips - slips[at]!;
      // What is close to a place only adds to its cost.
      if (wrong >= best) continue;
      let close = 0;
      if (margin > 0) {
        while (near < count && loads[near]! < between - margin) near++;
        while (far < count && loads[far]! < between + margin) far++;
        const nearHanging = hanging[far]! - hanging[near]!;
        const nearSlips = slips[far]! - slips[near]!;
        close =
          nearHanging +
          (between * nearHanging - (hangingLoads[far]! - hangingLoads[near]!)) / margin +
          2 * hanging[near]! +
          nearSlips -
          (between * nearSlips - (slipsLoads[far]! - slipsLoads[near]!)) / margin +
          2 * (allSlips - slips[far]!);
      }
      const cost = wrong + MARGIN_WORTH * close;
      if (cost >= best) continue;
      [best, least, value, gap] = [cost, wrong, between, loads[at]! - loads[at - 1]!];
    }
    this.value = value;
    this.hysteresis = Math.min(0.04 * apart, 0.3 * gap + 0.02 * apart);
    this.separation = 1 - least;
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

/** Both kinds weigh 1 together, however many moments each has; those nearest to this time most. */
function weigh({ loads, times, kinds, ranks, count, total }: Moments, time: number): void {
  let [hangingNow, slipsNow] = [total[HANGING]!, total[IN_SLIPS]!];
  for (let at = 0; at < count; at++) {
    if (times[at]! <= time) continue;
    if (kinds[at] === HANGING) hangingNow--;
    else slipsNow--;
  }
  let [hanging, slips] = [0, 0];
  for (let at = 0; at < count; at++) {
    const isHanging = kinds[at] === HANGING;
    const away = Math.abs(ranks[at]! - (isHanging ? hangingNow : slipsNow));
    const weight = isHanging && times[at]! > time + SOON ? LASTING : fading[Math.min(away, KEPT)]!;
    weights[at] = weight;
    if (isHanging) hanging += weight;
    else slips += weight;
  }
  let [hangingSum, hangingLoad, slipsSum, slipsLoad] = [0, 0, 0, 0];
  for (let at = 0; at < count; at++) {
    if (kinds[at] === HANGING) {
      const weight = weights[at]! / hanging;
      hangingSum += weight;
      hangingLoad += weight * loads[at]!;
    } else {
      const weight = weights[at]! / slips;
      slipsSum += weight;
      slipsLoad += weight * loads[at]!;
    }
    hangingBefore.sums[at + 1] = hangingSum;
    hangingBefore.loads[at + 1] = hangingLoad;
    slipsBefore.sums[at + 1] = slipsSum;
    slipsBefore.loads[at + 1] = slipsLoad;
  }
}
