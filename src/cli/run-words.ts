/** Runs a command by its words, as the program would: for commands that lead people to others. */
import type { Commands } from "./command.js";
import { ExitCode } from "./failure.js";
import { parseArguments } from "./parse.js";

interface RunOptions {
  readonly commands: Commands;
  readonly signal: AbortSignal;
  /** Whether it is without what `witskit.toml` sets. */
  readonly unconfigured?: true;
}

/** The first word names the command. What it throws, its `Failure`s too, goes to the caller. */
export async function runWords(
  words: readonly string[],
  { commands, signal, unconfigured }: RunOptions,
): Promise<ExitCode> {
  const [name = "", ...rest] = words;
  const named = await commands.load(name);
  const command = unconfigured ? { ...named, unconfigured } : named;
  const parsed = await parseArguments(command, rest, commands.names);
  return parsed === "helped"
    ? ExitCode.done
    : ((await command.run({ ...parsed, commands, signal })) ?? ExitCode.done);
}
