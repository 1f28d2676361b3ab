/**
 * Rows into PostgreSQL, by binary COPY from columns. Where a source has no row in the table that could be one of those that come, which
 * its first and last offset tell, they are copied straight into it; where it may have some, they come into a temporary table, are
 * compared, and those that are new go on. A lock for the source keeps other loaders out meanwhile.
 */
import type { Client } from "pg";
import type { Page } from "../../../columns/page.js";
import { columnOf } from "../../../columns/page.js";
import type { LinkUrl } from "../../../network/link-url.js";
import { foundByOthers, rowsDiffer } from "../differences.js";
import { givenRows } from "../given-rows.js";
import type { Loader, LoaderOptions, LoadUnit, Refound, TableRows, Written } from "../loader.js";
import { nothingWritten } from "../loader.js";
import { LEDGER } from "../lookup-tables.js";
import { type Hull, hullKey, hullsOf, overlaps } from "../offsets.js";
import { statementsFor } from "../schema.js";
import type { SqlTable } from "../tables.js";
import { connectionSettings, isDuplicate, isToBeRepeated, postgresFailure } from "./connection.js";
import type { Remarks } from "./copy-rows.js";
import { Copying } from "./copying.js";
import { exactly, literal, quoted } from "./names.js";
import { boundsOf, monthsOf } from "./partitions.js";
import { readSchema } from "./schema.js";

/** Of the locks that loaders take, so that they are nobody else's. */
const LOCK = 0x5749_5453;

/** Times that a unit is begun anew, where the server has ended its transaction for its own reasons. */
const ATTEMPTS = 20;

export async function openPostgres(url: LinkUrl, options: LoaderOptions): Promise<Loader> {
  const { client, schema, close } = await connectionSettings(url).connect();
  return postgresLoader({ client, schema, close, shown: url.shown, options });
}

interface Opened {
  readonly client: Client;
  readonly schema: string;
  readonly shown: string;
  readonly options: LoaderOptions;
  readonly close: () => Promise<void>;
}

function postgresLoader(opened: Opened): Loader {
  const { client, schema, shown, close } = opened;
  const at = (name: string): string => `${exactly(schema)}.${quoted(name)}`;
  /** Whether tables are partitioned by month, by name. */
  const partitioned = new Map<string, boolean>();
  const told = <Result>(doing: () => Promise<Result>): Promise<Result> =>
    doing().catch((error: unknown) => {
      throw postgresFailure(error, shown);
    });
  const needed = async (tables: readonly SqlTable[]): Promise<string[]> => {
    const { first, ...found } = await readSchema(client, schema);
    return [...first, ...statementsFor(tables, { shown, ...found })];
  };

  return {
    shown,
    statements: (tables) => told(() => needed(tables)),
    ensure: (tables) =>
      told(async () => {
        await transaction(client, async () => {
          await client.query(`SELECT pg_advisory_xact_lock(${LOCK}, 0)`);
          for (const statement of await needed(tables)) await client.query(statement);
        });
        const found = await client.query<{ relname: string; relkind: string }>(
          "SELECT relname, relkind FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relname = ANY($2)",
          [schema, tables.map(({ name }) => name)],
        );
        for (const { relname, relkind } of found.rows) partitioned.set(relname, relkind === "p");
      }),
    loaded: (units) =>
      told(async () => {
        const isThere = await client.query<{ found: boolean }>(
          "SELECT to_regclass($1) IS NOT NULL AS found",
          [at(LEDGER)],
        );
        if (!isThere.rows[0]!.found) return new Set<string>();
        const { rows } = await client.query<{ unit: string }>(
          `SELECT unit FROM ${at(LEDGER)} WHERE unit = ANY($1)`,
          [units],
        );
        return new Set(rows.map(({ unit }) => unit));
      }),
    position: (unit) =>
      told(async () => {
        const { rows } = await client.query<{ position: string | null }>(
          `SELECT position FROM ${at(LEDGER)} WHERE unit = $1`,
          [unit],
        );
        return rows[0]?.position ?? undefined;
      }),
    positions: (prefix) =>
      told(async () => {
        const { rows } = await client.query<{ unit: string; position: string }>(
          `SELECT unit, position FROM ${at(LEDGER)} WHERE starts_with(unit, $1) AND position IS NOT NULL`,
          [prefix],
        );
        return new Map(rows.map(({ unit, position }) => [unit, position]));
      }),
    async replace(table, refound, rows) {
      const given = givenRows(rows);
      for (let attempt = 1; ; attempt++) {
        try {
          return await transaction(client, () =>
            replaceIn({ ...opened, at, partitioned, compare: false }, table, refound, given.rows),
          );
        } catch (error) {
          if (given.isTheirs(error)) throw error;
          if (attempt === ATTEMPTS || !isToBeRepeated(error)) throw postgresFailure(error, shown);
        }
      }
    },
    async write(unit, rows) {
      const given = givenRows(rows);
      let compare = false;
      for (let attempt = 1; ; attempt++) {
        try {
          return await transaction(client, () =>
            writeUnit({ ...opened, at, partitioned, compare }, unit, given.rows),
          );
        } catch (error) {
          if (given.isTheirs(error)) throw error;
          if (attempt === ATTEMPTS || !(isToBeRepeated(error) || (isDuplicate(error) && !compare)))
            throw postgresFailure(error, shown);
          compare ||= isDuplicate(error);
        }
      }
    },
    close,
  };
}

