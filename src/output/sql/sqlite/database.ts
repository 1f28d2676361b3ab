/** SQLite, of the runtime where that has it, and else of a library with the same calls. Loaded when it is used. */
import { Failure } from "../../../failure.js";
import type { FailureCode } from "../../../failure-codes.js";

export type SqliteValue = number | bigint | string | Uint8Array | null;

export interface SqliteStatement {
  run(...values: SqliteValue[]): { readonly changes: number | bigint };
  all(...values: SqliteValue[]): Record<string, SqliteValue>[];
  iterate(...values: SqliteValue[]): IterableIterator<Record<string, SqliteValue>>;
  columns(): { readonly name: string; readonly column: string | null }[];
  setReadBigInts(wanted: boolean): void;
  setReturnArrays(wanted: boolean): void;
}

export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

interface Library {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => SqliteDatabase;
}

/** Throws a `Failure` where the file cannot be opened, or is none of SQLite. */
export async function openFile(path: string, shown: string, readOnly = false): Promise<SqliteDatabase> {
  const { DatabaseSync } = await library();
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

async function library(): Promise<Library> {
  const own = ofRuntime();
  if (own !== undefined) return own;
  try {
    return await import("@photostructure/sqlite");
  } catch (cause) {
    throw new Failure(
      "library-missing",
      "SQLite is not in this version of Node, and its library is not installed: `npm install @photostructure/sqlite` adds it",
      { cause },
    );
  }
}

/** It calls itself an experiment whenever it is loaded, which nobody who loads rows needs to hear. */
function ofRuntime(): Library | undefined {
  const builtin = (process as { getBuiltinModule?: (name: string) => unknown }).getBuiltinModule;
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return builtin?.("node:sqlite") as Library | undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}

const MEANINGS: readonly (readonly [RegExp, FailureCode, string?])[] = [
  [/disk is full/i, "disk-full"],
  [/is locked|is busy/i, "output-taken", "another program writes there"],
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

export const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && /UNIQUE constraint failed/i.test(error.message);
