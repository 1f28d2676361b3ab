/** SQLite, of the runtime where that has it, and else of a library with the same calls. Loaded when it is used. */
import { Failure } from "../failure/failure.js";

export type SqliteValue = number | bigint | string | Uint8Array | null;

export interface SqliteStatement {
  run(...values: SqliteValue[]): { readonly changes: number | bigint };
  all(...values: SqliteValue[]): Record<string, SqliteValue>[];
  iterate(...values: SqliteValue[]): IterableIterator<Record<string, SqliteValue>>;
  columns(): { readonly name: string; readonly column: string | null; readonly table: string | null }[];
  setReadBigInts(wanted: boolean): void;
  setReturnArrays(wanted: boolean): void;
}

export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export interface SqliteLibrary {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => SqliteDatabase;
}

/** `atLeast` is a version of SQLite, `3.51.3`: one of the runtime that is older gives way to the library. */
export async function sqliteLibrary(atLeast = "0"): Promise<SqliteLibrary> {
  const own = ofRuntime();
  if (own !== undefined && isAtLeast(versionOf(own), atLeast)) return own;
  const library = await installed(own === undefined ? "is not in" : `is ${versionOf(own)} in`, atLeast);
  if (isAtLeast(versionOf(library), atLeast)) return library;
  throw new Failure(
    "library-missing",
    `SQLite ${versionOf(library)} is installed, and ${atLeast} is the oldest that is safe here: \`npm install @photostructure/sqlite\` adds it`,
  );
}

async function installed(how: string, atLeast: string): Promise<SqliteLibrary> {
  try {
    return await import("@photostructure/sqlite");
  } catch (cause) {
    const wanted = atLeast === "0" ? "" : ` (${atLeast} or later is needed)`;
    throw new Failure(
      "library-missing",
      `SQLite ${how} this version of Node${wanted}, and its library is not installed: \`npm install @photostructure/sqlite\` adds it`,
      { cause },
    );
  }
}

function versionOf({ DatabaseSync }: SqliteLibrary): string {
  const database = new DatabaseSync(":memory:");
  try {
    return String(database.prepare("SELECT sqlite_version() AS version").all()[0]!["version"]);
  } finally {
    database.close();
  }
}

export function isAtLeast(version: string, other: string): boolean {
  const [ours, theirs] = [version, other].map((one) => one.split(".").map(Number)) as [number[], number[]];
  const differs = theirs.findIndex((part, i) => part !== (ours[i] ?? 0));
  return differs < 0 || (ours[differs] ?? 0) > theirs[differs]!;
}

/** It calls itself an experiment whenever it is loaded, which nobody who loads rows needs to hear. */
function ofRuntime(): SqliteLibrary | undefined {
  const builtin = (process as { getBuiltinModule?: (name: string) => unknown }).getBuiltinModule;
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return builtin?.("node:sqlite") as SqliteLibrary | undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}
