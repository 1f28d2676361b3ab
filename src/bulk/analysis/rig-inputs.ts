/** The inputs of an analysis, read one after another: rigs go on from one to the next, so those of one well come by their times. */
import { neededBy } from "../../analysis/measure.js";
import type { RigMeasure, RigResult } from "../../analysis/rig/rig.js";
import type { AnalysisSettings } from "../../analysis/settings.js";
import type { Mode } from "../../analysis/state/engine.js";
import type { SourcePage } from "../../columns/page.js";
import { beginningOf, readingBy, readRows } from "../input-rows.js";
import type { MeasureOptions } from "../measure-input.js";
import type { InputTold, OpenTables, Reading } from "../reading.js";
import { inTimeOrder, type LogBeginning } from "../time-order.js";

/** How an input is read, and what is told of its rig. */
export interface AnalyzeOptions extends Omit<MeasureOptions, "open"> {
  /** Tables of a dataset that is open already, in the place of those that are found. */
  readonly opened?: ((path: string) => OpenTables | undefined) | undefined;
  /** `look-ahead` unless told: see `Mode`. */
  readonly mode?: Mode | undefined;
  readonly settings?: AnalysisSettings | undefined;
  /** Each source is a rig of its own; otherwise a log that is cut into files is that of one rig. */
  readonly apart?: boolean | undefined;
  /** Key figures of each day, in the place of those of all rows: of days that begin so many minutes after midnight on the rig's clock. */
  readonly days?: { readonly start: number } | undefined;
  /** The table `flags` too, which is as long as the rows. */
  readonly withFlags?: boolean | undefined;
}

/** What was analysed, and how. */
export interface AnalyzedInput extends InputTold, RigResult {
  readonly path: string;
}

/** Who is told what is read. */
export interface RigReader {
  /** Sees a page before the measure. */
  readonly see?: (page: SourcePage) => void;
  readonly clock: (utc: boolean, zone: string | undefined) => void;
  readonly settled?: () => Promise<void>;
}

/** Gives the rows of all inputs to a measure, which has not ended then. Answers them in the order in which they were asked for. */
export async function readRigs(
  paths: readonly string[],
  {
    signal,
    opened,
    apart = false,
    ...options
  }: Omit<AnalyzeOptions, "mode" | "settings" | "withFlags" | "days">,
  measure: RigMeasure,
  reader: RigReader,
): Promise<readonly AnalyzedInput[]> {
  const read = await readingBy(options);
  const readingOf = (path: string): Reading => ({
    ...read,
    signal,
    open: opened?.(path),
    wants: neededBy([measure]),
    inTimeOrder: !apart,
    clock: reader.clock,
    add(page) {
      reader.see?.(page);
      measure.add(page);
    },
    reached: (source, offset) => measure.reached?.(source, offset),
    ...(reader.settled && { settled: reader.settled }),
  });
  const inputs: AnalyzedInput[] = [];
  for (const place of apart ? paths.keys() : await orderOf(paths, readingOf)) {
    const path = paths[place]!;
    const input = await readRows(path, readingOf(path));
    inputs[place] = { path, ...input, ...measure.sourcesEnded() };
    await reader.settled?.();
  }
  return inputs;
}

async function orderOf(
  paths: readonly string[],
  readingOf: (path: string) => Reading,
): Promise<readonly number[]> {
  if (paths.length < 2) return [...paths.keys()];
  const beginnings: (LogBeginning | undefined)[] = [];
  for (const path of paths) beginnings.push(await beginningOf(path, readingOf(path)));
  return inTimeOrder(beginnings);
}
