/** What the tasks of a run share, from what the run was told. */
import {
  ROW_GROUP_BUFFER,
  ROW_GROUP_BYTES,
  ROW_GROUP_ROWS,
  type RowGroupSize,
} from "../columns/parquet/row-group-builder.js";
import { type DataOptions, planOptions } from "../input/feed/options.js";
import type { ConvertOptions } from "./convert-options.js";
import type { TaskSetup } from "./task.js";

export function taskSetup(
  readings: readonly DataOptions[],
  { compression = "snappy", rowGroupRows = ROW_GROUP_ROWS, partition }: ShapeOptions,
  {
    bytes = ROW_GROUP_BYTES,
    buffer = ROW_GROUP_BUFFER,
    checksums = false,
  }: Partial<RowGroupSize & Pick<TaskSetup, "checksums">> = {},
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
      bytes,
      buffer: Math.max(buffer, ...longest),
    },
    partition,
    checksums,
  };
}

/** How the files of a dataset are laid out. */
export type ShapeOptions = Pick<ConvertOptions, "compression" | "rowGroupRows" | "partition">;
