/** A file of the service: opened so that what was acknowledged is on the disk, and read by nobody else. */
import { chmodSync, closeSync, openSync } from "node:fs";
import { sqliteFailure } from "../../../../output/sql/sqlite/database.js";
import { type SqliteDatabase, sqliteLibrary } from "../../../../runtime/sqlite-library.js";

/** Older ones may lose what was written when a write-ahead log is begun anew. https://sqlite.org/wal.html#walresetbug */
export const OLDEST = "3.51.3";
/** Milliseconds for which another program that writes is waited for. */
const PATIENCE = 10_000;
/** `witk`: so that `file` and we know the file again. */
const APPLICATION = 0x7769746b;

export type Access = "write" | "read";

export async function openFile(path: string, access: Access): Promise<SqliteDatabase> {
  const { DatabaseSync } = await sqliteLibrary(OLDEST);
  let database: SqliteDatabase | undefined;
  try {
    // Its log and its index take over the mode of the file.
    if (access === "write") ownFile(path);
    database = new DatabaseSync(path);
    database.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    checkKind(database, path);
    database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF",
    );
    if (access === "read") database.exec("PRAGMA query_only = ON");
    return database;
  } catch (error) {
    database?.close();
    throw sqliteFailure(error, path);
  }
}

/** Made where it is not there; of nobody else to read. */
export function ownFile(path: string): void {
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
}

function checkKind(database: SqliteDatabase, path: string): void {
  const { application_id: id } = database.prepare("PRAGMA application_id").all()[0] as {
    application_id: number;
  };
  const [{ tables }] = database.prepare("SELECT count(*) AS tables FROM sqlite_master").all() as [
    { tables: number },
  ];
  if (tables === 0 && id === 0) database.exec(`PRAGMA application_id = ${APPLICATION}`);
  else if (id !== APPLICATION)
    throw sqliteFailure(new Error("it is not a database of the service: file is not a database"), path);
}
