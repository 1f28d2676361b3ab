/** Questions to a file of SQLite, which is opened for reading alone. What a value is, the value itself tells there. */
import type { LinkUrl } from "../../../network/link-url.js";
import type { SqliteDatabase, SqliteValue } from "../../../runtime/sqlite-library.js";
import { type Answer, type AnswerValue, type Asking, FETCHED, microsecondsIn } from "../ask.js";
import { COLUMNS } from "../lookup-tables.js";
import { openFile, sqliteFailure } from "./database.js";
import { fileOf } from "./loader.js";
import { existing } from "./schema.js";

type Kind = Answer["columns"][number]["kind"];

export async function askSqlite(url: LinkUrl): Promise<Asking> {
  const database = await openFile(fileOf(url), url.shown, true);
  const times = timesIn(database, url.shown);
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
        const columns = about.map(({ name, column, table }, i) => ({
          name,
          kind: kindOf({ derived: column === null, time: times.get(`${table}\n${column}`) }, first, i),
        }));
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

/** Columns that have times, by their tables, as `witskit_columns` tells it. */
function timesIn(database: SqliteDatabase, shown: string): ReadonlyMap<string, Kind> {
  try {
    if (!existing(database).relations.has(COLUMNS)) return new Map();
    const rows = database
      .prepare(
        `SELECT table_name AS t, column_name AS c, kind FROM ${COLUMNS} WHERE kind IN ('instant', 'clock')`,
      )
      .all() as { t: string; c: string; kind: Kind }[];
    return new Map(rows.map(({ t, c, kind }) => [`${t}\n${c}`, kind]));
  } catch (error) {
    throw sqliteFailure(error, shown);
  }
}

/** Where a value of an answer is from: a column that has times, or something that was made of columns. */
interface Origin {
  readonly derived: boolean;
  readonly time: Kind | undefined;
}

/** By the first value that there is. Times are texts, and known by their column; those of `max("timestamp")` by what they look like. */
function kindOf({ derived, time }: Origin, rows: readonly (readonly SqliteValue[])[], i: number): Kind {
  const value = rows.find((row) => row[i] !== null)?.[i];
  if (typeof value === "bigint") return "integer";
  if (typeof value === "number") return "number";
  if (value instanceof Uint8Array) return "bytes";
  const isTime = (one: SqliteValue | undefined): boolean => one === null || TIME.test(String(one));
  if (time !== undefined) return time;
  if (value !== undefined && derived && rows.every((row) => isTime(row[i])))
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
