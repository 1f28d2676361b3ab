/**
 * Parquet. Columns may turn up late, since the footer, which has the schema, comes last. A table may go to several
 * outputs, one after the other; where one ends depends on its row groups, and so on the rows alone.
 */

import type { Compression } from "../columns/parquet/compression.js";
import { type EncodedRowGroup, RowGroupEncoder } from "../columns/parquet/row-group.js";
import { byCode, RowGroupBuilder, rowGroupCapacity } from "../columns/parquet/row-group-builder.js";
import type { Output } from "../durable/output.js";
import type { Column, Table } from "../wits/catalog/table.js";
import { ParquetOutput } from "./parquet-output.js";
import type { Ending, Sink, SinkOptions } from "./sink.js";

export interface ParquetOptions {
  readonly compression: Compression;
  /** Limits of a row group: rows, and buffered bytes of each table that is open at the same time. */
  readonly rowGroup: { readonly rows: number; readonly bytes: number };
}

/** For a table in parts: when an output has reached `size` bytes, what follows goes to the `next` one. */
export interface Parts {
  readonly size: number;
  next(): Promise<Output>;
}

export interface PartedOptions extends SinkOptions {
  readonly parts?: Parts | undefined;
}

export type OpenPartedSink = (output: Output, table: Table, options?: PartedOptions) => Promise<Sink>;

/** One encoder, with the memory of one row group, serves all sinks of a run. */
export function parquetSinks({ compression, rowGroup }: ParquetOptions): OpenPartedSink {
  const encoder = new RowGroupEncoder({ capacity: rowGroupCapacity(rowGroup), compression });
  return async (output, table, options = {}) => {
    const builder = new RowGroupBuilder(encoder, { columns: table.columns, ...rowGroup });
    return new ParquetSink(new ParquetOutput(output), builder, table, options);
  };
}

class ParquetSink implements Sink {
  readonly lateColumns = true;
  readonly #builder: RowGroupBuilder;
  readonly #table: Table;
  readonly #options: PartedOptions;
  /** The footers of all are written at the end, when the columns and the counts are known. */
  readonly #parts: ParquetOutput[];
  readonly #late = new Map<string, Column>();

  constructor(first: ParquetOutput, builder: RowGroupBuilder, table: Table, options: PartedOptions) {
    this.#parts = [first];
    this.#builder = builder;
    this.#table = table;
    this.#options = options;
  }

  async write(batch: Parameters<Sink["write"]>[0]): Promise<void> {
    for (const { column } of batch.columns.slice(this.#table.columns.length))
      this.#late.set(column.name, column);
    for (const group of this.#builder.push(batch)) await this.#append(group);
  }

  async close({ witskit }: Ending): Promise<void> {
    const last = this.#builder.flush();
    if (last !== undefined) await this.#append(last);
    const columns = [...this.#table.columns, ...[...this.#late.values()].sort(byCode)];
    const { timezone } = this.#options;
    for (const part of this.#parts) {
      await part.finish({ name: this.#table.name, columns }, { timezone, witskit });
    }
  }

  async abort(): Promise<void> {
    await Promise.all(this.#parts.map((part) => part.output.abort()));
  }

  async #append(group: EncodedRowGroup): Promise<void> {
    const { parts } = this.#options;
    let part = this.#parts[this.#parts.length - 1]!;
    if (parts !== undefined && part.bytes >= parts.size) {
      part = new ParquetOutput(await parts.next());
      this.#parts.push(part);
    }
    await part.append(group);
  }
}
