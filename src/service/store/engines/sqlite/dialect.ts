/** Kysely over one connection of the `node:sqlite` API. Transactions are begun and ended by who owns the connection. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqliteDatabase, SqliteStatement, SqliteValue } from "../../../../runtime/sqlite-library.js";
import { checkValue } from "../../storable.js";

/** Statements that are kept prepared; a page of the service has some tens. */
const PREPARED = 256;

export interface Statements {
  run(sql: string, parameters: readonly unknown[]): { rows: unknown[]; changes: number | bigint };
}

export function statementsOf(database: SqliteDatabase): Statements {
  const prepared = new Map<string, { statement: SqliteStatement; hasRows: boolean }>();
  const prepare = (sql: string) => {
    let known = prepared.get(sql);
    if (known === undefined) {
      const statement = database.prepare(sql);
      known = { statement, hasRows: statement.columns().length > 0 };
      if (prepared.size >= PREPARED) prepared.delete(prepared.keys().next().value!);
      prepared.set(sql, known);
    }
    return known;
  };
  return {
    run(sql, parameters) {
      const { statement, hasRows } = prepare(sql);
      const values = parameters.map(bound);
      // Rows are made without a prototype there, and are compared and spread as others are here.
      if (hasRows) return { rows: statement.all(...values).map((row) => ({ ...row })), changes: 0 };
      return { rows: [], changes: statement.run(...values).changes };
    },
  };
}

function bound(value: unknown): SqliteValue {
  checkValue(value);
  // A number would be bound as one with a point.
  return typeof value === "number" ? BigInt(value) : (value as SqliteValue);
}

/** `isOpen` tells whether the transaction that it is handed to is still under way. */
export function dialectOver(statements: Statements, isOpen: () => boolean): Dialect {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      if (!isOpen()) throw new Error("the transaction is over: a statement was not waited for");
      const { rows, changes } = statements.run(sql, parameters);
      return { rows: rows as Row[], numAffectedRows: BigInt(changes) };
    },
    // biome-ignore lint/correctness/useYield: nothing is streamed; it throws
    async *streamQuery() {
      throw new Error("rows are not streamed from here");
    },
  };
  const refuse = async (): Promise<never> => {
    throw new Error("a transaction is under way already");
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    destroy: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
  };
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
