/** What reports speak of: put whole like a report, put aside, never deleted. One way for all of their tables. */
import type { Insertable, Updateable } from "kysely";
import { said } from "../../words/refusal.js";
import { canonical, parsed } from "../audit/canonical.js";
import type { Actor, Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import { type TenantTables, tenantTables } from "../schema/tables.js";

export const MASTER_TABLES = ["client", "project", "person", "item", "activity_type", "rig", "hole"] as const;
export type MasterTable = (typeof MASTER_TABLES)[number] | "contract";

/** A row without what the store itself keeps of it. JSON columns are text, as they are stored. */
export type Master<Name extends MasterTable> = Omit<
  TenantTables[Name],
  "tenant_id" | "id" | "archived_at" | "updated_at" | "row_version"
>;

export interface PutMaster<Name extends MasterTable> {
  readonly id: string;
  readonly row: Master<Name>;
  /** The version that it was made from; null makes a new one. */
  readonly ifVersion: number | null;
  readonly by: Actor;
}

export async function findMaster<Name extends MasterTable>(
  { sql }: Transaction,
  table: Name,
  id: string,
): Promise<TenantTables[Name] | undefined> {
  return (await sql
    .selectFrom(table as "client")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst()) as TenantTables[Name] | undefined;
}

export async function getMaster<Name extends MasterTable>(
  transaction: Transaction,
  table: Name,
  id: string,
): Promise<TenantTables[Name]> {
  const found = await findMaster(transaction, table, id);
  if (found === undefined) throw new Refusal("not-found", said("no-such", { what: table }), id);
  return found;
}

export async function listMaster<Name extends MasterTable>(
  { sql }: Transaction,
  table: Name,
  { archived = false }: { readonly archived?: boolean } = {},
): Promise<TenantTables[Name][]> {
  let query = sql.selectFrom(table as "client").selectAll();
  if (!archived) query = query.where("archived_at", "is", null);
  return (await query.orderBy("id").execute()) as unknown as TenantTables[Name][];
}

/** The same once more changes nothing; another one needs the version that it was made from. */
export async function putMaster<Name extends MasterTable>(
  transaction: Transaction,
  table: Name,
  put: PutMaster<Name>,
): Promise<TenantTables[Name]> {
  const { id, ifVersion, by } = put;
  const before = await findMaster(transaction, table, id);
  const row = inForm(table, put.row);
  if (before === undefined) {
    if (ifVersion !== null) throw new Refusal("not-found", said("no-such", { what: table }), id);
    await insert(transaction, table, { id, ...row });
  } else if (isSame(before as object, row)) return before;
  else await update(transaction, table, id, ifVersion, row);
  return told(transaction, table, before, id, by);
}

/** Puts it aside, or takes it back: lists leave it out, reports that name it keep it. */
export async function archiveMaster<Name extends MasterTable>(
  transaction: Transaction,
  table: Name,
  {
    id,
    isArchived,
    ifVersion,
    by,
  }: { readonly id: string; readonly isArchived: boolean; readonly ifVersion: number; readonly by: Actor },
): Promise<TenantTables[Name]> {
  const before = await getMaster(transaction, table, id);
  const at = (before as { archived_at: number | null }).archived_at;
  if ((at !== null) === isArchived) return before;
  await update(transaction, table, id, ifVersion, { archived_at: isArchived ? transaction.now : null });
  return told(transaction, table, before, id, by);
}

async function insert({ sql, tenant, now }: Transaction, table: MasterTable, row: object): Promise<void> {
  const values = { tenant_id: tenant, ...row, archived_at: null, updated_at: now, row_version: 1 };
  await sql
    .insertInto(table as "client")
    .values(values as unknown as Insertable<TenantTables["client"]>)
    .execute();
}

async function update(
  { sql, now }: Transaction,
  table: MasterTable,
  id: string,
  ifVersion: number | null,
  row: object,
): Promise<void> {
  const version = ifVersion ?? 0;
  const { numUpdatedRows } = await sql
    .updateTable(table as "client")
    .set({ ...row, updated_at: now, row_version: version + 1 } as unknown as Updateable<
      TenantTables["client"]
    >)
    .where("id", "=", id)
    .where("row_version", "=", version)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n)
    throw new Refusal("version-mismatch", said("changed", { what: table, version: null }), id);
}

async function told<Name extends MasterTable>(
  transaction: Transaction,
  table: Name,
  before: TenantTables[Name] | undefined,
  id: string,
  by: Actor,
): Promise<TenantTables[Name]> {
  const after = await getMaster(transaction, table, id);
  transaction.audit({
    by,
    action: `${table}.${before === undefined ? "created" : "changed"}`,
    entity: table,
    entityId: id,
    ...withoutNames(
      table,
      changedFields(
        before as Readonly<Record<string, Json>> | undefined,
        after as Readonly<Record<string, Json>>,
      ),
    ),
  });
  return after;
}

/** What is in the chain stays for ever, and the name of a person must not: that it was changed is told, and not into what. */
function withoutNames(
  table: MasterTable,
  { before, after }: { before?: Json; after: Json },
): { before?: Json; after: Json } {
  if (table !== "person") return { ...(before !== undefined && { before }), after };
  const hidden = (row: Json): Json =>
    Object.hasOwn(row as object, "name") ? { ...(row as object), name: NAME_HIDDEN } : row;
  return { ...(before !== undefined && { before: hidden(before) }), after: hidden(after) };
}

export const NAME_HIDDEN = "(a name)";

const KEPT = new Set(["tenant_id", "id", "updated_at", "row_version"]);

export function changedFields(
  before: Readonly<Record<string, Json>> | undefined,
  after: Readonly<Record<string, Json>>,
): { before?: Json; after: Json } {
  const names = Object.keys(after).filter((name) => !KEPT.has(name) && before?.[name] !== after[name]);
  const of = (row: Readonly<Record<string, Json>>): Json =>
    Object.fromEntries(names.map((name) => [name, row[name]!]));
  return { ...(before !== undefined && { before: of(before) }), after: of(after) };
}

/** JSON in the one form in which it can be compared. */
function inForm(table: MasterTable, row: object): Record<string, unknown> {
  const { columns } = tenantTables[table] as { columns: Readonly<Record<string, { kind: string }>> };
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      columns[name]?.kind === "json" && typeof value === "string" ? canonical(parsed(value)) : value,
    ]),
  );
}

const isSame = (before: object, row: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(row).every(([name, value]) => {
    const old = (before as Readonly<Record<string, unknown>>)[name];
    return old === value || (typeof old === "string" && typeof value === "string" && sameJson(old, value));
  });

/** jsonb comes back with other spaces. */
function sameJson(one: string, other: string): boolean {
  if (!/^[[{]/.test(one) || !/^[[{]/.test(other)) return false;
  try {
    return canonical(parsed(one)) === canonical(parsed(other));
  } catch {
    return false;
  }
}
