/** How long things take, of many: percentiles by straight lines between the sorted values. */

/** `share` from 0 to 1; undefined of nothing. */
export const percentile = (values: readonly number[], share: number): number | undefined =>
  percentiles(values, [share])[0];

/** Several of the same values, which are sorted once. */
export function percentiles(
  values: readonly number[],
  shares: readonly number[],
): readonly (number | undefined)[] {
  if (values.length === 0) return shares.map(() => undefined);
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const next = sorted[Math.min(below + 1, sorted.length - 1)]!;
    return sorted[below]! + (place - below) * (next - sorted[below]!);
  });
}
