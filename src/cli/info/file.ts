/** What `info` tells of Parquet and Arrow files. */
import type { DictionaryEntry, Provenance } from "../../bulk/provenance.js";
import { bytesText, cellText, counted, instant, integer, listing, share, sum } from "../wording.js";
import { yieldingTable } from "../yield.js";
import { withFile } from "./sniff.js";

export type FileKind = "parquet" | "arrow" | "arrows";

interface FileColumn {
  readonly name: string;
  readonly type: string;
  readonly utc: boolean;
  readonly nulls: number | undefined;
  readonly min: number | string | undefined;
  readonly max: number | string | undefined;
  /** What the file says of the column's meaning; undefined where it says nothing. */
  readonly meaning: Omit<DictionaryEntry, "column"> | undefined;
}

export interface FileInfo {
  readonly path: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly rows: number;
  /** Row groups of Parquet, batches of Arrow. */
  readonly pieces: number;
  readonly columns: readonly FileColumn[];
  readonly compression:
    | { readonly codecs: readonly string[]; readonly from: number; readonly to: number }
    | undefined;
  readonly createdBy: string | undefined;
  /** Undefined when the file is not ours. */
  readonly provenance: Partial<Provenance> | undefined;
}

export function fileInfo(path: string, kind: FileKind): Promise<FileInfo> {
  return withFile(path, async (handle) => {
    if (kind === "parquet") {
      const { parquetSummary } = await import("../../parquet/summary.js");
      const { columns, metadata, ...summary } = await parquetSummary(path, handle);
      const provenance = provenanceIn(metadata);
      const schema = metadata.get("ARROW:schema");
      const fields = provenance === undefined && schema !== undefined ? await fieldsIn(schema) : undefined;
      return {
        path,
        kind,
        bytes: summary.bytes,
        rows: summary.rows,
        pieces: summary.rowGroups,
        columns: columns.map((column) => ({
          ...column,
          meaning: meaningOf(column.name, provenance, fields),
        })),
        compression: {
          codecs: summary.compression,
          from: summary.uncompressedBytes,
          to: summary.compressedBytes,
        },
        createdBy: summary.createdBy,
        provenance,
      };
    }
    const { arrowSummary } = await import("../../arrow/summary.js");
    const summary = await arrowSummary(path, handle, kind === "arrow" ? "file" : "stream");
    const provenance = provenanceIn(summary.metadata);
    const fields = new Map(summary.columns.map(({ name, metadata }) => [name, metadata]));
    return {
      path,
      kind,
      bytes: summary.bytes,
      rows: summary.rows,
      pieces: summary.batches,
      columns: summary.columns.map((column) => ({
        ...column,
        meaning: meaningOf(column.name, provenance, fields),
      })),
      compression: undefined,
      createdBy: undefined,
      provenance,
    };
  });
}

/** The document under the key `witskit`; undefined when there is none, or another one of that name. */
function provenanceIn(metadata: ReadonlyMap<string, string>): Partial<Provenance> | undefined {
  try {
    const document: unknown = JSON.parse(metadata.get("witskit") ?? "");
    const isOurs = typeof document === "object" && document !== null && "version" in document;
    return isOurs ? (document as Partial<Provenance>) : undefined;
  } catch {
    return undefined;
  }
}

type Fields = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Other programs that rewrite our files drop our key, and often keep the fields' own metadata. */
async function fieldsIn(serializedSchema: string): Promise<Fields | undefined> {
  const { RecordBatchReader } = await import("apache-arrow");
  try {
    const { schema } = RecordBatchReader.from(Buffer.from(serializedSchema, "base64")).open();
    return new Map(schema.fields.map(({ name, metadata }) => [name, metadata]));
  } catch {
    // It adds nothing but meanings, and the file is somebody else's.
    return undefined;
  }
}

function meaningOf(
  column: string,
  provenance: Partial<Provenance> | undefined,
  fields: Fields | undefined,
): FileColumn["meaning"] {
  const entry = provenance?.dictionary?.find((one) => one.column === column);
  if (entry !== undefined) return entry;
  const field = fields?.get(column);
  const name = field?.get("wits.name");
  if (field === undefined || name === undefined) return undefined;
  const [code, type, unit] = ["wits.code", "wits.type", "wits.unit"].map((key) => field.get(key));
  return { name, ...(code && { code }), ...(type && { type }), ...(unit && { unit }) };
}

/** First and last of the column `timestamp`, where there is one and the file tells. */
export function timesOf({ columns }: FileInfo): { first: number; last: number; utc: boolean } | undefined {
  const column = columns.find(({ name, type }) => name === "timestamp" && type === "timestamp");
  if (typeof column?.min !== "number" || typeof column.max !== "number") return undefined;
  return { first: column.min, last: column.max, utc: column.utc };
}

// -- For people ------------------------------------------------------------------------------------------------

const NAMES: Readonly<Record<FileKind, string>> = {
  parquet: "a Parquet file",
  arrow: "an Arrow file",
  arrows: "an Arrow stream",
};

export function fileText(info: FileInfo, width: number): string {
  const { path, kind, bytes, rows, pieces, columns, compression, provenance } = info;
  const times = timesOf(info);
  const empty = columns.filter(({ nulls }) => nulls === rows).length;
  const properties: (readonly [string, string])[] = [
    ["what", whatText(info)],
    ["size", bytesText(bytes)],
    [
      "rows",
      `${integer(rows)} in ${kind === "parquet" ? counted(pieces, "row group") : counted(pieces, "batch", "batches")}`,
    ],
    [
      "columns",
      `${integer(columns.length)}${empty === 0 || rows === 0 ? "" : `, ${integer(empty)} without a value`}`,
    ],
  ];
  if (times !== undefined) {
    const [first, last] = [times.first, times.last].map((time) => instant(time, times.utc));
    properties.push(["time", `${first} to ${last}${times.utc ? "" : " by the rig's clock"}`]);
  }
  if (compression !== undefined) properties.push(["pages", compressionText(compression)]);
  if (provenance !== undefined) properties.push(...provenanceText(provenance));
  return `${listing(path, properties, width)}\n\n${columnTable(info, width)}\n${counted(columns.length, "column")}`;
}

