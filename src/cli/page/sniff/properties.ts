/** What is sure of a log, in words: a property a line. */

import { sum } from "../../../arrays/sum.js";
import { containerBy } from "../../../input/container/registry.js";
import type { LogLook } from "../../../input/sniff/look.js";
import type { RecordSurvey } from "../../../input/sniff/survey.js";
import type { Forms, TextScan } from "../../../input/sniff/text-scan.js";
import { formatCode } from "../../../wits/catalog/code.js";
import { bytesText, counted, instant, integer, share } from "../wording.js";

export type Property = readonly [name: string, text: string];

export function propertiesOf(look: LogLook): readonly Property[] {
  const { scan, sample, vendors, counters } = look;
  return [
    ["what", `a WITS log, ${storedText(look)}`],
    ["size", sizeText(look)],
    ...(sample.failure === undefined ? [] : ([["broken", sample.failure.message]] as const)),
    ["text", textText(scan)],
    ["frames", framesText(look)],
    ["lines", linesText(scan)],
    ...copiesText(scan),
    ["clock", clockText(look)],
    ["span", spanText(look)],
    ["vendor", vendors.length === 0 ? "none named" : vendors.join("; ")],
    ["values", `${integer(counters.values)}, and ${nullsText(look)}`],
  ];
}

function storedText({ source: { sidecar }, compression, containers }: LogLook): string {
  const parts = [
    ...containers.map((kind) => containerBy(kind).words),
    ...(compression === "plain" ? [] : [compression === "zip" ? "a zip archive" : compression]),
  ];
  const stored = parts.length === 0 ? "plain" : parts.reverse().join(", then ");
  return sidecar === undefined ? stored : `${stored}, with arrival times in ${sidecar}`;
}

function sizeText({ source: { size }, compression, containers, sample }: LogLook): string {
  const { read, whole, places, failure } = sample;
  const isPlain = compression === "plain" && containers.length === 0;
  const all = size === undefined || (isPlain && whole) ? "" : `${bytesText(size)}; `;
  const text = `${bytesText(read)}${isPlain ? "" : " of frames"}`;
  if (whole || failure !== undefined) return `${all}${text}, all of it read`;
  const part = size === undefined || !isPlain ? "" : `, ${share(read, size)}`;
  return `${all}${text} read${part}: ${places}; --all reads all`;
}

function textText({ lineEnds, byteOrderMark, bytes, highBytes, highLines, nulBytes }: TextScan): string {
  const kinds = [
    ["CR LF", lineEnds.crlf],
    ["LF", lineEnds.lf],
    ["CR", lineEnds.cr],
  ] as const;
  const ends = kinds.filter(([, count]) => count > 0).map(([kind, count]) => `${integer(count)} ${kind}`);
  const ascii =
    highBytes === 0
      ? "ASCII"
      : `${counted(highBytes, "byte")} beyond ASCII in ${counted(highLines, "line")}, ${share(highBytes, Math.max(1, bytes))}`;
  const parts = [
    ascii,
    ends.length === 0 ? "no line end" : `line ends ${ends.join(" + ")}`,
    ...(byteOrderMark ? ["a byte order mark"] : []),
    ...(nulBytes > 0 ? [counted(nulBytes, "NUL byte")] : []),
  ];
  return parts.join("; ");
}

function framesText({ counters, scan: { markers }, dialect }: LogLook): string {
  const { frames, rejects } = counters;
  const repeat = dialect.options.some(({ option }) => option === "frameEnd");
  if (markers.starts === 0) return `${integer(frames)}, without && and !!`;
  const missing = rejects["unterminated-frame"] ?? 0;
  if (repeat) return `${integer(frames)}, of which ${integer(markers.starts)} begin with &&`;
  if (missing === 0) return `${integer(frames)}, from && to !!`;
  return missing >= frames
    ? `${integer(frames)}, begun with &&, never ended with !!`
    : `${integer(frames)}, from && to !!, but ${counted(missing, "end is", "ends are")} missing`;
}

const SEPARATORS: Readonly<Record<keyof TextScan["separators"], string>> = {
  none: "nothing",
  blank: "a blank",
  tab: "a tab",
  equals: "=",
  colon: ":",
};

