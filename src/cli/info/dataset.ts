/** What `info` tells of a folder that a conversion has made. */
import { readdir, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { recordByNumber } from "../../catalog/record.js";
import { FORMATS, type Format, formatOf } from "../../sink/format.js";
import { formatTable } from "../table.js";
import { bytesText, counted, instant, integer, listing, sum } from "../wording.js";
import { yieldingTable } from "../yield.js";
import { type FileInfo, fileInfo, timesOf } from "./file.js";

interface TableFile {
  readonly path: string;
  readonly format: Format;
  readonly bytes: number;
  /** Undefined of text formats, which would have to be read to know. */
  readonly info: FileInfo | undefined;
}

interface DatasetTable {
  readonly name: string;
  readonly meaning: string;
  readonly files: readonly TableFile[];
}

export interface DatasetInfo {
  readonly path: string;
  readonly tables: readonly DatasetTable[];
}

const TABLE = /^(record=\d\d|unmapped|rejects|frame|long)$/;

/** Undefined when the folder is no dataset. A table's own folder is one of a single table. */
export async function datasetInfo(path: string): Promise<DatasetInfo | undefined> {
  const name = basename(resolve(path));
  const entries = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const folders = TABLE.test(name)
    ? [{ name, path }]
    : entries
        .filter((entry) => TABLE.test(entry.name))
        .map((entry) => ({ name: entry.name, path: join(path, entry.name) }));
  const tables: DatasetTable[] = [];
  for (const folder of folders.sort((a, b) => order(a.name, b.name))) {
    const files = await filesIn(folder.path);
    if (files.length > 0) tables.push({ name: folder.name, meaning: meaningOf(folder.name), files });
  }
  return tables.length === 0 ? undefined : { path, tables };
}

/** Records first, by number; rejects last. */
const order = (a: string, b: string): number => (rank(a) < rank(b) ? -1 : 1);
const rank = (name: string): string =>
  `${["record", "frame", "long", "unmapp", "reject"].indexOf(name.slice(0, 6).replace("=", ""))}${name}`;

/** A table's files, those of its partitions included. */
async function filesIn(folder: string): Promise<TableFile[]> {
  const files: TableFile[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    if (name.startsWith("day=")) files.push(...(await filesIn(path)));
    if (name.startsWith(".") || !isData(name)) continue;
    const format = formatOf(name);
    const isText = format === "csv" || format === "ndjson";
    files.push({
      path,
      format,
      bytes: (await stat(path)).size,
      info: isText ? undefined : await fileInfo(path, format),
    });
  }
  return files;
}

const isData = (name: string): boolean => FORMATS.some((format) => extname(name) === `.${format}`);

function meaningOf(table: string): string {
  const record = /^record=(\d\d)$/.exec(table)?.[1];
  if (record !== undefined) return recordByNumber(Number(record))?.name ?? "not in the catalog";
  return MEANINGS[table] ?? "";
}

const MEANINGS: Readonly<Record<string, string>> = {
  unmapped: "values of items that are not in the catalog",
  rejects: "bytes that could not become a value",
  frame: "a row a frame",
  long: "a row a value",
};

interface Totals {
  readonly bytes: number;
  /** Undefined when a file does not tell. */
  readonly rows: number | undefined;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

function totalsOf(files: readonly TableFile[], precision: "short" | "exact" = "short"): Totals {
  const infos = files.flatMap(({ info }) => info ?? []);
  const times = infos.flatMap((info) => timesOf(info) ?? []);
  const utc = times.some((one) => one.utc);
  const at = (time: number): string | undefined =>
    times.length === 0 ? undefined : instant(time, utc, precision);
  return {
    bytes: sum(files.map(({ bytes }) => bytes)),
    rows: infos.length < files.length ? undefined : sum(infos.map(({ rows }) => rows)),
    first: at(Math.min(...times.map(({ first }) => first))),
    last: at(Math.max(...times.map(({ last }) => last))),
  };
}

const provenanceOf = ({ tables }: DatasetInfo) =>
  tables.flatMap(({ files }) => files.flatMap(({ info }) => info?.provenance ?? []))[0];

// -- For people ------------------------------------------------------------------------------------------------

export function datasetText(info: DatasetInfo, width: number): string {
  const { path, tables } = info;
  const files = tables.flatMap((table) => table.files);
  const { bytes, first, last } = totalsOf(files);
  const provenance = provenanceOf(info);
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
        files: files.map((file) => ({ path: file.path, bytes: file.bytes, rows: file.info?.rows ?? null })),
      };
    }),
    witskit: provenanceOf(info) ?? null,
  };
}
