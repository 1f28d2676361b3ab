/** All measures: a new one is a folder beside this file and a line here. */

import { drilled } from "./drilled/drilled.js";
import type { Measure } from "./measure.js";
import { quality } from "./quality/quality.js";

/** By name, each begun by a call. */
export const measures = {
  drilled,
  quality,
} as const satisfies Readonly<Record<string, () => Measure<unknown>>>;

export type MeasureName = keyof typeof measures;