function linesText({ separators, codeLines, blankLines }: TextScan): string {
  const seen = (Object.keys(SEPARATORS) as (keyof typeof SEPARATORS)[]).filter(
    (separator) => separators[separator] > 0,
  );
  const between =
    seen.length === 1
      ? `${SEPARATORS[seen[0]!]} between code and value`
      : `between code and value ${seen.map((one) => `${SEPARATORS[one]} ${integer(separators[one])}`).join(", ")}`;
  const blank = blankLines > 0 ? `; ${counted(blankLines, "blank line")}` : "";
  return `${counted(codeLines, "item")}${seen.length === 0 ? "" : `, ${between}`}${blank}`;
}

function copiesText({ timedFrames: { all, copies } }: TextScan): readonly Property[] {
  if (copies === 0) return [];
  return [["copies", `${integer(copies)} of ${integer(all)} frames with a time are copies of earlier ones`]];
}

/** `05` is told by most records of a rig: their list is long, and is cut. */
const SHOWN_RECORDS = 8;

function clockText({ scan: { dates, times, stamps }, counters, dialect }: LogLook): string {
  const parts = [
    formText("date", dates),
    formText("time", times),
    stamps.sequence.length === 0 ? "" : formText("timestamp in item 04", stamps),
  ].filter((part) => part !== "");
  if (parts.length === 0) return "none: no record tells date or time";
  const order = dialect.options.find(({ option }) => option === "dateOrder")?.value;
  const { clock, carried, arrival, none } = counters.time;
  const ways = [
    [clock, "with both"],
    [carried, "with a time and an earlier date"],
    [arrival, "with their arrival"],
    [none, "without a time"],
  ] as const;
  const told = ways
    .filter(([frames]) => frames > 0)
    .map(([frames, how], i) => `${i === 0 ? counted(frames, "frame") : integer(frames)} ${how}`);
  const records = [...new Set([...dates.records, ...times.records, ...stamps.records])].sort((a, b) => a - b);
  const named = records.slice(0, SHOWN_RECORDS).map((record) => `${record}`.padStart(2, "0"));
  const more = records.length > SHOWN_RECORDS ? ` and ${records.length - SHOWN_RECORDS} more` : "";
  const of = `in record${records.length === 1 ? "" : "s"} ${named.join(" ")}${more}`;
  return `${parts.join(", ")}${order === undefined ? "" : `, in the order ${order}`}, ${of}; ${told.join(", ")}`;
}

const SHOWN_SHAPES = 3;

function formText(what: string, { shapes }: Forms): string {
  if (shapes.size === 0) return "";
  const frequent = [...shapes.values()].sort((a, b) => b.count - a.count);
  const shown = frequent.slice(0, SHOWN_SHAPES).map(({ example }) => example);
  const more = shapes.size > SHOWN_SHAPES ? ` and ${counted(shapes.size - SHOWN_SHAPES, "other form")}` : "";
  return `${what} as ${shown.join(", ")}${more}`;
}

export function spanOf(records: readonly RecordSurvey[]): { first: number; last: number } | undefined {
  const times = records.flatMap(({ first, last }) =>
    first === undefined || last === undefined ? [] : [first, last],
  );
  // Two times for each of at most 99 records.
  return times.length === 0 ? undefined : { first: Math.min(...times), last: Math.max(...times) };
}

function spanText({ records }: LogLook): string {
  const span = spanOf(records);
  if (span === undefined) return "unknown";
  const back = sum(records.map(({ stepsBack }) => stepsBack));
  const steps = back === 0 ? "" : `; ${counted(back, "step")} back`;
  return `${instant(span.first, false)} to ${instant(span.last, false)} by the rig's clock${steps}`;
}

function nullsText({ counters: { nulls } }: LogLook): string {
  const kinds = Object.entries(nulls).filter(([, count]) => count > 0);
  if (kinds.length === 0) return "no nulls";
  const total = counted(sum(kinds.map(([, count]) => count)), "null");
  const told = kinds.map(([kind, count]) => `${integer(count)} ${kind === "empty" ? kind : `of ${kind}`}`);
  return `${total}: ${told.join(", ")}`;
}

const SHOWN_CODES = 12;

export function codesText(codes: readonly number[]): string {
  const shown = codes.slice(0, SHOWN_CODES).map(formatCode).join(" ");
  return codes.length > SHOWN_CODES ? `${shown} and ${integer(codes.length - SHOWN_CODES)} more` : shown;
}