async function transaction<Result>(client: Client, doing: () => Promise<Result>): Promise<Result> {
  await client.query("BEGIN");
  try {
    const result = await doing();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {}); // of a connection that is gone, the server has done it
    throw error;
  }
}

interface Writing extends Opened {
  readonly at: (name: string) => string;
  readonly partitioned: ReadonlyMap<string, boolean>;
  /** Compare all rows, whatever offsets tell. */
  readonly compare: boolean;
}

async function writeUnit(
  writing: Writing,
  { name, position }: LoadUnit,
  rows: () => AsyncIterable<TableRows> | Iterable<TableRows>,
): Promise<Written> {
  const { client, at } = writing;
  const ledger = at(LEDGER);
  const entered = await client.query(
    `INSERT INTO ${ledger} (unit, position, row_count) VALUES ($1, $2, 0) ` +
      (position === undefined
        ? "ON CONFLICT (unit) DO NOTHING"
        : "ON CONFLICT (unit) DO UPDATE SET position = excluded.position, loaded_at = now()"),
    [name, position ?? null],
  );
  if (entered.rowCount === 0) return nothingWritten;
  const known: Known = { hulls: new Map(), months: new Set() };
  const remarks = { texts: 0 };
  let [written, present] = [0, 0];
  let copying: Copying | undefined;
  let before: Copying | undefined;
  const end = async (): Promise<void> => {
    before = copying ?? before;
    copying = undefined;
    await before?.end();
  };
  try {
    for await (const { table, page } of rows()) {
      if (page.rows === 0) continue;
      const lacking = lackingOf(writing, table, page, known);
      if (lacking !== undefined) {
        // The server answers no question while it is in a COPY.
        await end();
        await learn(writing, table, lacking, known);
      }
      if (writing.compare || mayBeThere(table, page, known)) {
        await end();
        const done = await compareIn(writing, table, page, remarks);
        written += done.rows;
        present += done.present;
        continue;
      }
      if (!copying?.takes(table, page)) await end();
      copying ??= await Copying.begin(client, at(table.name), { table, page, remarks, before });
      await copying.write(page);
      written += page.rows;
    }
    await end();
  } catch (error) {
    await copying?.abort(error);
    throw error;
  }
  await client.query(`UPDATE ${ledger} SET row_count = row_count + $2 WHERE unit = $1`, [name, written]);
  return { already: false, rows: written, present, changed: changedIn(remarks) };
}

const changedIn = ({ texts }: Remarks): Map<string, number> =>
  new Map(texts === 0 ? [] : [["have a NUL, which PostgreSQL's texts cannot: U+FFFD stands for it", texts]]);

async function replaceIn(
  { client, at, shown }: Writing,
  table: SqlTable,
  refound: readonly Refound[],
  pages: () => AsyncIterable<Page> | Iterable<Page>,
): Promise<Written> {
  const [source, place] = table.key.map(quoted);
  for (const { unit, position, rows, known, source: of, from } of refound) {
    const noted = await client.query(
      `INSERT INTO ${at(LEDGER)} AS there (unit, position, row_count) VALUES ($1, $2, $3) ON CONFLICT (unit) DO UPDATE SET ` +
        "position = excluded.position, row_count = excluded.row_count, loaded_at = now() WHERE there.position = $4",
      [unit, position, rows, known ?? null],
    );
    if (noted.rowCount === 0) throw foundByOthers(shown, table.name);
    await client.query(`DELETE FROM ${at(table.name)} WHERE ${source} = $1 AND ${place} >= $2`, [of, from]);
  }
  const remarks = { texts: 0 };
  let written = 0;
  let copying: Copying | undefined;
  try {
    for await (const page of pages()) {
      if (copying?.takes(table, page) !== true) {
        await copying?.end();
        copying = await Copying.begin(client, at(table.name), { table, page, remarks, before: copying });
      }
      await copying.write(page);
      written += page.rows;
    }
    await copying?.end();
  } catch (error) {
    await copying?.abort(error);
    throw error;
  }
  return { already: false, rows: written, present: 0, changed: changedIn(remarks) };
}

/** What a transaction knows of the tables. */
interface Known {
  /** From where to where they have rows of a source. */
  readonly hulls: Map<string, Hull | undefined>;
  /** Partitions that are there. */
  readonly months: Set<string>;
}

/** What must be asked, or made, before rows of a page can be written; undefined where nothing must. */
interface Lacking {
  readonly sources: readonly string[];
  readonly months: readonly string[];
}

