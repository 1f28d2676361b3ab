/**
 * Whether the settings of a file hold together: each value, which alone is well-formed, is given to what will use it, so that
 * what would stop a command is told before that command runs. What a setting names (a map, a certificate) is read; a link
 * is opened only when that is asked for.
 */
import { Failure } from "../../failure/failure.js";
import { dataOptions } from "../../input/feed/options.js";
import { type LinkSettings, linkOf } from "../../input/link/links.js";
import { transportOf } from "../../input/link/transport/transports.js";
import type { NoticesTold } from "../../live/notices/told.js";
import { LinkUrl } from "../../network/link-url.js";
import type { Plugins } from "../../plugin/plugins.js";
import { catalogOf } from "../../wits/catalog/overlay.js";
import { linkSettings } from "../command/link-settings.js";
import { loadedPlugins } from "../command/loaded-plugins.js";
import type { Command } from "../command.js";
import type { Flag } from "../flags/flag.js";
import type { FlagName, FlagValues } from "../flags/flags.js";
import { flags as allFlags, longName } from "../flags/flags.js";
import type { Config, ConfigProblem, ConfiguredLink } from "./file.js";
import { settingsFor } from "./file.js";
import { type Settings, valuesOf } from "./settings.js";

/** Milliseconds that a link has to open. */
const PATIENCE = 10_000;

/** Besides the problems that reading found; each of them once, though several commands would meet it. */
export async function tried(
  config: Config,
  commands: readonly Command[],
  { reach, signal }: { readonly reach: boolean; readonly signal: AbortSignal },
): Promise<readonly ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  for (const [name, settings] of settingsOf(config)) problems.push(...(await namedThings(name, settings)));
  const mapFails = problems.some(({ reason }) => reason.startsWith("map: "));
  for (const command of commands) {
    if (!command.flags.includes("units") || !isTouched(config, command)) continue;
    const values = valuesOf(settingsFor(command, config));
    const reason = await refusalOf(() =>
      dataOptions(mapFails ? { ...values, map: undefined } : values, "record"),
    );
    // Every command that takes them says the same of settings that stand for all.
    if (reason !== undefined && problems.every((one) => one.reason !== reason)) {
      problems.push({ place: config.path, reason });
    }
  }
  const plugins = await loadedPlugins(
    { plugins: config.plugins, commands: { names: commands.map(({ name }) => name) } },
    () => {},
  );
  for (const { name, place, disabled } of plugins?.status ?? [])
    if (disabled !== undefined) problems.push({ place, reason: `the plugin ${name}: ${disabled}` });
  const general = { ...linkSettings(valuesOf(config.common)), added: plugins?.transports };
  for (const link of config.links) {
    const reason = await refusalOf(() => linkTried(link, general, reach, signal));
    if (reason !== undefined) problems.push({ place: link.place, reason });
  }
  if (config.notices !== undefined) {
    const values = valuesOf(config.common, config.commands["stream"] ?? {});
    const reason = await refusalOf(() => noticesTried(config.notices!, values, plugins));
    // A map that cannot be read is told of itself.
    if (reason !== undefined && !mapFails) problems.push({ place: config.path, reason });
  }
  await plugins?.close();
  return problems;
}

/** The tables of a file, by their commands. */
const settingsOf = ({ common, commands }: Config): readonly (readonly [string, Settings])[] => [
  ["", common],
  ...Object.entries(commands),
];

const isTouched = ({ common, commands }: Config, { name }: Command): boolean =>
  Object.keys(common).length > 0 || commands[name] !== undefined;

async function namedThings(command: string, settings: Settings): Promise<ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  for (const [name, { text, place }] of Object.entries(settings)) {
    const { check }: Flag<unknown> = allFlags[name as FlagName];
    const reason = check && (await refusalOf(() => check(text, command)));
    if (reason !== undefined) problems.push({ place, reason: `${longName(name as FlagName)}: ${reason}` });
  }
  return problems;
}

async function linkTried(
  { name, url, settings }: ConfiguredLink,
  general: LinkSettings,
  reach: boolean,
  signal: AbortSignal,
): Promise<void> {
  const told = { ...general, ...definedOf(linkSettings(valuesOf(settings))) };
  await linkOf(url, { ...told, name });
  if (!reach) return;
  const parsed = new LinkUrl(url);
  for (const parameter of LINK_PARAMETERS) parsed.parameter(parameter, String);
  const transport = await transportOf(parsed, told);
  const opened = await transport.open(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]));
  await opened.close();
}

/** Items and units of rules, secrets and notifiers of ways; nothing is sent. */
async function noticesTried(
  { notices, ways }: NoticesTold,
  values: FlagValues,
  plugins: Plugins | undefined,
): Promise<void> {
  const { map, units } = await dataOptions({ ...values, perSource: undefined }, "long");
  const [{ checkNotices }, { openWays }] = await Promise.all([
    import("../../live/notices/notices.js"),
    import("../../live/notices/open-ways.js"),
  ]);
  checkNotices(notices, { catalog: catalogOf(map), units });
  const opened = await openWays(ways, {
    tls: linkSettings(values).tls,
    notifiers: plugins === undefined ? [] : plugins.notifiers,
    notify: plugins && (() => Promise.resolve()),
  });
  for (const way of opened.values()) await way.close?.();
}

/** Those that a link takes itself, before its transport looks for others. */
const LINK_PARAMETERS = [
  "name",
  "idleTimeout",
  "staleAfter",
  "handshake",
  "handshakeInterval",
  "handshakeMode",
] as const;

const definedOf = <Settings extends object>(settings: Settings): Partial<Settings> =>
  Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Partial<Settings>;

/** What it is refused for; undefined when it is not. */
async function refusalOf(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    if (error instanceof DOMException && error.name === "TimeoutError") {
      return `it did not open within ${PATIENCE / 1000} seconds`;
    }
    throw error;
  }
}
