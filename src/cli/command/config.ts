/** `witskit config`: which settings hold and where each comes from, and whether a `witskit.toml` can be used. */
import { Failure } from "../../failure/failure.js";
import { maskedUrl, withoutSecrets } from "../../text/secrets.js";
import type { Command, Commands, Invocation } from "../command.js";
import {
  CONFIG_FILE,
  type Config,
  type ConfiguredLink,
  configPath,
  readConfig,
  settingsFor,
  usable,
} from "../config/file.js";
import { environmentSettings, type Settings } from "../config/settings.js";
import { ExitCode } from "../failure.js";
import type { Flag } from "../flags/flag.js";
import { type FlagName, flags, longName } from "../flags/flags.js";
import { print, printJson, terminalWidth } from "../page/print.js";
import { formatTable } from "../page/table.js";
import { counted } from "../page/wording.js";

const TASKS = ["show", "check"] as const;

export const configCommand: Command = {
  name: "config",
  summary: "Show which settings hold and where each comes from, or check a witskit.toml.",
  examples: [
    { line: "witskit config show convert", does: "every setting of a command, and who set it" },
    { line: "witskit config show", does: "what the environment and witskit.toml set" },
    { line: "witskit config check", does: "every key of ./witskit.toml that cannot be used" },
    { line: "witskit config check /etc/witskit.toml", does: "of another file" },
    { line: "witskit config check --reach", does: "and whether each link of it can be opened from here" },
  ],
  arguments: [
    { name: "TASK", description: TASKS.join(", "), choices: TASKS },
    { name: "WHAT", description: "a command to show, or a file to check", optional: true },
  ],
  flags: ["reach", "json", "verbose"],
  unconfigured: true,
  run: config,
};

async function config({ arguments: [task, what], flags, commands, signal }: Invocation): Promise<ExitCode> {
  if (task === "show") {
    if (flags.reach) throw new Failure("option-not-kept", "--reach is for config check: show opens nothing");
    return show(commands, what, flags.json ?? false);
  }
  if (task === "check")
    return check(commands, what, { json: flags.json ?? false, reach: flags.reach ?? false, signal });
  throw new Failure("unknown-command", `config does not know ${task}; it knows ${TASKS.join(" and ")}`);
}

/** Throws Failure("usage") when the file has problems, or when there is no such command. */
async function show(commands: Commands, name: string | undefined, json: boolean): Promise<ExitCode> {
  if (name !== undefined && !commands.has(name)) {
    throw new Failure(
      "unknown-command",
      `there is no command ${name}; there are ${commands.names.join(", ")}`,
    );
  }
  const shown = name === undefined ? await commands.all() : [await commands.load(name)];
  const path = configPath(process.env);
  const file = path === undefined ? undefined : usable(await readWhole(commands, path));
  const rows = shown.flatMap((command) => {
    const settings: Settings = {
      ...(file && settingsFor(command, file)),
      ...environmentSettings(command.flags, process.env),
    };
    return name === undefined
      ? whatIsSet(settings, file?.commands[command.name], command)
      : all(command, settings);
  });
  const linked = file === undefined || name === undefined || shown[0]!.flags.includes("connectTimeout");
  if (linked) rows.push(...(file?.links ?? []).flatMap(ofLink));
  const unique = [...new Map(rows.map((row) => [`${row.setting} ${row.command ?? ""}`, row])).values()];
  if (json) await printJson(unique);
  else if (unique.length === 0) await print(`nothing is set: no WITS_* variable, and no ${CONFIG_FILE} here`);
  else await print(table(unique));
  return ExitCode.done;
}

interface Row {
  readonly setting: string;
  /** Of a setting for one command. */
  readonly command?: string;
  /** Null when nothing holds by itself. */
  readonly value: string | null;
  /** `WITS_TZ`, `witskit.toml:12` or `default`. */
  readonly from: string;
}

const whatIsSet = (settings: Settings, own: Settings | undefined, { name }: Command): Row[] =>
  Object.entries(settings).map(([flag, { text, place }]) => ({
    setting: longName(flag as FlagName),
    ...(own?.[flag as FlagName]?.place === place ? { command: name } : {}),
    value: withoutSecrets(text),
    from: place,
  }));

const all = ({ flags: taken }: Command, settings: Settings): Row[] =>
  taken.map((flag) => {
    const { text, place } = settings[flag] ?? {};
    const { usual, value } = flags[flag] as Flag<unknown>;
    const without = usual ?? (value === undefined ? "false" : null);
    return {
      setting: longName(flag),
      value: text === undefined ? without : withoutSecrets(text),
      from: place ?? "default",
    };
  });

const ofLink = ({ name, url, place, settings }: ConfiguredLink): Row[] => [
  { setting: `links.${name}.url`, value: maskedUrl(url), from: place },
  ...Object.entries(settings).map(([flag, { text, place }]) => ({
    setting: `links.${name}.${longName(flag as FlagName)}`,
    value: withoutSecrets(text),
    from: place,
  })),
];

const table = (rows: readonly Row[]): string =>
  formatTable(
    rows.map(({ setting, command, value, from }) => [
      command === undefined ? setting : `${command}.${setting}`,
      value ?? "",
      from,
    ]),
    { head: ["setting", "value", "from"], width: terminalWidth() },
  );

interface CheckOptions {
  readonly json: boolean;
  readonly reach: boolean;
  readonly signal: AbortSignal;
}

async function check(
  commands: Commands,
  given: string | undefined,
  { json, reach, signal }: CheckOptions,
): Promise<ExitCode> {
  const path = given ?? configPath(process.env);
  if (path === undefined)
    throw new Failure("missing-option", `there is no ${CONFIG_FILE} here; name a file to check`);
  const read = await readWhole(commands, path);
  const { common, commands: tables, links } = read;
  const { tried } = await import("../config/trial.js");
  const problems = [...read.problems, ...(await tried(read, await commands.all(), { reach, signal }))];
  if (json) await printJson({ file: path, problems });
  else if (problems.length > 0) {
    await print(problems.map(({ place, reason }) => `${place}: ${reason}`).join("\n"));
  } else {
    const settings = [common, ...Object.values(tables)].reduce(
      (sum, one) => sum + Object.keys(one).length,
      0,
    );
    const linked = links.length > 0 ? `, ${counted(links.length, "link")}` : "";
    const reached = reach && links.length > 0 ? ", each of which could be opened" : "";
    await print(`${path} is good: ${counted(settings, "setting")}${linked}${reached}`);
  }
  return problems.length === 0 ? ExitCode.done : ExitCode.dataProblems;
}

async function readWhole(commands: Commands, path: string): Promise<Config> {
  const taken = (await commands.all()).map((command) => [
    command.name,
    command.unconfigured ? [] : command.flags,
  ]);
  return readConfig(path, Object.fromEntries(taken));
}
