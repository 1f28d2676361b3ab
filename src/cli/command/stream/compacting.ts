/** What a stream that compacts its dataset is told: by its own flags when, by those of `witskit compact` in the configuration how. */
import { resolve } from "node:path";
import { Failure } from "../../../failure/failure.js";
import { runBeside, thisProgram } from "../../../live/beside-command.js";
import { COMPACT_EVERY, Compacting, type CompactingOptions } from "../../../live/compacting.js";
import type { Invocation } from "../../command.js";
import { parseArguments } from "../../parse.js";

/** Undefined where nothing is compacted. Throws a Failure where `compact` would not begin for what it is told. */
export async function compactingOf(
  { flags, commands, config, signal }: Pick<Invocation, "flags" | "commands" | "config" | "signal">,
  dataset: string | undefined,
  onEnd: CompactingOptions["onEnd"],
): Promise<Compacting | undefined> {
  const { compact = false, compactEvery = COMPACT_EVERY } = flags;
  if (!compact) {
    if (flags.compactEvery === undefined) return undefined;
    throw new Failure(
      "missing-option",
      "--compact-every says how often --compact does it; give --compact too",
    );
  }
  if (dataset === undefined) {
    throw new Failure("missing-option", "--compact is of a dataset; give -o OUT/ for one");
  }
  const words = [resolve(dataset), ...(config === undefined ? [] : ["--config", config])];
  const command = await commands.load("compact");
  await parseArguments(command, words, commands.names);
  return new Compacting({
    every: compactEvery,
    compact: (until) => runBeside(thisProgram(), [command.name, ...words], until),
    onEnd,
    signal,
  });
}
