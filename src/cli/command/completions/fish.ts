/** Completion for fish: a line for each command and flag. */
import { singleQuoted } from "../../page/shell.js";
import type { CompletedCommand, CompletedFlag } from "./completed.js";

export const fishScript = (commands: readonly CompletedCommand[]): string =>
  [
    "# Completion of witskit for fish. To have it now: witskit completions fish | source",
    ...commands.map(
      ({ name, summary }) =>
        `complete -c witskit -n __fish_use_subcommand -a ${name} -d ${singleQuoted(summary)}`,
    ),
    ...commands.flatMap(({ name, flags, words }) => [
      ...flags.map((flag) => flagLine(name, flag)),
      ...(words === undefined
        ? []
        : [`complete -c witskit ${within(name)} -f -a ${singleQuoted(words.join(" "))}`]),
    ]),
  ].join("\n");

const within = (command: string): string => `-n '__fish_seen_subcommand_from ${command}'`;

function flagLine(command: string, { long, short, description, takesValue, choices }: CompletedFlag): string {
  const parts = [`complete -c witskit ${within(command)} -l ${long.slice(2)}`];
  if (short !== undefined) parts.push(`-s ${short.slice(1)}`);
  if (choices !== undefined) parts.push(`-x -a ${singleQuoted(choices.join(" "))}`);
  else if (takesValue) parts.push("-r");
  return [...parts, `-d ${singleQuoted(description)}`].join(" ");
}
