/** The shapes of logs that are generated without end. Apart from their making, so that the table of flags need not load it. */
import type { LogShape } from "../shapes/layout.js";

export const shapeNames = [
  "rig",
  "short",
  "wide",
  "noisy",
  "sparse",
  "shuffled",
] as const satisfies readonly LogShape[];
