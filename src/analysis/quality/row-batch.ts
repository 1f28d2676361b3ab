/** Rows of one record and one source, as qc measures them, wherever they come from. */

import type { ColumnData, TableBatch, VariableData } from "../../kernel/batch.js";
import { columnNamed, presence } from "../../kernel/cells.js";
import { hasValue } from "../../validity.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import type { ColumnType } from "../../wits/catalog/table.js";
import type { ItemMeaning } from "./item-meaning.js";

export interface NumberColumn {
  readonly item: ItemMeaning;
  /** Null is NaN: no value on the wire is. */
  readonly numbers: Float64Array;
  readonly texts?: undefined;
}

export interface TextColumn {
  readonly item: ItemMeaning;
  readonly numbers?: undefined;
  readonly texts: readonly (string | undefined)[];
}

export type ItemColumn = NumberColumn | TextColumn;

export interface RowBatch {
  readonly record: number;
  readonly rows: number;
  /** Milliseconds since 1970; NaN where nothing tells it. */
  readonly times: Float64Array;
  /** Items without any value in these rows may be missing. */
  readonly columns: readonly ItemColumn[];
}

/** Of a table of a record, from a decoder. */
export function rowBatchOf(record: number, batch: TableBatch, catalog: Catalog): RowBatch {
  const columns = batch.columns.flatMap((data): ItemColumn[] => {
    const { code, unit, type } = data.column;
    if (code === undefined || data.values === undefined) return [];
    const { mnemonic, name } = catalog.itemByCode(code) ?? {};
    const item = { code, mnemonic, name, unit, kind: kindOfColumn(type) };
    if (type === "utf8") return [{ item, texts: textsIn(data, batch.rows) }];
    return [{ item, numbers: numbersIn(data, batch.rows) }];
  });
  const times = numbersIn(columnNamed(batch, "timestamp"), batch.rows);
  return { record, rows: batch.rows, times, columns };
}

const kindOfColumn = (type: ColumnType): ItemMeaning["kind"] => {
  if (type === "utf8") return "text";
  return type === "float64" ? "measurement" : "integer";
};

export function numbersIn(data: ColumnData, rows: number): Float64Array {
  const { values, validity } = data;
  if (values === undefined) return new Float64Array(rows).fill(Number.NaN);
  if (values instanceof Float64Array && validity === undefined) return values.subarray(0, rows);
  const numbers = new Float64Array(rows);
  const from = values as Float64Array | Int32Array | BigInt64Array;
  for (let row = 0; row < rows; row++) {
    numbers[row] = hasValue(validity, row) ? Number(from[row]) : Number.NaN;
  }
  return numbers;
}

/** Most texts are that of the row before: a text is made when it changes. */
function textsIn(data: ColumnData, rows: number): (string | undefined)[] {
  const has = presence(data);
  const { offsets, data: bytes } = data.values as VariableData;
  const texts: (string | undefined)[] = [];
  let previous: Buffer = Buffer.alloc(0);
  let text = "";
  for (let row = 0; row < rows; row++) {
    if (!has(row)) {
      texts.push(undefined);
      continue;
    }
    const [from, to] = [offsets[row]!, offsets[row + 1]!];
    const own = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
    if (!own.equals(previous)) {
      previous = own;
      text = own.toString("utf8");
    }
    texts.push(text);
  }
  return texts;
}

/** The rows of which `keep` holds. */
export function selected({ record, times, columns }: RowBatch, keep: (row: number) => boolean): RowBatch {
  const rows = Array.from(times.keys()).filter(keep);
  return {
    record,
    rows: rows.length,
    times: Float64Array.from(rows, (row) => times[row]!),
    columns: columns.map((column) =>
      column.texts === undefined
        ? { ...column, numbers: Float64Array.from(rows, (row) => column.numbers[row]!) }
        : { ...column, texts: rows.map((row) => column.texts[row]) },
    ),
  };
}
