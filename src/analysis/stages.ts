/**
 * What is asked of a rig's rows, in order: a stage hears of the rows that those before it have finished. A new one is a folder beside
 * this file and a line here.
 */
import type { BegunStage } from "./rig/rig.js";
import type { AnalysisSettings } from "./settings.js";

export const stagesOf = (_settings: AnalysisSettings): readonly BegunStage[] => [];
