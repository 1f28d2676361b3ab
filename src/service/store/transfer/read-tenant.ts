/** Reads the lines of a tenant into a store that has none of it: all of its rows, or none of them. */
import { sql as text } from "kysely";
import { said } from "../../words/refusal.js";
import { canonical, parsed } from "../audit/canonical.js";
import { brokenText, verify } from "../audit/chain.js";
import type { Json } from "../audit/event.js";
import type { Store, Transaction } from "../database.js";
import { changedSince } from "../frozen.js";
import { newest } from "../migrations/all.js";
import { Refusal } from "../refusal.js";
import { wordsAs } from "../repositories/search.js";
import type { Table } from "../schema/column.js";
import { type ControlTables, type TenantTable, tenantTables } from "../schema/tables.js";
import { FORMAT } from "./tenant-lines.js";

type Row = Readonly<Record<string, Json>>;

/** Values in one statement: SQLite takes 32,766. */
const VALUES = 16_000;

/** Answers the id of the tenant. Throws a refusal that names the line which cannot be read. */
export async function readTenant(store: Store, lines: AsyncIterable<string>): Promise<string> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  const tenant = headIn(first.done ? "" : first.value);
  const isNew = await store.control(async ({ sql }) => {
    const { numInsertedOrUpdatedRows } = await sql
      .insertInto("tenant")
      .values(tenant)
      .onConflict((conflict) => conflict.column("id").doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows !== 0n;
  });
  try {
    await store.prepareTenant(tenant.id);
    await store.transaction(tenant.id, async (transaction) => {
      await checkEmpty(transaction);
      await readRows(transaction, { [Symbol.asyncIterator]: () => iterator });
      const verified = await verify(transaction.sql);
      if (!verified.isWhole)
        throw new Refusal(
          "not-valid",
          said("in-its-words", {
            words: `of what was read ${brokenText(verified)}`,
          }),
          tenant.id,
        );
      const [fault] = await changedSince(transaction);
      if (fault !== undefined)
        throw new Refusal("not-valid", said("in-its-words", { words: fault }), tenant.id);
    });
  } catch (error) {
    // Nothing of it was read, and none of it stays.
    if (isNew) await store.removeTenant(tenant.id);
    throw error;
  }
  return tenant.id;
}

function headIn(line: string): ControlTables["tenant"] {
  const head = jsonIn(line, 1);
  if (head["format"] !== FORMAT) throw notReadable(1, "it does not begin as a tenant that was written out");
  if (head["schema"] !== newest)
    throw notReadable(1, `it was written at schema ${String(head["schema"])}, and this is ${newest}`);
  const tenant = head["tenant"] as Row;
  return { ...tenant, settings: canonical(tenant["settings"]!) } as unknown as ControlTables["tenant"];
}

async function checkEmpty({ sql, tenant }: Transaction): Promise<void> {
  for (const table of ["audit_event", "shift", "client"] as const)
    if ((await sql.selectFrom(table).select("id").limit(1).executeTakeFirst()) !== undefined)
      throw new Refusal(
        "taken",
        said("in-its-words", {
          words: `the tenant ${tenant} is there already, and has rows; nothing is mixed`,
        }),
        tenant,
      );
}

/** In the order in which they come; references are looked at in the end. */
export async function readRows(transaction: Transaction, lines: AsyncIterable<string>): Promise<void> {
  const { sql, engine, tenant } = transaction;
  await (engine === "postgres"
    ? text`SET CONSTRAINTS ALL DEFERRED`
    : text`PRAGMA defer_foreign_keys = ON`
  ).execute(sql);
  let waiting: { readonly table: string; readonly rows: object[] } = { table: "", rows: [] };
  const flush = async (): Promise<void> => {
    if (waiting.rows.length > 0)
      await sql
        .insertInto(waiting.table as "client")
        .values(waiting.rows as never)
        .execute();
  };
  let number = 1;
  for await (const line of lines) {
    number++;
    if (line === "") continue;
    const { table, row } = jsonIn(line, number) as { readonly table: string; readonly row: Row };
    const stored = table === "shift_search" ? searchRow(transaction, row) : storedRow(table, row, number);
    if (table !== waiting.table || (waiting.rows.length + 1) * (Object.keys(stored).length + 1) > VALUES) {
      await flush();
      waiting = { table, rows: [] };
    }
    waiting.rows.push({ tenant_id: tenant, ...stored });
  }
  await flush();
}

function storedRow(name: string, row: Row, number: number): object {
  const table = Object.hasOwn(tenantTables, name) ? (tenantTables[name as TenantTable] as Table) : undefined;
  if (table === undefined) throw notReadable(number, `there is no table ${name}`);
  const wanted = Object.keys(table.columns).filter((column) => column !== "tenant_id");
  const other = [...wanted, ...Object.keys(row)].find(
    (column) => row[column] === undefined || !wanted.includes(column),
  );
  if (other !== undefined) throw notReadable(number, `${name} has not the columns of this schema: ${other}`);
  return Object.fromEntries(
    wanted.map((column) => {
      const value = row[column]!;
      return [
        column,
        table.columns[column]!.kind === "json" && !isMissing(table, column, value) ? canonical(value) : value,
      ];
    }),
  );
}

/** Null in a column that may be null is no JSON `null`. */
const isMissing = ({ columns }: Table, column: string, value: Json): boolean =>
  value === null && columns[column]!.isNullable;

const searchRow = ({ engine }: Transaction, { shift, words }: Row): object => ({
  shift_id: shift,
  words: wordsAs(engine, words as string[]),
});

function jsonIn(line: string, number: number): Row {
  try {
    const value = parsed(line);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Row;
  } catch {
    // What it is then is said below.
  }
  throw notReadable(number, "it is no object of JSON");
}

const notReadable = (line: number, why: string): Refusal =>
  new Refusal("not-valid", said("in-its-words", { words: `line ${line}: ${why}` }), String(line));
