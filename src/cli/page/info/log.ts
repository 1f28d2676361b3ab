/** What `info` tells of logs. */

import type { Failure } from "../../../failure.js";
import type { Source } from "../../../input/bytes/source.js";
import type { Container } from "../../../input/container/kind.js";
import { closeReader, unlessAborted } from "../../../input/feed/inputs.js";
import {
  type DataOptions,
  declaresUnits,
  decodeOptions,
  openOptions,
  planOptions,
} from "../../../input/feed/options.js";
import { readSource } from "../../../input/feed/read.js";
import { type CodeSurvey, type RecordSurvey, Survey } from "../../../input/sniff/survey.js";
import { type Compression, openSource } from "../../../input/source/open.js";
import { Decoder } from "../../../kernel/decoder.js";
import { formatCode, itemOf, recordOf } from "../../../wits/catalog/code.js";
import { planOf } from "../../../wits/catalog/layout.js";
import type { Catalog } from "../../../wits/catalog/overlay.js";
import { recordByNumber } from "../../../wits/catalog/record.js";
import { addCounts, type Counters, noCounts } from "../../../wits/decoding/counters.js";
import { recordTable } from "../record-table.js";
import { formatTable } from "../table.js";
import { bytesText, cellText, counted, instant, integer, listing, share, sum } from "../wording.js";
import { yieldingTable } from "../yield.js";

export interface SurveyedSource extends Source {
  readonly compression: Compression;
  /** What wraps its frames, the outermost first. */
  readonly containers: readonly Container[];
  readonly counters: Counters;
  /** What ended it before its end. */
  readonly failure: Failure | undefined;
}

export interface LogInfo {
  readonly path: string;
  readonly sources: readonly SurveyedSource[];
  /** Of all sources. */
  readonly counters: Counters;
  readonly codes: readonly CodeSurvey[];
  readonly records: readonly RecordSurvey[];
  readonly vendors: readonly string[];
  readonly utc: boolean;
  readonly units: boolean;
  readonly catalog: Catalog;
  readonly unitOf: (code: number) => string | undefined;
}

/** Reads all sources once. A source that is no log throws; one that breaks off is told as far as it goes. */
export async function surveyLogs(
  path: string,
  sources: readonly Source[],
  options: DataOptions,
  signal: AbortSignal,
): Promise<LogInfo> {
  const open = openOptions(options);
  const plan = planOf({ ...planOptions(options), layout: "long" });
  const names = sources.map(({ name }) => name);
  const decoder = new Decoder({ ...decodeOptions(options), plan, sources: names });
  const survey = new Survey(plan.catalog);
  const counters = noCounts();
  const surveyed: SurveyedSource[] = [];
  for (const [index, source] of sources.entries()) {
    const reader = await unlessAborted(signal, () => openSource(source, open));
    try {
      survey.startSource();
      const read = await readSource(decoder, index, reader, {
        name: source.name,
        signal,
        async deliver(batches) {
          for (const batch of batches) if (batch.table.name === "long") survey.add(batch);
        },
      });
      survey.endSource();
      if (read.failure !== undefined && read.counters.frames === 0) throw read.failure;
      addCounts(counters, read.counters);
      surveyed.push({ ...source, compression: reader.compression, containers: reader.containers, ...read });
    } finally {
      await closeReader(reader, signal);
    }
  }
  return {
    path,
    sources: surveyed,
    counters,
    codes: survey.codes,
    records: survey.records,
    vendors: survey.vendors,
    utc: options.timezone !== undefined,
    units: declaresUnits(options),
    catalog: plan.catalog,
    unitOf: (code) => plan.columnOf(code).unit,
  };
}

const isUnmapped = ({ mapped }: CodeSurvey): boolean => !mapped;

function span({ records }: LogInfo): { first: number | undefined; last: number | undefined } {
  const times = records.flatMap(({ first, last }) =>
    first === undefined || last === undefined ? [] : [first, last],
  );
  return times.length === 0
    ? { first: undefined, last: undefined }
    : { first: Math.min(...times), last: Math.max(...times) };
}

// -- For people ------------------------------------------------------------------------------------------------

