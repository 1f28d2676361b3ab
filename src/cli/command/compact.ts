/** `witskit compact`: large parts out of small ones. */
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { compactJson, compactText } from "../page/compact.js";
import { print, printJson } from "../page/print.js";
import { say } from "../page/say.js";

export const compactCommand: Command = {
  name: "compact",
  summary: "Make large parts of a dataset out of small ones, beside those who read and a stream that writes.",
  examples: [
    { line: "witskit compact dataset/", does: "parts of some 256 MiB" },
    {
      line: "witskit compact dataset/ --partition day --older-than 1d",
      does: "a part a day, of yesterday and before",
    },
    { line: "witskit compact dataset/ --dry-run", does: "says what it would do" },
  ],
  arguments: [{ name: "DATASET", description: "a folder that convert or stream has made" }],
  flags: ["partition", "olderThan", "target", "sort", "dryRun", "json", "quiet", "verbose"],
  run,
};

async function run({ arguments: [folder], flags, signal }: Invocation): Promise<ExitCode> {
  const { compact } = await import("../../bulk/compact.js");
  const { partition, olderThan, target, sort, dryRun = false, json, quiet } = flags;
  const report = await compact({ folder: folder!, partition, olderThan, target, sort, dryRun, signal });
  if (json) await printJson(compactJson(folder!, report, dryRun));
  else if (dryRun) await print(compactText(folder!, report, dryRun));
  else if (!quiet) say(compactText(folder!, report, dryRun));
  return ExitCode.done;
}
