/** Levels of a curve, each a quarter as long as the one below: what is drawn never has many more points than pixels. */
import type { Curve } from "./chart.js";
import type { Level } from "./trace.js";

const FACTOR = 4;

/** The curve itself first. Together they take two thirds of its memory again. */
export function levelsOf({ least, greatest }: Pick<Curve, "least" | "greatest">): Level[] {
  const levels: Level[] = [{ size: 1, least, greatest }];
  for (let top = levels[0]!; top.least.length > 512; top = levels.at(-1)!) levels.push(above(top));
  return levels;
}

/** NaN where all below are: a value beats a null, so that no peak is lost. */
function above({ size, least, greatest }: Level): Level {
  const length = Math.ceil(least.length / FACTOR);
  const lows = new Float32Array(length);
  const highs = new Float32Array(length);
  for (let bucket = 0; bucket < length; bucket++) {
    let low = Number.NaN;
    let high = Number.NaN;
    const end = Math.min((bucket + 1) * FACTOR, least.length);
    for (let i = bucket * FACTOR; i < end; i++) {
      const [below, over] = [least[i]!, greatest[i]!];
      // Of a NaN neither comparison holds, so that the negation lets the first value in.
      if (!(below >= low || Number.isNaN(below))) low = below;
      if (!(over <= high || Number.isNaN(over))) high = over;
    }
    lows[bucket] = low;
    highs[bucket] = high;
  }
  return { size: size * FACTOR, least: lows, greatest: highs };
}

/** The coarsest level that still has a bucket for each of so many pixels, over `rows` places of the index. */
export function levelFor(levels: readonly Level[], rows: number, pixels: number): Level {
  let best = levels[0]!;
  for (const level of levels) if (rows / level.size >= pixels) best = level;
  return best;
}

/** The first place whose index is at or after `value`; the length when there is none. */
export function firstAt(index: Float64Array, value: number): number {
  let low = 0;
  let high = index.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (index[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place whose index is nearest; of none, -1. */
export function nearestAt(index: Float64Array, value: number): number {
  const after = firstAt(index, value);
  if (after === 0) return index.length === 0 ? -1 : 0;
  if (after === index.length) return after - 1;
  return value - index[after - 1]! <= index[after]! - value ? after - 1 : after;
}

/** Where the curve has its value nearest to a place, no further away than its values usually lie apart; -1 for none. */
export function nearestValue({ least, stride }: Pick<Curve, "least" | "stride">, place: number): number {
  for (let distance = 0; distance < stride; distance++) {
    if (!Number.isNaN(least[place - distance] ?? Number.NaN)) return place - distance;
    if (!Number.isNaN(least[place + distance] ?? Number.NaN)) return place + distance;
  }
  return -1;
}

/** The curve's value nearest to a place, unless nothing was recorded around it. */
export function valueNear(curve: Curve, place: number): number | undefined {
  const { index, joined, step } = curve.sheet;
  const row = nearestAt(index, place);
  if (row < 0 || Math.abs(index[row]! - place) > Math.max(joined, 3 * step)) return undefined;
  const at = nearestValue(curve, row);
  return at < 0 ? undefined : curve.greatest[at];
}
