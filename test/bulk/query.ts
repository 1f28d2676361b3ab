/** SQL over files, by DuckDB: an independent reader of all that a conversion writes. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

let connection: DuckDBConnection | undefined;

export type SqlValue = string | number | boolean | null;

/** Rows as arrays, in DuckDB's JSON form: large integers and times are texts. */
export async function query(sql: string): Promise<SqlValue[][]> {
  connection ??= await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  return (await connection.runAndReadAll(sql)).getRowsJson() as SqlValue[][];
}
