/** From the words of a command line to a command's arguments and flags, by way of commander. */
import { CommanderError, Option, Command as Parser } from "commander";
import type { FailureCode } from "../failure/codes.js";
import { Failure } from "../failure/failure.js";
import type { SourceOptions } from "../input/feed/options.js";
import type { Argument, Command, Invocation } from "./command.js";
import { type Config, configPath, readConfig, settingsFor, usable } from "./config/file.js";
import { environmentSettings, valuesOf } from "./config/settings.js";
import type { Flag } from "./flags/flag.js";
import {
  describeFlag,
  environmentName,
  type FlagName,
  flagOf,
  flags,
  type GivenFlag,
  longName,
  parseFlag,
} from "./flags/flags.js";
import { grouped, MORE } from "./flags/groups.js";
import { ruleIn } from "./flags/per-source.js";
import { withPlaces } from "./flags/place.js";
import { examplesText } from "./page/help.js";
import { print } from "./page/print.js";

/** What was told of some sources alone; commander would take undefined for an empty text. */
const OF_SOME = Symbol("of some sources");

/** What commander finds wrong; a value that is refused, its flag says itself. */
const CODES: Readonly<Record<string, FailureCode>> = {
  "commander.unknownOption": "unknown-command",
  "commander.excessArguments": "unknown-command",
  "commander.missingArgument": "missing-option",
  "commander.optionMissingArgument": "missing-option",
};

/**
 * `others` are the names of all commands, whose tables a `witskit.toml` may have. `"helped"` when the user asked for help,
 * which has been printed.
 */
export async function parseArguments(
  command: Command,
  words: readonly string[],
  others: readonly string[] = [],
): Promise<Omit<Invocation, "signal" | "commands"> | "helped"> {
  const typed: GivenFlag[] = [];
  const rules: SourceOptions[] = [];
  const parser = parserOf(command, typed, rules);
  let help = "";
  parser.configureOutput({ writeOut: (text) => (help += text), writeErr: () => {} });
  try {
    parser.parse(withPlaces(withOptional(words, command.flags), command.flags), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed") {
      await print(help.trimEnd());
      return "helped";
    }
    const message = error.message.replace(/^error: /, "").replace("\n", " ");
    throw new Failure(
      CODES[error.code] ?? "bad-option",
      `${message}. \`witskit ${command.name} --help\` shows how`,
      { cause: error },
    );
  }
  const { config: path, ...parsed } = parser.opts<{ config?: string }>();
  const given = Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== OF_SOME));
  const config = await configOf(command, path, others);
  const environment = environmentSettings(command.flags, process.env);
  const told = valuesOf(config === undefined ? {} : settingsFor(command, config), environment);
  const perSource =
    command.perSource !== undefined
      ? [...rulesOf(config, { ...valuesOf(environment), ...given }), ...rules]
      : [];
  return {
    arguments: parser.args,
    flags: { ...told, ...denied(given, command.flags), ...(perSource.length > 0 && { perSource }) },
    links: config?.links ?? [],
    plugins: config?.plugins,
    notices: config?.notices,
    typed: [...typed, ...switchesIn(denied(given, command.flags), command.flags)],
    config: path,
  };
}

/** Of `--no-journal` the parser makes `journal: false`, and `true` where it is not given; here it is a switch as any other. */
function denied<Values extends object>(values: Values, names: readonly FlagName[]): Values {
  const told = new Map<string, unknown>(Object.entries(values));
  for (const name of names) {
    if (!/^no[A-Z]/.test(name)) continue;
    const denied = name.charAt(2).toLowerCase() + name.slice(3);
    if (told.get(denied) === false) told.set(name, true);
    told.delete(denied);
  }
  return Object.fromEntries(told) as Values;
}

/** What `witskit.toml` says to a command; undefined where there is none. Throws Failure("usage") when it cannot be used. */
async function configOf(
  command: Command,
  given: string | undefined,
  names: readonly string[],
): Promise<Config | undefined> {
  const path = given ?? configPath(process.env);
  if (path === undefined || command.unconfigured) return undefined;
  const others = Object.fromEntries(names.map((name) => [name, undefined]));
  return usable(await readConfig(path, { ...others, [command.name]: command.flags }));
}

