/** What flags and the rig's file tell an analysis; a flag goes before the file. */
import type { AnalysisSettings } from "../../../analysis/settings.js";
import type { FlagValues } from "../../flags/flags.js";

export async function settingsOf({
  rig,
  overrides: said,
  bitDiameter,
  normalDensity,
}: FlagValues): Promise<AnalysisSettings> {
  const told = rig === undefined ? {} : await (await import("../../config/rig-file.js")).readRigFile(rig);
  const well = {
    ...told.well,
    ...(bitDiameter !== undefined && { bitDiameter }),
    ...(normalDensity !== undefined && { normalDensity }),
  };
  if (said === undefined) return { ...told, well };
  const { readOverrides, timeOverrides } = await import("../../config/overrides-file.js");
  const overrides = [...(told.efficiency?.overrides ?? []), ...timeOverrides(await readOverrides(said))];
  return { ...told, well, efficiency: { ...told.efficiency, overrides } };
}
