/** What `info` tells of a folder that a conversion has made. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { fileInfo, timesOf } from "../../../dataset/file.js";
import { type PartFormat, partFormatOf } from "../../../dataset/part-format.js";
import type { Provenance } from "../../../dataset/provenance.js";
import { tablesIn } from "../../../dataset/tables.js";
import { sum } from "../../../sum.js";
import { formatTable } from "../table.js";
import { bytesText, counted, instant, integer, listing } from "../wording.js";
import { yieldingTable } from "../yield.js";

/** No more than is told of it: a stream makes 500,000 files in a year of minutes. */
interface TableFile {
  readonly path: string;
  readonly format: PartFormat;
  readonly bytes: number;
  /** Undefined of text formats, which would have to be read to know. */
  readonly rows: number | undefined;
  readonly times: ReturnType<typeof timesOf>;
}

interface TableInfo {
  readonly name: string;
  readonly meaning: string;
  readonly files: readonly TableFile[];
}

export interface DatasetInfo {
  readonly path: string;
  readonly tables: readonly TableInfo[];
  /** What the first file that is ours says of where it comes from. */
  readonly provenance: Partial<Provenance> | undefined;
}

/** Undefined when the folder is no dataset. A table's own folder is one of a single table. */
export async function datasetInfo(path: string): Promise<DatasetInfo | undefined> {
  const tables: TableInfo[] = [];
  let provenance: Partial<Provenance> | undefined;
  for (const { name, meaning, files: paths } of await tablesIn(path)) {
    const files: TableFile[] = [];
    // One after the other: the time goes into taking footers apart, and files that are open at once are counted.
    for (const path of paths) {
      const format = partFormatOf(path) ?? "parquet";
      const isText = format === "csv" || format === "ndjson";
      const { size: bytes } = await stat(path);
      const info = isText ? undefined : await fileInfo(path, format);
      provenance ??= info?.provenance;
      files.push({ path, format, bytes, rows: info?.rows, times: info && timesOf(info) });
    }
    tables.push({ name, meaning, files });
  }
  return tables.length === 0 ? undefined : { path, tables, provenance };
}

interface Totals {
  readonly bytes: number;
  /** Undefined when a file does not tell. */
  readonly rows: number | undefined;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

function totalsOf(files: readonly TableFile[], precision: "short" | "exact" = "short"): Totals {
  const rows = files.flatMap((file) => file.rows ?? []);
  const times = files.flatMap((file) => file.times ?? []);
  const utc = times.some((one) => one.utc);
  const at = (time: number): string | undefined =>
    times.length === 0 ? undefined : instant(time, utc, precision);
  return {
    bytes: sum(files.map(({ bytes }) => bytes)),
    rows: rows.length < files.length ? undefined : sum(rows),
    first: at(times.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY)),
    last: at(times.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY)),
  };
}

// -- For people ------------------------------------------------------------------------------------------------

export function datasetText(info: DatasetInfo, width: number): string {
  const { path, tables, provenance } = info;
  const files = tables.flatMap((table) => table.files);
  const { bytes, first, last } = totalsOf(files);
  const properties: (readonly [string, string])[] = [
    ["what", `a dataset${provenance?.version === undefined ? "" : ` of witskit ${provenance.version}`}`],
    ["size", `${bytesText(bytes)} in ${counted(files.length, "file")}`],
  ];
  if (first !== undefined) properties.push(["time", `${first} to ${last}`]);
  if (provenance?.sources !== undefined) {
    const { sources } = provenance;
    const names = sources.slice(0, 3).map(({ name }) => name);
    const more = sources.length > names.length ? `, … ${integer(sources.length - names.length)} more` : "";
    properties.push(["from", `${counted(sources.length, "source")}: ${names.join(", ")}${more}`]);
  }
  const table = yieldingTable(
    tables.map(({ name, meaning, files }) => {
      const { bytes, rows, first = "", last = "" } = totalsOf(files);
      return [
        name,
        integer(files.length),
        rows === undefined ? "?" : integer(rows),
        integer(bytes),
        toMinutes(first),
        toMinutes(last),
        meaning,
      ];
    }),
    {
      head: ["TABLE", "FILES", "ROWS", "BYTES", "FIRST", "LAST", "MEANING"],
      align: ["left", "right", "right", "right"],
      width,
      yields: ["MEANING"],
    },
  );
  return `${listing(path, properties, width)}\n\n${table}\n${counted(tables.length, "table")}\n\n${nextText(info)}`;
}

const toMinutes = (instant: string): string => instant.replace(/:\d\d(\.\d+)?(?=Z?$)/, "");

function nextText({ tables }: DatasetInfo): string {
  const { path, format } = tables[0]!.files[0]!;
  const folder = path.slice(0, path.length - basename(path).length);
  const lines = [
    ...(format === "csv" || format === "ndjson" ? [] : [[`witskit info ${path}`, "its columns"]]),
    ...(format.startsWith("arrow")
      ? []
      : [[`duckdb -c "FROM '${folder}*.${format}' LIMIT 10"`, "its first rows"]]),
  ];
  return `Next:\n${formatTable(
    lines.slice(1).map(([line, does]) => [`  ${line}`, does!]),
    { head: [`  ${lines[0]![0]}`, lines[0]![1]!] },
  )}`;
}

// -- For machines ----------------------------------------------------------------------------------------------

export function datasetJson(info: DatasetInfo): unknown {
  return {
    kind: "dataset",
    path: info.path,
    tables: info.tables.map(({ name, meaning, files }) => {
      const { bytes, rows, first, last } = totalsOf(files, "exact");
      return {
        name,
        meaning,
        rows: rows ?? null,
        bytes,
        first: first ?? null,
        last: last ?? null,
        files: files.map((file) => ({ path: file.path, bytes: file.bytes, rows: file.rows ?? null })),
      };
    }),
    witskit: info.provenance ?? null,
  };
}
