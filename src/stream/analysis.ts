/** What a stream says in numbers: what its decoder counted, and how long, how deep and how fast by its rows. */
import type { Drilled } from "../analysis/drilled/drilled.js";
import { sum } from "../arrays/sum.js";
import type { AnalysisTables } from "../bulk/analysis/analyze.js";
import { instant } from "../text/instant.js";
import type { Counters } from "../wits/decoding/counters.js";

/** What a stream says in numbers, and the tables of what the rig did; `summary()` in words. Depths and rates are in the units of the stream. */
export interface Analysis extends AnalysisTables {
  readonly frames: number;
  /** Values, and nulls beside them. */
  readonly items: number;
  readonly nulls: number;
  readonly rejects: number;
  readonly timeSpan: { readonly first: Date; readonly last: Date; readonly seconds: number } | undefined;
  /** Rows a second of each record, over the time span. */
  readonly rates: Readonly<Record<string, number>>;
  /** Least and greatest hole depth (item 10 of record 01), in the stream's unit. */
  readonly depthRange: { readonly from: number; readonly to: number } | undefined;
  /** Hole made over time on bottom, in the stream's unit of depth an hour; undefined when no time was on bottom. */
  readonly avgRop: number | undefined;
  /** The plain mean of the samples of item 13 of record 01, in that item's unit. */
  readonly meanOfRopSamples: number | undefined;
  readonly secondsOnBottom: number;
  /** All of it, in a few lines for people. */
  summary(): string;
}

export function analysisOf(
  { time, depth, secondsOnBottom, rate, meanOfRateSamples }: Drilled,
  { frames, values, nulls, rejects, rows }: Counters,
  tables: AnalysisTables,
): Analysis {
  const seconds = time === undefined ? 0 : (time.last - time.first) / 1000;
  const analysis = {
    ...tables,
    frames,
    items: values,
    nulls: sum(Object.values(nulls)),
    rejects: sum(Object.values(rejects)),
    timeSpan: time && { first: new Date(time.first), last: new Date(time.last), seconds },
    rates: Object.fromEntries(
      seconds > 0 ? Object.entries(rows).map(([record, n]) => [record, n / seconds]) : [],
    ),
    depthRange: depth,
    avgRop: rate,
    meanOfRopSamples: meanOfRateSamples,
    secondsOnBottom,
  };
  return { ...analysis, summary: () => summaryOf(analysis) };
}

function summaryOf(analysis: Omit<Analysis, "summary">): string {
  const { frames, items, rejects, timeSpan, depthRange, avgRop, meanOfRopSamples } = analysis;
  const two = (value: number): string => value.toFixed(2);
  const moment = (date: Date): string => instant(date.getTime(), false);
  return [
    `${frames} frames, ${items} values, ${rejects} rejects`,
    timeSpan &&
      `from ${moment(timeSpan.first)} to ${moment(timeSpan.last)}, ${(timeSpan.seconds / 3600).toFixed(2)} hours`,
    depthRange && `hole depth ${two(depthRange.from)} to ${two(depthRange.to)}`,
    avgRop !== undefined && `rate of penetration on bottom ${two(avgRop)} an hour`,
    meanOfRopSamples !== undefined && `mean of all samples of item 0113 ${two(meanOfRopSamples)}`,
  ]
    .filter((line) => typeof line === "string")
    .join("\n");
}
