/**
 * What is asked of a rig's rows, in order: a stage hears of the rows that those before it have finished. A new one is a folder beside
 * this file and a line here.
 */
import { circulation } from "./circulation/circulation.js";
import type { BegunStage } from "./rig/rig.js";
import type { AnalysisSettings } from "./settings.js";
import { trouble } from "./trouble/trouble.js";

export const stagesOf = (settings: AnalysisSettings): readonly BegunStage[] => [
  circulation(settings.circulation),
  trouble(),
];
