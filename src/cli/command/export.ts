/** `witskit export`: rows for other people's programs. */

import { extname } from "node:path";
import type { RowIndex } from "../../columns/rising.js";
import { countParts } from "../../dataset/broken-parts.js";
import { type Resampling, resamplingOf } from "../../dataset/resample/resampling.js";
import { Failure } from "../../failure/failure.js";
import { isLinkUrl } from "../../network/link-url.js";
import {
  type FormatName,
  formatEnding,
  formatNamed,
  formatNames,
  formatOf,
  type NamedFormat,
  namedFormat,
} from "../../output/formats.js";
import type { Plugins } from "../../plugin/plugins.js";
import { keepHeapSmall } from "../../runtime/small-heap.js";
import { maskedUrl } from "../../text/secrets.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import {
  dialectFlags,
  type FlagName,
  type FlagValues,
  type GivenFlag,
  longName,
  writingFlags,
} from "../flags/flags.js";
import { refuseUnkept, refuseWriting } from "../flags/kept.js";
import { tellBroken } from "../page/broken-parts.js";
import { exportedText } from "../page/exported.js";
import { say } from "../page/say.js";
import { tablesAsked } from "./export/asked.js";
import { databaseAsked, databaseFlags } from "./export/database.js";
import { witsmlTold } from "./export/witsml.js";
import { loadInto } from "./load/into.js";
import { loadedPlugins } from "./loaded-plugins.js";

export const exportCommand: Command = {
  name: "export",
  stores: "read",
  summary:
    "Write a log or a dataset for spreadsheets, LAS readers, WITSML, Power BI, databases, or as WITS again.",
  examples: [
    {
      line: "witskit export log.wits -o log.xlsx --units metric",
      does: "Excel: a sheet a record, real dates",
    },
    { line: "witskit export dataset/ -o log.las --records 1", does: "LAS 2.0 by time" },
    {
      line: "witskit export dataset/ -o depth.las --records 1 --by depth=1m",
      does: "LAS 2.0 by hole depth, a row a metre",
    },
    { line: "witskit export dataset/ -o '{well}-{record}.las'", does: "a LAS file for each well and record" },
    { line: "witskit export dataset/ -o r01.csv --records 1", does: "CSV that a spreadsheet opens safely" },
    {
      line: "witskit export log.wits -o logs/ --witsml 1.4.1.1 --units metric --tz UTC",
      does: "WITSML: a log a record, surveys, mud logs",
    },
    { line: "witskit export dataset/ -o model/ --format powerbi", does: "a folder for Power BI" },
    {
      line: "witskit export dataset/ -o out.wits --vendor PASON/EDR --nulls-out -9999",
      does: "WITS level 0, as a receiver wants it",
    },
    { line: "witskit export dataset/ --to postgres://rig@db/wells", does: "a database, as load does it" },
  ],
  arguments: [{ name: "INPUT", description: "a log, a dataset, or a Parquet file that convert has made" }],
  flags: [
    "output",
    "database",
    "format",
    "index",
    "well",
    "every",
    "by",
    "aggregate",
    "fill",
    "records",
    "from",
    "until",
    "company",
    "field",
    "serviceCompany",
    "logDate",
    "witsml",
    "wellbore",
    "maxDataNodes",
    "objects",
    "head",
    ...writingFlags,
    "units",
    "to",
    "tz",
    ...databaseFlags,
    "noJournal",
    "force",
    "quiet",
    "verbose",
    ...dialectFlags,
  ],
  keeps: {
    dataset: ["records", "from", "until", "units", "to", "tz", "layout"],
    parquet: ["from", "until", "units", "to", "tz", "layout"],
  },
  perSource: true,
  run: runExport,
};

/** What stands in the head of a file, by the flag, and in which formats. */
const HEADER: Partial<Record<FlagName, readonly FormatName[]>> = {
  company: ["las"],
  field: ["las"],
  serviceCompany: ["las", "witsml"],
  logDate: ["las"],
  witsml: ["witsml"],
  wellbore: ["witsml"],
  maxDataNodes: ["witsml"],
  objects: ["witsml"],
  head: ["witsml"],
};

const PLACES: Partial<Record<FormatName, string>> = { las: "the head of a LAS file", witsml: "WITSML" };

async function runExport(invocation: Invocation): Promise<ExitCode> {
  const database = databaseAsked(invocation);
  if (database !== undefined) return loadInto(exportCommand, database, invocation);
  const plugins = await loadedPlugins(invocation);
  try {
    return await exported(invocation, plugins);
  } finally {
    await plugins?.close();
  }
}

