/** Sessions of browsers: known by the hash of what their cookie holds. */
import type { Selectable } from "kysely";
import type { ControlTables } from "../schema/tables.js";
import type { ControlDatabase } from "./accounts.js";

export type SessionRow = Selectable<ControlTables["session"]>;

export async function insertSession(db: ControlDatabase, session: SessionRow): Promise<void> {
  await db.insertInto("session").values(session).execute();
}

export const sessionByHash = (db: ControlDatabase, hash: string): Promise<SessionRow | undefined> =>
  db.selectFrom("session").selectAll().where("id_hash", "=", hash).executeTakeFirst();

export async function sawSession(db: ControlDatabase, hash: string, now: number): Promise<void> {
  await db.updateTable("session").set({ seen_at: now }).where("id_hash", "=", hash).execute();
}

export async function sessionsOf(db: ControlDatabase, account: string): Promise<readonly SessionRow[]> {
  return db
    .selectFrom("session")
    .selectAll()
    .where("account_id", "=", account)
    .orderBy("seen_at", "desc")
    .execute();
}

/** Of a tenant, the last used first. */
export async function sessionsOfTenant(db: ControlDatabase, tenant: string): Promise<readonly SessionRow[]> {
  return db
    .selectFrom("session")
    .selectAll()
    .where("tenant_id", "=", tenant)
    .orderBy("seen_at", "desc")
    .execute();
}

export async function endSession(db: ControlDatabase, account: string, hash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("session")
    .where("id_hash", "=", hash)
    .where("account_id", "=", account)
    .executeTakeFirst();
  return Number(numDeletedRows) > 0;
}

/** All of an account, of one tenant where it is given, but one where that is told. */
export async function endSessions(
  db: ControlDatabase,
  account: string,
  { tenant, but }: { readonly tenant?: string; readonly but?: string } = {},
): Promise<void> {
  let query = db.deleteFrom("session").where("account_id", "=", account);
  if (tenant !== undefined) query = query.where("tenant_id", "=", tenant);
  if (but !== undefined) query = query.where("id_hash", "<>", but);
  await query.execute();
}

export async function forgetSessions(
  db: ControlDatabase,
  { now, idleBefore }: { readonly now: number; readonly idleBefore: number },
): Promise<void> {
  await db
    .deleteFrom("session")
    .where((eb) => eb.or([eb("expires_at", "<=", now), eb("seen_at", "<=", idleBefore)]))
    .execute();
}
