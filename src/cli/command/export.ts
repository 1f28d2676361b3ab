/** `witskit export`: rows for other people's programs. */
import { join } from "node:path";
import type { TableReader } from "../../dataset/read.js";
import type { Selection } from "../../dataset/select.js";
import type { DatasetTable } from "../../dataset/tables.js";
import type { Output } from "../../durable/output.js";
import { Failure } from "../../failure.js";
import type { ExportedTable } from "../../output/export/exporter.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { dialectFlags } from "../flags/flags.js";
import { counted } from "../page/wording.js";
import { type Choice, chosenFormat } from "./chosen-format.js";

export const exportCommand: Command = {
  name: "export",
  summary: "Write a log or a dataset for spreadsheets, LAS readers and Power BI.",
  examples: [
    {
      line: "witskit export log.wits -o log.xlsx --units metric",
      does: "Excel: a sheet a record, real dates",
    },
    { line: "witskit export dataset/ -o log.las --records 1", does: "LAS 2.0 by time" },
    { line: "witskit export dataset/ -o depth.las --records 1 --index depth", does: "LAS 2.0 by hole depth" },
    { line: "witskit export dataset/ -o r01.csv --records 1", does: "CSV that a spreadsheet opens safely" },
    { line: "witskit export dataset/ -o model/ --format powerbi", does: "a folder for Power BI" },
  ],
  arguments: [{ name: "INPUT", description: "a log, a dataset, or a Parquet file that convert has made" }],
  flags: [
    "output",
    "format",
    "index",
    "records",
    "from",
    "until",
    "units",
    "to",
    "tz",
    "force",
    "quiet",
    "verbose",
    ...dialectFlags,
  ],
  run: runExport,
};

const formats = ["csv", "ndjson", "xlsx", "las", "powerbi"] as const;
type ExportFormat = (typeof formats)[number];
const choice: Choice<ExportFormat> = {
  formats,
  aliases: { jsonl: "ndjson" },
  endings: ".csv .ndjson .xlsx .las",
  what: "an export",
  hint: ". `witskit convert` makes Parquet and Arrow",
};

async function runExport({ arguments: [input], flags, signal }: Invocation): Promise<ExitCode> {
  const { output, force, quiet, index = "time", from, until, records } = flags;
  if (output === undefined) {
    throw new Failure(
      "usage",
      `nothing says where to; give -o FILE with an ending of ${formats.slice(0, 4).join(", ")}, or a folder`,
    );
  }
  const format = chosenFormat(flags.format, output, choice);
  const [{ openDataset }, { readTable }, { dataOptions }] = await Promise.all([
    import("../../bulk/open.js"),
    import("../../dataset/read.js"),
    import("../../input/feed/options.js"),
  ]);
  const { from: first, until: last } = await dataOptions({ from, until, tz: flags.tz }, "record");
  const dataset = await openDataset(input!, { ...flags, signal });
  try {
    const wanted = dataset.tables.filter(({ name }) => name !== "rejects" && isAskedFor(name, records));
    if (wanted.length === 0) throw noTable(dataset.tables, records);
    const tables: ExportedTable[] = [];
    for (const table of wanted) {
      const reader = await readTable(table);
      tables.push(await exported(reader, { from: first, until: last }));
    }
    const written = await write(tables, { format, output, force, index });
    if (!quiet) process.stderr.write(`wrote ${written.join(", ")}: ${rowsText(tables)}\n`);
    return ExitCode.done;
  } finally {
    await dataset.close();
  }
}

function isAskedFor(table: string, records: readonly number[] | undefined): boolean {
  const record = /^record=(\d\d)$/.exec(table)?.[1];
  return records === undefined || (record !== undefined && records.includes(Number(record)));
}

function noTable(tables: readonly DatasetTable[], records: readonly number[] | undefined): Failure {
  const there = tables.map(({ name, meaning }) => `${name.replace("record=", "record ")} (${meaning})`);
  return new Failure(
    "data",
    records === undefined
      ? "there is nothing to export: no frame had a value"
      : `there is no record ${records.join(", ")} here; there are ${there.join(", ")}`,
  );
}

async function exported(table: TableReader, selection: Selection): Promise<ExportedTable> {
  const { selectedPages } = await import("../../dataset/select.js");
  return {
    table,
    name: table.name.replace("record=", "r"),
    title: table.meaning,
    fields: table.fields,
    pages: (fields = table.fields) => selectedPages(table, fields, selection),
  };
}

interface Target {
  readonly format: ExportFormat;
  readonly output: string;
  readonly force: boolean | undefined;
  readonly index: "time" | "depth";
}

/** Answers the paths that were written. */
async function write(
  tables: readonly ExportedTable[],
  { format, output, force, index }: Target,
): Promise<string[]> {
  if (format === "powerbi") {
    const { writePowerBi } = await import("../../output/export/power-bi.js");
    const names = await writePowerBi(tables, output, force);
    return [`${counted(names.length, "file")} in ${output}`];
  }
  if (format === "xlsx") {
    const { writeExcel } = await import("../../output/export/excel.js");
    return [await whole(output, force, (file) => writeExcel(tables, file))];
  }
  const single = await writerOf(format, index);
  if (/[/\\]$/.test(output)) {
    const { mkdir } = await import("node:fs/promises");
    await mkdir(output, { recursive: true });
    const written: string[] = [];
    for (const table of tables) {
      written.push(
        await whole(join(output, `${table.name}.${format}`), force, (file) => single(table, file)),
      );
    }
    return written;
  }
  const [table, ...others] = tables;
  if (others.length > 0) {
    const names = tables.map(({ name, title }) => `${name} (${title})`).join(", ");
    throw new Failure(
      "usage",
      `a ${format.toUpperCase()} file holds one table, and there are ${names}; ` +
        `--records ${Number(tables[0]!.name.slice(1)) || 1} takes one, and -o FOLDER/ --format ${format} writes a file for each`,
    );
  }
  return [await whole(output, force, (file) => single(table!, file))];
}

async function writerOf(
  format: Exclude<ExportFormat, "powerbi" | "xlsx">,
  index: "time" | "depth",
): Promise<(table: ExportedTable, file: Output) => Promise<void>> {
  if (format === "csv") return (await import("../../output/export/csv.js")).writeCsv;
  if (format === "ndjson") return (await import("../../output/export/ndjson.js")).writeNdjson;
  const { writeLas } = await import("../../output/export/las.js");
  return (table, file) => writeLas(table, file, index);
}

/** A file that appears whole or not at all. */
async function whole(
  path: string,
  force: boolean | undefined,
  fill: (file: Output) => Promise<void>,
): Promise<string> {
  const { writeOutput } = await import("../../durable/open-output.js");
  await writeOutput(path, { force }, fill);
  return path;
}

const rowsText = (tables: readonly ExportedTable[]): string =>
  tables.map(({ name, table }) => `${name} ${counted(table.rows, "row")}`).join(", ");
