/** Who acts for whom, and when: during a leave, a deputy decides, and the history says for whom. */
import { said } from "../../words/refusal.js";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";

export type Delegation = Omit<TenantTables["delegation"], "tenant_id">;

export interface NewDelegation {
  readonly id: string;
  readonly account: string;
  readonly toAccount: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly by: Actor;
}

/** The same once more is one delegation. */
export async function addDelegation(transaction: Transaction, one: NewDelegation): Promise<void> {
  const { sql, tenant, now } = transaction;
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("delegation")
    .values({
      tenant_id: tenant,
      id: one.id,
      account: one.account,
      to_account: one.toAccount,
      starts_at: one.startsAt,
      ends_at: one.endsAt,
      created_by: one.by.account ?? one.by.kind,
      created_at: now,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "id"]).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return;
  transaction.audit({
    by: one.by,
    action: "delegation.created",
    entity: "delegation",
    entityId: one.id,
    after: { account: one.account, to_account: one.toAccount, starts_at: one.startsAt, ends_at: one.endsAt },
  });
}

export async function revokeDelegation(transaction: Transaction, id: string, by: Actor): Promise<void> {
  const { sql, now } = transaction;
  const { numUpdatedRows } = await sql
    .updateTable("delegation")
    .set({ revoked_at: now })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n)
    transaction.audit({ by, action: "delegation.revoked", entity: "delegation", entityId: id });
  else if (
    (await sql.selectFrom("delegation").select("id").where("id", "=", id).executeTakeFirst()) === undefined
  )
    throw new Refusal("not-found", said("no-such", { what: "delegation" }), id);
}

/** For whom somebody may act at an instant. */
export async function actsFor({ sql, now }: Transaction, account: string, at = now): Promise<string[]> {
  const rows = await sql
    .selectFrom("delegation")
    .select("account")
    .distinct()
    .where("to_account", "=", account)
    .where("starts_at", "<=", at)
    .where("ends_at", ">", at)
    .where("revoked_at", "is", null)
    .orderBy("account")
    .execute();
  return rows.map((row) => row.account);
}

export async function listDelegations({ sql }: Transaction): Promise<Delegation[]> {
  return sql
    .selectFrom("delegation")
    .selectAll()
    .orderBy("starts_at", "desc")
    .orderBy("id")
    .limit(500)
    .execute();
}

/** Who acts now for any of these. */
export async function deputiesOf({ sql, now }: Transaction, accounts: readonly string[]): Promise<string[]> {
  if (accounts.length === 0) return [];
  const rows = await sql
    .selectFrom("delegation")
    .select("to_account")
    .distinct()
    .where("account", "in", accounts)
    .where("starts_at", "<=", now)
    .where("ends_at", ">", now)
    .where("revoked_at", "is", null)
    .execute();
  return rows.map((row) => row.to_account);
}
