/** What people tell an analysis. */
import type { CirculationSettings } from "./circulation/settings.js";
import type { EfficiencySettings } from "./efficiency/settings.js";
import type { RigSettings } from "./state/settings.js";
import type { WellTold } from "./well.js";

/** What people tell an analysis, each part read by the stages that it is named after. */
export interface AnalysisSettings {
  /** Of the rig: what would be found from its rows otherwise. */
  readonly rig?: RigSettings | undefined;
  /** Of pumps and mud. */
  readonly circulation?: CirculationSettings | undefined;
  /** Of time and money: rates, targets, overrides. */
  readonly efficiency?: EfficiencySettings | undefined;
  /** Of the well: bits, densities, cut-offs. */
  readonly well?: WellTold | undefined;
}
