/** A piece of time, from an instant up to another. */
export interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}

export const lengthOf = ({ startsAt, endsAt }: Span): number => endsAt - startsAt;

/** What two spans have in common; undefined when that is nothing. */
export function shared(a: Span, b: Span): Span | undefined {
  const startsAt = Math.max(a.startsAt, b.startsAt);
  const endsAt = Math.min(a.endsAt, b.endsAt);
  return startsAt < endsAt ? { startsAt, endsAt } : undefined;
}
