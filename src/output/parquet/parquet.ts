/**
 * Parquet. Columns may turn up late, since the footer, which has the schema, comes last. A table may go on in further
 * outputs; where one ends depends on its row groups, and so on the rows alone.
 */

import { loadCompression } from "../../columns/parquet/compression.js";
import { byCode, type EncodedRowGroup, RowGroupEncoder } from "../../columns/parquet/row-group.js";
import { RowGroupBuilder, rowGroupCapacity } from "../../columns/parquet/row-group-builder.js";
import type { TableBatch } from "../../kernel/batch.js";
import type { Column } from "../../wits/catalog/table.js";
import { type FileFormat, fileSink } from "../file-sink.js";
import type { SinkOptions, SinkTable, TableSink } from "../sink.js";
import { usualParquet } from "./options.js";
import { ParquetOutput } from "./parquet-output.js";

/** One encoder, with the memory of one row group, serves all tables of a sink. */
export const parquet = fileSink(async (options): Promise<FileFormat> => {
  const { compression, rowGroup } = options.parquet ?? usualParquet;
  await loadCompression(compression);
  const encoder = new RowGroupEncoder({ capacity: rowGroupCapacity(rowGroup), compression });
  const tables: ParquetTable[] = [];
  return {
    async begin(table) {
      const builder = new RowGroupBuilder(encoder, { columns: table.table.columns, ...rowGroup });
      const first = new ParquetOutput(await options.open({ table, further: 0 }));
      const one = new ParquetTable(first, builder, table, options);
      tables.push(one);
      return one;
    },
    async end() {
      for (const table of tables) await table.end();
    },
  };
});

class ParquetTable implements TableSink {
  readonly #builder: RowGroupBuilder;
  readonly #table: SinkTable;
  readonly #options: SinkOptions;
  /** The footers of all are written at the end, when the columns and the counts are known. */
  readonly #parts: ParquetOutput[];
  readonly #late = new Map<string, Column>();

  constructor(first: ParquetOutput, builder: RowGroupBuilder, table: SinkTable, options: SinkOptions) {
    this.#parts = [first];
    this.#builder = builder;
    this.#table = table;
    this.#options = options;
  }

  async write(batch: TableBatch): Promise<void> {
    for (const { column } of batch.columns.slice(this.#table.table.columns.length))
      this.#late.set(column.name, column);
    for (const group of this.#builder.push(batch)) await this.#append(group);
  }

  async end(): Promise<void> {
    for (const group of this.#builder.flush()) await this.#append(group);
    const { name, columns: first } = this.#table.table;
    const table = { name, columns: [...first, ...[...this.#late.values()].sort(byCode)] };
    const { timezone, describe } = this.#options;
    for (const part of this.#parts) await part.finish(table, { timezone, witskit: describe?.(table) });
  }

  async #append(group: EncodedRowGroup): Promise<void> {
    const { partSize } = this.#options;
    let part = this.#parts[this.#parts.length - 1]!;
    if (partSize !== undefined && part.bytes >= partSize) {
      part = new ParquetOutput(await this.#options.open({ table: this.#table, further: this.#parts.length }));
      this.#parts.push(part);
    }
    await part.append(group);
  }
}
