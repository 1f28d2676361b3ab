/** Files of SQLite, and what goes wrong with them, in words. */
import type { FailureCode } from "../../../failure/codes.js";
import { Failure } from "../../../failure/failure.js";
import { type SqliteDatabase, sqliteLibrary } from "../../../runtime/sqlite-library.js";

/** Throws a `Failure` where the file cannot be opened, or is none of SQLite. */
export async function openFile(path: string, shown: string, readOnly = false): Promise<SqliteDatabase> {
  const { DatabaseSync } = await sqliteLibrary();
  let database: SqliteDatabase | undefined;
  try {
    database = new DatabaseSync(path, { readOnly });
    database.exec("PRAGMA busy_timeout = 10000");
    database.prepare("SELECT count(*) FROM sqlite_master").all();
    return database;
  } catch (error) {
    database?.close();
    throw sqliteFailure(error, shown);
  }
}

const BUSY = /is locked|is busy/i;

const MEANINGS: readonly (readonly [RegExp, FailureCode, string?])[] = [
  [/disk is full/i, "disk-full"],
  [BUSY, "output-taken", "another program writes there"],
  [/not a database|file is encrypted/i, "output-foreign", "it is another kind of file"],
  [/readonly database/i, "output-forbidden"],
  [
    /unable to open|directory does not exist/i,
    "output-folder-missing",
    "its folder is not there, or nobody may write there",
  ],
  [
    /too many columns|too big|too many SQL variables/i,
    "too-much",
    "--layout long has a row a value, and no width",
  ],
];

/** What SQLite says, as a `Failure`; one is passed on as it is. */
export function sqliteFailure(
  error: unknown,
  shown: string,
  otherwise: FailureCode = "output-unwritable",
): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const [, code, advice] = MEANINGS.find(([words]) => words.test(message)) ?? [undefined, otherwise];
  return new Failure(code, `${shown}: ${message}${advice === undefined ? "" : `; ${advice}`}`, {
    cause: error,
  });
}

export const isBusy = (error: unknown): boolean => error instanceof Error && BUSY.test(error.message);

export const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && /UNIQUE constraint failed/i.test(error.message);
