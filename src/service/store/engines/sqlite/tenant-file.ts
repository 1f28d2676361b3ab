/**
 * The file of a tenant, or the one of those who may come in: a connection that writes, one transaction after the other, and one that
 * reads what was written when its transaction began, which nobody waits for.
 */
import { Kysely } from "kysely";
import { Failure } from "../../../../failure/failure.js";
import type { SqliteDatabase } from "../../../../runtime/sqlite-library.js";
import type { Target } from "../../migrations/migration.js";
import { dialectOver, type Statements, statementsOf } from "./dialect.js";
import { type Access, openFile } from "./file.js";
import { migrate, versionOf } from "./migrate.js";
import { refused } from "./refused.js";
import { type Turns, turns } from "./turns.js";

export interface TenantFile<Tables> {
  /** `work` throws, and nothing of it was. */
  run<Value>(access: Access, work: (sql: Kysely<Tables>) => Promise<Value>): Promise<Value>;
  /** As `run` that reads, over a connection of its own. */
  readApart<Value>(work: (sql: Kysely<Tables>) => Promise<Value>): Promise<Value>;
  /** Of the schema that it has now. */
  schema(): Promise<number>;
  close(): Promise<void>;
}

interface Connection {
  readonly database: SqliteDatabase;
  readonly statements: Statements;
  readonly turns: Turns;
}

const BEGIN: Readonly<Record<Access, string>> = { write: "BEGIN IMMEDIATE", read: "BEGIN" };

export async function openTenantFile<Tables>(
  path: string,
  target: Extract<Target, { engine: "sqlite" }>,
): Promise<TenantFile<Tables>> {
  const writer = connected(await openFile(path, "write"));
  try {
    migrate(writer.database, target, path);
    if (target.file === "tenant") checkTenant(writer.database, target.tenant, path);
  } catch (error) {
    writer.database.close();
    throw refused(error, path);
  }
  const connections = { write: writer, read: connected(await openFile(path, "read")) };
  const apart = new Set<Promise<unknown>>();
  return {
    run: (access, work) => {
      const connection = connections[access];
      return connection.turns.take(() => transact(connection, BEGIN[access], path, work));
    },
    async readApart(work) {
      const own = connected(await openFile(path, "read"));
      const reading = transact(own, BEGIN.read, path, work);
      apart.add(reading);
      try {
        return await reading;
      } finally {
        apart.delete(reading);
        own.database.close();
      }
    },
    schema: () => connections.read.turns.take(async () => versionOf(connections.read.database)),
    async close() {
      for (const { turns } of Object.values(connections)) await turns.idle();
      await Promise.allSettled(apart);
      connections.read.database.close();
      // The library keeps a file open until its statements are collected: what is in the log would be nowhere else until then.
      writer.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      writer.database.close();
    },
  };
}

/** Each table says whose rows it takes: a file that was copied for another tenant is none of that one. */
function checkTenant(database: SqliteDatabase, tenant: string, path: string): void {
  const [found] = database.prepare("SELECT sql FROM sqlite_master WHERE name = 'shift'").all();
  const [, whose] = /tenant_id = '([^']*)'/.exec(String(found?.["sql"])) ?? [];
  if (whose !== tenant)
    throw new Failure(
      "output-foreign",
      `${path}: it is the file of the tenant ${whose ?? "nobody"}, and not of ${tenant}`,
    );
}

const connected = (database: SqliteDatabase): Connection => ({
  database,
  statements: statementsOf(database),
  turns: turns(),
});

async function transact<Tables, Value>(
  { database, statements }: Connection,
  begin: string,
  path: string,
  work: (sql: Kysely<Tables>) => Promise<Value>,
): Promise<Value> {
  const about = { isOpen: true };
  try {
    database.exec(begin);
    const answer = await work(new Kysely<Tables>({ dialect: dialectOver(statements, () => about.isOpen) }));
    about.isOpen = false;
    database.exec("COMMIT");
    return answer;
  } catch (error) {
    about.isOpen = false;
    rollBack(database);
    throw refused(error, path);
  }
}

/** Where the disk is full SQLite has done so itself. */
function rollBack(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // There is no transaction any more, which is what was wanted.
  }
}
