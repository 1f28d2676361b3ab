/** Which part of the index is on the screen. Zooming and moving keep it within the log. */

export interface Range {
  readonly from: number;
  readonly until: number;
}

/** `least` is the shortest range that it makes sense to look at. */
export function clamped({ from, until }: Range, whole: Range, least: number): Range {
  const span = Math.min(
    Math.max(until - from, Math.min(least, whole.until - whole.from)),
    whole.until - whole.from,
  );
  const middle = (from + until) / 2;
  // Kept where it was when its length is right, and else shortened or lengthened about its middle.
  const start = span === until - from ? from : middle - span / 2;
  const first = Math.min(Math.max(start, whole.from), whole.until - span);
  return { from: first, until: first + span };
}

/** Longer by `factor`, or shorter when it is below 1, with `fixed` staying in its place. */
export const zoomed = ({ from, until }: Range, fixed: number, factor: number): Range => ({
  from: fixed - (fixed - from) * factor,
  until: fixed + (until - fixed) * factor,
});

/** On by so many of its own lengths. */
export const moved = ({ from, until }: Range, lengths: number): Range => ({
  from: from + (until - from) * lengths,
  until: until + (until - from) * lengths,
});
