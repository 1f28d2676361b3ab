/** Measures of an input, whatever it is: logs, a dataset, or a file of one. Memory holds a page of it. */

import { type Measure, neededBy, type ResultOf } from "../analysis/measure.js";
import { type Quality, quality } from "../analysis/quality/quality.js";
import type { DataOptions, FeedOptions, RowOptions } from "../input/feed/options.js";
import { readingBy, readRows } from "./input-rows.js";
import type { InputTold, OpenTables, Reading } from "./reading.js";

/** Measures by the names of their results. */
export type Measures = Readonly<Record<string, Measure<unknown>>>;

/** What measures found in an input. */
export interface Measured<Some extends Measures = Measures> extends InputTold {
  readonly path: string;
  readonly results: { readonly [Name in keyof Some]: ResultOf<Some[Name]> };
}

/** What of a command's options says how rows are read; see `FeedOptions`. */
export interface MeasureOptions extends FeedOptions, Pick<RowOptions, "from" | "until"> {
  /** Ends the reading, with a `Failure` of kind `interrupted`. */
  readonly signal?: AbortSignal | undefined;
  /** Tables of a dataset that is open already, in the place of those that are found. */
  readonly open?: OpenTables | undefined;
}

/**
 * Gives all rows of a log, a folder of logs, a Parquet file or a dataset to measures, which are begun anew for it: those of
 * `measures`, or your own. Throws a `Failure` when it holds none that can be measured.
 *
 * @example
 * ```ts
 * import { measure, measures } from "witskit";
 *
 * const { results } = await measure("samples/rig.wits", { drilled: measures.drilled() });
 * console.log(results.drilled.depth);
 * ```
 */
export async function measure<const Some extends Measures>(
  path: string,
  measures: Some,
  { signal, open, ...options }: MeasureOptions = {},
): Promise<Measured<Some>> {
  const { data, readingsFor } = await readingBy(options);
  return measureInput(path, measures, data, signal, open, readingsFor);
}

/** How good the data is. */
export interface MeasuredQuality extends Omit<Measured, "results"> {
  readonly quality: Quality;
}

/**
 * How good the data of a log or a dataset is, record by record and item by item: what `witskit qc` prints.
 *
 * @example
 * ```ts
 * import { qualityOf } from "witskit";
 *
 * const { quality } = await qualityOf("samples/rig.wits", { units: "metric" });
 * console.log(quality.score, quality.records[0]?.gaps);
 * ```
 */
export async function qualityOf(path: string, options: MeasureOptions = {}): Promise<MeasuredQuality> {
  const { results, ...told } = await measure(path, { quality: quality() }, options);
  return { ...told, ...results };
}

/** Gives all rows of an input to new measures. Throws a `Failure` when it holds none that can be measured. */
export async function measureInput<Some extends Measures>(
  path: string,
  measures: Some,
  data: DataOptions,
  signal?: AbortSignal,
  open?: OpenTables,
  readingsFor?: Reading["readingsFor"],
): Promise<Measured<Some>> {
  const all = Object.values(measures);
  const told = await readRows(path, {
    data,
    signal,
    open,
    readingsFor,
    wants: neededBy(all),
    add(page) {
      for (const measure of all) measure.add(page);
    },
    ...(all.some(({ reached }) => reached !== undefined) && {
      reached(source: string, offset: number) {
        for (const measure of all) measure.reached?.(source, offset);
      },
    }),
  });
  const results = Object.entries(measures).map(([name, measure]) => [name, measure.end()]);
  return { path, ...told, results: Object.fromEntries(results) };
}
