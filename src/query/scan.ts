/**
 * How DuckDB reads the parts of a table. Where lines of the manifest say that all have the same columns, it opens none of them before
 * it reads; and where a statement asks for a time, parts that have none of it are not opened at all: each run of parts says between which
 * times its rows are, and DuckDB's own optimizer drops those that a condition rules out, wherever in a statement that stands.
 */
import type { KnownPart } from "../dataset/known-parts.js";
import { type PartFormat, partFormatOf } from "../dataset/part-format.js";
import { Failure } from "../failure/failure.js";
import { sqlName, sqlText } from "./duckdb.js";

/** What is known of a part without opening it. */
export type Facts = (file: string) => KnownPart | undefined;

/**
 * Fewer parts are opened sooner than runs of them are planned. A run costs 2 ms of planning, and a part 0.2 ms when it is read: of 10,000
 * parts 40 runs are the least of both.
 */
export const RUNS = { few: 250, least: 100, most: 40 } as const;

const READERS: Readonly<Partial<Record<PartFormat, string>>> = {
  parquet: "read_parquet",
  csv: "read_csv",
  ndjson: "read_json",
};

/** The folder of its record that a part lies in, which is a column of its rows. */
const OF_RECORD = /(?:^|[/\\])record=(\d\d)[/\\]/;
const OF_DAY = /[/\\]day=[^/\\]*[/\\]/;

export function scanOf(files: readonly string[], facts: Facts = () => undefined): string {
  const format = partFormatOf(files[0]!) ?? "parquet";
  const reader = READERS[format];
  if (reader === undefined) {
    throw new Failure(
      "not-for-this-command",
      `${files[0]} is ${format}, which DuckDB does not read by itself; convert the log into Parquet to query it`,
    );
  }
  const parts = `[${files.map(sqlText).join(", ")}]`;
  // Parts of layout `frame` have the columns that turned up in each.
  const options = `union_by_name = ${!areAlike(files, facts)}`;
  const record = OF_RECORD.exec(files[0]!)?.[1];
  if (record === undefined || !files.every((file) => OF_RECORD.test(file)))
    return `${reader}(${parts}, ${options})`;
  // DuckDB takes 01 for a text and 11 for a number.
  const isDay = OF_DAY.test(files[0]!);
  if (files.every((file) => OF_DAY.test(file) === isDay))
    return `${reader}(${parts}, ${options}, hive_types = {'record': VARCHAR})`;
  // Where some lie in folders of days and some do not yet, DuckDB takes no column from a folder.
  return `(SELECT *, ${sqlText(record)} AS record FROM ${reader}(${parts}, ${options}, hive_partitioning = false))`;
}

/** Whether it is known that all have the same columns, without opening them. */
export function areAlike(files: readonly string[], facts: Facts): boolean {
  const columns = facts(files[0]!)?.columns;
  return columns !== undefined && files.every((file) => facts(file)?.columns === columns);
}

/**
 * The same rows, in the same order, of parts of which those without a time that is asked for stay closed. `type` is that of their column
 * `timestamp`. Undefined where nothing would come of it.
 */
export function scanByTime(
  files: readonly string[],
  facts: Facts,
  type: string,
  { few, least, most }: { readonly few: number; readonly least: number; readonly most: number } = RUNS,
): string | undefined {
  const literal = LITERALS[type];
  if (literal === undefined || files.length < few || !areAlike(files, facts)) return undefined;
  const length = Math.max(least, Math.ceil(files.length / most));
  const runs: string[] = [];
  for (let from = 0; from < files.length; from += length) {
    const run = files.slice(from, from + length);
    const times = timesOf(run.map((file) => facts(file)!));
    const [first, last] = times?.map(literal) ?? [];
    const rows = `SELECT * FROM ${scanOf(run, facts)}`;
    const isTold = first !== undefined && last !== undefined;
    runs.push(isTold ? `${rows} WHERE ${sqlName("timestamp")} BETWEEN ${first} AND ${last}` : rows);
  }
  return `(${runs.join(" UNION ALL ")})`;
}

/** The least and the greatest time; undefined where a row has none. */
function timesOf(parts: readonly KnownPart[]): readonly [number, number] | undefined {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { rows, times, untimed = 0 } of parts) {
    if (rows === 0) continue;
    if (times === undefined || untimed > 0) return undefined;
    least = Math.min(least, times[0]);
    greatest = Math.max(greatest, times[1]);
  }
  return greatest < least ? undefined : [least, greatest];
}

/** Exact to the millisecond, as columns are; undefined of years that a text of four digits cannot tell. */
const LITERALS: Readonly<Record<string, (time: number) => string | undefined>> = {
  TIMESTAMP: (time) => literalOf("TIMESTAMP", time, ""),
  "TIMESTAMP WITH TIME ZONE": (time) => literalOf("TIMESTAMPTZ", time, "+00"),
};

function literalOf(type: string, time: number, zone: string): string | undefined {
  const text = new Date(time).toISOString();
  return /^\d{4}-/.test(text) ? `${type} '${text.slice(0, -1).replace("T", " ")}${zone}'` : undefined;
}