function whatText({ kind, provenance, createdBy }: FileInfo): string {
  const { version, table } = provenance ?? {};
  if (version !== undefined) return `${NAMES[kind]} of witskit ${version}, table ${table ?? "unknown"}`;
  const maker = createdBy === undefined ? "" : `, but by ${createdBy}`;
  return `${NAMES[kind]} that was not made by witskit${maker}`;
}

function compressionText({ codecs, from, to }: NonNullable<FileInfo["compression"]>): string {
  return `${codecs.join(" and ") || "none"}; ${bytesText(to)}, ${share(to, from)} of ${bytesText(from)}`;
}

function provenanceText({
  options = {},
  sources,
  counts,
}: Partial<Provenance>): (readonly [string, string])[] {
  const told = Object.entries(options).filter(([name, value]) => value !== false && !LIMITS.has(name));
  const lines: (readonly [string, string])[] = [
    ["options", told.map(([name, value]) => `${name.replaceAll("_", "-")} ${optionText(value)}`).join("; ")],
  ];
  if (sources === undefined || counts === undefined) return lines;
  const shown = sources.slice(0, SHOWN_SOURCES);
  for (const [i, { name, bytes, frames, error }] of shown.entries()) {
    const fault = error === undefined ? "" : `; ${error}`;
    lines.push([
      i === 0 ? "from" : "",
      `${name}: ${counted(bytes.total, "byte")}, ${counted(frames, "frame")}${fault}`,
    ]);
  }
  if (sources.length > shown.length)
    lines.push(["", `… ${integer(sources.length - shown.length)} more (use --json)`]);
  const [nulls, rejects] = [counts.nulls, counts.rejects].map((kinds) => sum(Object.values(kinds)));
  lines.push([
    "run",
    `${counted(counts.frames, "frame")}, ${counted(counts.values, "value")}, ${counted(nulls!, "null")}, ` +
      `${counted(rejects!, "reject")}, all tables together`,
  ]);
  return lines;
}

const SHOWN_SOURCES = 5;
/** Options that shape nothing but what is rejected. */
const LIMITS = new Set(["max_line", "max_frame"]);

function optionText(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  const isMap = value.some((one) => typeof one === "object");
  return isMap ? `of ${counted(value.length, "code")} (use --json)` : value.join(",");
}

/** The bounds of `timestamp` are told above it, where they need no column of that width. */
function columnTable({ columns }: FileInfo, width: number): string {
  const units = columns.some(({ meaning }) => meaning?.unit !== undefined);
  const meanings = columns.some(({ meaning }) => meaning !== undefined);
  const codes = columns.some(({ meaning }) => meaning?.code !== undefined);
  const rows = columns.map(({ name, type, utc, nulls, min, max, meaning }) => [
    name,
    ...(codes ? [meaning?.code ?? ""] : []),
    type,
    ...(units ? [meaning?.unit ?? ""] : []),
    nulls === undefined ? "?" : integer(nulls),
    ...[min, max].map((bound) => (name === "timestamp" ? "" : boundText(bound, type, utc))),
    ...(meanings ? [meaning?.name ?? ""] : []),
  ]);
  const head = [
    "COLUMN",
    ...(codes ? ["CODE"] : []),
    "TYPE",
    ...(units ? ["UNIT"] : []),
    "NULLS",
    "MIN",
    "MAX",
    ...(meanings ? ["MEANING"] : []),
  ];
  const right = new Set(["NULLS", "MIN", "MAX"]);
  const align = head.map((name) => (right.has(name) ? "right" : "left"));
  return yieldingTable(rows, { head, align, width, yields: ["MEANING", "MIN", "MAX"] });
}

function boundText(bound: number | string | undefined, type: string, utc: boolean): string {
  return typeof bound === "number" && type === "timestamp" ? instant(bound, utc) : cellText(bound);
}

// -- For machines ----------------------------------------------------------------------------------------------

export function fileJson(info: FileInfo): unknown {
  const { path, kind, bytes, rows, pieces, columns, compression, createdBy, provenance } = info;
  const times = timesOf(info);
  return {
    kind,
    path,
    bytes,
    rows,
    [kind === "parquet" ? "row_groups" : "batches"]: pieces,
    made_by_witskit: provenance !== undefined,
    created_by: createdBy ?? null,
    time:
      times === undefined
        ? null
        : {
            first: instant(times.first, times.utc, "exact"),
            last: instant(times.last, times.utc, "exact"),
            utc: times.utc,
          },
    compression:
      compression === undefined
        ? null
        : {
            codecs: compression.codecs,
            compressed_bytes: compression.to,
            uncompressed_bytes: compression.from,
          },
    columns: columns.map(({ name, type, utc, nulls, min, max, meaning }) => ({
      name,
      type,
      code: meaning?.code ?? null,
      meaning: meaning?.name ?? null,
      unit: meaning?.unit ?? null,
      nulls: nulls ?? null,
      min: boundJson(min, type, utc),
      max: boundJson(max, type, utc),
    })),
    witskit: provenance ?? null,
  };
}

function boundJson(bound: number | string | undefined, type: string, utc: boolean): number | string | null {
  return typeof bound === "number" && type === "timestamp" ? instant(bound, utc, "exact") : (bound ?? null);
}
