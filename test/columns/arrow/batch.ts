/** Batches made from plain rows, in the memory layout that the decoder gives. */

import type { ColumnData, TableBatch, VariableData } from "../../../src/kernel/batch.js";
import type { Column, ColumnType, Table } from "../../../src/wits/catalog/table.js";

export type Value = number | bigint | string | Uint8Array | null;

const column = (name: string, type: ColumnType, description: string, more: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: true,
  description,
  code: undefined,
  unit: undefined,
  itemType: undefined,
  ...more,
});

/** A column of each type, as record 01 and the rejects have them. */
export const TABLE: Table = {
  name: "record=01",
  columns: [
    column("timestamp", "timestamp", "When the rig sent the frame"),
    column("source", "dictionary", "Where the frame was read", { nullable: false }),
    column("offset", "int64", "Byte in the source where the frame starts", { nullable: false }),
    column("WELLID", "utf8", "Well Identifier", { code: 101, itemType: "A" }),
    column("STKNUM", "int32", "Sidetrack/Hole Sect No.", { code: 102, itemType: "S" }),
    column("DBTM", "float64", "Depth Bit (meas)", { code: 108, itemType: "F", unit: "m" }),
    column("bytes", "binary", "What could not be read"),
    column("ACTC", "dictionary", "Activity", { code: 107, itemType: "S" }),
  ],
};

/** A maker of batches of the table, whose dictionaries grow from batch to batch as a decoder's do. */
export function batchMaker(table: Table = TABLE): (rows: readonly (readonly Value[])[]) => TableBatch {
  const lists = table.columns.map((): string[] => []);
  return (rows) => ({
    table,
    rows: rows.length,
    columns: table.columns.map((column, i) =>
      columnOf(
        column,
        rows.map((row) => row[i]!),
        lists[i]!,
      ),
    ),
  });
}

function columnOf(column: Column, cells: readonly Value[], list: string[]): ColumnData {
  const nullCount = cells.filter((cell) => cell === null).length;
  const validity = new Uint8Array((cells.length + 7) >> 3);
  for (const [i, cell] of cells.entries()) if (cell !== null) validity[i >> 3]! |= 1 << (i & 7);
  return {
    column,
    nullCount,
    validity: nullCount === 0 ? undefined : validity,
    values: nullCount === cells.length && cells.length > 0 ? undefined : valuesOf(column.type, cells, list),
    dictionary: column.type === "dictionary" ? list : undefined,
  };
}

function valuesOf(
  type: ColumnType,
  cells: readonly Value[],
  list: string[],
): NonNullable<ColumnData["values"]> {
  switch (type) {
    case "timestamp":
    case "int64":
      return BigInt64Array.from(cells, (cell) => BigInt((cell as number | bigint | null) ?? 0));
    case "float64":
      return Float64Array.from(cells, (cell) => (cell as number | null) ?? 0);
    case "int32":
      return Int32Array.from(cells, (cell) => (cell as number | null) ?? 0);
    case "dictionary":
      return Int32Array.from(cells, (cell) => {
        if (cell === null) return 0;
        if (!list.includes(cell as string)) list.push(cell as string);
        return list.indexOf(cell as string);
      });
    default:
      return variable(cells.map((cell) => Buffer.from((cell as string | Uint8Array | null) ?? "")));
  }
}

function variable(cells: readonly Buffer[]): VariableData {
  const offsets = new Int32Array(cells.length + 1);
  for (const [i, cell] of cells.entries()) offsets[i + 1] = offsets[i]! + cell.length;
  return { offsets, data: Buffer.concat(cells) };
}

/** 2016-09-30T10:04:01.000 */
export const TEN_O_CLOCK = Date.UTC(2016, 8, 30, 10, 4, 1);

export const FIRST_ROWS: Value[][] = [
  [TEN_O_CLOCK, "rig/a.wits", 0, "NO 15/9-F-4", 0, 3650.4, null, "DRLG"],
  [TEN_O_CLOCK + 1000, "rig/a.wits", 61, null, null, null, null, null],
  [null, "rig/a.wits", 2 ** 40, 'Øst, "B"\r\nend', -7, -0.1, Uint8Array.of(0, 255, 10), "TRIP"],
];
export const SECOND_ROWS: Value[][] = [
  [TEN_O_CLOCK + 2500, "rig/b.wits", 0, "", 2147483647, 1e21, null, "CONN"],
  [TEN_O_CLOCK + 3000, "rig/b.wits", 9, "x", 1, 0.1 + 0.2, null, "DRLG"],
];
/** Nothing but nulls where there may be nulls. */
export const NULL_ROWS: Value[][] = [[null, "rig/c.wits", 1, null, null, null, null, null]];
