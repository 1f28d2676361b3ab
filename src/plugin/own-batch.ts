/** Rows on their way to the thread of a plugin, and what becomes of them there. */
import { Failure } from "../failure/failure.js";
import type { ColumnData, TableBatch } from "../kernel/batch.js";

/** What a plugin cannot take is an export that cannot be made. */
export const asked = <Value>(answer: Promise<Value>): Promise<Value> =>
  answer.catch((error: unknown) => {
    if (error instanceof Failure && error.code === "plugin-failed") throw error;
    throw new Failure("plugin-failed", error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  });

/** Views are copied by what is seen of them: as they stand, all of the memory beneath would go along. */
export const ownBatch = ({ table, rows, columns }: TableBatch): TableBatch => ({
  table,
  rows,
  columns: columns.map((column) => ({
    ...column,
    validity: column.validity?.slice(),
    values: ownValues(column.values),
    dictionary: column.dictionary,
  })),
});

const ownValues = (values: ColumnData["values"]): ColumnData["values"] =>
  values === undefined
    ? undefined
    : "offsets" in values
      ? { offsets: values.offsets.slice(), data: values.data.slice() }
      : values.slice();
