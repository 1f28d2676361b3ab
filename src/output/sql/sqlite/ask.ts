/** Questions to a file of SQLite, which is opened for reading alone. What a value is, the value itself tells there. */
import type { LinkUrl } from "../../../network/link-url.js";
import type { SqliteValue } from "../../../runtime/sqlite-library.js";
import { type Answer, type AnswerValue, type Asking, FETCHED, microsecondsIn } from "../ask.js";
import { openFile, sqliteFailure } from "./database.js";
import { fileOf } from "./loader.js";

type Kind = Answer["columns"][number]["kind"];

export async function askSqlite(url: LinkUrl): Promise<Asking> {
  const database = await openFile(fileOf(url), url.shown, true);
  return {
    shown: url.shown,
    async close() {
      database.close();
    },
    async ask(sql) {
      try {
        const statement = database.prepare(sql);
        statement.setReadBigInts(true);
        statement.setReturnArrays(true);
        const about = statement.columns();
        const all = statement.iterate() as unknown as IterableIterator<SqliteValue[]>;
        // The library ends a statement that nobody holds any more, though its rows are still read.
        const reading = { statement, isDone: false };
        const some = (): SqliteValue[][] => {
          const rows: SqliteValue[][] = [];
          while (rows.length < FETCHED && !reading.isDone) {
            const { value, done } = all.next();
            if (done) reading.isDone = true;
            else rows.push(value);
          }
          return rows;
        };
        const first = some();
        const columns = about.map(({ name, column }, i) => ({ name, kind: kindOf(column, first, i) }));
        return {
          columns,
          async *rows() {
            for (let rows = first; rows.length > 0; rows = some())
              yield rows.map((row) => row.map((value, i) => cellOf(value, columns[i]!.kind)));
          },
        };
      } catch (error) {
        throw sqliteFailure(error, url.shown, "bad-query");
      }
    },
  };
}

/** A time as tables have it. */
const TIME = /^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z?$/;

/** By the first value that there is. Times of tables are texts, and known by their column; those of `max("timestamp")` by what they look like. */
function kindOf(column: string | null, rows: readonly (readonly SqliteValue[])[], i: number): Kind {
  const value = rows.find((row) => row[i] !== null)?.[i];
  if (typeof value === "bigint") return "integer";
  if (typeof value === "number") return "number";
  if (value instanceof Uint8Array) return "bytes";
  const isTime = (one: SqliteValue | undefined): boolean => one === null || TIME.test(String(one));
  if (
    value !== undefined &&
    (column === "timestamp" || (column === null && rows.every((row) => isTime(row[i]))))
  )
    return String(value).endsWith("Z") ? "instant" : "clock";
  return "text";
}

/** A value of another type than the first one, which SQLite allows, is turned into it where it can be. */
function cellOf(value: SqliteValue, kind: Kind): AnswerValue {
  if (value === null) return null;
  if (kind === "number") return Number(value);
  if (kind === "integer")
    return typeof value === "number" && !Number.isInteger(value) ? value : BigInt(value as bigint);
  if (kind === "instant" || kind === "clock") return microsecondsIn(String(value));
  return kind === "bytes" ? value : String(value);
}
