/** Intervals of time, milliseconds, from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How long some of them are together, each moment once. */
export function together(spans: readonly Span[]): number {
  let sum = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    sum += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum;
}

/** What is left of a span when others are taken out of it. */
export function without<One extends Span>(span: One, others: readonly Span[]): One[] {
  let left = [span];
  for (const { start, end } of others) {
    left = left.flatMap((one) => {
      if (end <= one.start || start >= one.end) return [one];
      const parts = [
        { ...one, end: start },
        { ...one, start: end },
      ];
      return parts.filter((part) => part.end > part.start);
    });
  }
  return left;
}
