/** `witskit analyze`: what the rig did: a page for people, or tables for programs. */
import { statSync } from "node:fs";
import { extname } from "node:path";
import type { AnalyzedInput, AnalyzeOptions } from "../../bulk/analysis/rig-inputs.js";
import { STDOUT, writeOutput } from "../../durable/open-output.js";
import { Failure } from "../../failure/failure.js";
import { type FormatName, formatBy, formatMeant, formatNames } from "../../output/formats.js";
import { STDIN } from "../../runtime/standard-input.js";
import { shownPlaces } from "../../text/shown-places.js";
import { shownLines } from "../../text/shown-text.js";
import type { Moment } from "../../wits/catalog/moment.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode, tellFailure } from "../failure.js";
import { analysisFlags, dialectFlags, type FlagValues } from "../flags/flags.js";
import { print, printData, terminalWidth } from "../page/print.js";
import { say, warn } from "../page/say.js";
import { counted } from "../page/wording.js";
import { withInputs } from "./analyze/inputs.js";

export const analyzeCommand: Command = {
  name: "analyze",
  stores: "read",
  summary: "Say what the rig did: states, connections, trips, events, rock.",
  examples: [
    {
      line: "witskit analyze log.wits --units metric",
      does: "what the rig did, in time and metres, and what stood out",
    },
    {
      line: "witskit analyze log.wits --table connections",
      does: "a table: every connection with its parts",
    },
    { line: "witskit analyze log.wits --table states --format csv -o states.csv", does: "for programs" },
    { line: "witskit analyze dataset/ -o dataset/", does: "all tables beside the dataset's own, for query" },
    {
      line: "witskit analyze log.wits --explain 2024-03-01T06:05",
      does: "what each flag saw at that time, and why the state was decided",
    },
    {
      line: "witskit analyze log.wits --table kpis --by-day --day-start 06:00",
      does: "key figures of each day from six to six",
    },
    { line: "witskit analyze well-a/ well-b/ --table kpis", does: "wells side by side" },
  ],
  arguments: [
    {
      name: "INPUT",
      description: "logs, folders of logs, datasets or Parquet files, or - for standard input",
      variadic: true,
    },
  ],
  flags: [
    "output",
    "format",
    "table",
    "limit",
    ...analysisFlags,
    "byDay",
    "dayStart",
    "explain",
    "records",
    "from",
    "until",
    "units",
    "to",
    "map",
    "tz",
    "noJournal",
    "force",
    "quiet",
    "verbose",
    ...dialectFlags,
  ],
  keeps: {
    dataset: ["records", "from", "until", "units"],
    parquet: ["records", "from", "until", "units"],
  },
  perSource: true,
  run: runAnalyze,
};

/** What programs read, of the sinks' formats, and what only this command writes. */
const sinkFormats = formatNames.filter((name) => formatBy(name).lossless);
const own = ["table", "json"] as const;
type AnalysisFormat = (typeof own)[number] | FormatName;

/** Rows of a table when nothing else was asked for. */
const ROWS_SHOWN = 40;

async function runAnalyze({ arguments: words, flags, typed, signal }: Invocation): Promise<ExitCode> {
  const paths = words.length === 0 ? [STDIN] : words;
  const { output = STDOUT, table } = flags;
  const folder = isFolder(output);
  const format = formatOf(flags.format, output, folder);
  if (flags.explain !== undefined) refuseBesideExplain(flags);
  refuseUnheld(format, { flags, typed }, folder);
  return withInputs({ command: analyzeCommand, paths, flags, typed, signal }, async (given) => {
    if (flags.explain !== undefined)
      return tellInputs(await explained(paths, flags.explain, given, format), flags);
    const days = flags.byDay ? { start: flags.dayStart ?? 0 } : undefined;
    const options = { ...given, withFlags: table === "flags", days };
    const inputs = isOwn(format)
      ? await asText(paths, options, format, flags)
      : await intoFiles(paths, options, { output, folder, format, flags });
    return tellInputs(inputs, flags);
  });
}

const isFolder = (output: string): boolean =>
  output !== STDOUT &&
  (/[/\\]$/.test(output) ||
    (statSync(output, { throwIfNoEntry: false })?.isDirectory() ?? extname(output) === ""));

/** By the flag, else by the output's ending; a folder gets Parquet, a terminal a page. */
function formatOf(given: string | undefined, output: string, folder: boolean): AnalysisFormat {
  const named =
    given ?? (folder ? "parquet" : output === STDOUT ? "table" : extname(output).slice(1).toLowerCase());
  const format = own.find((one) => one === (named === "txt" ? "table" : named)) ?? formatMeant(named);
  if (format !== undefined && (isOwn(format) || sinkFormats.includes(format))) return format;
  throw new Failure(
    "unknown-format",
    `there is no format ${named === "" ? "in the ending" : named} for an analysis; there are ${[...own, ...sinkFormats].join(", ")}`,
  );
}

const isOwn = (format: AnalysisFormat): format is (typeof own)[number] => own.some((one) => one === format);

