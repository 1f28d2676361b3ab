/** All measures: a new one is a folder beside this file and a line here. */
import type { Measure } from "./measure.js";
import { progress } from "./progress/progress.js";
import { quality } from "./quality/quality.js";

/** By name, each begun by a call. */
export const measures = {
  progress,
  quality,
} as const satisfies Readonly<Record<string, () => Measure<unknown>>>;

export type MeasureName = keyof typeof measures;