async function exported(
  { arguments: [input], flags, typed, signal }: Invocation,
  plugins: Plugins | undefined,
): Promise<ExitCode> {
  const { output, force, quiet, from, until, records, well } = flags;
  if (output === undefined) {
    throw new Failure(
      "missing-option",
      "nothing says where to; give -o FILE with an ending of csv, ndjson, xlsx, las, xml, wits, or a folder; or --to URL of a database",
    );
  }
  const format = formatAsked(output, flags, typed, plugins);
  const header = typed.find(({ flag }) => HEADER[flag]?.every((one) => one !== format.name));
  if (header !== undefined) {
    const places = HEADER[header.flag]!.map((one) => PLACES[one]).join(" or in ");
    throw new Failure(
      "option-not-kept",
      `--${longName(header.flag)} is not kept: it stands in ${places}, and this is ${format.name}`,
    );
  }
  if (format.ofFrames)
    return (await import("./export/frames.js")).exportAsFrames(exportCommand, [input!], {
      output,
      format,
      flags,
      typed,
      signal,
    });
  refuseWriting(typed, format.name);
  if (format.name === "witsml") keepHeapSmall();
  const { resampling, index } = stepsAsked(flags, format);
  const [{ openAny }, { readTable }, { retold, selectionOf }, { retellingOf }, { exportTables }] =
    await Promise.all([
      import("../../live/open-dataset.js"),
      import("../../dataset/read.js"),
      import("../../dataset/retold.js"),
      import("./retelling.js"),
      import("../../output/export/export.js"),
    ]);
  // Rows are written more slowly than one thread makes them of a log.
  const dataset = await openAny(input!, { ...flags, workers: 1, signal });
  try {
    const { kind } = dataset;
    refuseUnkept(exportCommand, kind, { typed, path: input! });
    const { retelling, timezone } = retellingOf(flags, typed, kind);
    const wanted = tablesAsked(dataset.tables, records);
    const readers = await Promise.all(
      wanted.map(async (table) => retold(await readTable(table, dataset.broken), retelling)),
    );
    const { from: first, until: last } = selectionOf(readers[0]!, { from, until }, timezone);
    const done = await exportTables(readers, {
      output,
      format,
      force,
      from: first,
      until: last,
      well,
      index,
      resampling,
      timezone,
      signal,
      header: {
        company: flags.company,
        field: flags.field,
        serviceCompany: flags.serviceCompany,
        date: flags.logDate,
      },
      witsml: format.name === "witsml" ? await witsmlTold(flags) : undefined,
    });
    if (!quiet) say(exportedText(done, resampling?.text).join("\n"));
    return tellBroken(dataset.broken, { path: input!, parts: countParts(wanted) }) ?? ExitCode.done;
  } finally {
    await dataset.close();
  }
}

/** By the flag, else by the output's ending; of a plugin or ours. A folder means WITSML where a version of it is asked for. */
function formatAsked(
  output: string,
  { format, witsml }: FlagValues,
  typed: readonly GivenFlag[],
  plugins: Plugins | undefined,
): NamedFormat {
  const elsewhere = format === undefined && isLinkUrl(output) ? sinkAt(output, plugins) : undefined;
  if (elsewhere !== undefined) return elsewhere;
  const added = plugins?.formats ?? [];
  const named = format?.toLowerCase();
  const ending = extname(output).toLowerCase();
  const ofPlugin = added.find(({ name, endings }) =>
    named === undefined ? endings.includes(ending) : name === named || endings.includes(`.${named}`),
  );
  if (ofPlugin !== undefined) return ofPlugin;
  if (format !== undefined) return namedFormat(formatNamed(format, formatNames));
  const isAsked = witsml !== undefined && typed.some(({ flag }) => flag === "witsml");
  return namedFormat(
    isAsked && formatEnding(output) === undefined ? "witsml" : formatOf(output, formatNames),
  );
}

/** What a plugin brings to write to at a URL; undefined where none does: then it is the name of a file as any other. */
function sinkAt(output: string, plugins: Plugins | undefined): NamedFormat | undefined {
  const sink = plugins?.sink(output);
  const broken = plugins?.status.filter(({ described }) => described === undefined) ?? [];
  if (sink === undefined && broken.length > 0)
    throw new Failure(
      "plugin-failed",
      `nothing writes to ${maskedUrl(output)} without a plugin that is not there: ${broken.map(({ name, disabled }) => `the plugin ${name} is disabled: ${disabled}`).join("; ")}`,
    );
  return sink;
}

/** By depth either flag says it; a log file by time has rows of steps of time. One with an even step has no gaps. */
function stepsAsked(
  { every, by, aggregate, fill, index }: FlagValues,
  format: NamedFormat,
): { readonly resampling: Resampling | undefined; readonly index: RowIndex } {
  if (by !== undefined && index === "time") {
    throw new Failure(
      "conflicting-options",
      `--by ${by} makes rows of steps of depth, and --index time wants them by time; leave --index out`,
    );
  }
  const byDepth = by === undefined && index === "depth" && every !== undefined;
  const steps = byDepth ? { by: `depth=${every}` } : { every, by };
  const isLog = format.name === "las" && (every ?? by) !== undefined;
  return {
    resampling: resamplingOf({ ...steps, aggregate, fill: fill || isLog || undefined }),
    index: index ?? (by === undefined ? "time" : "depth"),
  };
}
