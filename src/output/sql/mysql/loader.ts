/**
 * Rows into MariaDB and MySQL, by inserts of many rows: LOAD DATA LOCAL is switched off in many servers, and these are not. One loader writes to a
 * database at a time. Rows that may be there come into a temporary table, and are compared.
 */
import type { Connection, ResultSetHeader } from "mysql2/promise";
import type { Page, Values } from "../../../columns/page.js";
import { Failure } from "../../../failure/failure.js";
import type { LinkUrl } from "../../../network/link-url.js";
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
import { connectMysql, mysqlFailure, numberOf } from "./connection.js";
import { dialectOf, existing, quoted } from "./schema.js";

/** Characters of a statement; servers take 16 MiB and more. */
const STATEMENT = 512 * 1024;

const DUPLICATE = 1062;
/** The server has ended a transaction so that another one can end. */
const TO_BE_REPEATED = [1205, 1213];
const ATTEMPTS = 20;
/** Seconds that another loader of this database may take for a unit. */
const WAIT = 600;

export async function openMysql(url: LinkUrl, options: LoaderOptions): Promise<Loader> {
  const { shown } = url;
  const { connection, isMariadb, close } = await connectMysql(url);
  const dialect = dialectOf(connection, isMariadb);
  const told = <Result>(doing: () => Promise<Result>, given?: GivenRows<unknown>): Promise<Result> =>
    doing().catch((error: unknown) => {
      throw given?.isTheirs(error) ? error : mysqlFailure(error, shown);
    });
  const needed = async (tables: readonly SqlTable[]): Promise<string[]> =>
    statementsFor(tables, { shown, dialect, there: await existing(connection) });
  const alone = async <Result>(doing: () => Promise<Result>): Promise<Result> => {
    const [rows] = await connection.query(
      "SELECT get_lock(concat('witskit ', md5(DATABASE())), ?) AS found",
      [WAIT],
    );
    if (Number((rows as { found: unknown }[])[0]?.found) !== 1)
      throw new Failure(
        "output-taken",
        `${shown}: another loader writes there, and has not ended in ${WAIT} seconds`,
      );
    try {
      return await doing();
    } finally {
      // Of a connection that is gone, the server has done it.
      await connection.query("SELECT release_lock(concat('witskit ', md5(DATABASE())))").catch(() => {});
    }
  };
  return {
    shown,
    close,
    statements: (tables) => told(() => needed(tables)),
    ensure: (tables) =>
      told(() =>
        alone(async () => {
          for (const statement of await needed(tables)) await connection.query(statement);
        }),
      ),
    loaded: (units) =>
      told(async () => {
        if (units.length === 0 || !(await existing(connection)).relations.has(LEDGER))
          return new Set<string>();
        const [rows] = await connection.query(`SELECT unit FROM ${LEDGER} WHERE unit IN (?)`, [units]);
        return new Set((rows as { unit: string }[]).map(({ unit }) => unit));
      }),
    position: (unit) =>
      told(async () => {
        const [rows] = await connection.query(`SELECT position FROM ${LEDGER} WHERE unit = ?`, [unit]);
        return (rows as { position: string | null }[])[0]?.position ?? undefined;
      }),
    positions: (prefix) =>
      told(async () => {
        if (!(await existing(connection)).relations.has(LEDGER)) return new Map<string, string>();
        const [rows] = await connection.query(
          `SELECT unit, position FROM ${LEDGER} WHERE left(unit, ?) = ? AND position IS NOT NULL`,
          [prefix.length, prefix],
        );
        return new Map((rows as { unit: string; position: string }[]).map((row) => [row.unit, row.position]));
      }),
    replace(table, refound, rows) {
      const given = givenRows(rows);
      return told(
        () =>
          alone(async () => {
            for (let attempt = 1; ; attempt++) {
              try {
                return await transaction(connection, () =>
                  replaceIn({ connection, shown, options, compare: false }, table, refound, given.rows),
                );
              } catch (error) {
                const again = TO_BE_REPEATED.includes(numberOf(error) ?? 0) && attempt < ATTEMPTS;
                if (given.isTheirs(error) || !again) throw error;
              }
            }
          }),
        given,
      );
    },
    write(unit, rows) {
      const given = givenRows(rows);
      return told(
        () =>
          alone(async () => {
            let compare = false;
            for (let attempt = 1; ; attempt++) {
              try {
                return await transaction(connection, () =>
                  writeUnit({ connection, shown, options, compare }, unit, given.rows),
                );
              } catch (error) {
                if (given.isTheirs(error)) throw error;
                const number = numberOf(error) ?? 0;
                const isDuplicate: boolean = number === DUPLICATE && !compare;
                if (attempt === ATTEMPTS || !(isDuplicate || TO_BE_REPEATED.includes(number))) throw error;
                compare ||= isDuplicate;
              }
            }
          }),
        given,
      );
    },
  };
}

