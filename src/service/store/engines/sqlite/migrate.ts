/** Brings a file to the newest schema: at once where it is new, and after a copy of it was made where it is not. */
import { existsSync } from "node:fs";
import { Failure } from "../../../../failure/failure.js";
import type { SqliteDatabase } from "../../../../runtime/sqlite-library.js";
import { migrations } from "../../migrations/all.js";
import type { Migration, Target } from "../../migrations/migration.js";

export function migrate(
  database: SqliteDatabase,
  target: Extract<Target, { engine: "sqlite" }>,
  path: string,
  known: readonly Migration[] = migrations,
): void {
  const newest = known.at(-1)!.number;
  const before = versionOf(database);
  if (before > newest)
    throw new Failure(
      "output-foreign",
      `${path}: it was written by a newer witskit (schema ${before}, and this one knows ${newest}); install that one again`,
    );
  if (before === newest) return;
  if (before > 0) copyBefore(database, path, before);
  for (const { number, statements } of known.filter(({ number }) => number > before)) {
    database.exec("BEGIN IMMEDIATE");
    try {
      // Another process may have been here while this one waited.
      if (versionOf(database) < number) {
        for (const statement of statements(target)) database.exec(statement);
        database.exec(`PRAGMA user_version = ${number}`);
      }
      database.exec("COMMIT");
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  }
}

export const versionOf = (database: SqliteDatabase): number =>
  Number(database.prepare("PRAGMA user_version").all()[0]!["user_version"]);

function copyBefore(database: SqliteDatabase, path: string, version: number): void {
  const copy = `${path}.schema-${version}`;
  if (!existsSync(copy)) database.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`);
}
