/** What completion scripts are made of: commands with their flags, as the table of flags has them. */
import type { Command } from "../../command.js";
import { flagOf, longName } from "../../flags/flags.js";

export interface CompletedFlag {
  /** `--date-order`. */
  readonly long: string;
  /** `-o`; undefined when it has none. */
  readonly short: string | undefined;
  readonly description: string;
  /** A flag without a value is a switch. */
  readonly takesValue: boolean;
  /** The words that its value can be; a value without them may be a file. */
  readonly choices: readonly string[] | undefined;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  /** Its argument is one of these words, not a file. */
  readonly words: readonly string[] | undefined;
}

const CONFIG: CompletedFlag = {
  long: "--config",
  short: undefined,
  description: "settings to read instead of ./witskit.toml",
  takesValue: true,
  choices: undefined,
};

export const completed = (command: Command): CompletedCommand => ({
  name: command.name,
  summary: command.summary.replace(/\.$/, ""),
  words: command.arguments.find(({ choices }) => choices !== undefined)?.choices,
  flags: [
    ...command.flags.map((name): CompletedFlag => {
      const { short, description, value, choices } = flagOf(name, command.flags);
      return {
        long: `--${longName(name)}`,
        short: short === undefined ? undefined : `-${short}`,
        description,
        takesValue: value !== undefined,
        choices,
      };
    }),
    ...(command.unconfigured ? [] : [CONFIG]),
    { long: "--help", short: "-h", description: "show help", takesValue: false, choices: undefined },
  ],
});
