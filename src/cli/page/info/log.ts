/** What `info` tells of logs. */

import { sum } from "../../../arrays/sum.js";
import type { LogSurvey, SurveyedCode } from "../../../bulk/survey-log.js";
import { formatCode, itemOf, recordOf } from "../../../wits/catalog/code.js";
import { recordByNumber } from "../../../wits/catalog/record.js";
import type { Counters } from "../../../wits/decoding/counters.js";
import { recordTable } from "../record-table.js";
import { formatTable } from "../table.js";
import { bytesText, cellText, counted, instant, integer, listing, share } from "../wording.js";
import { yieldingTable } from "../yield.js";

const isUnmapped = ({ mapped }: SurveyedCode): boolean => !mapped;

function span({ records }: LogSurvey): { first: number | undefined; last: number | undefined } {
  const times = records.flatMap(({ first, last }) =>
    first === undefined || last === undefined ? [] : [first, last],
  );
  return times.length === 0
    ? { first: undefined, last: undefined }
    : { first: Math.min(...times), last: Math.max(...times) };
}

// -- For people ------------------------------------------------------------------------------------------------

export function logText(info: LogSurvey, width: number): string {
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

function overview(info: LogSurvey, width: number): string {
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

function whatText({ sources, counters }: LogSurvey): string {
  if (sources.length > 1) return `${counted(sources.length, "WITS log")} in a folder`;
  if (counters.bytes.total === 0) return "an empty file";
  const [{ containers } = { containers: [] }] = sources;
  return containers.length === 0 ? "a WITS log" : `a WITS log, ${containers.join(" and ")}`;
}

const SHOWN_CODES = 30;

function codesText(codes: readonly SurveyedCode[]): string {
  const shown = codes.slice(0, SHOWN_CODES).map(({ code }) => formatCode(code));
  const more = codes.length > SHOWN_CODES ? `, … ${integer(codes.length - SHOWN_CODES)} more` : "";
  return shown.join(" ") + more;
}

function sizeText({ sources, counters }: LogSurvey): string {
  const kinds = [...new Set(sources.map(({ compression }) => compression))];
  const total = bytesText(counters.bytes.total);
  if (kinds.length === 1 && kinds[0] === "plain") return `${total}, plain`;
  const sizes = sources.map(({ size }) => size);
  const packed = sizes.includes(undefined) ? "" : `${bytesText(sum(sizes as number[]))}, `;
  return `${packed}${kinds.join(" and ")}; ${total} of text`;
}

function timeText(info: LogSurvey): string {
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

function sourceTable({ sources }: LogSurvey, width: number): string {
  if (sources.length === 1) return "";
  const told = sources.some(({ units }) => units !== undefined);
  const table = yieldingTable(
    sources.map(({ name, compression, containers, units, counters: { bytes, frames, rejects } }) => [
      name,
      [compression, ...containers].join(" "),
      ...(told ? [units ?? ""] : []),
      integer(bytes.total),
      integer(frames),
      integer(sum(Object.values(rejects))),
    ]),
    {
      head: ["SOURCE", "STORED", ...(told ? ["SENDS"] : []), "BYTES", "FRAMES", "REJECTS"],
      align: ["left", "left", ...(told ? ["left" as const] : []), "right", "right", "right"],
      width,
      yields: ["SOURCE"],
    },
  );
  return `${table}\n${counted(sources.length, "source")}`;
}

function recordsText(info: LogSurvey, width: number): string {
  const { records, utc } = info;
  if (records.length === 0) return "";
  const table = recordTable(info, { width, instant: (time) => instant(time, utc) });
  return `${table}\n${counted(records.length, "record")}; EVERY is the median time from one row to the next`;
}

function codeTable({ codes, units }: LogSurvey, width: number): string {
  if (codes.length === 0) return "";
  const rows = codes.map(({ code, mnemonic, name, unit, values, nulls, min, max, example }) => [
    formatCode(code),
    mnemonic ?? "",
    name ?? "not in the catalog",
    ...(units ? [unit ?? ""] : []),
    integer(values),
    integer(nulls),
    cellText(min),
    cellText(max),
    cellText(example),
  ]);
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

function rejectTable({ counters: { rejects, bytes } }: LogSurvey): string {
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

export function logJson(info: LogSurvey): unknown {
  const { counters, codes, records, vendors, sources, utc } = info;
  const time = (milliseconds: number | undefined): string | null =>
    milliseconds === undefined ? null : instant(milliseconds, utc, "exact");
  const { first, last } = span(info);
  return {
    kind: "log",
    path: info.path,
    sources: sources.map(
      ({ name, size, compression, containers, units, counters: { bytes, frames }, failure }) => ({
        name,
        size: size ?? null,
        compression,
        container: containers.length === 0 ? "plain" : containers.join("+"),
        units: units ?? null,
        bytes: bytes.total,
        frames,
        error: failure?.message ?? null,
      }),
    ),
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
    codes: codes.map(({ code, mnemonic, name, unit, values, nulls, min, max, example }) => ({
      code: formatCode(code),
      record: recordOf(code),
      item: itemOf(code),
      mnemonic: mnemonic ?? null,
      name: name ?? null,
      unit: unit ?? null,
      values,
      nulls,
      min: min ?? null,
      max: max ?? null,
      example: example ?? null,
    })),
    unmapped: codes.filter(isUnmapped).map(({ code }) => formatCode(code)),
  };
}
