/** A Parquet file on its way to an output: the format's side writes at once, the output takes its time. */

import { type FileSummary, ParquetFile } from "../../columns/parquet/file.js";
import type { EncodedRowGroup } from "../../columns/parquet/row-group.js";
import type { Output } from "../../durable/output.js";
import { version } from "../../runtime/package.js";
import type { Table } from "../../wits/catalog/table.js";

export interface ParquetEnding {
  /** Says that timestamps are UTC. */
  readonly timezone: string | undefined;
  /** The `witskit` metadata; undefined where there is none. */
  readonly witskit: string | undefined;
  /** The same of a small file, where what it leaves out stands beside it. */
  readonly brief?: string | undefined;
}

/**
 * Bytes of the pages of a small file. What its columns mean takes 18 KB for record 01, once in the field metadata of
 * `ARROW:schema` and once in `witskit`.
 */
const SMALL = 16 << 10;

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

  /** Writes the footer for the table's columns, and syncs. Answers what the file is. */
  async finish(table: Table, { timezone, witskit, brief }: ParquetEnding): Promise<FileSummary> {
    const { arrowSchema, serializedSchema } = await this.#arrow;
    const { columns } = table;
    const ending = { columns, version, utc: timezone !== undefined };
    const isSmall = brief !== undefined && this.#file.bytes < SMALL;
    // Small parts have no schema of Arrow's: texts are of the same type for those who read both by it, and by Parquet's own.
    const schema = (): string => serializedSchema(arrowSchema(table, { timezone, plainTexts: true }));
    const metadata = [
      ...(isSmall ? [] : [{ key: "ARROW:schema", value: schema() }]),
      ...(witskit === undefined ? [] : [{ key: "witskit", value: isSmall ? brief : witskit }]),
    ];
    const summary = this.#file.close({ ...ending, metadata, brief: isSmall });
    await this.#drain();
    await this.output.finish();
    return summary;
  }

  async #drain(): Promise<void> {
    const chunks = this.#waiting;
    this.#waiting = [];
    for (const chunk of chunks) await this.output.write(chunk);
  }
}
