/**
 * What `witskit --help` prints. It takes the definitions of all commands to make it, so the build keeps it beside the program.
 */
import { existsSync, readFileSync } from "node:fs";
import { packageFile } from "../../runtime/package.js";
import type { Command, Commands } from "../command.js";
import { ExitCode, exitMeanings } from "../failure.js";
import { examplesText, indented } from "./help.js";

const built = packageFile("dist/cli/overview.txt");

export const overview = async (commands: Commands): Promise<string> =>
  existsSync(built) ? readFileSync(built, "utf8").trimEnd() : overviewOf(await commands.all());

/** The first command is the one that is meant when none is named. */
export function overviewOf(commands: readonly Command[]): string {
  return [
    "witskit turns WITS level 0, the text of drilling rigs, as logs or live, into Parquet, Arrow, CSV or NDJSON.",
    "",
    "Examples:",
    examplesText(commands.map(({ examples }) => examples[0]).filter((example) => example !== undefined)),
    "",
    "Commands:",
    indented(commands.map(({ name, summary }) => [name, summary])),
    "",
    "`witskit COMMAND --help` tells more. Without a command, convert is meant. `witskit --version` prints the version.",
    "",
    `Exit codes: ${Object.entries(ExitCode)
      .map(([name, code]) => `${code} ${exitMeanings[name as keyof typeof ExitCode]}`)
      .join("; ")}.`,
  ].join("\n");
}
