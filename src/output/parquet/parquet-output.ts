/** A Parquet file on its way to an output: the format's side writes at once, the output takes its time. */

import { ParquetFile } from "../../columns/parquet/file.js";
import type { EncodedRowGroup } from "../../columns/parquet/row-group.js";
import type { Output } from "../../durable/output.js";
import { version } from "../../package.js";
import type { Table } from "../../wits/catalog/table.js";

export interface ParquetEnding {
  /** Says that timestamps are UTC. */
  readonly timezone: string | undefined;
  /** The `witskit` metadata; undefined where there is none. */
  readonly witskit: string | undefined;
}

export class ParquetOutput {
  readonly output: Output;
  readonly #file: ParquetFile;
  /** Bytes of row groups, which own them, and of a footer. */
  #waiting: Uint8Array[] = [];
  /** It is large, and loads while the rows come. */
  readonly #arrow = import("../../columns/arrow/schema.js");

  constructor(output: Output) {
    this.output = output;
    this.#file = new ParquetFile({ write: (bytes) => this.#waiting.push(bytes) });
  }

  /** Of the file so far. */
  get bytes(): number {
    return this.#file.bytes;
  }

  async append(group: EncodedRowGroup): Promise<void> {
    this.#file.append(group);
    await this.#drain();
  }

  /** Writes the footer for the table's columns, and syncs. Answers the size of the file. */
  async finish(table: Table, { timezone, witskit }: ParquetEnding): Promise<number> {
    const { arrowSchema, serializedSchema } = await this.#arrow;
    const metadata = [
      { key: "ARROW:schema", value: serializedSchema(arrowSchema(table, { timezone })) },
      ...(witskit === undefined ? [] : [{ key: "witskit", value: witskit }]),
    ];
    const { columns } = table;
    const { bytes } = this.#file.close({ columns, metadata, version, utc: timezone !== undefined });
    await this.#drain();
    await this.output.finish();
    return bytes;
  }

  async #drain(): Promise<void> {
    const chunks = this.#waiting;
    this.#waiting = [];
    for (const chunk of chunks) await this.output.write(chunk);
  }
}
