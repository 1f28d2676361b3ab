/** What flags and the rig's file tell an analysis; a flag goes before the file. */
import type { AnalysisSettings } from "../../../analysis/settings.js";
import type { FlagValues } from "../../flags/flags.js";

export async function settingsOf({ rig, bitDiameter, normalDensity }: FlagValues): Promise<AnalysisSettings> {
  const told = rig === undefined ? {} : await (await import("../../config/rig-file.js")).readRigFile(rig);
  const well = {
    ...told.well,
    ...(bitDiameter !== undefined && { bitDiameter }),
    ...(normalDensity !== undefined && { normalDensity }),
  };
  return { ...told, well };
}
