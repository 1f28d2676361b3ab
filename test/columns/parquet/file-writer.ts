/** Batches of one table to one Parquet file: for whoever decodes and writes in the same thread. */

import {
  type ByteSink,
  type FileSummary,
  type FooterOptions,
  ParquetFile,
} from "../../../src/columns/parquet/file.js";
import {
  byCode,
  type EncodedRowGroup,
  type RowGroupEncoder,
} from "../../../src/columns/parquet/row-group.js";
import { RowGroupBuilder, type RowGroupOptions } from "../../../src/columns/parquet/row-group-builder.js";
import type { TableBatch } from "../../../src/kernel/batch.js";
import type { Column } from "../../../src/wits/catalog/table.js";

export type CloseOptions = Omit<FooterOptions, "columns"> & {
  /** Default: the columns given at the start, then all others that were met, in the order of `compare`. */
  readonly columns?: readonly Column[];
};

export class ParquetFileWriter {
  readonly #file: ParquetFile;
  readonly #builder: RowGroupBuilder;
  readonly #options: RowGroupOptions;
  readonly #met = new Map<string, Column>();

  constructor(sink: ByteSink, encoder: RowGroupEncoder, options: RowGroupOptions) {
    this.#options = options;
    this.#builder = new RowGroupBuilder(encoder, options);
    this.#file = new ParquetFile(sink);
    for (const column of options.columns) this.#met.set(column.name, column);
  }

  write(batch: TableBatch): void {
    for (const { column } of batch.columns) {
      if (!this.#met.has(column.name)) this.#met.set(column.name, column);
    }
    for (const group of this.#builder.push(batch)) this.append(group);
  }

  /** Appends a row group that was encoded elsewhere. */
  append(group: EncodedRowGroup): void {
    for (const { column } of group.chunks) {
      if (!this.#met.has(column.name)) this.#met.set(column.name, column);
    }
    this.#file.append(group);
  }

  close(options: CloseOptions): FileSummary {
    for (const group of this.#builder.flush()) this.append(group);
    return this.#file.close({ ...options, columns: options.columns ?? this.#columns() });
  }

  #columns(): Column[] {
    const { columns, compare = byCode } = this.#options;
    const others = [...this.#met.values()].slice(columns.length).sort(compare);
    return [...columns, ...others];
  }
}