const monthTable = (table: SqlTable, month: string): string => `${table.name}_${month.replace("-", "_")}`;

function lackingOf(
  { partitioned }: Writing,
  table: SqlTable,
  page: Page,
  { hulls, months }: Known,
): Lacking | undefined {
  const sources = [...hullsOf(page).keys()].filter((source) => !hulls.has(hullKey(table.name, source)));
  const lacking = partitioned.get(table.name)
    ? [...monthsOf(columnOf(page, "timestamp"))].filter((month) => !months.has(monthTable(table, month)))
    : [];
  return sources.length + lacking.length === 0 ? undefined : { sources, months: lacking };
}

/** Locks sources for this transaction, asks for what the table has of them, and makes partitions. */
async function learn(
  { client, at }: Writing,
  table: SqlTable,
  { sources, months }: Lacking,
  known: Known,
): Promise<void> {
  if (sources.length > 0) {
    await client.query(
      "SELECT pg_advisory_xact_lock($1, bucket) FROM (SELECT DISTINCT 1 + (hashtext(source) & 255) AS bucket FROM unnest($2::text[]) AS source ORDER BY 1) AS buckets",
      [LOCK, sources],
    );
    const of = (which: string): string =>
      `(SELECT ${which}("offset") FROM ${at(table.name)} WHERE source = given.source)`;
    const { rows } = await client.query<{ source: string; first: string | null; last: string | null }>(
      `SELECT source, ${of("min")} AS first, ${of("max")} AS last FROM unnest($1::text[]) AS given (source)`,
      [sources],
    );
    for (const { source, first, last } of rows)
      known.hulls.set(
        hullKey(table.name, source),
        first === null || last === null ? undefined : { first: Number(first), last: Number(last) },
      );
  }
  for (const month of months) {
    const name = monthTable(table, month);
    const { from, until } = boundsOf(month);
    const there = await client.query<{ found: boolean }>("SELECT to_regclass($1) IS NOT NULL AS found", [
      at(name),
    ]);
    if (!there.rows[0]!.found)
      await client.query(
        `CREATE TABLE ${at(name)} PARTITION OF ${at(table.name)} FOR VALUES FROM (${literal(from)}) TO (${literal(until)})`,
      );
    known.months.add(name);
  }
}

const mayBeThere = (table: SqlTable, page: Page, { hulls }: Known): boolean =>
  [...hullsOf(page)].some(([source, hull]) => overlaps(hull, hulls.get(hullKey(table.name, source))));

/** Rows that may be there: through a temporary table that has them as they come. */
async function compareIn(
  { client, at, shown, options }: Writing,
  table: SqlTable,
  page: Page,
  remarks: Remarks,
): Promise<{ rows: number; present: number }> {
  const target = at(table.name);
  const coming = `pg_temp.${quoted(`witskit_${table.name}`)}`;
  await client.query(`DROP TABLE IF EXISTS ${coming}`);
  await client.query(`CREATE TEMP TABLE ${quoted(`witskit_${table.name}`)} (LIKE ${target}) ON COMMIT DROP`);
  const copying = await Copying.begin(client, coming, { table, page, remarks });
  await copying.write(page);
  await copying.end();
  await client.query(`CREATE INDEX ON ${coming} (source, "offset")`);
  await client.query(`ANALYZE ${coming}`);
  const names = page.fields.map(({ name }) => quoted(name));
  const same = table.key.map((name) => `there.${quoted(name)} = coming.${quoted(name)}`).join(" AND ");
  const of = (side: string): string => names.map((name) => `${side}.${name}`).join(", ");
  const differs = `ROW(${of("there")}) IS DISTINCT FROM ROW(${of("coming")})`;
  if (options.replaceChanged) {
    const others = names.filter((name) => !table.key.some((key) => quoted(key) === name));
    const set = others.map((name) => `${name} = coming.${name}`).join(", ");
    if (others.length > 0)
      await client.query(
        `UPDATE ${target} AS there SET ${set} FROM ${coming} AS coming WHERE ${same} AND ${differs}`,
      );
  } else {
    const { rows } = await client.query<{ source: string; offset: string }>(
      `SELECT coming.source, coming."offset" FROM ${target} AS there JOIN ${coming} AS coming ON ${same} WHERE ${differs} ` +
        'ORDER BY coming.source, coming."offset" LIMIT 1',
    );
    const [first] = rows;
    if (first !== undefined)
      throw rowsDiffer(shown, table.name, { source: first.source, offset: Number(first.offset) });
  }
  const { rowCount } = await client.query(
    `INSERT INTO ${target} (${names.join(", ")}) SELECT ${of("coming")} FROM ${coming} AS coming WHERE NOT EXISTS (SELECT FROM ${target} AS there WHERE ${same})`,
  );
  return { rows: rowCount ?? 0, present: page.rows - (rowCount ?? 0) };
}
