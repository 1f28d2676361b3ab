/**
 * A batch of ours as an Arrow record batch: views over the same buffers, no value copied.
 */
import { Data, type DataType, makeData, RecordBatch, type Schema, Struct } from "apache-arrow";
import type { Buffers } from "apache-arrow/data";
import type { ColumnData, TableBatch } from "../../kernel/batch.js";
import type { ColumnType } from "../../wits/catalog/table.js";
import { dictionaryVector, EMPTY_DICTIONARY } from "./dictionary.js";

/** `schema` must be the one that `arrowSchema` made of the batch's table. */
export function recordBatch(schema: Schema, batch: TableBatch): RecordBatch {
  const children = batch.columns.map((column, i) => columnData(schema.fields[i]!.type, column, batch.rows));
  const type = new Struct(schema.fields);
  return new RecordBatch(schema, makeData({ type, length: batch.rows, nullCount: 0, children }));
}

function columnData(type: DataType, { column, ...given }: ColumnData, length: number): Data {
  const allNull = given.values === undefined;
  const nullCount = allNull ? length : given.nullCount;
  const validity = allNull ? zeros(Uint8Array, (length + 7) >> 3) : given.validity;
  const values = given.values ?? valuesOfNulls(column.type, length);
  // In the order that apache-arrow keeps them: offsets, values, validity. Its type for them asks for one known type.
  const buffers = (
    "offsets" in values ? [values.offsets, values.data, validity] : [undefined, values, validity]
  ) as Partial<Buffers<DataType>>;
  const dictionary = column.type === "dictionary" ? dictionaryOf(given.dictionary) : undefined;
  return new Data(type, 0, length, nullCount, buffers, [], dictionary);
}

const dictionaryOf = (texts: readonly string[] | undefined) =>
  texts === undefined ? EMPTY_DICTIONARY : dictionaryVector(texts);

function valuesOfNulls(type: ColumnType, length: number): NonNullable<ColumnData["values"]> {
  switch (type) {
    case "utf8":
    case "binary":
      return { offsets: zeros(Int32Array, length + 1), data: new Uint8Array(0) };
    case "dictionary":
    case "int32":
      return zeros(Int32Array, length);
    case "float64":
      return zeros(Float64Array, length);
    default:
      return zeros(BigInt64Array, length);
  }
}

let sharedZeros = new ArrayBuffer(65_536);

/** Zeros for columns without a value: one buffer for all of them, which nobody may write to. */
function zeros<T>(
  View: { new (buffer: ArrayBuffer, offset: number, length: number): T; readonly BYTES_PER_ELEMENT: number },
  length: number,
): T {
  const bytes = length * View.BYTES_PER_ELEMENT;
  if (sharedZeros.byteLength < bytes) sharedZeros = new ArrayBuffer(bytes);
  return new View(sharedZeros, 0, length);
}
