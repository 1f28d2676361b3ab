/**
 * The rows of a Parquet file as batches that an encoder takes: every value as its bits stand in the file. What is read for people and
 * measures, `row-pages.ts`, makes numbers of times and texts of bytes; what is written again must not.
 */
import type { FileHandle } from "node:fs/promises";
import type { DecodedArray, FileMetaData, SchemaElement } from "hyparquet";
import { setValue } from "../../arrays/validity.js";
import type { ColumnData, TableBatch, VariableData } from "../../kernel/batch.js";
import type { Column, ColumnType, Table } from "../../wits/catalog/table.js";
import { compressorsFor, unreadableColumn } from "./read-columns.js";
import { openParquet } from "./summary.js";

/** A column as a file has it: what it means is told elsewhere. */
export type StoredColumn = Pick<Column, "name" | "type" | "nullable">;

export interface StoredTable {
  readonly columns: readonly StoredColumn[];
  /** Timestamps are instants in UTC; undefined where there are none. */
  readonly utc: boolean | undefined;
  readonly rows: number;
  readonly compression: ReadonlySet<string>;
}

/** What a file has, by its footer. Throws a `Failure` when it is not whole. */
export async function storedTable(path: string, handle: FileHandle): Promise<StoredTable> {
  return tableIn((await openParquet(path, handle)).metadata);
}

function tableIn({ schema, num_rows, row_groups }: FileMetaData): StoredTable {
  const columns = schema.slice(1);
  const times = columns.find((element) => typeOf(element) === "timestamp");
  const logical = times?.logical_type;
  return {
    columns: columns.map((element) => ({
      name: element.name,
      type: typeOf(element),
      nullable: element.repetition_type !== "REQUIRED",
    })),
    utc: times && logical?.type === "TIMESTAMP" && logical.isAdjustedToUTC,
    rows: Number(num_rows),
    compression: new Set(
      row_groups.flatMap(({ columns }) => columns.map((one) => one.meta_data?.codec ?? "UNCOMPRESSED")),
    ),
  };
}

function typeOf({ type, logical_type, converted_type }: SchemaElement): ColumnType {
  if (type === "DOUBLE") return "float64";
  if (type === "INT32") return "int32";
  if (type === "INT64") return logical_type?.type === "TIMESTAMP" ? "timestamp" : "int64";
  // A dictionary is a text to Parquet.
  return logical_type?.type === "STRING" || converted_type === "UTF8" ? "utf8" : "binary";
}

/** Its rows, some at a time, in the columns of `table` that it has; the others have no value. A batch is its receiver's. */
export async function* tableBatches(
  path: string,
  handle: FileHandle,
  table: Table,
): AsyncGenerator<TableBatch> {
  const { file, metadata } = await openParquet(path, handle);
  const { parquetRead } = await import("hyparquet");
  const compressors = await compressorsFor(metadata);
  let first = 0;
  for (const { num_rows, columns } of metadata.row_groups) {
    const rows = Number(num_rows);
    const range = { rowStart: first, rowEnd: first + rows };
    first += rows;
    if (rows === 0) continue;
    const read: ColumnData[] = [];
    for (const column of table.columns) {
      const { name } = column;
      const chunk = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data;
      if (chunk === undefined || chunk.statistics?.null_count === chunk.num_values) {
        read.push(none(column, rows));
        continue;
      }
      const pieces: DecodedArray[] = [];
      const onChunk = ({ columnData }: { columnData: DecodedArray }) => void pieces.push(columnData);
      await parquetRead({
        ...{ file, metadata, compressors, parsers, onChunk },
        ...{ columns: [name], utf8: false, ...range },
      }).catch((cause: unknown) => {
        throw unreadableColumn(path, name, cause);
      });
      read.push(columnOf(column, pieces as unknown as ArrayLike<unknown>[], rows));
    }
    yield { table, rows, columns: read };
  }
}

/** Bytes and ticks as they are stored. */
const parsers = {
  timestampFromMilliseconds: (milliseconds: bigint) => milliseconds,
  stringFromBytes: (bytes: Uint8Array) => bytes,
};

const none = (column: Column, rows: number): ColumnData => ({
  column,
  nullCount: rows,
  validity: undefined,
  values: undefined,
  dictionary: undefined,
});

function columnOf(column: Column, pieces: readonly ArrayLike<unknown>[], rows: number): ColumnData {
  const validity = new Uint8Array((rows + 7) >> 3);
  let nullCount = 0;
  const each = (take: (value: unknown, row: number) => void): void => {
    let row = 0;
    for (const piece of pieces) {
      for (let i = 0; i < piece.length; i++, row++) {
        const value = piece[i];
        if (value === null || value === undefined) nullCount++;
        else {
          setValue(validity, row);
          take(value, row);
        }
      }
    }
    if (row !== rows) throw new RangeError(`column ${column.name} has ${row} of ${rows} rows`);
  };
  const values = valuesOf(column.type, pieces, rows, each);
  return {
    column,
    nullCount,
    validity: nullCount === 0 ? undefined : validity,
    values: nullCount === rows ? undefined : values,
    dictionary: undefined,
  };
}

function valuesOf(
  type: ColumnType,
  pieces: readonly ArrayLike<unknown>[],
  rows: number,
  each: (take: (value: unknown, row: number) => void) => void,
): NonNullable<ColumnData["values"]> {
  if (type === "float64") {
    const numbers = new Float64Array(rows);
    each((value, row) => {
      numbers[row] = value as number;
    });
    return numbers;
  }
  if (type === "int32") {
    const numbers = new Int32Array(rows);
    each((value, row) => {
      numbers[row] = value as number;
    });
    return numbers;
  }
  if (type === "int64" || type === "timestamp") {
    const numbers = new BigInt64Array(rows);
    each((value, row) => {
      numbers[row] = value as bigint;
    });
    return numbers;
  }
  return textsOf(pieces, rows, each);
}

function textsOf(
  pieces: readonly ArrayLike<unknown>[],
  rows: number,
  each: (take: (value: unknown, row: number) => void) => void,
): VariableData {
  let length = 0;
  for (const piece of pieces)
    for (let i = 0; i < piece.length; i++) length += (piece[i] as Uint8Array | null | undefined)?.length ?? 0;
  const data = new Uint8Array(length);
  const ends = new Int32Array(rows + 1);
  let at = 0;
  let known = 0;
  each((value, row) => {
    // Rows without a value end where they begin.
    ends.fill(at, known + 1, row + 1);
    data.set(value as Uint8Array, at);
    at += (value as Uint8Array).length;
    ends[row + 1] = at;
    known = row + 1;
  });
  ends.fill(at, known + 1);
  return { offsets: ends, data };
}
