/** Runs a command by its words, as the program would: for commands that lead people to others. */
import { commands } from "./commands.js";
import { ExitCode } from "./failure.js";
import { parseArguments } from "./parse.js";

/** The first word names the command. What it throws, its `Failure`s too, goes to the caller. */
export async function runWords(words: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const [name = "", ...rest] = words;
  const command = await commands[name]!();
  const parsed = await parseArguments(command, rest);
  return parsed === "helped" ? ExitCode.done : ((await command.run({ ...parsed, signal })) ?? ExitCode.done);
}
