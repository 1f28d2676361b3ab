/** The texts of `--help`. Examples come first: they are what people look for. */
import type { Command, Example } from "../command.js";
import { ExitCode, exitMeanings } from "../failure.js";
import { formatTable } from "./table.js";

/** What `witskit --help` prints. The first command is the one that is meant when none is named. */
export function overview(commands: readonly Command[]): string {
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

export const examplesText = (examples: readonly Example[]): string =>
  indented(examples.map(({ line, does }) => [line, does]));

function indented(rows: readonly [string, string][]): string {
  const [first, ...rest] = rows;
  if (first === undefined) return "";
  return formatTable(
    rest.map(([left, right]) => [`  ${left}`, right]),
    { head: [`  ${first[0]}`, first[1]] },
  );
}
