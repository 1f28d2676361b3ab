/** What a run did, in numbers: one document for machines, a few lines for people. */

import { sum } from "../arrays/sum.js";
import type { FailureCode } from "../failure/codes.js";
import type { FailureNote } from "../failure/failure.js";
import type { ContainerKind } from "../input/container/registry.js";
import { type LeftOut, leftOutText } from "../input/source/left-out.js";
import { shownText } from "../text/shown-text.js";
import { type Counters, noCounts } from "../wits/decoding/counters.js";

/** What became of one source: its bytes, all of them, and its frames; `error` says why it, or the rest of it, could not be read. */
export interface SourceReport {
  /** As the user gave it, or as it was found in a folder or by a glob. */
  readonly name: string;
  /** What wrapped its frames, the outermost first, joined by `+`; absent in a plain log. */
  readonly container?: string;
  readonly bytes: Counters["bytes"];
  readonly frames: number;
  /** In a manifest, of what stands in several units: where in the source the bytes of this one begin. */
  readonly from?: number;
  /** In a manifest, where it was asked for: CRC-32 of those bytes, as they were decoded. */
  readonly crc32?: number;
  /** What was told of it otherwise than of other sources, by the names of the options: its units, its zone. */
  readonly told?: Readonly<Record<string, unknown>>;
  /** LeftOutReason it could not be read, or not to its end. */
  readonly error?: string;
  /** The code of that failure, as `failureCodes` has it; absent in what earlier versions kept. */
  readonly error_code?: FailureCode;
  /** What there is to know of it, although all of it was read. */
  readonly warning?: string;
}

/** Reports that may be made when they are asked for, one after the other: there may be a million. */
export interface SourceReports extends Iterable<SourceReport> {
  readonly length: number;
}

/** A file that a conversion has written. */
export interface OutputReport {
  readonly path: string;
  /** Undefined for a stream. */
  readonly bytes?: number;
  /** Of its bytes, where they were written in this run. */
  readonly crc32?: number;
  /** Made by an earlier run that this one went on with. */
  readonly earlier?: true;
}

/** What was made of rows that were made fewer. */
export interface StepsReport {
  /** `every 10s`, `by depth=0.5m`. */
  readonly of: string;
  /** By table: its rows, those that they were made of, and how many of those are in no step, by the reason. */
  readonly tables: Readonly<
    Record<
      string,
      { readonly rows: number; readonly of: number; readonly left_out?: Readonly<Record<string, number>> }
    >
  >;
}

/** Its names are those of the JSON document. */
export interface Report {
  readonly bytes: Counters["bytes"];
  readonly frames: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly values: number;
  readonly nulls: Readonly<Record<string, number>>;
  readonly rejects: Counters["rejects"];
  /** Lines left out because of `--records`, and rows left out because of `--from` and `--until`; absent when none. */
  readonly skipped?: number;
  readonly filtered?: number;
  /** Frames by where their time came from. */
  readonly time: Counters["time"];
  readonly sources: readonly SourceReport[];
  /** What lies in the folders and archives that were named, and is no log; absent when there is nothing. */
  readonly left_out?: LeftOut;
  /** Absent where all rows were written. */
  readonly steps?: StepsReport;
  readonly outputs: readonly OutputReport[];
  /** Files written. */
  readonly parts: number;
  readonly seconds: number;
  readonly bytes_per_second: number;
  /** What a user should know, each a sentence. */
  readonly notes: readonly string[];
}

/** The counts of a run or a file, as reports and metadata have them: the same for the same input, ever. */
export function countsOf({ skipped, filtered, ...counts }: Counters = noCounts()) {
  return { ...counts, ...(skipped > 0 ? { skipped } : {}), ...(filtered > 0 ? { filtered } : {}) };
}

/** As reports have a failure. */
export const errorOf = (failure: FailureNote | undefined): Pick<SourceReport, "error" | "error_code"> =>
  failure === undefined ? {} : { error: failure.message, error_code: failure.code };

/** As reports have it. */
export const containerOf = (containers: readonly ContainerKind[]): Pick<SourceReport, "container"> =>
  containers.length === 0 ? {} : { container: containers.join("+") };

export const rejectCount = ({ rejects }: Pick<Report, "rejects">): number => sum(Object.values(rejects));

