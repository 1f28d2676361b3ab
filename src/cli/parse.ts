/** From the words of a command line to a command's arguments and flags, by way of commander. */
import { CommanderError, Command as Parser } from "commander";
import { Failure } from "../failure.js";
import type { Argument, Command, Invocation } from "./command.js";
import {
  environmentFlags,
  environmentName,
  type Flag,
  type FlagName,
  flags,
  longName,
  parseFlag,
} from "./flags.js";
import { examplesText } from "./help.js";
import { print } from "./print.js";

/** `"helped"` when the user asked for help, which has been printed. */
export async function parseArguments(
  command: Command,
  words: readonly string[],
): Promise<Omit<Invocation, "signal"> | "helped"> {
  const parser = parserOf(command);
  let help = "";
  parser.configureOutput({ writeOut: (text) => (help += text), writeErr: () => {} });
  try {
    parser.parse([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed") {
      await print(help.trimEnd());
      return "helped";
    }
    const message = error.message.replace(/^error: /, "").replace("\n", " ");
    throw new Failure("usage", `${message}. \`witskit ${command.name} --help\` shows how`, { cause: error });
  }
  return {
    arguments: parser.args,
    flags: { ...environmentFlags(command.flags, process.env), ...parser.opts() },
  };
}

function parserOf(command: Command): Parser {
  const parser = new Parser(`witskit ${command.name}`)
    .description(command.summary)
    .exitOverride()
    .addHelpText("beforeAll", `Examples:\n${examplesText(command.examples)}\n`)
    .helpOption("-h, --help", "show this");
  for (const { name, description, ...argument } of command.arguments) {
    parser.argument(bracketed(name, argument), description);
  }
  for (const name of command.flags) {
    const { short, value, description, environment } = flags[name] as Flag<unknown>;
    const long = `--${longName(name)}`;
    const spelling = `${short === undefined ? "" : `-${short}, `}${long}${value === undefined ? "" : ` <${value}>`}`;
    const where = environment ? `${description} [${environmentName(name)}]` : description;
    if (value === undefined) parser.option(spelling, where);
    else parser.option(spelling, where, (text: string) => parseFlag(name as FlagName, text, long));
  }
  return parser;
}

function bracketed(
  name: string,
  { optional = false, variadic = false }: Pick<Argument, "optional" | "variadic">,
): string {
  const inner = variadic ? `${name}...` : name;
  return optional ? `[${inner}]` : `<${inner}>`;
}