async function transaction<Result>(connection: Connection, doing: () => Promise<Result>): Promise<Result> {
  await connection.query("START TRANSACTION");
  try {
    const result = await doing();
    await connection.query("COMMIT");
    return result;
  } catch (error) {
    await connection.query("ROLLBACK").catch(() => {}); // of a connection that is gone, the server has done it
    throw error;
  }
}

interface Writing {
  readonly connection: Connection;
  readonly shown: string;
  readonly options: LoaderOptions;
  /** Compare all rows, whatever offsets tell. */
  readonly compare: boolean;
}

interface Remarks {
  infinite: number;
}

async function writeUnit(
  writing: Writing,
  { name, position }: LoadUnit,
  rows: () => AsyncIterable<TableRows> | Iterable<TableRows>,
): Promise<Written> {
  const { connection } = writing;
  const entered = await changed(
    connection,
    `INSERT ${position === undefined ? "IGNORE " : ""}INTO ${LEDGER} (unit, position, row_count) VALUES (?, ?, 0)` +
      (position === undefined
        ? ""
        : " ON DUPLICATE KEY UPDATE position = VALUES(position), loaded_at = current_timestamp(3)"),
    [name, position ?? null],
  );
  if (entered === 0 && position === undefined) return nothingWritten;
  const hulls = new Map<string, Hull | undefined>();
  const remarks = { infinite: 0 };
  let [written, present] = [0, 0];
  for await (const { table, page } of rows()) {
    if (page.rows === 0) continue;
    const compare = (await mayBeThere(writing, table, page, hulls)) || writing.compare;
    const done = compare
      ? await compareIn(writing, table, page, remarks)
      : await insertInto(writing, table, page, remarks);
    written += done;
    present += page.rows - done;
  }
  await connection.query(`UPDATE ${LEDGER} SET row_count = row_count + ? WHERE unit = ?`, [written, name]);
  return { already: false, rows: written, present, changed: changesIn(remarks) };
}

const changesIn = ({ infinite }: Remarks): Map<string, number> =>
  new Map(
    infinite === 0 ? [] : [["are infinite, which this database has no number for, and are null", infinite]],
  );

async function replaceIn(
  writing: Writing,
  table: SqlTable,
  refound: readonly Refound[],
  pages: () => AsyncIterable<Page> | Iterable<Page>,
): Promise<Written> {
  const { connection, shown } = writing;
  const [source, place] = table.key.map(quoted);
  for (const { unit, position, rows, known, source: of, from } of refound) {
    const [there] = await connection.query(`SELECT position FROM ${LEDGER} WHERE unit = ? FOR UPDATE`, [
      unit,
    ]);
    const [line] = there as { position: string | null }[];
    if ((line?.position ?? undefined) !== known) throw foundByOthers(shown, table.name);
    await connection.query(
      `INSERT INTO ${LEDGER} (unit, position, row_count) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE position = VALUES(position), ` +
        "row_count = VALUES(row_count), loaded_at = current_timestamp(3)",
      [unit, position, rows],
    );
    await connection.query(`DELETE FROM ${quoted(table.name)} WHERE ${source} = ? AND ${place} >= ?`, [
      of,
      from,
    ]);
  }
  const remarks = { infinite: 0 };
  let written = 0;
  for await (const page of pages()) written += await insertInto(writing, table, page, remarks);
  return { already: false, rows: written, present: 0, changed: changesIn(remarks) };
}

async function changed(
  connection: Connection,
  sql: string,
  values: readonly unknown[] = [],
): Promise<number> {
  const [result] = await connection.query(sql, [...values]);
  return (result as ResultSetHeader).affectedRows;
}

