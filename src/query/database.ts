/** A dataset, or a file that a conversion has made, as a database to be asked in SQL. */
import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import { type LogOptions, openDataset } from "../bulk/open.js";
import { Failure } from "../failure.js";
import { openDuckDB } from "./duckdb.js";
import { createCatalog, createViews, type View } from "./views.js";

export class Database {
  /** What queries can name, the dataset's own first. */
  readonly views: readonly View[];
  readonly #connection: DuckDBConnection;
  readonly #close: () => Promise<void>;

  constructor(connection: DuckDBConnection, views: readonly View[], close: () => Promise<void>) {
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

  close(): Promise<void> {
    return this.#close();
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

/** Opens a dataset, the folder of one of its tables, a Parquet file, or a log, which is converted for it. */
export async function openDatabase(path: string, options?: LogOptions): Promise<Database> {
  const { tables, close: remove } = await openDataset(path, options);
  const { connection, close } = await openDuckDB();
  const end = async (): Promise<void> => {
    close();
    await remove();
  };
  try {
    const views = [...(await createViews(connection, tables)), ...(await createCatalog(connection))];
    return new Database(connection, views, end);
  } catch (error) {
    await end();
    if (error instanceof Failure) throw error;
    throw new Failure("input", `cannot read ${path}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
