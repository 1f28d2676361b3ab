/** `witskit man`: the manual page, made of what `--help` is made of. */
import { version } from "../../runtime/package.js";
import type { Argument, Command } from "../command.js";
import { CONFIG_FILE } from "../config/file.js";
import { ExitCode, exitMeanings } from "../failure.js";
import type { Flag } from "../flags/flag.js";
import { describeFlag, environmentName, type FlagName, flagOf, flags, longName } from "../flags/flags.js";
import { grouped } from "../flags/groups.js";
import { print } from "../page/print.js";

export const manCommand: Command = {
  name: "man",
  summary: "Print the manual page.",
  examples: [
    { line: "witskit man | man -l -", does: "read it" },
    {
      line: "witskit man > ~/.local/share/man/man1/witskit.1",
      does: "keep it, so that `man witskit` finds it",
    },
  ],
  arguments: [],
  flags: [],
  async run({ commands }) {
    await print(manualPage(await commands.all()));
    return undefined;
  },
};

/** In roff with the man macros, as man(7) has them. */
export function manualPage(commands: readonly Command[]): string {
  const used = [...new Set(commands.flatMap((command) => command.flags))];
  return [
    `.TH WITSKIT 1 "" "witskit ${version}" "User Commands"`,
    ".SH NAME",
    "witskit \\- WITS level 0 drilling logs to Parquet, Arrow and more",
    ".SH SYNOPSIS",
    ".B witskit",
    "[\\fICOMMAND\\fR] [\\fIARGUMENT\\fR...] [\\fIFLAG\\fR...]",
    ".SH DESCRIPTION",
    roff(
      "Turns WITS level 0, the text protocol of drilling rigs, into columns: every value, every null, and every byte that " +
        "could not be read, with its place and the reason. Without a command, convert is meant. Data goes to standard " +
        "output, all else to standard error; - is standard input or output.",
    ),
    ".SH COMMANDS",
    ...commands.flatMap(commandSection),
    ".SH FLAGS",
    ...grouped(used).flatMap(({ heading, names }) => [
      `.SS ${roff(heading)}`,
      ...names.flatMap((name) => flagParagraph(name, used)),
    ]),
    ".SH ENVIRONMENT",
    ...used
      .filter((name) => (flags[name] as Flag<unknown>).environment)
      .flatMap((name) => [".TP", `.B ${environmentName(name)}`, `as \\-\\-${roff(longName(name))}`]),
    ".SH FILES",
    ".TP",
    `.B ./${CONFIG_FILE}`,
    roff(
      'the same settings as in the environment by the names of their flags, units = "fps", and in a table of a ' +
        "command's name any flag of that command; --config FILE or WITS_CONFIG name another file; the environment " +
        "goes before it, a flag before both",
    ),
    ".SH EXIT STATUS",
    ...Object.entries(ExitCode).flatMap(([name, code]) => [
      ".TP",
      `.B ${code}`,
      roff(exitMeanings[name as keyof typeof ExitCode]),
    ]),
  ].join("\n");
}

function commandSection(command: Command): string[] {
  const words = command.arguments.map(synopsis).join(" ");
  const takes = command.flags.map((name) => `--${longName(name)}`).join(" ");
  return [
    `.SS witskit ${command.name}${words === "" ? "" : ` ${roff(words)}`}`,
    roff(command.summary),
    ...(takes === "" ? [] : [".PP", `Flags: ${roff(takes)}`]),
    ...command.examples.flatMap(({ line, does }) => [".TP", `.B ${roff(line)}`, roff(does)]),
  ];
}

function synopsis({ name, optional, variadic }: Argument): string {
  const word = variadic ? `${name}...` : name;
  return optional ? `[${word}]` : word;
}

function flagParagraph(name: FlagName, used: readonly FlagName[]): string[] {
  const flag = flagOf(name, used);
  const { short, value, optional } = flag;
  const long = `\\fB\\-\\-${roff(longName(name))}\\fR`;
  const both = short === undefined ? long : `\\fB\\-${short}\\fR, ${long}`;
  return [".TP", `${both}${named(value, optional)}`, roff(describeFlag(flag))];
}

/** Text that roff prints as it stands: backslashes and hyphens escaped, no line that it would take for a command. */
const roff = (text: string): string =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^(?=[.'])/gm, "\\&");

function named(value: string | undefined, optional: string | undefined): string {
  if (value === undefined) return "";
  return optional === undefined ? ` \\fI${roff(value)}\\fR` : ` [\\fI${roff(value)}\\fR]`;
}
