/** The rows of a dataset's tables, some at a time: what exports and charts are made of. */
import { open } from "node:fs/promises";
import { rowGroupsOf } from "../columns/parquet/read-columns.js";
import { unreadable } from "../input/bytes/unreadable.js";
import { type FileColumn, fileInfo } from "./file.js";
import type { DatasetTable } from "./tables.js";

/** `time` is milliseconds since 1970; of numbers and integers null is NaN, of texts undefined. */
export type FieldType = "time" | "number" | "integer" | "text";

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Of a time: an instant in UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** Undefined for what is none of an item. */
  readonly code: string | undefined;
  /** What it holds, in words; the name where nothing tells. */
  readonly meaning: string;
  readonly unit: string | undefined;
}

/** Values of a field in some rows. */
export type Values = Float64Array | readonly (string | undefined)[];

export interface Page {
  readonly rows: number;
  /** By field, in the order of the fields; undefined where none of these rows has a value. */
  readonly values: readonly (Values | undefined)[];
}

export interface TableReader {
  /** `record=01`, ... */
  readonly name: string;
  readonly meaning: string;
  readonly rows: number;
  /** All that have a value anywhere, in order. */
  readonly fields: readonly Field[];
  /** Pages of these fields, in the order of the rows, as often as it is asked for. */
  pages(fields: readonly Field[]): AsyncGenerator<Page>;
}

/** Reads the footers of a Parquet table's parts. Throws a `Failure` when one is not whole. */
export async function readTable({
  name,
  meaning,
  files,
}: Omit<DatasetTable, "folder">): Promise<TableReader> {
  const found = new Map<string, { readonly field: Field; empty: boolean }>();
  let rows = 0;
  for (const path of files) {
    const info = await fileInfo(path, "parquet");
    rows += info.rows;
    for (const column of info.columns) {
      const known = found.get(column.name) ?? { field: fieldOf(column), empty: true };
      known.empty &&= column.nulls === info.rows;
      found.set(column.name, known);
    }
  }
  const fields = [...found.values()].flatMap(({ field, empty }) => (empty ? [] : [field]));
  return { name, meaning, rows, fields, pages: (some) => pagesOf(files, some) };
}

const TYPES: Readonly<Record<string, FieldType>> = {
  timestamp: "time",
  int32: "integer",
  int64: "integer",
  float64: "number",
};

const fieldOf = ({ name, type, utc, meaning }: FileColumn): Field => ({
  name,
  type: TYPES[type] ?? "text",
  utc,
  code: meaning?.code,
  meaning: meaning?.name ?? name,
  unit: meaning?.unit,
});

/** A page is a row group. */
async function* pagesOf(files: readonly string[], fields: readonly Field[]): AsyncGenerator<Page> {
  for (const path of files) {
    const handle = await open(path).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    try {
      for await (const { rows, column } of rowGroupsOf(path, handle)) {
        const values: (Values | undefined)[] = [];
        for (const { name, type } of fields) {
          const decoded = await column(name);
          values.push(decoded === undefined ? undefined : valuesOf(type, decoded, rows));
        }
        yield { rows, values };
      }
    } finally {
      await handle.close();
    }
  }
}

function valuesOf(type: FieldType, decoded: ArrayLike<unknown>, rows: number): Values {
  if (type === "text") return Array.from(decoded, (value) => (value == null ? undefined : textOf(value)));
  const numbers = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = decoded[row];
    numbers[row] = value == null ? Number.NaN : Number(value);
  }
  return numbers;
}

/** Bytes, of which only rejects have some, as the characters that they are in Latin-1. */
const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
