/** What the flags ask of tables that are read: of a log they were asked of its conversion, and all is done. */
import type { OpenDataset } from "../../bulk/open.js";
import type { Retelling } from "../../dataset/retold.js";
import { type Timezone, timezoneNamed } from "../../wits/catalog/timezone.js";
import type { FlagValues, GivenFlag } from "../flags/flags.js";

/**
 * What was typed is asked for, whatever the table says. A habit, of the environment or witskit.toml, is about logs: there only
 * `to` counts, since it says in what units people want to see things, and what it needs `units` for.
 */
export function retellingOf(
  { units, to, tz }: FlagValues,
  typed: readonly GivenFlag[],
  kind: OpenDataset["kind"],
): { readonly retelling: Retelling; readonly timezone: Timezone | undefined } {
  const timezone = tz === undefined ? undefined : timezoneNamed(tz);
  if (kind === "log") return { retelling: {}, timezone };
  const isTyped = (flag: string): boolean => typed.some((one) => one.flag === flag);
  return {
    retelling: {
      units: isTyped("units") ? units : undefined,
      to: isTyped("to") ? to : undefined,
      timezone: isTyped("tz") ? timezone : undefined,
    },
    timezone,
  };
}
