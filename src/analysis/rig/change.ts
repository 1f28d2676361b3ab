/**
 * When something changed that one row tells and the row before does not: in the middle of the time between them that neither stands
 * for. A row stands for the second that it is sent in, so rows of a second change when they say so, and rarer ones earlier.
 */
export const STANDS_FOR = 1_000;

/** Milliseconds since 1970, whole where the rows' times are. */
export const changeBetween = (before: number, now: number): number =>
  now - before > STANDS_FOR ? now - Math.floor((now - before - STANDS_FOR) / 2) : now;
