/** Values that stand out of their neighbours, as a bad sample does and a bed of rock does not, give way to the median (Hampel). */

/** Values on both sides. */
export const REACH = 3;
/** So many times the neighbours' scatter a value may be off. */
const LIMIT = 3;
/** The scatter of a normal distribution, of the median of distances. */
const SCATTER = 1.4826;

/** `at` is the value's place in the list; those without a value count for nothing, and stay without one. */
export function despiked(values: ArrayLike<number>, at: number): number {
  const value = values[at]!;
  if (Number.isNaN(value)) return value;
  const near: number[] = [];
  for (let other = Math.max(0, at - REACH); other <= Math.min(values.length - 1, at + REACH); other++) {
    if (!Number.isNaN(values[other]!)) near.push(values[other]!);
  }
  if (near.length <= REACH) return value;
  const middle = medianOf(near);
  const scatter = SCATTER * medianOf(near.map((one) => Math.abs(one - middle)));
  return Math.abs(value - middle) > LIMIT * scatter ? middle : value;
}

/** Of at least one; sorts them. */
export function medianOf(values: number[]): number {
  values.sort((one, other) => one - other);
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half]! : (values[half - 1]! + values[half]!) / 2;
}
