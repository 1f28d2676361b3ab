/**
 * What a table looks like: its name and its columns in order. Every later stage (kernel, Arrow, Parquet, text
 * sinks, `info`) reads the schema from here, so that a column is the same thing in each of them.
 */
import type { Aggregate } from "./aggregate.js";
import type { Code } from "./code.js";
import { recordByNumber } from "./record.js";

/**
 * The physical types of the data contract.
 * `timestamp` is milliseconds in an int64; `dictionary` is an int32 index into a list of texts;
 * `binary` occurs in the table of rejects alone.
 */
export type ColumnType = "timestamp" | "dictionary" | "int64" | "int32" | "float64" | "utf8" | "binary";

/** A column of a table: its name, its type, and the item that it holds. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** What the column holds, in words: an item's name in the catalog, or the meaning of a column of ours. */
  readonly description: string;
  /** The item's code; undefined for a column of ours, such as `offset`. */
  readonly code: Code | undefined;
  /** The unit of the values as they stand in the output; undefined when undeclared or when there is none. */
  readonly unit: string | undefined;
  /** The specification's type letter; undefined for a column of ours. */
  readonly itemType: string | undefined;
  /** What the item is called by catalog or map, where somebody knows it better than by the code. */
  readonly mnemonic?: string | undefined;
  /** What became of many values, where each is of a step of time or depth. */
  readonly aggregate?: Aggregate | undefined;
}

/** The columns of a table, in order. */
export interface Table {
  /** Where it lives in a dataset: `record=01`, `unmapped`, `rejects`, `frame`, `long`. */
  readonly name: string;
  readonly columns: readonly Column[];
}

/** The record that a table is of, `record=01`; undefined for the others. */
export function recordOfTable(table: string): number | undefined {
  const record = /^record=(\d\d)$/.exec(table)?.[1];
  return record === undefined ? undefined : Number(record);
}

/** What queries may call the table of a record: `general_time_based`, of General Time-Based; a user's record has none. */
export function tableAlias(record: number): string | undefined {
  const words = recordByNumber(record)
    ?.name.toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join("_");
}
