/** Rows of a dataset as somebody asks for them: some columns, between two moments, so many at most, as JSON, CSV, Arrow or Parquet. */
import type { Field } from "../../columns/field.js";
import { dictionaryJson } from "../../dataset/provenance.js";
import { readTable, type TableReader } from "../../dataset/read.js";
import { selectionOf } from "../../dataset/retold.js";
import { type Selection, selectedPages } from "../../dataset/select.js";
import type { DatasetTable } from "../../dataset/tables.js";
import { tablesWithin } from "../../dataset/within.js";
import type { Output } from "../../durable/output.js";
import { Failure } from "../../failure/failure.js";
import { openAny } from "../../live/open-dataset.js";
import { batchOf, columnOf } from "../../output/batches.js";
import { openSink } from "../../output/formats.js";
import { timezoneNamed } from "../../wits/catalog/timezone.js";
import type { AllowedDataset } from "./allowed.js";
import { type JsonSink, jsonRows } from "./json-rows.js";

/** What rows are given as. */
export const rowFormats = {
  json: "application/json",
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson",
  arrow: "application/vnd.apache.arrow.stream",
  parquet: "application/vnd.apache.parquet",
} as const;
export type RowFormat = keyof typeof rowFormats;

export interface RowsAsked {
  /** `record=01`, `unmapped`, `rejects`, `frame`, `long`. */
  readonly table: string;
  /** By their names; all that have a value when undefined. */
  readonly columns?: readonly string[] | undefined;
  /** ISO 8601. Without a zone it is on the clock of the rig. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly limit?: number | undefined;
  readonly format: RowFormat;
}

export interface OpenRows {
  /** Writes all, whole when it resolves. */
  write(output: Output): Promise<void>;
  close(): Promise<void>;
}

/** Pages that a record batch of Arrow is made of are small; who reads Parquet wants larger row groups than a page. */
const ROW_GROUP = { rows: 65_536, bytes: 16 << 20, buffer: 16 << 20 };

/** Throws a Failure for what there is not, before a byte is written. */
export async function openRows(
  { id, path }: AllowedDataset,
  asked: RowsAsked,
  signal: AbortSignal,
): Promise<OpenRows> {
  const dataset = await openAny(path, { signal });
  try {
    const table = dataset.tables.find(({ name }) => name === asked.table);
    if (table === undefined) {
      const names = dataset.tables.map(({ name }) => name.replace("record=", "")).join(", ");
      throw new Failure(
        "nothing-there",
        `${id} has no record ${asked.table.replace("record=", "")}; there are ${names}`,
      );
    }
    const { reader, selection } = await readerOf(table, asked);
    const fields = fieldsOf(reader, id, asked.columns);
    return {
      write: (output) => writeRows(output, { id, reader, fields, selection, asked, signal }),
      close: () => dataset.close(),
    };
  } catch (error) {
    await dataset.close();
    throw error;
  }
}

/** Where times are asked for, a first look at one part tells on which clock they are. */
async function readerOf(
  table: DatasetTable,
  { from, until }: RowsAsked,
): Promise<{ readonly reader: TableReader; readonly selection: Selection }> {
  if ((from ?? until) === undefined) return { reader: await readTable(table), selection: {} };
  const first = await readTable({ ...table, files: table.files.slice(0, 1) });
  const zone = first.timezone === undefined ? undefined : timezoneNamed(first.timezone);
  const selection = selectionOf(first, { from, until }, zone);
  const [within] = await tablesWithin([table], selection);
  const files = within!.files.length > 0 ? within!.files : table.files.slice(0, 1);
  return { reader: await readTable({ ...table, files }), selection };
}

function fieldsOf(reader: TableReader, id: string, columns: readonly string[] | undefined): readonly Field[] {
  if (columns === undefined) return reader.fields;
  return columns.map((name) => {
    const field = reader.columns.find((one) => one.name === name);
    if (field !== undefined) return field;
    const names = reader.columns.map((one) => one.name).join(", ");
    throw new Failure("unknown-name", `${id} has no column ${name} in ${reader.name}; there are ${names}`);
  });
}

interface Writing {
  readonly id: string;
  readonly reader: TableReader;
  readonly fields: readonly Field[];
  readonly selection: Selection;
  readonly asked: RowsAsked;
  readonly signal: AbortSignal;
}

async function writeRows(
  output: Output,
  { id, reader, fields, selection, asked, signal }: Writing,
): Promise<void> {
  const { format, limit = Number.POSITIVE_INFINITY } = asked;
  const table = { name: reader.name, columns: fields.map(columnOf) };
  const utc = fields.some((field) => field.type === "time" && field.utc);
  const options = {
    open: async () => output,
    timezone: utc ? "UTC" : undefined,
    describe: () => dictionaryJson(table.name, table.columns),
    parquet: { compression: "snappy" as const, rowGroup: ROW_GROUP },
  };
  const sink: JsonSink =
    format === "json"
      ? await jsonRows({ dataset: id, table: table.name }, options)
      : await openSink(format === "arrow" ? "arrows" : format, options);
  try {
    const rows = await sink.begin({
      table,
      name: reader.name.replace("record=", "r"),
      title: reader.meaning,
    });
    let left = limit;
    for await (const page of selectedPages(reader, fields, selection)) {
      signal.throwIfAborted();
      if (left === 0) {
        sink.more?.();
        break;
      }
      const some = Math.min(left, page.rows);
      const values = page.values.map((one) =>
        one instanceof Float64Array ? one.subarray(0, some) : one?.slice(0, some),
      );
      await rows.write(batchOf(table, some === page.rows ? page : { ...page, rows: some, values }));
      if (some < page.rows) sink.more?.();
      left -= some;
      if (left === 0 && some < page.rows) break;
    }
    await sink.commit();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
