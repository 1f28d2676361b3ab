/** What the rigs of some inputs did: each input is read once, and rows of the tables go to whoever takes them as they are finished. */
import { analysis } from "../../analysis/analysis.js";
import { neededBy } from "../../analysis/measure.js";
import type { RigResult } from "../../analysis/rig/rig.js";
import type { AnalysisSettings } from "../../analysis/settings.js";
import type { Mode } from "../../analysis/state/engine.js";
import type { Finished, TableName, TableRows, UnitOf } from "../../analysis/table.js";
import { analysisTableNames } from "../../analysis/table-columns.js";
import { type InputTold, type OpenTables, readingBy, readRows } from "../input-rows.js";
import type { MeasureOptions } from "../measure-input.js";
import { Meanings, unitChannels } from "./meanings.js";

/** How an input is read, and what is told of its rig. */
export interface AnalyzeOptions extends Omit<MeasureOptions, "open"> {
  /** Tables of a dataset that is open already, in the place of those that are found. */
  readonly opened?: ((path: string) => OpenTables | undefined) | undefined;
  /** `look-ahead` unless told: see `Mode`. */
  readonly mode?: Mode | undefined;
  readonly settings?: AnalysisSettings | undefined;
  /** The table `flags` too, which is as long as the rows. */
  readonly withFlags?: boolean | undefined;
}

/** Who takes the rows of the tables. */
export interface AnalysisReceiver {
  readonly finished: Finished;
  /** Waited for before more is read: the back-pressure of who writes. */
  settled?(meanings: Meanings): Promise<void>;
}

/** What was analysed, and how. */
export interface AnalyzedInput extends InputTold, RigResult {
  readonly path: string;
}

export interface AnalyzedInputs {
  readonly inputs: readonly AnalyzedInput[];
  readonly meanings: Meanings;
}

/** Of these inputs, in this order, as one run: what a column means is the same for all of them. */
export async function analyzeInputs(
  paths: readonly string[],
  options: AnalyzeOptions,
  receiver: AnalysisReceiver,
): Promise<AnalyzedInputs> {
  const { signal, opened, mode, settings, withFlags, ...told } = options;
  const reading = await readingBy(told);
  const meanings = new Meanings(unitChannels());
  const inputs: AnalyzedInput[] = [];
  for (const path of paths) {
    const measure = analysis({ finished: receiver.finished, mode, settings, withFlags });
    const input = await readRows(path, {
      ...reading,
      signal,
      open: opened?.(path),
      wants: neededBy([measure]),
      clock: (utc) => meanings.clock(utc),
      add(page) {
        meanings.see(page);
        measure.add(page);
      },
      reached: (source, offset) => measure.reached?.(source, offset),
      settled: async () => receiver.settled?.(meanings),
    });
    inputs.push({ path, ...input, ...measure.end() });
    await receiver.settled?.(meanings);
  }
  return { inputs, meanings };
}

/** All rows of the tables, in their order. */
export type AnalysisTables = { readonly [Name in TableName]: readonly TableRows[Name][] };

/** Everything that an analysis finds in its inputs. */
export interface Analyzed extends AnalysisTables {
  readonly inputs: readonly AnalyzedInput[];
  /** Of a channel, in all rows; undefined where nothing declares it. */
  readonly unitOf: UnitOf;
}

/**
 * What the rig of a log, a folder of logs, a Parquet file or a dataset did: its states, connections, trips, events and what the rock
 * told, as `witskit analyze` has them. Throws a `Failure` where there is nothing that can be read.
 *
 * @example
 * ```ts
 * import { analyze } from "witskit";
 *
 * const { states, connections } = await analyze("samples/rig.wits", { units: "metric" });
 * console.log(states.length, connections[0]?.slip_to_slip_s);
 * ```
 */
export async function analyze(
  inputs: string | readonly string[],
  options: AnalyzeOptions = {},
): Promise<Analyzed> {
  const tables = gathered();
  const paths = typeof inputs === "string" ? [inputs] : inputs;
  const { inputs: told, meanings } = await analyzeInputs(paths, options, { finished: tables.finished });
  return { ...tables.rows, inputs: told, unitOf: meanings.unitOf };
}

/** Takes all rows that are finished. */
export function gathered(): { readonly rows: AnalysisTables; readonly finished: Finished } {
  const rows = Object.fromEntries(analysisTableNames.map((name) => [name, []])) as unknown as {
    [Name in TableName]: TableRows[Name][];
  };
  return { rows, finished: (table, row) => void rows[table].push(row) };
}
