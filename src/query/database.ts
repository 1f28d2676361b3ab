/** A dataset, or a file that a conversion has made, as a database to be asked in SQL. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import { tablesIn } from "../dataset/tables.js";
import { Failure, systemCode } from "../failure.js";
import { FORMATS, formatOf } from "../sink/format.js";
import { openDuckDB } from "./duckdb.js";
import { createCatalog, createViews, type View } from "./views.js";

export class Database {
  /** What queries can name, the dataset's own first. */
  readonly views: readonly View[];
  readonly #connection: DuckDBConnection;
  readonly #close: () => void;

  constructor(connection: DuckDBConnection, views: readonly View[], close: () => void) {
    this.#connection = connection;
    this.views = views;
    this.#close = close;
  }

  /**
   * Runs one statement, or several, and answers the rows of the last as they come. What is wrong with the SQL, and a
   * table or column that is not there, is a `Failure` of kind `usage` that says what there is instead.
   */
  async query(sql: string): Promise<DuckDBResult> {
    try {
      return await this.#connection.stream(sql);
    } catch (error) {
      throw this.#explained(error);
    }
  }

  /** Stops the statement that is running. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#close();
  }

  #explained(error: unknown): Failure {
    const message = (error instanceof Error ? error.message : String(error)).trim();
    const missing = /^Catalog Error: Table with name (\S+) does not exist/.exec(message)?.[1];
    if (missing !== undefined) {
      const names = this.views.flatMap(({ name, alias }) => (alias === undefined ? [name] : [name, alias]));
      return new Failure("usage", `there is no table ${missing} here; there are ${names.join(", ")}`, {
        cause: error,
      });
    }
    return new Failure("usage", message, { cause: error });
  }
}

/** Opens what lies at a path: a dataset, the folder of one of its tables, or a Parquet, CSV or NDJSON file. */
export async function openDatabase(path: string): Promise<Database> {
  const info = await stat(path).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT")
      throw new Failure("input", `cannot read ${path}: there is no such dataset or file`);
    throw error;
  });
  const tables = info.isDirectory() ? await tablesIn(path) : [tableOfFile(path)];
  if (tables.length === 0) {
    throw new Failure(
      "input",
      `${path} is no dataset: it has no folder record=01 or the like. \`witskit convert LOGS -o ${path}\` makes one`,
    );
  }
  const { connection, close } = await openDuckDB();
  try {
    const views = [...(await createViews(connection, tables)), ...(await createCatalog(connection))];
    return new Database(connection, views, close);
  } catch (error) {
    close();
    if (error instanceof Failure) throw error;
    throw new Failure("input", `cannot read ${path}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** A single file is a table called `log`. */
function tableOfFile(path: string) {
  const name = basename(path).toLowerCase();
  if (!FORMATS.some((format) => name.endsWith(`.${format}`)) && !name.endsWith(".jsonl")) {
    throw new Failure(
      "input",
      `${path} is no dataset; if it is a log, \`witskit convert ${path} -o ${basename(path).replace(/\..*$/, "")}/\` makes one of it`,
    );
  }
  return { name: "log", meaning: `the rows of ${basename(path)}`, files: [path], format: formatOf(path) };
}
