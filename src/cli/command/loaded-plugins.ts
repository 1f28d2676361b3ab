/** The plugins that `witskit.toml` lists, loaded for a command that takes what they bring. */
import type { Plugins } from "../../plugin/plugins.js";
import type { PluginsTold } from "../../plugin/told.js";
import type { Commands } from "../command.js";
import { warn } from "../page/say.js";

/**
 * Undefined where none is listed: nothing of them is loaded then. What disables one is told, by `onDisabled`, once; without it, what keeps one
 * from being loaded, since a command whose plugin fails later says so itself.
 */
export async function loadedPlugins(
  {
    plugins,
    commands,
  }: { readonly plugins?: PluginsTold | undefined; readonly commands: Pick<Commands, "names"> },
  onDisabled?: (why: string) => void,
): Promise<Plugins | undefined> {
  if (plugins === undefined || plugins.modules.length === 0) return undefined;
  const { Plugins } = await import("../../plugin/plugins.js");
  let loading = true;
  const tell = (why: string): void => {
    if (loading) warn(why);
  };
  const loaded = await Plugins.load(plugins, { commands: commands.names, onDisabled: onDisabled ?? tell });
  loading = false;
  return loaded;
}
