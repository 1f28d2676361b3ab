/** All measures: a new one is a folder beside this file and a line here. */

import { drilled } from "./drilled/drilled.js";
import type { Measure } from "./measure.js";
import { quality } from "./quality/quality.js";

/** By name, each begun by a call. */
export const measures = {
  /** How deep, how far and how fast. */
  drilled,
  /** How good the data are. */
  quality,
} as const satisfies Readonly<Record<string, () => Measure<unknown>>>;

/** One of `measures`. */
export type MeasureName = keyof typeof measures;
