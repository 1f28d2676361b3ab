/** What a user waits for: start-up and the time to a first result. Whole processes. */
import { join } from "node:path";
import { MAIN, runNode } from "./process.mjs";
import { race, ratio } from "./rounds.mjs";

export const BARE = "node -e 0";
export const VERSION = "witskit --version";
export const FIRST_RESULT = "convert 1 MB";

/**
 * Seconds of commands, by name: median, least and most of rounds in turn.
 * @param {{ folder: string, smallLog: string, rounds: number }} options
 */
export async function timeCommands({ folder, smallLog, rounds }) {
  const out = join(folder, "small");
  /** @type {[name: string, args: string[]][]} */
  const commands = [
    [BARE, ["-e", "0"]],
    [VERSION, [MAIN, "--version"]],
    [FIRST_RESULT, [MAIN, "convert", smallLog, "-o", out, "--force", "-q"]],
  ];
  const speeds = await race(
    commands.map(([name, args]) => ({
      name,
      bytes: 1000,
      turn: async () => {
        await runNode(args);
      },
    })),
    rounds,
  );
  // A speed of 1000 bytes a turn is turns a millisecond.
  const [bare] = speeds;
  return speeds.map((speed) => ({
    name: speed.name,
    seconds: 0.001 / speed.median,
    least: 0.001 / speed.most,
    most: 0.001 / speed.least,
    overBare: bare === undefined ? Number.NaN : ratio(bare, speed),
  }));
}