/** What the file says of some sources alone; what was said of all goes before it, where it stands nearer to the user. */
const rulesOf = (config: Config | undefined, nearer: Readonly<Record<string, unknown>>): SourceOptions[] =>
  (config?.sources ?? []).flatMap(({ match, settings }) => {
    const told = Object.entries(valuesOf(settings)).filter(([flag]) => nearer[flag] === undefined);
    return told.length === 0 ? [] : [{ match, mayMatchNone: true as const, ...Object.fromEntries(told) }];
  });

/** A switch says nothing while it is parsed. */
const switchesIn = (values: Readonly<Record<string, unknown>>, names: readonly FlagName[]): GivenFlag[] =>
  names
    .filter((name) => values[name] === true && (flags[name] as Flag<unknown>).value === undefined)
    .map((flag) => ({ flag, text: "" }));

/** Each flag with a value is put into `typed` when it is met, what it tells of some sources alone into `rules` besides. */
function parserOf(command: Command, typed: GivenFlag[], rules: SourceOptions[]): Parser {
  const parser = new Parser(`witskit ${command.name}`)
    .description(command.summary)
    .exitOverride()
    .addHelpText("beforeAll", `Examples:\n${examplesText(command.examples)}\n`);

  for (const { name, description, ...argument } of command.arguments) {
    parser.argument(bracketed(name, argument), description);
  }
  for (const { heading, names } of grouped(command.flags)) {
    parser.optionsGroup(`${heading}:`);
    for (const name of names) parser.addOption(optionOf(name, command, typed, rules));
  }
  parser.optionsGroup(`${MORE}:`);
  if (!command.unconfigured)
    parser.option("--config <FILE>", "settings to read instead of ./witskit.toml [WITS_CONFIG]");
  return parser.helpOption("-h, --help", "show this");
}

function optionOf(name: FlagName, command: Command, typed: GivenFlag[], rules: SourceOptions[]): Option {
  const flag = flagOf(name, command.flags);
  const { short, value, environment } = flag;
  const long = `--${longName(name)}`;
  const spelling = `${short === undefined ? "" : `-${short}, `}${long}${valueName(flag)}`;
  const described = describeFlag(flag);
  const option = new Option(spelling, environment ? `${described} [${environmentName(name)}]` : described);
  if (value === undefined) return option;
  return option.argParser((text: string, before: unknown) => {
    typed.push({ flag: name, text });
    const rule = ruleIn(name, text, long);
    if (rule === undefined) return parseFlag(name, text, long);
    if (!command.perSource)
      throw new Failure("bad-option", `${long} ${text}: ${command.name} takes one value for all`);
    rules.push(rule);
    return before ?? OF_SOME;
  });
}

/** What stands for the value behind a flag's name, a blank before it. */
const valueName = ({ value, optional }: Flag<unknown>): string =>
  value === undefined ? "" : optional === undefined ? ` <${value}>` : ` [${value}]`;

/**
 * The words, each flag whose value may be left out with one: the next word only where it can be its value, so that
 * `--web tcp://host:port` names a link and no port.
 */
function withOptional(words: readonly string[], names: readonly FlagName[]): string[] {
  return words.map((word, i) => {
    const name = names.find((one) => `--${longName(one)}` === word);
    const { optional, parse }: Flag<unknown> =
      name === undefined ? { description: "", parse: String } : flags[name];
    if (optional === undefined) return word;
    try {
      parse(words[i + 1] ?? "");
      return word;
    } catch {
      return `${word}=${optional}`;
    }
  });
}

function bracketed(
  name: string,
  { optional = false, variadic = false }: Pick<Argument, "optional" | "variadic">,
): string {
  const inner = variadic ? `${name}...` : name;
  return optional ? `[${inner}]` : `<${inner}>`;
}
