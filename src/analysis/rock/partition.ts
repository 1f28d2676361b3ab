/**
 * Where a curve changes its level: the partition into pieces, each of at least some length, of which the squares of the distances from the
 * pieces' means, and a penalty for each piece, sum up to the least. Killick, Fearnhead and Eckley 2012 (PELT), exact.
 */
import { medianOf } from "./despike.js";

/** A normal distribution has half of its distances from the middle below this, in units of its scatter. */
const HALF = 0.6745;

/** Places at which a new piece begins, ascending. */
export function partition(values: Float64Array, penalty: number, least: number): number[] {
  const count = values.length;
  const sums = new Float64Array(count + 1);
  const squares = new Float64Array(count + 1);
  // Around the first value, so that an offset of the curve costs no digits.
  const zero = values[0] ?? 0;
  for (let i = 0; i < count; i++) {
    const value = values[i]! - zero;
    sums[i + 1] = sums[i]! + value;
    squares[i + 1] = squares[i]! + value * value;
  }
  const cost = (from: number, to: number): number =>
    squares[to]! - squares[from]! - (sums[to]! - sums[from]!) ** 2 / (to - from);
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const begins = new Int32Array(count + 1);
  /** From where on a candidate is none; 0 while it is. */
  const ends = new Int32Array(count + 1);
  best[0] = -penalty;
  let candidates: number[] = [0];
  for (let to = least; to <= count; to++) {
    for (const from of candidates) {
      if (to - from < least) continue;
      const total = best[from]! + cost(from, to) + penalty;
      if (total < best[to]!) {
        best[to] = total;
        begins[to] = from;
      }
    }
    // One that is worse without the penalty can never become the best once a piece can begin here and end: what follows costs both the same.
    for (const from of candidates) {
      if (to - from >= least && ends[from] === 0 && best[from]! + cost(from, to) > best[to]!)
        ends[from] = to + least;
    }
    candidates = candidates.filter((from) => ends[from] === 0 || ends[from]! > to);
    candidates.push(to - least + 1);
  }
  const places: number[] = [];
  if (count >= least) for (let to = begins[count]!; to > 0; to = begins[to]!) places.push(to);
  return places.reverse();
}

/**
 * The scatter of the means of pieces of some length, by the median of their differences: boundaries are few, and do not count. It is of means,
 * since neighbouring values of a log are alike: a sensor sees a foot at once, and beds have a thickness.
 */
export class ScatterOfMeans {
  readonly #length: number;
  readonly #differences: number[] = [];
  #sum = 0;
  #count = 0;
  #before = Number.NaN;
  /** Values that were added. */
  count = 0;

  constructor(length: number) {
    this.#length = length;
  }

  add(value: number): void {
    this.count++;
    this.#sum += value;
    if (++this.#count < this.#length) return;
    const mean = this.#sum / this.#length;
    if (!Number.isNaN(this.#before)) this.#differences.push(Math.abs(mean - this.#before));
    this.#before = mean;
    this.#sum = 0;
    this.#count = 0;
  }

  /** What comes does not follow what came. */
  startPiece(): void {
    this.#before = Number.NaN;
    this.#sum = 0;
    this.#count = 0;
  }

  /** NaN of too few values. */
  get scatter(): number {
    return this.#differences.length < 3 ? Number.NaN : medianOf(this.#differences) / HALF / Math.SQRT2;
  }
}

export interface Level {
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}

export function levelOf(values: Float64Array, from: number, to: number): Level {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  const mean = sum / (to - from);
  let squares = 0;
  for (let i = from; i < to; i++) squares += (values[i]! - mean) ** 2;
  return { mean, variance: squares / (to - from), count: to - from };
}

/** How many times their common scatter two pieces' means are apart. */
export const contrast = (above: Level, below: Level): number => {
  const pooled = (above.variance * above.count + below.variance * below.count) / (above.count + below.count);
  return above.mean === below.mean ? 0 : Math.abs(above.mean - below.mean) / Math.sqrt(pooled);
};

/** Leaves out boundaries of the least contrast, one after another, until all have at least this. */
export function distinct(values: Float64Array, places: readonly number[], least: number): number[] {
  const kept = [...places];
  const levelBetween = (i: number): Level => levelOf(values, kept[i - 1] ?? 0, kept[i] ?? values.length);
  const levels = Array.from({ length: kept.length + 1 }, (_, i) => levelBetween(i));
  for (;;) {
    let weakest = -1;
    let smallest = least;
    for (let i = 0; i < kept.length; i++) {
      const own = contrast(levels[i]!, levels[i + 1]!);
      if (own < smallest) [weakest, smallest] = [i, own];
    }
    if (weakest < 0) return kept;
    kept.splice(weakest, 1);
    levels.splice(weakest, 2, levelBetween(weakest));
  }
}
