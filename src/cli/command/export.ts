/** `witskit export`: rows for other people's programs. */

import type { RowIndex } from "../../columns/rising.js";
import { countParts } from "../../dataset/broken-parts.js";
import { type Resampling, resamplingOf } from "../../dataset/resample/resampling.js";
import type { DatasetTable } from "../../dataset/tables.js";
import { Failure } from "../../failure.js";
import type { Exported, ExportedTable } from "../../output/export/export.js";
import { type FormatName, formatEnding, formatNamed, formatNames, formatOf } from "../../output/formats.js";
import { shownText } from "../../shown-text.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { dialectFlags, type FlagName, type FlagValues, type GivenFlag, longName } from "../flags/flags.js";
import { refuseUnkept } from "../flags/kept.js";
import { tellBroken } from "../page/broken-parts.js";
import { say } from "../page/say.js";
import { counted, integer } from "../page/wording.js";
import { witsmlTold } from "./export/witsml.js";

export const exportCommand: Command = {
  name: "export",
  summary: "Write a log or a dataset for spreadsheets, LAS readers, WITSML and Power BI.",
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
  ],
  arguments: [{ name: "INPUT", description: "a log, a dataset, or a Parquet file that convert has made" }],
  flags: [
    "output",
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
    "head",
    "units",
    "to",
    "tz",
    "noJournal",
    "force",
    "quiet",
    "verbose",
    ...dialectFlags,
  ],
  keeps: {
    dataset: ["records", "from", "until", "units", "to", "tz"],
    parquet: ["from", "until", "units", "to", "tz"],
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
  head: ["witsml"],
};

const PLACES: Partial<Record<FormatName, string>> = { las: "the head of a LAS file", witsml: "WITSML" };

async function runExport({ arguments: [input], flags, typed, signal }: Invocation): Promise<ExitCode> {
  const { output, force, quiet, from, until, records, well } = flags;
  if (output === undefined) {
    throw new Failure(
      "missing-option",
      "nothing says where to; give -o FILE with an ending of csv, ndjson, xlsx, las, xml, or a folder",
    );
  }
  const format = formatAsked(output, flags, typed);
  const header = typed.find(({ flag }) => HEADER[flag]?.includes(format) === false);
  if (header !== undefined) {
    const places = HEADER[header.flag]!.map((one) => PLACES[one]).join(" or in ");
    throw new Failure(
      "option-not-kept",
      `--${longName(header.flag)} is not kept: it stands in ${places}, and this is ${format}`,
    );
  }
  const { resampling, index } = stepsAsked(flags, format);
  const [{ openAny }, { readTable }, { retold, selectionOf }, { retellingOf }, { exportTables }] =
    await Promise.all([
      import("../../live/open-dataset.js"),
      import("../../dataset/read.js"),
      import("../../dataset/retold.js"),
      import("./retelling.js"),
      import("../../output/export/export.js"),
    ]);
  const dataset = await openAny(input!, { ...flags, signal });
  try {
    const { kind } = dataset;
    refuseUnkept(exportCommand, kind, { typed, path: input! });
    const { retelling, timezone } = retellingOf(flags, typed, kind);
    const wanted = dataset.tables.filter(({ name }) => name !== "rejects" && isAskedFor(name, records));
    if (wanted.length === 0) throw noTable(dataset.tables, records);
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
      witsml: format === "witsml" ? await witsmlTold(flags) : undefined,
    });
    if (!quiet) say(exportedText(done, resampling?.text).join("\n"));
    return tellBroken(dataset.broken, { path: input!, parts: countParts(wanted) }) ?? ExitCode.done;
  } finally {
    await dataset.close();
  }
}

/** A folder means WITSML where a version of it is asked for. */
function formatAsked(
  output: string,
  { format, witsml }: FlagValues,
  typed: readonly GivenFlag[],
): FormatName {
  if (format !== undefined) return formatNamed(format, formatNames);
  const isAsked = witsml !== undefined && typed.some(({ flag }) => flag === "witsml");
  return isAsked && formatEnding(output) === undefined ? "witsml" : formatOf(output, formatNames);
}

/** By depth either flag says it; a log file by time has rows of steps of time. One with an even step has no gaps. */
function stepsAsked(
  { every, by, aggregate, fill, index }: FlagValues,
  format: FormatName,
): { readonly resampling: Resampling | undefined; readonly index: RowIndex } {
  if (by !== undefined && index === "time") {
    throw new Failure(
      "conflicting-options",
      `--by ${by} makes rows of steps of depth, and --index time wants them by time; leave --index out`,
    );
  }
  const byDepth = by === undefined && index === "depth" && every !== undefined;
  const steps = byDepth ? { by: `depth=${every}` } : { every, by };
  const isLog = format === "las" && (every ?? by) !== undefined;
  return {
    resampling: resamplingOf({ ...steps, aggregate, fill: fill || isLog || undefined }),
    index: index ?? (by === undefined ? "time" : "depth"),
  };
}

function isAskedFor(table: string, records: readonly number[] | undefined): boolean {
  const record = /^record=(\d\d)$/.exec(table)?.[1];
  return records === undefined || (record !== undefined && records.includes(Number(record)));
}

function noTable(tables: readonly DatasetTable[], records: readonly number[] | undefined): Failure {
  const there = tables.map(({ name, meaning }) => `${name.replace("record=", "record ")} (${meaning})`);
  return new Failure(
    "nothing-there",
    records === undefined
      ? "there is nothing to export: no frame had a value"
      : `there is no record ${records.join(", ")} here; there are ${there.join(", ")}`,
  );
}

/** What was written, and below it each thing that is not as it was in the dataset. */
function exportedText({ written, tables, remarks }: Exported, steps: string | undefined): string[] {
  const manyWells = new Set(tables.map(({ receipt }) => receipt.table.well)).size > 1;
  const nameOf = ({ receipt: { table } }: ExportedTable): string =>
    shownText(
      manyWells && table.well !== undefined ? `${table.name} of ${table.well || "no well"}` : table.name,
    );
  const told = (some: readonly ExportedTable[]): string =>
    some.map((table) => `${nameOf(table)} ${rowsText(table)}`).join(", ");
  const [path, ...others] = written.map((text) => shownText(text));
  return [
    ...(others.length === 0
      ? [`wrote ${path}: ${told(tables)}`]
      : [
          `wrote ${counted(written.length, "file")}`,
          ...written.map(
            (one) => `  ${shownText(one)}: ${told(tables.filter((table) => table.path === one))}`,
          ),
        ]),
    ...tables.flatMap((table) => leftText(table, steps).map((text) => `  ${nameOf(table)}: ${text}`)),
    ...remarks.map((text) => `  ${shownText(text)}`),
  ];
}

/** `5 of 200 rows`, and no more than were written. */
function rowsText({ receipt, rows }: ExportedTable): string {
  return receipt.rows === rows ? counted(rows, "row") : `${integer(receipt.rows)} of ${counted(rows, "row")}`;
}

function leftText({ receipt, leftOut }: ExportedTable, steps: string | undefined): string[] {
  const left = [...leftOut, ...receipt.leftOut].map(
    ([why, rows]) => `${counted(rows, "row")} left out that ${why}`,
  );
  return [...(steps === undefined ? [] : [`a row for each step, ${steps}`]), ...left, ...receipt.notes];
}
