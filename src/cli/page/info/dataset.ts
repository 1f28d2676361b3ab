/** What `info` tells of a folder that a conversion has made. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { sum } from "../../../arrays/sum.js";
import { BrokenParts } from "../../../dataset/broken-parts.js";
import { endsAreWhole } from "../../../dataset/check-part.js";
import { type FileInfo, fileInfo, timesOf } from "../../../dataset/file.js";
import { KnownParts } from "../../../dataset/known-parts.js";
import { readHead, readManifest } from "../../../dataset/manifest-file.js";
import { type PartFormat, partFormatOf } from "../../../dataset/part-format.js";
import type { Provenance } from "../../../dataset/provenance.js";
import { type DatasetTable, tablesIn } from "../../../dataset/tables.js";
import { Failure } from "../../../failure/failure.js";
import { type OpenOptions, openStream } from "../../../live/open-dataset.js";
import { isCopy } from "../../../text/shown-places.js";
import { recordOfTable } from "../../../wits/catalog/table.js";
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
  /** Made of a journal for this look: in no part yet. */
  readonly journal: boolean;
}

interface TableInfo {
  readonly name: string;
  readonly meaning: string;
  readonly files: readonly TableFile[];
}

export interface DatasetInfo {
  readonly path: string;
  readonly tables: readonly TableInfo[];
  /** Parts that cannot be read, and are left out. */
  readonly broken: BrokenParts;
  /** Inputs, or streams, that the dataset is made of; undefined where nothing tells all. */
  readonly sources: number | undefined;
  /** What the first file that is ours says of where it comes from. */
  readonly provenance: Partial<Provenance> | undefined;
}

/** Undefined when the folder is no dataset. A table's own folder is one of a single table. `options` are of a stream's. */
export async function datasetInfo(
  path: string,
  { records, ...options }: Pick<OpenOptions, "noJournal" | "signal" | "records"> = {},
): Promise<DatasetInfo | undefined> {
  const live = (await readHead(path).catch(() => undefined))?.live === true;
  const stream = live ? await openStream(path, options) : undefined;
  try {
    const journal = new Set(stream?.journal);
    const all = stream?.tables ?? (await tablesIn(path));
    return await infoOf(path, wantedOf(all, records), journal, stream?.broken);
  } finally {
    await stream?.close();
  }
}

async function infoOf(
  path: string,
  all: readonly DatasetTable[],
  journal: ReadonlySet<string>,
  broken = new BrokenParts(),
): Promise<DatasetInfo | undefined> {
  const tables: TableInfo[] = [];
  const known = await KnownParts.of(all.flatMap(({ files }) => files));
  let provenance: Partial<Provenance> | undefined;
  for (const { name, meaning, files: paths } of all) {
    const files: TableFile[] = [];
    const sizes = await endsAreWhole(paths, broken);
    // Of all parts of a table alike.
    let utc: boolean | undefined;
    // One after the other: the time goes into taking footers apart, and files that are open at once are counted.
    for (const path of paths) {
      if (broken.has(path)) continue;
      const format = partFormatOf(path) ?? "parquet";
      const isText = format === "csv" || format === "ndjson";
      const bytes = sizes.get(path) ?? (await stat(path)).size;
      const told = known.at(path, bytes);
      const own = { path, format, bytes, journal: journal.has(path) };
      if (told !== undefined && utc !== undefined) {
        const [first, last] = told.times ?? [];
        const times = first === undefined || last === undefined ? undefined : { first, last, utc };
        files.push({ ...own, rows: told.rows, times });
        continue;
      }
      const info = isText ? undefined : await infoUnlessBroken(path, format, broken);
      if (broken.has(path)) continue;
      if (!journal.has(path)) provenance ??= info?.provenance;
      utc ??= info?.columns.some((column) => column.utc);
      files.push({ ...own, rows: info?.rows, times: info && timesOf(info) });
    }
    tables.push({ name, meaning, files });
  }
  if (tables.length === 0) return undefined;
  const sources = await sourcesIn(path).catch(() => undefined);
  return { path, tables, broken, sources: sources ?? provenance?.source_count, provenance };
}

function infoUnlessBroken(
  path: string,
  format: Exclude<PartFormat, "csv" | "ndjson">,
  broken: BrokenParts,
): Promise<FileInfo | undefined> {
  return fileInfo(path, format).catch((error: unknown) => {
    broken.add(path, error);
    return undefined;
  });
}

