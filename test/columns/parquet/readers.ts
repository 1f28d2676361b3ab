/** Independent readers of Parquet, each giving a file's columns as cells that compare with `Object.is`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ParquetReader } from "@dsnp/parquetjs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import { type Compressors, parquetReadObjects } from "hyparquet";
import { readParquet } from "parquet-wasm/node";
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

function cell(value: unknown, type: Column["type"]): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return BigInt(value.getTime());
  if (value instanceof Uint8Array) return Buffer.from(value).toString(type === "binary" ? "hex" : "utf8");
  if (type === "timestamp" || type === "int64") return BigInt(value as number);
  return value as Cell;
}
