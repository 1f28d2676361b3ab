/**
 * What a command is told, and by whom: a flag on the command line goes before the environment, the environment before
 * `witskit.toml`, and that before what holds by itself.
 */
import { readFileSync } from "node:fs";
import { Failure, systemCode } from "../../failure/failure.js";
import type { Flag } from "../flags/flag.js";
import { environmentName, type FlagName, type FlagValues, flags, parseFlag } from "../flags/flags.js";

export interface Setting {
  readonly text: string;
  readonly value: unknown;
  /** The name of an environment variable, or `witskit.toml:12`. */
  readonly place: string;
}

export type Settings = Partial<Record<FlagName, Setting>>;

/** What the environment sets of these flags: `WITS_TZ`, or the content of the file that `WITS_TZ_FILE` names. */
export function environmentSettings(
  names: readonly FlagName[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const settings: Settings = {};
  for (const name of names) {
    if (!(flags[name] as Flag<unknown>).environment) continue;
    const place = environmentName(name);
    const text = environment[place] || textOfFile(`${place}_FILE`, environment[`${place}_FILE`]);
    if (text !== undefined) settings[name] = { text, place, value: parseFlag(name, text, place) };
  }
  return settings;
}

/** Secrets are often given as files, so that they stand in no list of processes. Undefined for an empty one. */
function textOfFile(variable: string, path: string | undefined): string | undefined {
  if (path === undefined || path === "") return undefined;
  try {
    return readFileSync(path, "utf8").trim() || undefined;
  } catch (error) {
    throw new Failure(
      "bad-config",
      `${variable}: cannot read ${path}: ${systemCode(error) ?? String(error)}`,
      {
        cause: error,
        place: { file: path },
      },
    );
  }
}

/** The later ones go before the earlier. A switch that is off is as if it were not there. */
export function valuesOf(...ranked: readonly Settings[]): FlagValues {
  const all = Object.entries(Object.assign({}, ...ranked) as Settings);
  return Object.fromEntries(all.flatMap(([name, { value }]) => (value === false ? [] : [[name, value]])));
}
