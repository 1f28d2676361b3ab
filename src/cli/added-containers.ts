/** `plugin:NAME` in the words of a command line or of `witskit.toml`: what plugins take off the frames of sources, told to all who open some. */
import { Failure } from "../failure/failure.js";
import { addContainers, isAddedKind } from "../input/container/added.js";
import { packageFile } from "../runtime/package.js";
import { loadedPlugins } from "./command/loaded-plugins.js";
import type { Invocation } from "./command.js";

type Told = Pick<Invocation, "flags" | "plugins" | "commands">;

/**
 * Loads plugins only where a container of one is named. One that is not there is found out where a source is opened, so that what only
 * records goes on; a name that no plugin has, where all are there, throws Failure("unknown-name").
 */
export async function knowAddedContainers({ flags, ...told }: Told): Promise<void> {
  const asked = [flags.input, ...(flags.perSource ?? []).map(({ input }) => input)].filter(isAddedKind);
  if (asked.length === 0) return;
  const plugins = await loadedPlugins(told, () => {});
  const known = plugins?.containers ?? [];
  const broken = (plugins?.status ?? []).flatMap(({ name, disabled }) =>
    disabled === undefined ? [] : [`the plugin ${name} is disabled: ${disabled}`],
  );
  const missing = [...new Set(asked)].filter((input) =>
    known.every(({ name }) => input !== `plugin:${name}`),
  );
  await plugins?.close();
  if (missing.length > 0 && broken.length === 0)
    throw new Failure(
      "unknown-name",
      `--input ${missing[0]}: no plugin that [plugins] of witskit.toml lists has this container; ` +
        (known.length === 0 ? "there is none" : `there are ${known.map(({ name }) => name).join(", ")}`),
    );
  addContainers([...known, ...missing.map((input) => absent(input, broken.join("; ")))]);
}

/** Opened, it says why it is none. */
const absent = (input: `plugin:${string}`, missing: string) => ({
  name: input.slice("plugin:".length),
  words: input,
  cuts: "nowhere" as const,
  opener: packageFile("dist/plugin/container.js").href,
  told: { missing },
});
