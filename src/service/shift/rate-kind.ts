/**
 * What a rate is a price of: a metre of new hole, an hour of an activity or of work in old hole, an hour of a person, an item, or a shift or a day as a whole: a
 * sum that is added, one that is reached at least, or one that is not exceeded.
 */
export const RATE_KINDS = [
  ...(["metre", "hour", "man_hour", "item", "fixed_shift", "fixed_day"] as const),
  ...(["minimum_shift", "minimum_day", "maximum_shift", "maximum_day"] as const),
] as const;
/** A kind of price, of `RATE_KINDS`. */
export type RateKind = (typeof RATE_KINDS)[number];