async function mayBeThere(
  { connection }: Writing,
  table: SqlTable,
  page: Page,
  hulls: Map<string, Hull | undefined>,
): Promise<boolean> {
  let found = false;
  for (const [source, own] of hullsOf(page)) {
    const key = hullKey(table.name, source);
    if (!hulls.has(key)) {
      const [rows] = await connection.query(
        `SELECT min(\`offset\`) AS first, max(\`offset\`) AS last FROM ${quoted(table.name)} WHERE source = ?`,
        [source],
      );
      const [row] = rows as { first: string | null; last: string | null }[];
      hulls.set(key, row?.first == null ? undefined : { first: Number(row.first), last: Number(row.last) });
    }
    found ||= overlaps(own, hulls.get(key));
  }
  return found;
}

async function insertInto(
  { connection }: Writing,
  table: SqlTable,
  page: Page,
  remarks: Remarks,
  target = quoted(table.name),
): Promise<number> {
  const sent = columnsOf(table, page).flatMap(({ name, kind, values }) =>
    values === undefined ? [] : [{ name, values, of: wordsOf(kind, connection, remarks) }],
  );
  const begin = `INSERT INTO ${target} (${sent.map(({ name }) => quoted(name)).join(", ")}) VALUES `;
  let statement = begin;
  for (let row = 0; row < page.rows; row++) {
    let words = statement === begin ? "(" : ",(";
    for (let i = 0; i < sent.length; i++) words += (i === 0 ? "" : ",") + sent[i]!.of(sent[i]!.values, row);
    statement += `${words})`;
    if (statement.length < STATEMENT && row < page.rows - 1) continue;
    await connection.query(statement);
    statement = begin;
  }
  return page.rows;
}

/** What stands for a value in a statement: the shortest text of a number is that number again. */
function wordsOf(
  kind: ColumnKind,
  connection: Connection,
  remarks: Remarks,
): (values: Values, row: number) => string {
  if (kind === "text" || kind === "bytes") {
    return (values, row) => {
      const value = values[row] as string | undefined;
      if (value === undefined) return "NULL";
      return kind === "text"
        ? connection.escape(value)
        : `x'${Buffer.from(value, "latin1").toString("hex")}'`;
    };
  }
  const isTime = kind === "instant" || kind === "clock";
  return (values, row) => {
    const value = values[row] as number;
    if (Number.isNaN(value)) return "NULL";
    if (isTime) return `'${new Date(value).toISOString().slice(0, -1).replace("T", " ")}'`;
    if (Number.isFinite(value))
      return String(value).includes("e") || kind === "integer" ? String(value) : `${value}e0`;
    remarks.infinite++;
    return "NULL";
  };
}

async function compareIn(writing: Writing, table: SqlTable, page: Page, remarks: Remarks): Promise<number> {
  const { connection, shown, options } = writing;
  const target = quoted(table.name);
  const coming = quoted(`witskit_${table.name}`);
  await connection.query(`DROP TEMPORARY TABLE IF EXISTS ${coming}`);
  await connection.query(`CREATE TEMPORARY TABLE ${coming} LIKE ${target}`);
  await insertInto(writing, table, page, remarks, coming);
  const names = page.fields.map(({ name }) => quoted(name));
  const same = table.key.map((name) => `there.${quoted(name)} = coming.${quoted(name)}`).join(" AND ");
  const differs = `NOT (${names.map((name) => `there.${name} <=> coming.${name}`).join(" AND ")})`;
  const others = names.filter((name) => !table.key.some((key) => quoted(key) === name));
  if (!options.replaceChanged) {
    const [rows] = await connection.query(
      `SELECT coming.source AS source, coming.\`offset\` AS place FROM ${coming} AS coming JOIN ${target} AS there ON ${same} WHERE ${differs} ORDER BY source, place LIMIT 1`,
    );
    const [first] = rows as { source: string; place: string }[];
    if (first !== undefined)
      throw rowsDiffer(shown, table.name, { source: first.source, offset: Number(first.place) });
  } else if (others.length > 0) {
    const set = others.map((name) => `there.${name} = coming.${name}`).join(", ");
    await connection.query(
      `UPDATE ${target} AS there JOIN ${coming} AS coming ON ${same} SET ${set} WHERE ${differs}`,
    );
  }
  const done = await changed(
    connection,
    `INSERT INTO ${target} (${names.join(", ")}) SELECT ${names.map((name) => `coming.${name}`).join(", ")} FROM ${coming} AS coming ` +
      `WHERE NOT EXISTS (SELECT 1 FROM ${target} AS there WHERE ${same})`,
  );
  await connection.query(`DROP TEMPORARY TABLE ${coming}`);
  return done;
}
