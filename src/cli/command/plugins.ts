/** `witskit plugins`: what plugins there are and what they bring, whether they can be used, and the beginning of one. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../../failure/failure.js";
import type { PluginStatus } from "../../plugin/host.js";
import { PATIENCE, type PluginsTold } from "../../plugin/told.js";
import { shownText } from "../../text/shown-text.js";
import type { Command, Invocation } from "../command.js";
import { CONFIG_FILE } from "../config/file.js";
import { ExitCode } from "../failure.js";
import { print, printJson } from "../page/print.js";
import { counted } from "../page/wording.js";

const TASKS = ["list", "check", "new"] as const;

export const pluginsCommand: Command = {
  name: "plugins",
  summary: "List the plugins of witskit.toml, check them, or begin a new one.",
  examples: [
    { line: "witskit plugins list", does: "what ./witskit.toml lists, and what each brings" },
    { line: "witskit plugins check", does: "loads all of them; exits with 1 when one cannot be used" },
    { line: "witskit plugins check ./plugins/modem.mjs", does: "of one that is not listed" },
    { line: "witskit plugins new transport modem", does: "a plugin with types and a test, in ./modem/" },
  ],
  arguments: [
    { name: "TASK", description: TASKS.join(", "), choices: TASKS },
    {
      name: "WHAT",
      description: "modules to check, or the kind and the name of a new one",
      optional: true,
      variadic: true,
    },
  ],
  flags: ["output", "json", "verbose"],
  run: plugins,
};

async function plugins(invocation: Invocation): Promise<ExitCode> {
  const [task, ...what] = invocation.arguments;
  if (task === "new") return begin(what, invocation);
  if (task !== "list" && task !== "check")
    throw new Failure("unknown-command", `plugins does not know ${task}; it knows ${TASKS.join(", ")}`);
  if (task === "list" && what.length > 0)
    throw new Failure("unknown-command", `plugins list takes nothing more, and ${what[0]} is given`);
  if (invocation.flags.output !== undefined)
    throw new Failure("option-not-kept", "-o is not kept: it is where plugins new writes");
  const told = what.length > 0 ? given(what, invocation.plugins) : invocation.plugins;
  const statuses = await statusesOf(told, invocation);
  if (invocation.flags.json) await printJson(statuses.map(document));
  else if (statuses.length === 0) await print(`no plugin is listed; [plugins] of ${CONFIG_FILE} lists them`);
  else await print(statuses.flatMap(linesOf).join("\n"));
  const broken = statuses.filter(({ disabled }) => disabled !== undefined).length;
  if (task === "list") return ExitCode.done;
  if (!invocation.flags.json && statuses.length > 0)
    await print(
      broken === 0
        ? `${counted(statuses.length, "plugin")} can be used`
        : `${broken} of ${statuses.length} cannot be used`,
    );
  return broken === 0 ? ExitCode.done : ExitCode.dataProblems;
}

/** Modules of the command line: paths from here. */
const given = (modules: readonly string[], listed: PluginsTold | undefined): PluginsTold => ({
  folder: process.cwd(),
  patience: listed?.patience ?? PATIENCE,
  settings: listed?.settings ?? {},
  modules: modules.map((module) => ({
    module: existsSync(module) ? resolve(module) : module,
    place: "the command line",
  })),
});

async function statusesOf(
  told: PluginsTold | undefined,
  { commands }: Invocation,
): Promise<readonly PluginStatus[]> {
  const { Plugins } = await import("../../plugin/plugins.js");
  const loaded = await Plugins.load(told, { commands: commands.names, onDisabled: () => {} });
  const statuses = loaded.status;
  await loaded.close();
  return statuses;
}

const brought = ({ described }: PluginStatus): (readonly [kind: string, names: readonly string[]])[] =>
  described === undefined
    ? []
    : (
        [
          ["transports", described.transports.map((one) => `${one}://`)],
          ["containers", described.containers.map(({ name, words }) => `plugin:${name} (${words})`)],
          ["sinks", described.sinks.map((one) => `${one}://`)],
          ["exporters", described.exporters.map(({ name, endings }) => `${name} (${endings.join(" ")})`)],
          ["measures", described.measures],
          ["commands", described.commands.map(({ name, summary }) => `${name} (${summary})`)],
          ["notifiers", described.notifiers],
        ] as const
      ).filter(([, names]) => names.length > 0);

function linesOf(status: PluginStatus): string[] {
  const { name, module, place, described, disabled } = status;
  const head = described === undefined ? name : `${name} ${described.version}`;
  return [
    head,
    `  from ${module}, ${place}`,
    ...brought(status).map(([kind, names]) => `  ${kind}: ${names.join(", ")}`),
    ...(disabled === undefined ? [] : [`  disabled: ${disabled}`]),
  ].map((line) => shownText(line));
}

const document = (status: PluginStatus): object => {
  const { name, module, place, described, disabled } = status;
  const { name: _, ...parts } = described ?? { name };
  return { name, module, place, ...parts, disabled: disabled ?? null };
};

async function begin([kind, name, ...more]: readonly string[], { flags }: Invocation): Promise<ExitCode> {
  const { skeletonKinds, writeSkeleton } = await import("../../plugin/skeleton/write.js");
  const found = skeletonKinds.find((one) => one === kind);
  if (found === undefined || name === undefined || more.length > 0)
    throw new Failure(
      kind === undefined || name === undefined ? "missing-option" : "unknown-name",
      `write \`witskit plugins new KIND NAME\`, the kind one of ${skeletonKinds.join(", ")}, such as \`witskit plugins new transport modem\``,
    );
  const { folder, files } = await writeSkeleton(found, name, flags.output ?? name);
  await print(
    [
      ...files,
      "",
      `\`node --test\` in ${folder} tests it. List it in ${CONFIG_FILE}:`,
      "",
      "[plugins]",
      `modules = ["./${folder.replaceAll("\\", "/")}/${name}.mjs"]`,
    ].join("\n"),
  );
  return ExitCode.done;
}
