/**
 * Means. Each is a sum by a sum, never a mean of means: 3 m in an hour and 9 m in six are 1.71 m/h together, not 2.25.
 */
import { decimalText } from "./decimal.js";
import { halfUp } from "./half-up.js";

/** What was summed, by what was summed beside it. */
export interface Ratio {
  readonly sum: number;
  readonly by: number;
}

/** Half up to some decimals, of `scale` times the ratio; nothing where it is by nothing. */
export const ratioText = ({ sum, by }: Ratio, decimals: number, scale: Quotient = [1, 1]): string =>
  by === 0 ? "" : decimalText(halfUp([sum, scale[0], 10 ** decimals], [by, scale[1]]), decimals);

/** What a ratio is multiplied with, so that it is in the unit that people read. */
export type Quotient = readonly [times: number, by: number];

/** Millimetres by milliseconds, in metres an hour. */
export const METRES_AN_HOUR: Quotient = [3600, 1];
/** The same in feet an hour: a foot is 0.3048 m exactly. */
export const FEET_AN_HOUR: Quotient = [36_000_000, 3048];
/** A part of a whole. */
export const PERCENT: Quotient = [100, 1];
/** Minutes by millimetres, in hours a metre. */
export const HOURS_A_METRE: Quotient = [1000, 60];
/** The same in hours a foot. */
export const HOURS_A_FOOT: Quotient = [3048, 600];
/** Millimetres by a count, in metres each. */
export const METRES_EACH: Quotient = [1, 1000];
