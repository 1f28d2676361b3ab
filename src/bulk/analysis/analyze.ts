/** What the rigs of some inputs did: each input is read once, and rows of the tables go to whoever takes them as they are finished. */
import { analysis } from "../../analysis/analysis.js";
import type { BegunStage } from "../../analysis/rig/rig.js";
import type { Finished, TableName, TableRows, UnitOf } from "../../analysis/table.js";
import { analysisTableNames } from "../../analysis/table-columns.js";
import type { ChannelName } from "../../wits/catalog/channel.js";
import { Meanings, unitChannels } from "./meanings.js";
import { type AnalyzedInput, type AnalyzeOptions, readRigs } from "./rig-inputs.js";

/** What else is asked of the rows while they are analysed. Told before the first of them whether times are instants in UTC. */
export interface Beside {
  readonly stages: readonly BegunStage[];
  /** What they measure beside the analysis: the units of these are known afterwards too. */
  readonly channels: readonly ChannelName[];
  clock(utc: boolean, zone: string | undefined): void;
}

/** Who takes the rows of the tables. */
export interface AnalysisReceiver {
  readonly finished: Finished;
  /** Waited for before more is read: the back-pressure of who writes. */
  settled?(meanings: Meanings): Promise<void>;
}

export interface AnalyzedInputs {
  readonly inputs: readonly AnalyzedInput[];
  /** Those that had rows. */
  readonly sources: ReadonlySet<string>;
  readonly meanings: Meanings;
}

/** Of these inputs, in this order, as one run: what a column means is the same for all of them. */
export async function analyzeInputs(
  paths: readonly string[],
  options: AnalyzeOptions,
  receiver: AnalysisReceiver,
  beside?: Beside,
): Promise<AnalyzedInputs> {
  const { mode, settings, withFlags, days, ...how } = options;
  const meanings = new Meanings([...new Set([...unitChannels(), ...(beside?.channels ?? [])])]);
  const measure = analysis({
    finished: receiver.finished,
    mode,
    settings,
    withFlags,
    goesOn: !how.apart,
    days: days && { start: days.start * 60_000, zone: () => meanings.zone },
    beside: beside?.stages,
  });
  const sources = new Set<string>();
  const settled = async (): Promise<void> => receiver.settled?.(meanings);
  const inputs = await readRigs(paths, how, measure, {
    see(page) {
      sources.add(page.source);
      meanings.see(page);
    },
    clock(utc, zone) {
      meanings.clock(utc, zone);
      beside?.clock(utc, zone);
    },
    settled,
  });
  measure.end();
  await settled();
  return { inputs, sources, meanings };
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
