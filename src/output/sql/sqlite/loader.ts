/**
 * Rows into a file of SQLite: a statement that is prepared once for the rows of a page, in one transaction a unit. Rows that may be
 * there already come into a temporary table, and are compared.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Page, Values } from "../../../columns/page.js";
import type { LinkUrl } from "../../../network/link-url.js";
import type { SqliteDatabase, SqliteValue } from "../../../runtime/sqlite-library.js";
import { foundByOthers, rowsDiffer } from "../differences.js";
import { type GivenRows, givenRows } from "../given-rows.js";
import {
  type Loader,
  type LoaderOptions,
  type LoadUnit,
  nothingWritten,
  type Refound,
  type TableRows,
  type Written,
} from "../loader.js";
import { LEDGER } from "../lookup-tables.js";
import { type Hull, hullKey, hullsOf, overlaps } from "../offsets.js";
import { statementsFor } from "../schema.js";
import { type ColumnKind, columnsOf, type SqlTable } from "../tables.js";
import { isBusy, isDuplicate, openFile, sqliteFailure } from "./database.js";
import { dialect, existing, quoted } from "./schema.js";

/** The file of a URL, `sqlite:///path/file.db`. */
export function fileOf(url: LinkUrl): string {
  url.checkParameters();
  if (url.host !== "" || url.path.length < 2)
    throw url.failure(
      "write the path of the file behind three slashes, as in sqlite:///data/rig.db; a fourth is none",
    );
  return /^\/[a-z]:/i.test(url.path) ? url.path.slice(1) : url.path;
}

export async function openSqlite(url: LinkUrl, options: LoaderOptions): Promise<Loader> {
  const { shown } = url;
  const database = await openFile(fileOf(url), shown);
  const told = async <Result>(
    doing: () => Result | Promise<Result>,
    given?: GivenRows<unknown>,
  ): Promise<Result> => {
    try {
      return await doing();
    } catch (error) {
      throw given?.isTheirs(error) ? error : sqliteFailure(error, shown);
    }
  };
  const needed = (tables: readonly SqlTable[]): string[] =>
    statementsFor(tables, { shown, dialect, there: existing(database) });
  let isOpen = true;
  return {
    shown,
    statements: (tables) => told(() => needed(tables)),
    ensure: (tables) =>
      told(() =>
        transaction(database, () => {
          for (const statement of needed(tables)) database.exec(statement);
        }),
      ),
    loaded: (units) =>
      told(() => {
        if (!existing(database).relations.has(LEDGER)) return new Set<string>();
        const find = database.prepare(`SELECT unit FROM ${LEDGER} WHERE unit = ?`);
        return new Set(units.filter((unit) => find.all(unit).length > 0));
      }),
    position: (unit) =>
      told(() => {
        const [row] = database.prepare(`SELECT position FROM ${LEDGER} WHERE unit = ?`).all(unit);
        return (row?.["position"] as string | null | undefined) ?? undefined;
      }),
    positions: (prefix) =>
      told(() => {
        if (!existing(database).relations.has(LEDGER)) return new Map<string, string>();
        const all = database
          .prepare(
            `SELECT unit, position FROM ${LEDGER} WHERE substr(unit, 1, ?) = ? AND position IS NOT NULL`,
          )
          .all(prefix.length, prefix) as { unit: string; position: string }[];
        return new Map(all.map(({ unit, position }) => [unit, position]));
      }),
    replace(table, refound, rows) {
      const given = givenRows(rows);
      return told(
        () =>
          transaction(database, () =>
            replaceIn({ database, shown, options, compare: false }, table, refound, given.rows),
          ),
        given,
      );
    },
    write(unit, rows) {
      const given = givenRows(rows);
      const writing = { database, shown, options };
      const write = (compare: boolean) =>
        transaction(database, () => writeUnit({ ...writing, compare }, unit, given.rows));
      return told(async () => {
        try {
          return await write(false);
        } catch (error) {
          if (given.isTheirs(error) || !isDuplicate(error)) throw error;
          return write(true);
        }
      }, given);
    },
    async close() {
      if (isOpen) database.close();
      isOpen = false;
    },
  };
}

async function transaction<Result>(
  database: SqliteDatabase,
  doing: () => Result | Promise<Result>,
): Promise<Result> {
  await begin(database);
  try {
    const result = await doing();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    try {
      database.exec("ROLLBACK");
    } catch {
      // A full disk has ended the transaction already.
    }
    throw error;
  }
}

