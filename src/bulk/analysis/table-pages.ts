/** Rows of the analysis' tables as columns, for every output that takes batches. */

import { type TableColumn, type UnitOf, unitIn } from "../../analysis/table.js";
import type { AnalysisTable } from "../../analysis/table-columns.js";
import type { Page, Values } from "../../columns/page.js";
import type { TableBatch } from "../../kernel/batch.js";
import { batchOf } from "../../output/batches.js";
import type { SinkTable } from "../../output/sink.js";
import type { Column, ColumnType } from "../../wits/catalog/table.js";

const TYPES: Readonly<Record<TableColumn["type"], ColumnType>> = {
  time: "timestamp",
  number: "float64",
  integer: "int64",
  text: "utf8",
};

/** As a sink begins it, its units by those of the channels that were read. */
export function sinkTable(name: string, { title, columns }: AnalysisTable<never>, unitOf: UnitOf): SinkTable {
  const made = columns.map(
    (column): Column => ({
      name: column.name,
      type: TYPES[column.type],
      nullable: true,
      description: column.meaning,
      code: undefined,
      unit: unitIn(column, unitOf),
      itemType: undefined,
    }),
  );
  return { table: { name, columns: made }, name, title };
}

export type Row = Readonly<Record<string, number | string | undefined>>;

export function batchOfRows({ table }: SinkTable, rows: readonly Row[]): TableBatch {
  const values = table.columns.map(({ name, type }): Values => {
    if (type === "utf8") return rows.map((row) => row[name] as string | undefined);
    return Float64Array.from(rows, (row) => (row[name] as number | undefined) ?? Number.NaN);
  });
  return batchOf(table, { rows: rows.length, fields: [], values } satisfies Page);
}
