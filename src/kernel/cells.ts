/** Cells of a batch's column, read one at a time; undefined is null. */
import { hasValue } from "../arrays/validity.js";
import type { ColumnData, TableBatch, VariableData } from "./batch.js";

export function columnNamed({ table, columns }: TableBatch, name: string): ColumnData {
  const found = columns.find(({ column }) => column.name === name);
  if (found === undefined) throw new Error(`the table ${table.name} has no column ${name}`);
  return found;
}

/** Whether a row has a value. */
export function presence({ values, validity }: ColumnData): (row: number) => boolean {
  if (values === undefined) return () => false;
  if (validity === undefined) return () => true;
  return (row) => hasValue(validity, row);
}

/** Of a column of numbers or times. 64-bit integers are below 2^53. */
export function numbersOf(column: ColumnData): (row: number) => number | undefined {
  const present = presence(column);
  const values = column.values as Float64Array | Int32Array | BigInt64Array;
  return (row) => (present(row) ? Number(values[row]) : undefined);
}

/** Of a dictionary column. */
export function wordsOf(column: ColumnData): (row: number) => string | undefined {
  const indexAt = numbersOf(column);
  return (row) => {
    const index = indexAt(row);
    return index === undefined ? undefined : column.dictionary?.[index];
  };
}

/** Of a column of text or bytes. */
export function bytesOf(column: ColumnData): (row: number) => Uint8Array | undefined {
  const present = presence(column);
  const { offsets, data } = (column.values ?? {}) as VariableData;
  return (row) => (present(row) ? data.subarray(offsets[row], offsets[row + 1]) : undefined);
}
