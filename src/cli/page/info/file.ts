/** What `info` tells of Parquet and Arrow files. */

import { sum } from "../../../arrays/sum.js";
import { type FileInfo, type FileKind, timesOf } from "../../../dataset/file.js";
import type { Provenance } from "../../../dataset/provenance.js";
import { bytesText, cellText, counted, instant, integer, listing, share } from "../wording.js";
import { yieldingTable } from "../yield.js";

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
  resampled,
  sources,
  counts,
}: Partial<Provenance>): (readonly [string, string])[] {
  const told = Object.entries(options).filter(([name, value]) => value !== false && !LIMITS.has(name));
  const lines: (readonly [string, string])[] = [
    ["options", told.map(([name, value]) => `${name.replaceAll("_", "-")} ${optionText(value)}`).join("; ")],
  ];
  if (resampled !== undefined) lines.unshift(["steps", `a row for each, ${resampled}`]);
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
const LIMITS = new Set(["max_expansion", "max_line", "max_frame"]);

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
