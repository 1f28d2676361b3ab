/** One Parquet file of a unit: row groups as they come, the footer at the end. */
import type { Column, Table } from "../catalog/table.js";
import { ParquetFile } from "../parquet/file.js";
import type { KeyValue } from "../parquet/footer.js";
import { byCode } from "../parquet/row-group-builder.js";
import type { Output } from "../sink/output.js";
import { version } from "../version.js";
import type { TableGroups } from "./task.js";

export class ParquetPart {
  readonly path: string;
  readonly output: Output;
  readonly #table: Table;
  readonly #file: ParquetFile;
  readonly #late = new Map<string, Column>();
  #waiting: Uint8Array[] = [];

  /** `table` has the columns that the file has in any case. */
  constructor(path: string, output: Output, table: Table) {
    this.path = path;
    this.output = output;
    this.#table = table;
    this.#file = new ParquetFile({ write: (bytes) => this.#waiting.push(bytes) });
  }

  /** Of the file so far. */
  get bytes(): number {
    return this.#file.bytes;
  }

  /** In the order of the file. */
  get columns(): readonly Column[] {
    return [...this.#table.columns, ...[...this.#late.values()].sort(byCode)];
  }

  async append({ columns, groups }: TableGroups): Promise<void> {
    for (const column of columns.slice(this.#table.columns.length)) this.#late.set(column.name, column);
    for (const group of groups) {
      this.#file.append(group);
      await this.#drain();
    }
  }

  /** Writes the footer and syncs. `timezone` says that timestamps are UTC. Answers the size of the file. */
  async finish(timezone: string | undefined, witskit: string): Promise<number> {
    const { columns } = this;
    const { arrowSchema, serializedSchema } = await import("../arrow/schema.js");
    const schema = serializedSchema(arrowSchema({ name: this.#table.name, columns }, { timezone }));
    const metadata: KeyValue[] = [
      { key: "ARROW:schema", value: schema },
      { key: "witskit", value: witskit },
    ];
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
