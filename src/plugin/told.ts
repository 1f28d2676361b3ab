/** Which plugins there are to be: what `[plugins]` of `witskit.toml` says. Nothing else is ever looked for. */
import type { PluginSettings } from "./contract.js";

export interface PluginsTold {
  readonly modules: readonly PluginTold[];
  /** The folder of the file that lists them: paths are relative to it, and packages are looked up from there. */
  readonly folder: string;
  /** Milliseconds in which a plugin answers that is not waiting for somebody else. */
  readonly patience: number;
  /** By the name of the plugin. */
  readonly settings: Readonly<Record<string, PluginSettings>>;
}

export interface PluginTold {
  /** A path, or the name of a package. */
  readonly module: string;
  /** Where it is listed: `witskit.toml:3`. */
  readonly place: string;
}

export const PATIENCE = 10_000;

/** The channel on which a thread that reads sources says that a plugin is disabled there: see `DisabledElsewhere`. */
export const DISABLED_ELSEWHERE = "witskit.plugins.disabled";

export interface DisabledElsewhere {
  readonly module: string;
  readonly why: string;
}
