/** Flags that make rows fewer: a row for each step of time or depth, and what of all in it is kept. */

import { aggregatesIn } from "../../dataset/resample/asked.js";
import { depthStepIn } from "../../dataset/resample/resampling.js";
import { durationIn } from "../../text/duration.js";
import { aggregates } from "../../wits/catalog/aggregate.js";
import { flag, toggle } from "./flag.js";

export const stepsTable = {
  every: flag({
    value: "STEP",
    description:
      "one row for each step of time, such as 1s, 10s, 1m or 1h; of export with --index depth, of depth",
    usual: "every row",
    parse: stepText,
  }),
  by: flag({
    value: "DEPTH=STEP",
    description: "one row for each step of a depth, such as depth=0.5m, bit-depth=1ft or DBTM=1",
    usual: "every row",
    parse: (text): string => checked(text, depthStepIn),
  }),
  aggregate: flag({
    value: "LIST",
    description: `what becomes of the values of a step: ${aggregates.join(", ")}, usual; of all measurements, or as HKLA=max+min of some`,
    usual: "what suits each channel",
    parse: (text): string => checked(text, aggregatesIn),
  }),
  fill: toggle("make a row of nulls of each step that has no row, between others of the same log"),
} as const;

function checked(text: string, read: (text: string) => unknown): string {
  read(text);
  return text;
}

/** A length of time or of hole; which, tells what the rows go by. */
function stepText(text: string): string {
  if (!/^\d+(\.\d+)?\s*(ft|f)?$/i.test(text.trim())) durationIn(text);
  return text;
}
