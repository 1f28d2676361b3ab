/** `witskit NAME`, where a plugin of `witskit.toml` brings a command of that name. Every word behind it is the plugin's. */
import { loadedPlugins } from "./command/loaded-plugins.js";
import type { Commands } from "./command.js";
import { configPath, readConfig } from "./config/file.js";
import { onInterrupt } from "./interrupt.js";
import { say } from "./page/say.js";

/** Its exit code; undefined where no plugin that is listed has such a command. Without a file that lists any, nothing is loaded. */
export async function pluginCommand(
  name: string,
  words: readonly string[],
  commands: Commands,
): Promise<number | undefined> {
  const path = configPath(process.env);
  if (path === undefined) return undefined;
  const others = Object.fromEntries(commands.names.map((one) => [one, undefined]));
  const { plugins: told } = await readConfig(path, others);
  const disabled: string[] = [];
  const plugins = await loadedPlugins({ plugins: told, commands }, (why) => disabled.push(why));
  const run = plugins?.command(name);
  if (plugins === undefined || run === undefined) {
    await plugins?.close();
    return undefined;
  }
  for (const why of disabled) say(`witskit: ${why}`);
  const { signal, overdue, stop } = onInterrupt();
  try {
    const print = (text: string): void => void process.stdout.write(`${text}\n`);
    const code = await Promise.race([run(words, print, signal), overdue]);
    signal.throwIfAborted();
    return code;
  } finally {
    stop();
    await plugins.close();
  }
}