/** Milliseconds that another program may take for its transaction, and in which nothing else is done. */
const PATIENCE = 10_000;
const AT_ONCE = 200;

/** While another program writes there, an interrupt is heard: SQLite waits in the thread that calls it. */
async function begin(database: SqliteDatabase): Promise<void> {
  const limit = performance.now() + PATIENCE;
  database.exec(`PRAGMA busy_timeout = ${AT_ONCE}`);
  for (;;) {
    try {
      database.exec("BEGIN IMMEDIATE");
      break;
    } catch (error) {
      if (!isBusy(error) || performance.now() > limit) throw error;
      await delay(AT_ONCE / 10);
    }
  }
  // Who reads holds up a commit for a moment alone.
  database.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
}

interface Writing {
  readonly database: SqliteDatabase;
  readonly shown: string;
  readonly options: LoaderOptions;
  /** Compare all rows, whatever offsets tell. */
  readonly compare: boolean;
}

/** Numbers nearer to 0 have fewer digits than others, and some builds of SQLite take them for 0. */
const SMALLEST = 2.2250738585072014e-308;

interface Remarks {
  small: number;
}

const flushes = (database: SqliteDatabase): boolean =>
  database.prepare("SELECT ? AS small").all(Number.MIN_VALUE)[0]?.["small"] === 0;

async function writeUnit(
  writing: Writing,
  { name, position }: LoadUnit,
  rows: () => AsyncIterable<TableRows> | Iterable<TableRows>,
): Promise<Written> {
  const { database } = writing;
  const { changes } = database
    .prepare(
      `INSERT INTO ${LEDGER} (unit, position, row_count) VALUES (?, ?, 0) ON CONFLICT (unit) DO ` +
        (position === undefined
          ? "NOTHING"
          : "UPDATE SET position = excluded.position, loaded_at = strftime('%Y-%m-%d %H:%M:%fZ', 'now')"),
    )
    .run(name, position ?? null);
  if (Number(changes) === 0) return nothingWritten;
  const hulls = new Map<string, Hull | undefined>();
  const remarks = { small: 0 };
  let [written, present] = [0, 0];
  for await (const { table, page } of rows()) {
    if (page.rows === 0) continue;
    const compare = mayBeThere(writing, table, page, hulls) || writing.compare;
    const done = compare
      ? compareIn(writing, table, page, remarks)
      : insertInto(writing, table, page, remarks);
    written += done;
    present += page.rows - done;
  }
  database.prepare(`UPDATE ${LEDGER} SET row_count = row_count + ? WHERE unit = ?`).run(written, name);
  return { already: false, rows: written, present, changed: changedIn(database, remarks) };
}

const changedIn = (database: SqliteDatabase, { small }: Remarks): Map<string, number> =>
  new Map(
    small > 0 && flushes(database)
      ? [["are smaller than 2.3e-308, which this build of SQLite takes for 0", small]]
      : [],
  );

async function replaceIn(
  writing: Writing,
  table: SqlTable,
  refound: readonly Refound[],
  pages: () => AsyncIterable<Page> | Iterable<Page>,
): Promise<Written> {
  const { database, shown } = writing;
  const note = database.prepare(
    `INSERT INTO ${LEDGER} (unit, position, row_count) VALUES (?1, ?2, ?3) ON CONFLICT (unit) DO UPDATE SET position = excluded.position, ` +
      "row_count = excluded.row_count, loaded_at = strftime('%Y-%m-%d %H:%M:%fZ', 'now') WHERE position = ?4",
  );
  const [source, place] = table.key.map(quoted);
  const leave = database.prepare(`DELETE FROM ${quoted(table.name)} WHERE ${source} = ? AND ${place} >= ?`);
  for (const { unit, position, rows, known, source: of, from } of refound) {
    if (Number(note.run(unit, position, rows, known ?? null).changes) === 0)
      throw foundByOthers(shown, table.name);
    leave.run(of, from);
  }
  const remarks = { small: 0 };
  let written = 0;
  for await (const page of pages()) written += insertInto(writing, table, page, remarks);
  return { already: false, rows: written, present: 0, changed: changedIn(database, remarks) };
}