export function logText(info: LogInfo, width: number): string {
  return [
    overview(info, width),
    sourceTable(info, width),
    recordsText(info, width),
    codeTable(info, width),
    rejectTable(info),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function overview(info: LogInfo, width: number): string {
  const { path, counters, vendors, codes } = info;
  const { bytes, frames, values, nulls, rejects } = counters;
  const rejected = sum(Object.values(rejects));
  const unmapped = codes.filter(isUnmapped);
  const properties: (readonly [string, string])[] = [
    ["what", whatText(info)],
    ["size", sizeText(info)],
    [
      "bytes",
      `${integer(bytes.framing)} framing + ${integer(bytes.items)} items + ${integer(bytes.blank)} blank + ` +
        `${integer(bytes.rejected)} rejected = ${integer(bytes.total)}, all of them`,
    ],
    ["frames", integer(frames)],
    ["time", timeText(info)],
    ["clock", clockText(counters)],
    ["vendor", vendors.length === 0 ? "none named" : vendors.join("; ")],
    ["values", `${integer(values)}, and ${nullsText(nulls)}`],
    [
      "rejects",
      rejected === 0 ? "none" : `${integer(rejected)}; \`witskit decode\` shows them in their places`,
    ],
    ...(unmapped.length === 0 ? [] : ([["unmapped", `${codesText(unmapped)}: not in the catalog`]] as const)),
  ];
  return listing(path, properties, width);
}

function whatText({ sources, counters }: LogInfo): string {
  if (sources.length > 1) return `${counted(sources.length, "WITS log")} in a folder`;
  if (counters.bytes.total === 0) return "an empty file";
  const [{ containers } = { containers: [] }] = sources;
  return containers.length === 0 ? "a WITS log" : `a WITS log, ${containers.join(" and ")}`;
}

const SHOWN_CODES = 30;

function codesText(codes: readonly CodeSurvey[]): string {
  const shown = codes.slice(0, SHOWN_CODES).map(({ code }) => formatCode(code));
  const more = codes.length > SHOWN_CODES ? `, … ${integer(codes.length - SHOWN_CODES)} more` : "";
  return shown.join(" ") + more;
}

function sizeText({ sources, counters }: LogInfo): string {
  const kinds = [...new Set(sources.map(({ compression }) => compression))];
  const total = bytesText(counters.bytes.total);
  if (kinds.length === 1 && kinds[0] === "plain") return `${total}, plain`;
  const sizes = sources.map(({ size }) => size);
  const packed = sizes.includes(undefined) ? "" : `${bytesText(sum(sizes as number[]))}, `;
  return `${packed}${kinds.join(" and ")}; ${total} of text`;
}

function timeText(info: LogInfo): string {
  const { first, last } = span(info);
  if (first === undefined || last === undefined) return "none";
  return `${instant(first, info.utc)} to ${instant(last, info.utc)}${info.utc ? "" : " by the rig's clock"}`;
}

function clockText({ time: { clock, carried, arrival, none, back } }: Counters): string {
  const ways = [
    [clock, "with date and time"],
    [carried, "with a time and an earlier frame's date"],
    [arrival, "with the time of their arrival"],
    [none, "without a time"],
  ] as const;
  const told = ways
    .filter(([frames]) => frames > 0)
    .map(([frames, how]) => `${counted(frames, "frame")} ${how}`);
  const earlier = back > 0 ? `; ${counted(back, "frame")} before the one that came before` : "";
  return told.join(", ") + earlier || "none";
}

function nullsText(nulls: Counters["nulls"]): string {
  const total = sum(Object.values(nulls));
  const kinds = Object.entries(nulls).map(
    ([kind, count]) => `${integer(count)} ${kind === "empty" ? kind : `of ${kind}`}`,
  );
  return total === 0 ? "no nulls" : `${counted(total, "null")}: ${kinds.join(", ")}`;
}

function sourceTable({ sources }: LogInfo, width: number): string {
  if (sources.length === 1) return "";
  const table = yieldingTable(
    sources.map(({ name, compression, containers, counters: { bytes, frames, rejects } }) => [
      name,
      [compression, ...containers].join(" "),
      integer(bytes.total),
      integer(frames),
      integer(sum(Object.values(rejects))),
    ]),
    {
      head: ["SOURCE", "STORED", "BYTES", "FRAMES", "REJECTS"],
      align: ["left", "left", "right", "right", "right"],
      width,
      yields: ["SOURCE"],
    },
  );
  return `${table}\n${counted(sources.length, "source")}`;
}

function recordsText(info: LogInfo, width: number): string {
  const { records, utc } = info;
  if (records.length === 0) return "";
  const table = recordTable(info, { width, instant: (time) => instant(time, utc) });
  return `${table}\n${counted(records.length, "record")}; EVERY is the median time from one row to the next`;
}

function codeTable({ codes, units, unitOf, catalog }: LogInfo, width: number): string {
  if (codes.length === 0) return "";
  const rows = codes.map(({ code, values, nulls, min, max, example }) => {
    const item = catalog.itemByCode(code);
    return [
      formatCode(code),
      item?.mnemonic ?? "",
      item?.name ?? "not in the catalog",
      ...(units ? [unitOf(code) ?? ""] : []),
      integer(values),
      integer(nulls),
      cellText(min),
      cellText(max),
      cellText(example),
    ];
  });
  const table = yieldingTable(rows, {
    head: [
      "CODE",
      "MNEMONIC",
      "NAME",
      ...(units ? ["UNIT"] : []),
      "VALUES",
      "NULLS",
      "MIN",
      "MAX",
      "EXAMPLE",
    ],
    align: [
      "left",
      "left",
      "left",
      ...(units ? ["left" as const] : []),
      "right",
      "right",
      "right",
      "right",
      "right",
    ],
    width,
    yields: ["NAME", "EXAMPLE"],
  });
  const note = units ? "" : "; --units metric, fps or fps-uk declares their units";
  return `${table}\n${counted(codes.length, "code")}${note}`;
}

function rejectTable({ counters: { rejects, bytes } }: LogInfo): string {
  const reasons = Object.entries(rejects);
  if (reasons.length === 0) return "";
  const table = formatTable(
    reasons.map(([reason, count]) => [reason, integer(count)]),
    { head: ["REASON", "REJECTS"], align: ["left", "right"] },
  );
  const total = counted(sum(reasons.map(([, count]) => count)), "reject");
  return `${table}\n${total}, ${share(bytes.rejected, bytes.total)} of the bytes`;
}

// -- For machines ----------------------------------------------------------------------------------------------

export function logJson(info: LogInfo): unknown {
  const { counters, codes, records, vendors, sources, utc } = info;
  const time = (milliseconds: number | undefined): string | null =>
    milliseconds === undefined ? null : instant(milliseconds, utc, "exact");
  const { first, last } = span(info);
  return {
    kind: "log",
    path: info.path,
    sources: sources.map(({ name, size, compression, containers, counters: { bytes, frames }, failure }) => ({
      name,
      size: size ?? null,
      compression,
      container: containers.length === 0 ? "plain" : containers.join("+"),
      bytes: bytes.total,
      frames,
      error: failure?.message ?? null,
    })),
    bytes: counters.bytes,
    frames: counters.frames,
    time: { first: time(first), last: time(last), utc, ...counters.time },
    vendors,
    values: counters.values,
    nulls: counters.nulls,
    rejects: counters.rejects,
    records: records.map(({ record, rows, interval, first, last }) => ({
      record,
      name: recordByNumber(record)?.name ?? null,
      rows,
      interval_seconds: interval === undefined ? null : interval / 1000,
      first: time(first),
      last: time(last),
    })),
    codes: codes.map(({ code, values, nulls, min, max, example }) => ({
      code: formatCode(code),
      record: recordOf(code),
      item: itemOf(code),
      mnemonic: info.catalog.itemByCode(code)?.mnemonic ?? null,
      name: info.catalog.itemByCode(code)?.name ?? null,
      unit: info.unitOf(code) ?? null,
      values,
      nulls,
      min: min ?? null,
      max: max ?? null,
      example: example ?? null,
    })),
    unmapped: codes.filter(isUnmapped).map(({ code }) => formatCode(code)),
  };
}
