/** Runs a command by its words, as the program would: for commands that lead people to others. */
import { commands } from "./commands.js";
import { ExitCode } from "./failure.js";
import { parseArguments } from "./parse.js";

interface RunOptions {
  readonly signal: AbortSignal;
  /** Whether it is without what `witskit.toml` sets. */
  readonly unconfigured?: true;
}

/** The first word names the command. What it throws, its `Failure`s too, goes to the caller. */
export async function runWords(
  words: readonly string[],
  { signal, unconfigured }: RunOptions,
): Promise<ExitCode> {
  const [name = "", ...rest] = words;
  const named = await commands[name]!();
  const command = unconfigured ? { ...named, unconfigured } : named;
  const parsed = await parseArguments(command, rest);
  return parsed === "helped" ? ExitCode.done : ((await command.run({ ...parsed, signal })) ?? ExitCode.done);
}
