/**
 * The tables of an analysis as files: a folder of Parquet, a table each, beside the tables of a dataset; or one table in one
 * output. All appear together, when all rows are there.
 */
import { rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Finished, TableName } from "../../analysis/table.js";
import { analysisTable, usualTableNames } from "../../analysis/table-columns.js";
import { dictionaryJson } from "../../dataset/provenance.js";
import { ANALYSIS_FOLDER, analysisTablesIn } from "../../dataset/tables.js";
import { makeFolders } from "../../durable/make-folders.js";
import { openOutput, STDOUT } from "../../durable/open-output.js";
import { allOf } from "../../durable/output.js";
import { unwritable } from "../../durable/unwritable.js";
import { Failure } from "../../failure/failure.js";
import { type FormatName, openSink } from "../../output/formats.js";
import type { Sink, SinkTable, TableSink } from "../../output/sink.js";
import type { AnalysisReceiver } from "./analyze.js";
import type { Meanings } from "./meanings.js";
import { batchOfRows, type Row, sinkTable } from "./table-pages.js";

export interface AnalysisOutput {
  readonly format: FormatName;
  /** By default all but `flags`. */
  readonly tables?: readonly TableName[] | undefined;
  /** Where a table goes. */
  readonly pathOf: (table: TableName) => string;
  readonly force?: boolean | undefined;
  /** The folder of a dataset where each table is one file: parts that a stream has made of it before make room. */
  readonly wholeIn?: string | undefined;
  /** Key figures are of days. */
  readonly byDay?: boolean | undefined;
  /** Tables without rows are not written. */
  readonly onlyWithRows?: boolean | undefined;
}

/** Rows that wait to be written, of a table. */
const WAITING = 4096;

interface Open {
  readonly table: SinkTable;
  readonly sink: Sink;
  readonly rows: TableSink;
}

export class AnalysisFiles implements AnalysisReceiver {
  readonly #output: AnalysisOutput;
  readonly #waiting = new Map<TableName, Row[]>();
  readonly #open = new Map<TableName, Open>();
  readonly #counts = new Map<TableName, number>();

  constructor(output: AnalysisOutput) {
    this.#output = output;
    for (const table of output.tables ?? usualTableNames) this.#waiting.set(table, []);
  }

  readonly finished: Finished = (table, row) => {
    this.#waiting.get(table)?.push(row as unknown as Row);
  };

  async settled(meanings: Meanings): Promise<void> {
    for (const [table, rows] of this.#waiting) if (rows.length >= WAITING) await this.#write(table, meanings);
  }

  /** Writes what waits, tables without rows too, and shows all. Answers where each is, and how many rows it has. */
  async commit(meanings: Meanings): Promise<readonly { table: TableName; path: string; rows: number }[]> {
    for (const table of this.#waiting.keys()) await this.#write(table, meanings);
    const open = [...this.#open];
    for (const [, { sink }] of open) await sink.prepare();
    // Before the new ones are there: no row may be seen twice.
    for (const path of await this.#others()) await rm(path, { force: true });
    await allOf(open.map(([, { sink }]) => sink.commit()));
    return open.map(([table]) => ({
      table,
      path: this.#output.pathOf(table),
      rows: this.#counts.get(table) ?? 0,
    }));
  }

  /** Throws a Failure where there are some, and nobody said that they may go. */
  async #others(): Promise<readonly string[]> {
    const { wholeIn, pathOf, force } = this.#output;
    if (wholeIn === undefined) return [];
    const made = new Set([...this.#open.keys()].map((table) => resolve(pathOf(table))));
    const others = (await analysisTablesIn(wholeIn))
      .filter(({ name }) => this.#open.has(name as TableName))
      .flatMap(({ files }) => files.filter((path) => !made.has(resolve(path))));
    const [first] = others;
    if (first === undefined || force) return others;
    throw new Failure(
      "output-exists",
      `${first} is there already, with rows of an analysis before; --force replaces the tables that are there`,
      { place: { file: first } },
    );
  }

  async abort(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ sink }) => sink.abort()));
  }

  async #write(name: TableName, meanings: Meanings): Promise<void> {
    const rows = this.#waiting.get(name)!;
    if (rows.length === 0 && this.#output.onlyWithRows) return;
    const { table, rows: sink } = await this.#sink(name, meanings);
    if (rows.length === 0) return;
    await sink.write(batchOfRows(table, rows));
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + rows.length);
    rows.length = 0;
  }

  async #sink(name: TableName, meanings: Meanings): Promise<Open> {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const { format, pathOf, force, byDay } = this.#output;
    const table = sinkTable(name, analysisTable(name, byDay), meanings.unitOf);
    const sink = await openSink(format, {
      describe: ({ columns }) => dictionaryJson(name, columns),
      timezone: meanings.utc ? "UTC" : undefined,
      open: async () => {
        const path = pathOf(name);
        if (path !== STDOUT) await makeFolder(dirname(path));
        return openOutput(path, { force });
      },
    });
    const open = { table, sink, rows: await sink.begin(table) };
    this.#open.set(name, open);
    return open;
  }
}

/** Part after part in a folder, and in that of a dataset beside its own tables. */
export const folderPaths =
  (folder: string, ending: string, part = 0) =>
  (table: TableName): string =>
    join(folder, ANALYSIS_FOLDER, table, `part-${String(part).padStart(5, "0")}${ending}`);

async function makeFolder(folder: string): Promise<void> {
  await makeFolders(folder).catch((error: unknown) => {
    throw unwritable(folder, error);
  });
}
