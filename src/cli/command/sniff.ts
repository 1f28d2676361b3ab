/** `witskit sniff`: what is this file? Container, dialect, clock and contents of logs, and the command that converts them. */

import { Failure } from "../../failure/failure.js";
import type { Source } from "../../input/bytes/source.js";
import { sourcesOf } from "../../input/feed/inputs.js";
import { dataOptions } from "../../input/feed/options.js";
import { chosenOf } from "../../input/sniff/chosen.js";
import type { LogLook } from "../../input/sniff/look.js";
import { planOf } from "../../wits/catalog/layout.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode, tellFailure } from "../failure.js";
import { print, printJson, terminalWidth } from "../page/print.js";
import { say } from "../page/say.js";
import type { LookLine } from "../page/sniff/summary.js";

export const sniffCommand: Command = {
  name: "sniff",
  summary: "Find out what a file is: its dialect, clock, contents, and the command that converts it.",
  examples: [
    { line: "witskit sniff log.wits", does: "what a log is and holds, and how to convert it" },
    { line: "witskit sniff log.wits --all", does: "read all of a large log, not a sample of it" },
    {
      line: "witskit sniff log.wits --write-map map.csv",
      does: "begin a map of the codes outside the catalog",
    },
    { line: "witskit sniff log.wits --map map.csv", does: "with the map in use" },
    { line: "witskit sniff logs/ --json", does: "a folder of logs, for machines" },
  ],
  arguments: [
    { name: "FILE", description: "files, folders, globs, or - for standard input", variadic: true },
  ],
  flags: ["all", "limit", "json", "map", "writeConfig", "writeMap", "force", "quiet", "verbose"],
  run: sniff,
};

/** Of a line where there is no terminal to ask. */
const WIDTH = 100;
/** Pages that are shown of many files. */
const PAGES = 10;

async function sniff({ arguments: inputs, flags, signal }: Invocation): Promise<ExitCode> {
  const { json = false, all = false, limit = PAGES, writeMap, force = false, quiet = false } = flags;
  const width = terminalWidth() ?? WIDTH;
  const pages = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  const plan = planOf(await dataOptions({ map: flags.map }, "long"));
  const given = flags.map === undefined ? [] : [{ flag: "map" as const, text: flags.map }];
  const { sources, lost } = await sourcesOf(inputs);
  if (sources.length === 0) throw lost[0]!.failure;
  const [{ lookAt }, { Decoders }, { lookText }, { lookJson }, summary, map] = await Promise.all([
    import("../../input/sniff/look.js"),
    import("../../input/sniff/trial.js"),
    import("../page/sniff/page.js"),
    import("../page/sniff/document.js"),
    import("../page/sniff/summary.js"),
    import("../../input/sniff/unmapped.js"),
  ]);
  const decoders = new Decoders(plan);
  const lines: LookLine[] = [];
  const documents: unknown[] = [];
  const logs: LogLook[] = [];
  let looked = all ? sources : chosenOf(sources);
  const shows = !json && !quiet && process.stderr.isTTY && looked.length > pages;
  const see = async (index: number, source: Source): Promise<void> => {
    if (shows && index >= pages) process.stderr.write(`\r\x1b[Klooked at ${index} of ${looked.length}`);
    const look = await lookAt(source, { all, decoders, signal });
    lines.push(summary.lineOf(look, given));
    if (json) documents.push(lookJson(look, given));
    else if (index < pages) await print(`${index === 0 ? "" : "\n"}${lookText(look, width, given)}`);
    if (writeMap !== undefined && look.kind === "log") logs.push(look);
  };
  for (const [index, source] of looked.entries()) await see(index, source);
  if (looked.length < sources.length && !summary.isAlike(inputs, lines)) {
    // Some differ from what is beside them: which do, only all of them tell.
    const seen = new Set(looked);
    for (const source of sources) if (!seen.has(source)) await see(lines.length, source);
    looked = sources;
  }
  if (shows) process.stderr.write("\r\x1b[K");
  if (json) {
    const commands = summary.commandsFor(inputs, lines).map(({ words }) => ["witskit", ...words]);
    await printJson({ files: documents, commands });
  } else if (sources.length > 1) {
    const hidden = looked.length - pages;
    const more = hidden > 0 ? `… ${hidden} more pages (use --limit 0)\n\n` : "";
    await print(`\n${more}${summary.summaryText(inputs, lines, width, sources.length - looked.length)}`);
  }
  if (flags.writeConfig !== undefined) {
    const commands = summary.commandsFor(inputs, lines);
    if (commands.length !== 1) {
      throw new Failure(
        "sources-disagree",
        "these logs need several commands, which one witskit.toml cannot say; see them above",
      );
    }
    const [{ configText }, { writeOutput }] = await Promise.all([
      import("../page/sniff/config-text.js"),
      import("../../durable/open-output.js"),
    ]);
    const text = configText(commands[0]!.flags);
    await writeOutput(flags.writeConfig, { force }, (output) => output.write(Buffer.from(text)));
    if (!quiet) say(`wrote ${flags.writeConfig}:\n${text.trimEnd()}`);
  }
  if (writeMap !== undefined) {
    const template = map.mapTemplate(logs);
    const { writeOutput } = await import("../../durable/open-output.js");
    await writeOutput(writeMap, { force }, (output) => output.write(Buffer.from(template.text)));
    if (!quiet) say(`wrote ${writeMap}, ${template.codes} codes that are not in the catalog`);
  }
  for (const { failure } of lost) tellFailure(failure);
  // What is no log cannot be read as one: `convert` says so with the same code.
  const isUnread = lines.some(({ kind }) => kind === "unreadable" || kind === "no-log");
  return isUnread || lost.length > 0 ? ExitCode.inputUnreadable : ExitCode.done;
}
