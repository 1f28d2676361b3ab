/**
 * A tenant as lines of JSON: first what it is, then a line a row, in one order and one form whichever engine it comes from. The same tenant gives
 * the same bytes.
 */
import { sql as text } from "kysely";
import { canonical, parsed } from "../audit/canonical.js";
import type { Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newest } from "../migrations/all.js";
import { storedSearch } from "../repositories/search.js";
import type { Table } from "../schema/column.js";
import { keyOf } from "../schema/statements.js";
import { type ControlTables, type TenantTable, tenantTables } from "../schema/tables.js";
import { transferOrder } from "./order.js";

export const FORMAT = "witskit tenant";
const AT_ONCE = 1000;

/** `tenant` is its row; all of it is read in the one transaction. */
export async function* tenantLines(
  transaction: Transaction,
  tenant: ControlTables["tenant"],
): AsyncGenerator<string> {
  yield canonical({
    format: FORMAT,
    schema: newest,
    tenant: { ...tenant, settings: parsed(tenant.settings) },
  });
  for (const name of transferOrder)
    for await (const row of rowsOf(transaction, name)) yield canonical({ table: name, row });
  for await (const { shift, words } of storedSearch(transaction))
    yield canonical({ table: "shift_search", row: { shift, words } });
}

type Row = Readonly<Record<string, Json>>;

async function* rowsOf({ sql }: Transaction, name: TenantTable): AsyncGenerator<Row> {
  const table: Table = tenantTables[name];
  const key = keyOf(table).filter((column) => column !== "tenant_id");
  const columns = text.join(key.map((column) => text.ref(column)));
  for (let last: Row | undefined; ; ) {
    let query = sql
      .selectFrom(name as "client")
      .selectAll()
      .limit(AT_ONCE);
    for (const column of key) query = query.orderBy(column as "id");
    if (last !== undefined) {
      const place = text.join(key.map((column) => last![column]));
      query = query.where(text<boolean>`(${columns}) > (${place})`);
    }
    const rows = (await query.execute()) as unknown as Row[];
    for (const row of rows) yield shown(table, row);
    if (rows.length < AT_ONCE) return;
    last = rows.at(-1);
  }
}

/** JSON as what it says, and not as the text in which an engine keeps it. */
function shown({ columns }: Table, { tenant_id: _tenant, ...row }: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      columns[column]!.kind === "json" && typeof value === "string" ? parsed(value) : value,
    ]),
  );
}
