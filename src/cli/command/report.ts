/** `witskit report`: the day at the rig, as people report it: into files, or as a summary for people. */
import { filesOf, type ReportFile, targetOf } from "../../bulk/report/files.js";
import type { MadeReport, ReportOptions } from "../../bulk/report/report.js";
import { writeReportFiles } from "../../bulk/report/write-files.js";
import { STDOUT, writeOutput } from "../../durable/open-output.js";
import type { Failure } from "../../failure/failure.js";
import type { Report } from "../../report/document.js";
import { noOverrides } from "../../report/overrides/override.js";
import { STDIN } from "../../runtime/standard-input.js";
import type { Command, Invocation } from "../command.js";
import { headPath } from "../config/head-file.js";
import { ExitCode, tellFailure } from "../failure.js";
import { dialectFlags, type FlagValues, type GivenFlag, longName } from "../flags/flags.js";
import { print, terminalWidth } from "../page/print.js";
import { say, warn } from "../page/say.js";
import { withInputs } from "./analyze/inputs.js";

const kept = ["records", "from", "until", "units", "tz"] as const;

export const reportCommand: Command = {
  name: "report",
  stores: "read",
  summary: "Report a day at the rig: where its hours went, hole, connections, mud, events.",
  examples: [
    { line: "witskit report log.wits --units metric", does: "the last day of a log, for people" },
    {
      line: "witskit report log.wits --units metric --day 2024-03-04 --day-start 06:00 -o day.json",
      does: "a day from six to six, as a document; -o as often as wanted",
    },
    {
      line: "witskit report dataset/ --day all -o 'days/{day}.json'",
      does: "every day of a dataset, a file each",
    },
    {
      line: "witskit report log.wits --write-overrides day.toml",
      does: "start a file in which people say what the log does not know",
    },
    {
      line: "witskit report log.wits --overrides day.toml -o day.json",
      does: "the same day, with what they said; what was found stands beside it",
    },
    { line: "witskit report --overrides year.csv --day all", does: "days of which only people tell" },
  ],
  arguments: [
    {
      name: "INPUT",
      description: "logs, folders of logs, datasets or Parquet files, or - for standard input",
      optional: true,
      variadic: true,
    },
  ],
  flags: [
    "output",
    "format",
    "day",
    "dayStart",
    "tz",
    "well",
    "head",
    "rigName",
    "operator",
    "spud",
    "overrides",
    "writeOverrides",
    "paper",
    "rig",
    "bitDiameter",
    "normalDensity",
    "causal",
    "records",
    "from",
    "until",
    "units",
    "to",
    "map",
    "noJournal",
    "force",
    "quiet",
    "verbose",
    ...dialectFlags,
  ],
  keeps: { dataset: kept, parquet: kept },
  perSource: true,
  run: runReport,
};

async function runReport({ arguments: words, flags, typed, signal }: Invocation): Promise<ExitCode> {
  // Of days that only people tell there is no log to be read.
  const paths = words.length === 0 && flags.overrides === undefined ? [STDIN] : words;
  const outputs = typed.filter(({ flag }) => flag === "output").map(({ text }) => text);
  // What a file cannot be is refused before any row is read.
  const targets = outputs.map((output) => targetOf(output, flags.format));
  if (outputs.length === 0 && flags.format !== undefined) targets.push(targetOf(STDOUT, flags.format));
  const told = await toldBy(flags, typed);
  // What people say of times is the report's, and not that of the analysis beneath it.
  const { overrides: _, ...own } = flags;
  return withInputs({ command: reportCommand, paths, flags: own, typed, signal }, async (given) => {
    const { makeReport } = await import("../../bulk/report/report.js");
    const made = await makeReport(paths, { ...given, ...told, signal });
    const files = targets.flatMap((target) => filesOf(made.report, target));
    await write(files, flags);
    if (flags.writeOverrides !== undefined) await writeOverrides(made.report, flags.writeOverrides, flags);
    if (targets.length === 0 && flags.writeOverrides === undefined) await printSummary(made.report);
    return tell(made, flags);
  });
}

type Told = Pick<
  ReportOptions,
  "day" | "dayStart" | "well" | "head" | "heads" | "overrides" | "told" | "files"
>;

async function toldBy(flags: FlagValues, typed: readonly GivenFlag[]): Promise<Told> {
  const { day, dayStart, well, overrides: said, rig, rigName, operator, spud } = flags;
  const [{ readHeads }, { readOverrides }] = await Promise.all([
    import("../config/head-file.js"),
    import("../config/overrides-file.js"),
  ]);
  const path = headPath(flags.head);
  const { head, heads } = path === undefined ? { head: {}, heads: {} } : await readHeads(path);
  const ofFlags = {
    ...(rigName !== undefined && { rig: rigName }),
    ...(operator !== undefined && { operator }),
    ...(spud !== undefined && { spud }),
  };
  return {
    day,
    dayStart: dayStart === undefined ? undefined : dayStart * 60_000,
    well,
    head: { ...head, ...ofFlags },
    // A flag goes before the file, also before what it says of one well.
    heads: Object.fromEntries(Object.entries(heads).map(([name, own]) => [name, { ...own, ...ofFlags }])),
    overrides: said === undefined ? noOverrides : await readOverrides(said),
    told: typed
      .filter(({ flag }) => !NOT_OF_THE_REPORT.has(flag))
      .map(({ flag, text }) => ({ name: `--${longName(flag)}`, value: text })),
    files: [
      ...(said === undefined ? [] : [{ path: said, role: "overrides" as const }]),
      ...(rig === undefined ? [] : [{ path: rig, role: "rig" as const }]),
      ...(path === undefined ? [] : [{ path, role: "report" as const }]),
    ],
  };
}

/** Flags that change where it goes, and not what it says. */
const NOT_OF_THE_REPORT = new Set([
  "output",
  "format",
  "writeOverrides",
  "paper",
  "force",
  "quiet",
  "verbose",
]);

async function write(files: readonly ReportFile[], { force, quiet, paper }: FlagValues): Promise<void> {
  await writeReportFiles(files, { force, paper }, (path) => {
    if (!quiet && path !== STDOUT && files.length <= MOST_TOLD) say(`wrote ${path}`);
  });
  if (!quiet && files.length > MOST_TOLD) say(`wrote ${files.length} files`);
}

/** More files are counted. */
const MOST_TOLD = 12;

async function writeOverrides(report: Report, path: string, { force, quiet }: FlagValues): Promise<void> {
  const { overridesText } = await import("../../report/overrides/write.js");
  await writeOutput(path, { force }, (file) => file.write(Buffer.from(overridesText(report, path))));
  if (!quiet && path !== STDOUT) say(`wrote ${path}: give it again with --overrides ${path}`);
}

async function printSummary(report: Report): Promise<void> {
  const { reportText } = await import("../../report/text/text.js");
  await print(reportText(report, { width: terminalWidth(), brief: true }));
}

/** What was not read, and what the report itself warns of. */
function tell({ report, inputs }: MadeReport, { quiet }: FlagValues): ExitCode {
  if (!quiet) {
    for (const text of report.warnings) warn(text);
    for (const { date, head, quality } of report.days.length <= MOST_TOLD ? report.days : [])
      for (const text of quality.warnings)
        warn(`${head.well === null ? "" : `${head.well}, `}${date}: ${text}`);
  }
  const failures: readonly Failure[] = inputs.flatMap((input) => input.failures);
  failures.forEach(tellFailure);
  return failures.length > 0 ? ExitCode.inputUnreadable : ExitCode.done;
}
