/**
 * Flags that may be told of some sources alone: `--units 'rigB/**=fps'`, as often as needed, the last that says something of a
 * source holds. In `witskit.toml` a `[[source]]` says the same.
 */
import { existsSync } from "node:fs";
import type { SourceOptions } from "../../input/feed/options.js";
import { type FlagName, parseFlag } from "./flags.js";

/** All that is of a feed and not of a run. */
export const sourceFlags = [
  "units",
  "tz",
  "map",
  "input",
  "markers",
  "sevenBit",
  "dateOrder",
  "timeFrom",
  "timeDigits",
  "frameEnd",
  "nulls",
  "decimal",
  "thousands",
  "encoding",
] as const satisfies readonly FlagName[];

/** The value behind the last `=`, and the pattern before it; undefined where the text is a value for all sources. */
export function ruleIn(flag: FlagName, text: string, long: string): SourceOptions | undefined {
  const [, match = "", value = ""] = /^(.*[^=\s].*)=([^=]*)$/s.exec(text) ?? [];
  if (match === "" || !canNameSources(flag, text, match)) return undefined;
  return { match, [flag]: parseFlag(flag, value, `${long} ${match}`) };
}

function canNameSources(flag: FlagName, text: string, match: string): boolean {
  // Both may have the sign in their values: a null is any word, a marker any bytes.
  if (flag === "nulls") return /[/*?]/.test(match);
  if (flag === "markers" || flag === "sevenBit") return false;
  if (flag === "map") return !existsSync(text);
  return (sourceFlags as readonly FlagName[]).includes(flag);
}
