/** The tables of a run on their way to files: each is opened with its first batch, so that there is none without rows. */

import type { PartFormat } from "../dataset/part-format.js";
import { openOutput } from "../durable/open-output.js";
import type { Output } from "../durable/output.js";
import type { TableBatch } from "../kernel/batch.js";
import type { Sink, SinkOptions, TableSink } from "../output/sink.js";
import { fixedColumns, type Plan } from "../wits/catalog/layout.js";
import type { Table } from "../wits/catalog/table.js";
import type { Place, TablePlaces } from "./destination.js";

export interface TablesOptions {
  readonly plan: Plan;
  readonly places: TablePlaces;
  readonly partSize: number;
  readonly force: boolean;
  /** Opens a sink; whose outputs are those that are given. */
  sinkOf(format: PartFormat, options: Pick<SinkOptions, "open" | "partSize" | "describe">): Promise<Sink>;
  /** Makes the folder of a file that is about to be opened. */
  makeFolder(path: string): Promise<void>;
  /** The `witskit` metadata of a table as far as it is known. */
  describe(table: Table): string;
}

export interface WrittenFile {
  readonly path: string;
  readonly output: Output;
}

export class Tables {
  readonly #options: TablesOptions;
  /** Undefined: the table has no place. */
  readonly #open = new Map<string, TableSink | undefined>();
  /** By the format and whether outputs may go on in further ones. */
  readonly #sinks = new Map<string, Promise<Sink>>();
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
      const { name } = batch.table;
      const sink = await this.open(name);
      if (sink === undefined) this.left[name] = (this.left[name] ?? 0) + batch.rows;
      else await sink.write(batch);
    }
  }

  /** Opens a table, if it has a place and is not open yet, so that its file is there without rows too. */
  async open(name: string): Promise<TableSink | undefined> {
    if (this.#open.has(name)) return this.#open.get(name);
    const place = this.#options.places(name);
    const sink = place && (await this.#begin(name, place));
    this.#open.set(name, sink);
    return sink;
  }

  /** Makes all tables durable, and none of them seen. */
  async prepare(): Promise<void> {
    for (const sink of await this.#all()) await sink.prepare();
  }

  async commit(): Promise<void> {
    for (const sink of await this.#all()) await sink.commit();
  }

  async abort(): Promise<void> {
    for (const sink of await this.#all()) await sink.abort();
  }

  #all(): Promise<Sink[]> {
    return Promise.all(this.#sinks.values());
  }

  async #begin(name: string, place: Place): Promise<TableSink> {
    const sink = await this.#sinkOf(place);
    // As far as its columns are known.
    const table = { name, columns: fixedColumns(this.#options.plan, name) };
    return sink.begin({ table, name, title: name });
  }

  #sinkOf({ format, inParts }: Place): Promise<Sink> {
    const key = `${format} ${inParts}`;
    let sink = this.#sinks.get(key);
    if (sink === undefined) {
      const { partSize, describe } = this.#options;
      sink = this.#options.sinkOf(format, {
        describe,
        partSize: inParts ? partSize : undefined,
        open: (of) => {
          if (typeof of !== "object" || !("table" in of)) throw new Error(`${format} has no file a table`);
          return this.#openOutput(this.#options.places(of.table.table.name)!, of.further);
        },
      });
      this.#sinks.set(key, sink);
    }
    return sink;
  }

  async #openOutput(place: Place, further: number): Promise<Output> {
    const path = place.pathOf(further);
    await this.#options.makeFolder(path);
    const output = await openOutput(path, { force: this.#options.force });
    this.#files.push({ path, output });
    return output;
  }
}
