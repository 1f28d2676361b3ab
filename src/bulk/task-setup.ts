/** What the tasks of a run share, from what the run was told. */
import { ROW_GROUP_ROWS } from "../columns/parquet/row-group-builder.js";
import { type DataOptions, planOptions } from "../input/feed/options.js";
import type { ConvertOptions } from "./convert-options.js";
import type { TaskSetup } from "./task.js";

/** A range makes less than this of any table; the cap is for what blows up, such as a long table of short lines. */
const ROW_GROUP_BYTES = 24 << 20;

/** `rowGroupBytes` is what is buffered of a table at most. */
export function taskSetup(
  readings: readonly DataOptions[],
  { compression = "snappy", rowGroupRows = ROW_GROUP_ROWS, partition }: ShapeOptions,
  rowGroupBytes = ROW_GROUP_BYTES,
): TaskSetup {
  const longest = readings.map(({ dialect }) => 2 * Math.max(dialect.maxLine, dialect.maxFrame));
  return {
    readings: readings.map((data) => ({
      plan: planOptions(data),
      decode: { ...data.dialect, from: data.from, until: data.until },
      tz: data.timezone?.name,
    })),
    compression,
    // One text, which no line and no frame is shorter than, must fit.
    rowGroup: {
      rows: rowGroupRows,
      bytes: Math.max(rowGroupBytes, ...longest),
    },
    partition,
  };
}

/** How the files of a dataset are laid out. */
export type ShapeOptions = Pick<ConvertOptions, "compression" | "rowGroupRows" | "partition">;
