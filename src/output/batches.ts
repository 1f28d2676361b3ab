/** Pages of a dataset's table as batches: what every sink takes. */
import { bytesOfBits, setValue } from "../arrays/validity.js";
import type { Field } from "../columns/field.js";
import type { Page, Values } from "../columns/page.js";
import type { ColumnData, TableBatch, VariableData } from "../kernel/batch.js";
import type { Column, ColumnType, Table } from "../wits/catalog/table.js";

const TYPES: Readonly<Record<Field["type"], ColumnType>> = {
  time: "timestamp",
  number: "float64",
  integer: "int64",
  text: "utf8",
};

export const columnOf = ({
  name,
  type,
  code,
  mnemonic,
  meaning,
  unit,
  stored,
  itemType,
  aggregate,
}: Field): Column => ({
  name,
  type: stored ?? TYPES[type],
  nullable: true,
  description: meaning,
  code,
  unit,
  itemType,
  ...(code !== undefined && mnemonic !== undefined && { mnemonic }),
  ...(aggregate && { aggregate }),
});

/** `page` has a value for each column of the table, in order. */
export function batchOf(table: Table, { rows, values }: Page): TableBatch {
  return {
    table,
    rows,
    columns: table.columns.map((column, i) => whenAsked(column, () => dataOf(column, values[i], rows))),
  };
}

/** What becomes bits and bytes when somebody asks for it: of the columns of a table many are in no log and no chart. */
function whenAsked(column: Column, make: () => ColumnData): ColumnData {
  let made: ColumnData | undefined;
  const data = (): ColumnData => {
    made ??= make();
    return made;
  };
  return {
    column,
    get nullCount() {
      return data().nullCount;
    },
    get validity() {
      return data().validity;
    },
    get values() {
      return data().values;
    },
    dictionary: undefined,
  };
}

function dataOf(column: Column, values: Values | undefined, rows: number): ColumnData {
  const data = { column, validity: undefined, dictionary: undefined };
  if (values === undefined) return { ...data, nullCount: rows, values: undefined };
  if (!(values instanceof Float64Array)) return textData(column, values, rows);
  let nullCount = 0;
  for (let row = 0; row < rows; row++) if (Number.isNaN(values[row])) nullCount++;
  if (nullCount === rows) return { ...data, nullCount, values: undefined };
  const numbers = numbersIn(column.type, values, rows);
  if (nullCount === 0) return { ...data, nullCount, values: numbers };
  const validity = new Uint8Array(bytesOfBits(rows));
  for (let row = 0; row < rows; row++) if (!Number.isNaN(values[row])) setValue(validity, row);
  return { ...data, nullCount, validity, values: numbers };
}

function numbersIn(type: ColumnType, values: Float64Array, rows: number) {
  if (type === "float64") return values;
  // What is no number is 0 there, and null by its validity.
  return type === "int32" ? Int32Array.from(values.subarray(0, rows)) : integers(values, rows);
}

function integers(values: Float64Array, rows: number): BigInt64Array {
  const integers = new BigInt64Array(rows);
  for (let row = 0; row < rows; row++) if (!Number.isNaN(values[row])) integers[row] = BigInt(values[row]!);
  return integers;
}

export function textData(column: Column, texts: readonly (string | undefined)[], rows: number): ColumnData {
  const validity = new Uint8Array(bytesOfBits(rows));
  const offsets = new Int32Array(rows + 1);
  let nullCount = 0;
  let length = 0;
  for (let row = 0; row < rows; row++) {
    const text = texts[row];
    if (text === undefined) nullCount++;
    else {
      setValue(validity, row);
      length += Buffer.byteLength(text);
    }
    offsets[row + 1] = length;
  }
  const bytes = Buffer.alloc(length);
  for (let row = 0; row < rows; row++) bytes.write(texts[row] ?? "", offsets[row]!);
  const values: VariableData = { offsets, data: bytes };
  return {
    column,
    nullCount,
    validity,
    values: nullCount === rows ? undefined : values,
    dictionary: undefined,
  };
}
