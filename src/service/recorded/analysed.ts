/** What the rig did between two moments: a table of the analysis, made when it is asked for. */
import type { TableName } from "../../analysis/table.js";
import { analysisTable } from "../../analysis/table-columns.js";
import { analyzeInputs, gathered } from "../../bulk/analysis/analyze.js";
import { batchOfRows, type Row, sinkTable } from "../../bulk/analysis/table-pages.js";
import { readTable } from "../../dataset/read.js";
import { selectionOf } from "../../dataset/retold.js";
import { tablesWithin, timesOf } from "../../dataset/within.js";
import type { Output } from "../../durable/output.js";
import { Failure } from "../../failure/failure.js";
import { openAny } from "../../live/open-dataset.js";
import { openSink } from "../../output/formats.js";
import { timezoneNamed } from "../../wits/catalog/timezone.js";
import type { AllowedDataset } from "./allowed.js";
import { jsonRows } from "./json-rows.js";
import type { RowFormat } from "./rows.js";

const HOUR = 3_600_000;
/** Longer ones are for who has the dataset itself. */
export const MOST_DAYS = 31;
/** Before the first moment, so that what is usual at the rig is known there. */
const BEFORE = 12 * HOUR;
/** Rows of these tables have times of their own; those of others are made of all that was read. */
const TIMED: ReadonlySet<TableName> = new Set([
  "states",
  "flags",
  "connections",
  "trips",
  "pumping",
  "events",
  "npt",
]);

export interface AnalysisAsked {
  readonly table: TableName;
  /** Of a feed that does not say them. */
  readonly units?: "metric" | "fps" | "fps-uk" | undefined;
  /** ISO 8601. Without a zone it is on the clock of the rig. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly format: RowFormat;
}

export interface AnalysedRows {
  write(output: Output): Promise<void>;
}

/** All rows that have a part between the moments, each whole. Throws a Failure for a span that is too long. */
export async function analysed(
  { id, path }: AllowedDataset,
  { table: name, units, format, from, until }: AnalysisAsked,
  signal: AbortSignal,
): Promise<AnalysedRows> {
  const dataset = await openAny(path, { signal });
  try {
    const [any] = dataset.tables;
    const reader = await readTable({ ...any!, files: any!.files.slice(0, 1) });
    const zone = reader.timezone === undefined ? undefined : timezoneNamed(reader.timezone);
    const asked = selectionOf(reader, { from, until }, zone);
    const times = await timesOf(dataset.tables);
    const [first, end] = [asked.from ?? times?.first, asked.until ?? (times && times.last + 1)];
    if (first === undefined || end === undefined)
      throw new Failure(
        "missing-option",
        `say from and until: the manifest of ${id} does not tell of which times it is`,
      );
    if (end - first > MOST_DAYS * 24 * HOUR)
      throw new Failure(
        "too-much",
        `${id} is asked for more than ${MOST_DAYS} days; say from and until, no more than that apart`,
      );
    const read = { from: TIMED.has(name) ? first - BEFORE : first, until: end };
    const tables = await tablesWithin(dataset.tables, read);
    if (tables.every(({ files }) => files.length === 0))
      throw new Failure("nothing-there", `${id} has no rows between these moments`);
    const found = gathered();
    let utc = true;
    const { meanings } = await analyzeInputs(
      [path],
      {
        ...(units !== undefined && { units }),
        from: { milliseconds: read.from, zoned: false },
        until: { milliseconds: read.until, zoned: false },
        opened: () => ({ ...dataset, tables }),
        withFlags: name === "flags",
        signal,
      },
      { finished: found.finished },
      {
        channels: [],
        stages: [],
        clock(isUtc) {
          utc = isUtc;
        },
      },
    );
    const rows = (found.rows[name] as unknown as readonly Row[]).filter(
      (row) => !TIMED.has(name) || isWithin(row, first, end),
    );
    const table = sinkTable(name, analysisTable(name, false), meanings.unitOf);
    return { write: (output) => writeAll(output, { id, name, table, rows, format, utc }) };
  } finally {
    await dataset.close();
  }
}

function isWithin(row: Row, from: number, until: number): boolean {
  const start = (row["start"] ?? row["time"]) as number;
  const end = (row["end"] ?? start) as number;
  return start < until && (end > from || start >= from);
}

const PAGE = 4096;

interface Writing {
  readonly id: string;
  readonly name: TableName;
  readonly table: ReturnType<typeof sinkTable>;
  readonly rows: readonly Row[];
  readonly format: RowFormat;
  readonly utc: boolean;
}

async function writeAll(output: Output, { id, name, table, rows, format, utc }: Writing): Promise<void> {
  const options = { open: async () => output, timezone: utc ? "UTC" : undefined };
  const sink =
    format === "json"
      ? await jsonRows({ dataset: id, table: name }, options)
      : await openSink(format === "arrow" ? "arrows" : format, options);
  try {
    const into = await sink.begin(table);
    for (let from = 0; from < rows.length; from += PAGE)
      await into.write(batchOfRows(table, rows.slice(from, from + PAGE)));
    await sink.commit();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