export const reportJson = (report: Report): string => JSON.stringify(report, undefined, 2);

/** Without the last line end. */
export function reportText(report: Report): string {
  const { bytes, rows, time, outputs, sources } = report;
  const rejects = rejectCount(report);
  const lines: [string, string][] = [
    ["read", `${count(sources.length, "source")}, ${count(bytes.total, "byte")}, every byte accounted for:`],
    [
      "",
      `${number(bytes.framing)} framing + ${number(bytes.items)} items + ${number(bytes.blank)} blank + ${number(bytes.rejected)} rejected`,
    ],
    ["frames", number(report.frames)],
    ["rows", pairs(rows) || "0"],
    ["values", `${number(report.values)}, and ${nullsText(report)}`],
  ];
  if (rejects > 0) lines.push(["rejects", `${number(rejects)}: ${pairs(report.rejects)}`]);
  if (report.skipped)
    lines.push(["skipped", `${count(report.skipped, "line")} of records that were not asked for`]);
  if (report.filtered)
    lines.push(["filtered", `${count(report.filtered, "row")} outside --from and --until`]);
  if (time.carried + time.arrival + time.none + time.back + time.twice + time.never > 0)
    lines.push(["time", timeText(time)]);
  if (report.steps !== undefined) lines.push(["steps", stepsText(report.steps)]);
  if (report.left_out !== undefined) lines.push(["left out", leftOutText(report.left_out)]);
  for (const { name, warning } of sources) {
    if (warning !== undefined) lines.push(["warning", `${shown(name, "standard input")}: ${warning}`]);
  }
  for (const note of report.notes) lines.push(["note", note]);
  const rate =
    report.bytes_per_second >= 50_000 ? `, ${(report.bytes_per_second / 1e6).toFixed(1)} MB/s` : "";
  const written = outputs.filter(({ earlier }) => earlier === undefined);
  lines.push(["wrote", `${outputsText(written)} in ${report.seconds.toFixed(2)} s${rate}`]);
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `${name.padEnd(width)}  ${shownText(text)}`).join("\n");
}

function nullsText({ nulls }: Report): string {
  const all = sum(Object.values(nulls));
  return all === 0 ? "no nulls" : `${count(all, "null")}: ${pairs(nulls)}`;
}

function timeText({ clock, carried, arrival, none, back, twice, never }: Counters["time"]): string {
  const parts = [
    [clock, "with date and time"],
    [carried, "with a time and an earlier date"],
    [arrival, "with the time of their arrival"],
    [none, "without time"],
  ] as const;
  const told = parts.filter(([frames]) => frames > 0).map(([frames, how]) => `${number(frames)} ${how}`);
  const remarks = [
    [back, "before the frame that came before"],
    [twice, "in an hour that occurs twice: the order of the frames told which it is"],
    [never, "in an hour that never occurs, as clocks were put forward"],
  ] as const;
  const remarked = remarks
    .filter(([frames]) => frames > 0)
    .map(([frames, how]) => `; ${number(frames)} ${how}`);
  return `frames ${told.join(", ")}${remarked.join("")}`;
}

function stepsText({ of, tables }: StepsReport): string {
  const told = Object.entries(tables).map(([table, { rows, of, left_out = {} }]) =>
    [
      `${table.replace("record=", "")} ${number(rows)} of ${count(of, "row")}`,
      ...Object.entries(left_out).map(([why, left]) => `${number(left)} in none that ${why}`),
    ].join(", "),
  );
  return `${of}: ${told.join("; ") || "none"}`;
}

function outputsText(outputs: readonly OutputReport[]): string {
  const [first] = outputs;
  if (first === undefined) return "nothing";
  const bytes = sum(outputs.map((output) => output.bytes ?? 0));
  const what = outputs.length === 1 ? shown(first.path) : `${number(outputs.length)} files`;
  return bytes > 0 ? `${what}, ${count(bytes, "byte")},` : what;
}

const shown = (path: string, stream = "standard output"): string => (path === "-" ? stream : path);

const pairs = (counts: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name} ${number(value ?? 0)}`)
    .join(", ");

const number = (value: number): string => value.toLocaleString("en-US");
const count = (value: number, what: string): string => `${number(value)} ${what}${value === 1 ? "" : "s"}`;