function mayBeThere(
  { database }: Writing,
  table: SqlTable,
  page: Page,
  hulls: Map<string, Hull | undefined>,
): boolean {
  const target = quoted(table.name);
  const ends = database.prepare(
    `SELECT (SELECT min("offset") FROM ${target} WHERE source = ?1) AS first, (SELECT max("offset") FROM ${target} WHERE source = ?1) AS last`,
  );
  return [...hullsOf(page)].some(([source, own]) => {
    const key = hullKey(table.name, source);
    if (!hulls.has(key)) {
      const [row] = ends.all(source);
      const first = row?.["first"];
      hulls.set(key, first == null ? undefined : { first: Number(first), last: Number(row!["last"]) });
    }
    return overlaps(own, hulls.get(key));
  });
}

function insertInto(
  { database }: Writing,
  table: SqlTable,
  page: Page,
  remarks: Remarks,
  target = quoted(table.name),
): number {
  const sent = columnsOf(table, page).flatMap(({ name, kind, values }) =>
    values === undefined ? [] : [{ name, values, of: cellsOf(kind, remarks) }],
  );
  const names = sent.map(({ name }) => quoted(name)).join(", ");
  const insert = database.prepare(
    `INSERT INTO ${target} (${names}) VALUES (${sent.map(() => "?").join(", ")})`,
  );
  const cells: SqliteValue[] = new Array(sent.length).fill(null);
  for (let row = 0; row < page.rows; row++) {
    for (let i = 0; i < sent.length; i++) cells[i] = sent[i]!.of(sent[i]!.values, row);
    insert.run(...cells);
  }
  return page.rows;
}

/** What turns a value into what SQLite has. */
function cellsOf(kind: ColumnKind, remarks: Remarks): (values: Values, row: number) => SqliteValue {
  if (kind === "text") return (values, row) => (values[row] as string | undefined) ?? null;
  if (kind === "bytes")
    return (values, row) => (values[row] === undefined ? null : Buffer.from(values[row] as string, "latin1"));
  const isTime = kind === "instant" || kind === "clock";
  return (values, row) => {
    const value = values[row] as number;
    if (Number.isNaN(value)) return null;
    if (value < SMALLEST && value > -SMALLEST && value !== 0) remarks.small++;
    return isTime ? timeText(value, kind === "instant") : value;
  };
}

/** `2026-11-30 00:05:44.123`, with a `Z` where it is UTC. */
export function timeText(time: number, utc: boolean): string {
  const iso = new Date(time).toISOString();
  return `${iso.slice(0, -1).replace("T", " ")}${utc ? "Z" : ""}`;
}

function compareIn(writing: Writing, table: SqlTable, page: Page, remarks: Remarks): number {
  const { database, shown, options } = writing;
  const target = quoted(table.name);
  const coming = `temp.${quoted(`witskit_${table.name}`)}`;
  const names = page.fields.map(({ name }) => quoted(name));
  const of = (side: string): string => names.map((name) => `${side}.${name}`).join(", ");
  database.exec(
    `CREATE TEMP TABLE IF NOT EXISTS ${quoted(`witskit_${table.name}`)} AS SELECT * FROM ${target} WHERE false`,
  );
  database.exec(`DELETE FROM ${coming}`);
  insertInto(writing, table, page, remarks, coming);
  const same = table.key.map((name) => `there.${quoted(name)} = coming.${quoted(name)}`).join(" AND ");
  const differs = `(${of("there")}) IS NOT (${of("coming")})`;
  const others = names.filter((name) => !table.key.some((key) => quoted(key) === name));
  if (!options.replaceChanged) {
    const [first] = database
      .prepare(
        `SELECT coming.source AS source, coming."offset" AS place FROM ${coming} AS coming CROSS JOIN ${target} AS there ON ${same} WHERE ${differs} ` +
          "ORDER BY source, place LIMIT 1",
      )
      .all();
    if (first !== undefined)
      throw rowsDiffer(shown, table.name, {
        source: String(first["source"]),
        offset: Number(first["place"]),
      });
  } else if (others.length > 0) {
    const set = others.map((name) => `${name} = coming.${name}`).join(", ");
    database.exec(
      `UPDATE ${target} AS there SET ${set} FROM ${coming} AS coming WHERE ${same} AND ${differs}`,
    );
  }
  const { changes } = database
    .prepare(
      `INSERT INTO ${target} (${names.join(", ")}) SELECT ${of("coming")} FROM ${coming} AS coming WHERE NOT EXISTS (SELECT 1 FROM ${target} AS there WHERE ${same})`,
    )
    .run();
  database.exec(`DELETE FROM ${coming}`);
  return Number(changes);
}
