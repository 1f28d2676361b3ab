/**
 * What leaves a decoder: some rows of one table, as columns in Arrow's memory layout, owned by the receiver.
 */
import type { Column, Table } from "../wits/catalog/table.js";

/** Text or bytes of `rows` values: value `i` is `data.subarray(offsets[i], offsets[i + 1])`. */
export interface VariableData {
  readonly offsets: Int32Array;
  readonly data: Uint8Array;
}

/** A column of a batch, in Arrow's memory layout: values, and validity with a bit a row, the least significant first. */
export interface ColumnData {
  readonly column: Column;
  readonly nullCount: number;
  /** LSB-first, bit `i` set when row `i` has a value; undefined when no row is null. */
  readonly validity: Uint8Array | undefined;
  /**
   * By column type: float64 Float64Array; int32 and dictionary Int32Array; int64 and timestamp BigInt64Array;
   * utf8 and binary VariableData. Undefined when every row is null.
   */
  readonly values: Float64Array | Int32Array | BigInt64Array | VariableData | undefined;
  /** The texts that a dictionary column's indices point to. The same array, only ever appended to, in all batches of a decoder. */
  readonly dictionary: readonly string[] | undefined;
}

/** Rows of one table, as columns. */
export interface TableBatch {
  readonly table: Table;
  readonly rows: number;
  /** One entry for each column of the table, in its order. */
  readonly columns: readonly ColumnData[];
}

/** A column without nulls. */
export const whole = (column: Column, values: NonNullable<ColumnData["values"]>): ColumnData => ({
  column,
  nullCount: 0,
  validity: undefined,
  values,
  dictionary: undefined,
});
