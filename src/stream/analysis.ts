/**
 * What a stream says in numbers: how long, how deep, how fast. Rates are of the hole made: metres drilled over time on
 * bottom, since the mean of the samples of item 13 also counts the time in which nothing was drilled.
 */
import type { ColumnData, TableBatch } from "../kernel/batch.js";
import { hasValue } from "../validity.js";
import type { Counters } from "../wits/decoding/counters.js";

/** What a stream says in numbers; `summary()` in words. Depths and rates are in the units of the stream. */
export interface Analysis {
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

/** As far above the hole's bottom the bit still drills: it is measured at a hook that moves. In the stream's unit of depth. */
const ON_BOTTOM = 0.45;
/** A longer gap between two rows is time of which nothing is known. */
const LONGEST_GAP = 300_000;

/** Takes the rows of record 01, in layout `record`, in the order of the source. */
export class Analyst {
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #shallowest = Number.POSITIVE_INFINITY;
  #deepest = Number.NEGATIVE_INFINITY;
  #rateSum = 0;
  #rates = 0;
  #drilled = 0;
  #onBottom = 0;
  /** Of the row before. */
  #before: { readonly time: number; readonly hole: number } | undefined;

  add(batch: TableBatch): void {
    const cell = (name: string): ((row: number) => number) => {
      const column = batch.columns.find((data) => data.column.name === name);
      return column === undefined ? () => Number.NaN : cellOf(column);
    };
    const [time, hole, bit, rate] = [cell("timestamp"), cell("DMEA"), cell("DBTM"), cell("ROPA")];
    for (let row = 0; row < batch.rows; row++) this.#row(time(row), hole(row), bit(row), rate(row));
  }

  #row(time: number, hole: number, bit: number, rate: number): void {
    if (!Number.isNaN(time)) {
      if (time < this.#first) this.#first = time;
      if (time > this.#last) this.#last = time;
    }
    if (!Number.isNaN(rate)) {
      this.#rateSum += rate;
      this.#rates++;
    }
    if (Number.isNaN(hole)) return;
    if (hole < this.#shallowest) this.#shallowest = hole;
    if (hole > this.#deepest) this.#deepest = hole;
    if (Number.isNaN(time)) return;
    const before = this.#before;
    this.#before = { time, hole };
    if (before === undefined || hole - bit > ON_BOTTOM || Number.isNaN(bit)) return;
    const passed = time - before.time;
    if (passed <= 0 || passed > LONGEST_GAP) return;
    this.#onBottom += passed;
    this.#drilled += Math.max(0, hole - before.hole);
  }

  /** Of all rows so far, with what the decoder has counted. */
  analysis({ frames, values, nulls, rejects, rows }: Counters): Analysis {
    const seconds = (this.#last - this.#first) / 1000;
    const told = this.#last >= this.#first;
    const analysis = {
      frames,
      items: values,
      nulls: sum(nulls),
      rejects: sum(rejects as Record<string, number>),
      timeSpan: told ? { first: new Date(this.#first), last: new Date(this.#last), seconds } : undefined,
      rates: Object.fromEntries(
        told && seconds > 0 ? Object.entries(rows).map(([record, n]) => [record, n / seconds]) : [],
      ),
      depthRange:
        this.#deepest >= this.#shallowest ? { from: this.#shallowest, to: this.#deepest } : undefined,
      avgRop: this.#onBottom === 0 ? undefined : (this.#drilled * 3_600_000) / this.#onBottom,
      meanOfRopSamples: this.#rates === 0 ? undefined : this.#rateSum / this.#rates,
      secondsOnBottom: this.#onBottom / 1000,
    };
    return { ...analysis, summary: () => summaryOf(analysis) };
  }
}

function summaryOf(analysis: Omit<Analysis, "summary">): string {
  const { frames, items, rejects, timeSpan, depthRange, avgRop, meanOfRopSamples } = analysis;
  const two = (value: number): string => value.toFixed(2);
  return [
    `${frames} frames, ${items} values, ${rejects} rejects`,
    timeSpan &&
      `from ${iso(timeSpan.first)} to ${iso(timeSpan.last)}, ${(timeSpan.seconds / 3600).toFixed(2)} hours`,
    depthRange && `hole depth ${two(depthRange.from)} to ${two(depthRange.to)}`,
    avgRop !== undefined && `rate of penetration on bottom ${two(avgRop)} an hour`,
    meanOfRopSamples !== undefined && `mean of all samples of item 0113 ${two(meanOfRopSamples)}`,
  ]
    .filter((line) => typeof line === "string")
    .join("\n");
}

const iso = (date: Date): string => date.toISOString().replace(/(?:\.000)?Z$/, "");

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** NaN where there is no value. */
function cellOf({ values, validity }: ColumnData): (row: number) => number {
  if (values === undefined) return () => Number.NaN;
  const list = values as Float64Array | BigInt64Array;
  return (row) => (hasValue(validity, row) ? Number(list[row]) : Number.NaN);
}
