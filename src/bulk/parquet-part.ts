/** One Parquet file of a unit: row groups as they come, the footer at the end. */

import type { FileSummary } from "../columns/parquet/file.js";
import { byCode, type EncodedRowGroup } from "../columns/parquet/row-group.js";
import type { Output } from "../durable/output.js";
import { type ParquetEnding, ParquetOutput } from "../output/parquet/parquet-output.js";
import type { Column, Table } from "../wits/catalog/table.js";

export class ParquetPart {
  readonly path: string;
  readonly #table: Table;
  readonly #file: ParquetOutput;
  readonly #late = new Map<string, Column>();

  /** `table` has the columns that the file has in any case. */
  constructor(path: string, output: Output, table: Table) {
    this.path = path;
    this.#table = table;
    this.#file = new ParquetOutput(output);
  }

  get output(): Output {
    return this.#file.output;
  }

  /** Of the file so far. */
  get bytes(): number {
    return this.#file.bytes;
  }

  /** In the order of the file. */
  get columns(): readonly Column[] {
    return [...this.#table.columns, ...[...this.#late.values()].sort(byCode)];
  }

  /** `columns` are those that turned up in its rows, the table's own before all others. */
  async append(group: EncodedRowGroup, columns: readonly Column[]): Promise<void> {
    for (const column of columns.slice(this.#table.columns.length)) this.#late.set(column.name, column);
    await this.#file.append(group);
  }

  /** Writes the footer and syncs. Answers what the file is. */
  finish(ending: ParquetEnding): Promise<FileSummary> {
    return this.#file.finish({ name: this.#table.name, columns: this.columns }, ending);
  }
}
