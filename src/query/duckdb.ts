/**
 * DuckDB, loaded when a query is asked for and not before: its binary is larger than all else together, and is an
 * optional dependency.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { Failure } from "../failure/failure.js";

export interface DuckDB {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** A database in memory. Nothing is fetched from a network, and times are shown in UTC whatever the machine's zone. */
export async function openDuckDB(): Promise<DuckDB> {
  const { DuckDBInstance } = await load();
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'").catch(() => {}); // without its icu extension it has no zones to set
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function load(): Promise<typeof import("@duckdb/node-api")> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    throw new Failure(
      "library-missing",
      "queries need DuckDB, which is not installed here: `npm install @duckdb/node-api` adds it. " +
        "The Parquet files of a dataset also open in any DuckDB, pandas or polars as they are",
      { cause: error },
    );
  }
}

/** Whether it is installed and can be loaded here. */
export const isThere = (): Promise<boolean> =>
  load().then(
    () => true,
    () => false,
  );

export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