/** Inputs of the manifest, or its streams; undefined where there is none. */
async function sourcesIn(path: string): Promise<number | undefined> {
  const manifest = await readManifest(path);
  if (manifest === undefined) return undefined;
  const { head, runs, units } = manifest;
  const names = new Set(units.flatMap(({ streams = [] }) => streams.map(({ name }) => name)));
  for (const { inputs } of [head, ...runs]) for (const { name } of inputs) names.add(name);
  return names.size;
}

/** Throws Failure("data") where none of the records is there. */
function wantedOf(
  tables: readonly DatasetTable[],
  records: readonly number[] | undefined,
): readonly DatasetTable[] {
  if (records === undefined || tables.length === 0) return tables;
  const wanted = tables.filter(({ name }) => records.includes(recordOfTable(name) ?? 0));
  if (wanted.length > 0) return wanted;
  const there = tables.map(({ name }) => name).join(", ");
  throw new Failure("nothing-there", `there is no record ${records.join(", ")} here; there are ${there}`);
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
  const parts = files.filter(({ journal }) => !journal);
  const { bytes } = totalsOf(parts);
  const { first, last } = totalsOf(files);
  const utc = files.some(({ times }) => times?.utc);
  const properties: (readonly [string, string])[] = [
    ["what", `a dataset${provenance?.version === undefined ? "" : ` of witskit ${provenance.version}`}`],
    ["size", `${bytesText(bytes)} in ${counted(parts.length, "file")}`],
  ];
  if (first !== undefined)
    properties.push(["time", `${first} to ${last}${utc ? "" : " by the rig's clock"}`]);
  if (provenance?.sources !== undefined) {
    const { sources: listed } = provenance;
    const sources = info.sources ?? listed.length;
    const names = listed.slice(0, 3).map(({ name }) => name);
    const more = sources > names.length ? `, … ${integer(sources - names.length)} more` : "";
    const units = unitsText(provenance);
    if (units !== "") properties.push(["units", units]);
    properties.push(["from", `${counted(sources, "source")}: ${names.join(", ")}${more}`]);
  }
  const waiting = files.filter(({ journal }) => journal);
  if (waiting.length > 0) {
    const rows = integer(totalsOf(waiting).rows ?? 0);
    properties.push(["journal", `${rows} rows of these are in no part yet; --no-journal leaves them out`]);
  }
  const table = yieldingTable(
    tables.map(({ name, meaning, files }) => {
      const { bytes, rows, first = "", last = "" } = totalsOf(files);
      return [
        name,
        integer(files.filter(({ journal }) => !journal).length),
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

/** Those that the sources sent, and those that they are in. */
export function unitsText({ options = {}, sources = [] }: Partial<Provenance>): string {
  const { units, to, per_source: rules } = options;
  const sent = Array.isArray(rules)
    ? (rules as Record<string, unknown>[]).flatMap((rule) =>
        rule["units"] === undefined ? [] : [`${rule["units"]} of ${rule["match"]}`],
      )
    : [];
  if (units !== undefined) sent.unshift(sent.length === 0 ? String(units) : `${units} of all others`);
  if (sent.length === 0) return sources.length === 0 ? "" : "not told";
  return `sent: ${sent.join(", ")}${to === undefined ? "" : `; converted to ${to}`}`;
}

const toMinutes = (instant: string): string => instant.replace(/:\d\d(\.\d+)?(?=Z?$)/, "");

function nextText(info: DatasetInfo): string {
  const { tables } = info;
  const first = tables.flatMap(({ files }) => files).find(({ journal }) => !journal);
  if (first === undefined) return "Next:\n  the first part comes with the first rotation";
  const { path, format } = first;
  // What is read from a copy is asked where it is.
  if (isCopy(path)) return `Next:\n  witskit query "FROM log LIMIT 10" ${info.path}  its first rows`;
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
        files: files
          .filter(({ journal }) => !journal)
          .map((file) => ({ path: file.path, bytes: file.bytes, rows: file.rows ?? null })),
        journal_rows: totalsOf(files.filter(({ journal }) => journal)).rows ?? 0,
      };
    }),
    sources: info.sources ?? null,
    broken: info.broken.failures.map(({ message }) => message),
    witskit: info.provenance ?? null,
  };
}