function refuseUnheld(
  format: AnalysisFormat,
  { flags, typed }: Pick<Invocation, "flags" | "typed">,
  folder: boolean,
): void {
  if (folder && isOwn(format))
    throw new Failure(
      "conflicting-options",
      `a folder has a file for each table, and ${format} is one document; give -o FILE, or --format with one of ${sinkFormats.join(", ")}`,
    );
  if (!folder && !isOwn(format) && flags.table === undefined)
    throw new Failure(
      "one-table-one-file",
      `${format} holds one table, and an analysis has several; --table names one, and -o FOLDER/ writes a file for each`,
    );
  if (flags.dayStart !== undefined && !flags.byDay && typed.some(({ flag }) => flag === "dayStart"))
    throw new Failure(
      "option-not-kept",
      "--day-start is not kept: it says when days begin; give it with --by-day",
    );
  if (flags.byDay && flags.table !== "kpis" && (flags.table !== undefined || format === "table"))
    throw new Failure(
      "option-not-kept",
      "--by-day is not kept: it is of key figures; give it with --table kpis, with --format json, or into a folder",
    );
  if (flags.limit !== undefined && (format !== "table" || flags.table === undefined))
    throw new Failure(
      "option-not-kept",
      "--limit is not kept: it cuts a table that is shown; give it with --table NAME, for people",
    );
}

/** It is a page about one moment, and no table. */
function refuseBesideExplain({ output, table, format }: FlagValues): void {
  const other =
    output !== undefined
      ? "-o"
      : table !== undefined
        ? "--table"
        : format !== undefined && format !== "table" && format !== "json"
          ? `--format ${format}`
          : undefined;
  if (other === undefined) return;
  throw new Failure(
    "conflicting-options",
    `--explain shows a page about one moment, or with --format json the same for programs; it goes without ${other}`,
  );
}

async function explained(
  paths: readonly string[],
  moment: Moment,
  options: AnalyzeOptions,
  format: AnalysisFormat,
): Promise<readonly AnalyzedInput[]> {
  const [{ explainInputs }, page] = await Promise.all([
    import("../../bulk/analysis/explain.js"),
    import("../page/analysis/explained.js"),
  ]);
  const told = await explainInputs(paths, moment, options);
  await (format === "json"
    ? printData(page.explainedJson(told))
    : print(page.explainedPage(told, terminalWidth())));
  return told.inputs;
}

interface Into {
  readonly output: string;
  readonly folder: boolean;
  readonly format: FormatName;
  readonly flags: FlagValues;
}

/** One table into a file, or a file for each table of a folder. */
async function intoFiles(
  paths: readonly string[],
  options: AnalyzeOptions,
  { output, folder, format, flags }: Into,
): Promise<readonly AnalyzedInput[]> {
  const [{ analyzeInputs }, { AnalysisFiles, folderPaths }, { lockAnalysis }] = await Promise.all([
    import("../../bulk/analysis/analyze.js"),
    import("../../bulk/analysis/files.js"),
    import("../../dataset/analysis-lock.js"),
  ]);
  const lock = folder ? await lockAnalysis(output) : undefined;
  const tables = flags.table === undefined ? undefined : [flags.table];
  const pathOf = folder ? folderPaths(output, formatBy(format).endings[0]!) : () => output;
  const wholeIn = folder ? output : undefined;
  const files = new AnalysisFiles({
    format,
    tables,
    pathOf,
    wholeIn,
    force: flags.force,
    byDay: flags.byDay,
  });
  try {
    const { inputs, meanings } = await analyzeInputs(paths, options, files);
    for (const { path, rows } of await files.commit(meanings)) {
      if (!flags.quiet && path !== STDOUT) say(`wrote ${path}: ${counted(rows, "row")}`);
    }
    return inputs;
  } catch (error) {
    await files.abort();
    throw error;
  } finally {
    await lock?.release();
  }
}

async function asText(
  paths: readonly string[],
  options: AnalyzeOptions,
  format: (typeof own)[number],
  { output = STDOUT, table, limit = ROWS_SHOWN, force, byDay }: FlagValues,
): Promise<readonly AnalyzedInput[]> {
  const [{ analyze }, page] = await Promise.all([
    import("../../bulk/analysis/analyze.js"),
    import("../page/analysis/analysis.js"),
  ]);
  const analyzed = await analyze(paths, options);
  const width = output === STDOUT ? terminalWidth() : undefined;
  const text =
    format === "json"
      ? page.analysisJson(analyzed, table, byDay)
      : table === undefined
        ? page.analysisPage(analyzed, width)
        : page.analysisTable(analyzed, table, { limit, width, byDay });
  const shown = format === "json" ? text : shownLines(shownPlaces(text));
  await writeOutput(output, { force }, (file) => file.write(Buffer.from(`${shown}\n`)));
  return analyzed.inputs;
}

/** What was not analysed, and what ended a log before its end. */
function tellInputs(inputs: readonly AnalyzedInput[], { quiet }: FlagValues): ExitCode {
  for (const { path, rigs } of inputs) {
    for (const { source, well, withoutTime, behind } of rigs) {
      const who = well === undefined ? source || path : `${source || path}, ${well}`;
      if (withoutTime > 0)
        warn(
          `${who}: ${counted(withoutTime, "row")} left out that have no time; nothing tells when they were`,
        );
      if (behind > 0)
        warn(`${who}: ${counted(behind, "row")} left out whose time is before that of the row before`);
    }
    if (rigs.every(({ rows, withoutTime }) => rows + withoutTime === 0) && !quiet)
      warn(`${path}: no row of record 1, so nothing to tell states from`);
  }
  const failures = inputs.flatMap((input) => input.failures);
  failures.forEach(tellFailure);
  return failures.length > 0 ? ExitCode.inputUnreadable : ExitCode.done;
}
