/** The rows of a query as text that no sink writes: a table for people, and one array of JSON. Rows are written as they come. */
import type { DuckDBValue } from "@duckdb/node-api";
import type { QueryResult } from "./result.js";

/** Takes the pieces of a text, in order. */
export type Write = (text: string) => Promise<void>;

/** One array of objects, a row a line. */
export async function writeJson(result: QueryResult, write: Write): Promise<void> {
  const names = result.deduplicatedColumnNames().map((name) => JSON.stringify(name));
  let before = "[\n";
  for await (const rows of result.yieldRows()) {
    for (const row of rows) {
      const members = row.map((value, i) => `${names[i]}:${JSON.stringify(jsonOf(value))}`);
      await write(`${before}{${members.join(",")}}`);
      before = ",\n";
    }
  }
  await write(before === "[\n" ? "[]\n" : "\n]\n");
}

/** The first rows, and how many there are in all. */
export interface ShownRows {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** By column: whether it holds numbers. */
  readonly numeric: readonly boolean[];
  readonly total: number;
}

/** Reads all rows and keeps the first `limit` of them. */
export async function pageOf(result: QueryResult, limit: number): Promise<ShownRows> {
  const names = result.deduplicatedColumnNames();
  const numeric = result.columnTypes().map((type) => NUMERIC.test(String(type)));
  const rows: string[][] = [];
  let total = 0;
  for await (const chunk of result.yieldRows()) {
    for (const row of chunk)
      if (total++ < limit) rows.push(row.map((value) => (value === null ? "null" : textOf(value))));
  }
  return { names, rows, numeric, total };
}

const NUMERIC = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL)/;

export function textOf(value: DuckDBValue): string {
  const json = jsonOf(value);
  return typeof json === "object" && json !== null ? JSON.stringify(json) : String(json);
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Times as ISO 8601, integers as numbers where a float64 holds them, bytes in base64, lists and structs as they are. */
export function jsonOf(value: DuckDBValue): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if ("items" in value) return value.items.map(jsonOf);
  if ("bytes" in value) return Buffer.from(value.bytes).toString("base64");
  if (value.constructor.name === "DuckDBStructValue" && "entries" in value) {
    const entries = Object.entries(value.entries as Record<string, DuckDBValue>);
    return Object.fromEntries(entries.map(([key, one]) => [key, jsonOf(one)]));
  }
  const text = value.toString();
  if (value.constructor.name === "DuckDBDecimalValue") return Number(text);
  return text.replace(
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?$/,
    (all, day, time) => `${day}T${time}${all.endsWith("+00") ? "Z" : ""}`,
  );
}
