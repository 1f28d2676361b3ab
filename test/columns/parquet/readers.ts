/** Independent readers of Parquet, each giving a file's columns as cells that compare with `Object.is`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ParquetReader } from "@dsnp/parquetjs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import { type Compressors, parquetReadObjects } from "hyparquet";
import { readParquet } from "parquet-wasm/node";
import type { Field } from "../../../src/columns/field.js";
import { rowPages } from "../../../src/columns/parquet/row-pages.js";
import type { Column } from "../../../src/wits/catalog/table.js";
import type { Cell } from "./made-table.js";

export type Read = (file: Uint8Array, columns: readonly Column[]) => Promise<Cell[][]>;

let connection: DuckDBConnection | undefined;

export const duckdb: Read = async (file, columns) => {
  connection ??= await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  const folder = mkdtempSync(join(tmpdir(), "witskit-parquet-"));
  try {
    const path = join(folder, "file.parquet");
    writeFileSync(path, file);
    const selected = columns.map(({ name, type }) => {
      if (type === "timestamp") return `epoch_ms("${name}")`;
      return type === "binary" ? `lower(hex("${name}"))` : `"${name}"`;
    });
    const result = await connection.runAndReadAll(`SELECT ${selected.join(", ")} FROM '${path}'`);
    const read = result.getColumns() as Cell[][];
    return columns.map((_, position) => read[position] ?? []);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const COMPRESSORS: Compressors = { GZIP: (input) => new Uint8Array(gunzipSync(input)) };

export const hyparquet: Read = async (file, columns) => {
  const copy = file.slice();
  const rows = await parquetReadObjects({ file: copy.buffer, compressors: COMPRESSORS, utf8: false });
  return columns.map(({ name, type }) => rows.map((row) => cell(row[name], type)));
};

export const parquetWasm: Read = async (file, columns) => {
  const table = tableFromIPC(readParquet(file).intoIPCStream());
  return columns.map(({ name, type }) => {
    const vector = table.getChild(name);
    if (vector === null) throw new Error(`parquet-wasm found no column ${name}`);
    return Array.from({ length: vector.length }, (_, row) => cell(vector.get(row), type));
  });
};

export const parquetjs: Read = async (file, columns) => {
  const reader = await ParquetReader.openBuffer(Buffer.from(file));
  try {
    const cursor = reader.getCursor();
    const rows: Record<string, unknown>[] = [];
    for (let row = await cursor.next(); row; row = await cursor.next())
      rows.push(row as Record<string, unknown>);
    return columns.map(({ name, type }) => rows.map((row) => cell(row[name], type)));
  } finally {
    await reader.close();
  }
};

/** What all of ours is made of: numbers and times as float64, NaN where there is none, texts as they are. */
export async function pages(
  file: Uint8Array,
  fields: readonly Field[],
): Promise<(number | string | null)[][]> {
  const folder = mkdtempSync(join(tmpdir(), "witskit-parquet-"));
  const path = join(folder, "file.parquet");
  writeFileSync(path, file);
  const handle = await open(path);
  try {
    const cells: (number | string | null)[][] = fields.map(() => []);
    for await (const { rows, values } of rowPages(path, handle, fields)) {
      for (const [i, column] of values.entries())
        for (let row = 0; row < rows; row++)
          cells[i]!.push(column?.[row] ?? (fields[i]!.type === "text" ? null : Number.NaN));
    }
    return cells;
  } finally {
    await handle.close();
    rmSync(folder, { recursive: true });
  }
}

function cell(value: unknown, type: Column["type"]): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return BigInt(value.getTime());
  if (value instanceof Uint8Array) return Buffer.from(value).toString(type === "binary" ? "hex" : "utf8");
  if (type === "timestamp" || type === "int64") return BigInt(value as number);
  return value as Cell;
}
