/** The tables of a run on their way to files: each is opened with its first batch, so that there is none without rows. */

import { byCode } from "../columns/parquet/row-group-builder.js";
import { openOutput } from "../durable/open-output.js";
import type { Output } from "../durable/output.js";
import type { TableBatch } from "../kernel/batch.js";
import type { Format } from "../output/format.js";
import type { OpenPartedSink } from "../output/parquet.js";
import type { Sink } from "../output/sink.js";
import { fixedColumns, type Plan } from "../wits/catalog/layout.js";
import type { Column, Table } from "../wits/catalog/table.js";
import type { Place, Places } from "./destination.js";

export interface TablesOptions {
  readonly plan: Plan;
  readonly places: Places;
  readonly partSize: number;
  readonly force: boolean;
  readonly timezone: string | undefined;
  sinksOf(format: Format): Promise<OpenPartedSink>;
  /** Makes the folder of a file that is about to be opened. */
  makeFolder(path: string): Promise<void>;
  /** The `witskit` metadata of a table as far as it is known when it is opened. */
  describe(table: string, columns: readonly Column[]): string;
}

export interface WrittenFile {
  readonly path: string;
  readonly output: Output;
}

interface OpenTable {
  readonly name: string;
  readonly sink: Sink;
  /** In the order that they have in a file. */
  columns: readonly Column[];
}

export class Tables {
  readonly #options: TablesOptions;
  /** Undefined: the table has no place. */
  readonly #open = new Map<string, OpenTable | undefined>();
  readonly #files: WrittenFile[] = [];

  constructor(options: TablesOptions) {
    this.#options = options;
  }

  get files(): readonly WrittenFile[] {
    return this.#files;
  }

  /** Rows of tables that have no place. */
  readonly left: Record<string, number> = {};

  async write(batches: readonly TableBatch[]): Promise<void> {
    for (const batch of batches) {
      const table = await this.open(batch.table.name);
      if (table === undefined) {
        this.left[batch.table.name] = (this.left[batch.table.name] ?? 0) + batch.rows;
        continue;
      }
      if (batch.columns.length > table.columns.length) table.columns = inFileOrder(batch.table.columns);
      await table.sink.write(batch);
    }
  }

  /** Opens a table, if it has a place and is not open yet, so that its file is there without rows too. */
  async open(name: string): Promise<OpenTable | undefined> {
    if (this.#open.has(name)) return this.#open.get(name);
    const place = this.#options.places(name);
    const table = place && (await this.#openAt(place, this.#tableNamed(name)));
    this.#open.set(name, table);
    return table;
  }

  /** Writes what is left of all tables. `describe` gives the final `witskit` metadata. */
  async close(describe: (table: string, columns: readonly Column[]) => string): Promise<void> {
    for (const table of this.#open.values()) {
      if (table !== undefined) await table.sink.close({ witskit: describe(table.name, table.columns) });
    }
  }

  async abort(): Promise<void> {
    await Promise.all([...this.#open.values()].map((table) => table?.sink.abort()));
    await Promise.all(this.#files.map(({ output }) => output.abort()));
  }

  async #openAt(place: Place, table: Table): Promise<OpenTable> {
    const { partSize, timezone } = this.#options;
    const openSink = await this.#options.sinksOf(place.format);
    const output = await this.#openOutput(place, 0);
    let part = 0;
    const sink = await openSink(output, table, {
      timezone,
      witskit: this.#options.describe(table.name, table.columns),
      parts: place.inParts ? { size: partSize, next: () => this.#openOutput(place, ++part) } : undefined,
    });
    return { name: table.name, sink, columns: table.columns };
  }

  async #openOutput(place: Place, part: number): Promise<Output> {
    const path = place.pathOf(part);
    await this.#options.makeFolder(path);
    const output = await openOutput(path, { force: this.#options.force });
    this.#files.push({ path, output });
    return output;
  }

  /** The table as far as its columns are known. */
  #tableNamed(name: string): Table {
    return { name, columns: fixedColumns(this.#options.plan, name) };
  }
}

const inFileOrder = (columns: readonly Column[]): Column[] => [
  ...columns.filter(({ code }) => code === undefined),
  ...columns.filter(({ code }) => code !== undefined).sort(byCode),
];
