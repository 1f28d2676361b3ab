/** Rows of a table as a plugin reads them: columns in Arrow's layout, and value by value. */
import { hasValue } from "../../arrays/validity.js";
import type { ColumnData, TableBatch } from "../../kernel/batch.js";
import type { ExporterBatch, ExporterColumn } from "../contract.js";

export const readable = (batch: TableBatch): ExporterBatch => ({
  ...batch,
  columns: batch.columns.map((column): ExporterColumn => {
    const at = reader(column);
    const { validity } = column;
    return {
      ...column,
      at: (row) => (validity === undefined || hasValue(validity, row) ? at(row) : undefined),
    };
  }),
});

function reader({ column, values, dictionary = [] }: ColumnData): ExporterColumn["at"] {
  if (values === undefined) return () => undefined;
  if (!("offsets" in values)) {
    if (column.type === "dictionary") return (row) => dictionary[Number(values[row])];
    if (column.type === "timestamp") return (row) => Number(values[row]);
    return (row) => values[row];
  }
  const { offsets, data } = values;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  return column.type === "utf8"
    ? (row) => bytes.toString("utf8", offsets[row], offsets[row + 1])
    : (row) => data.subarray(offsets[row], offsets[row + 1]);
}
