/** Keys of programs: known by the hash of their secret, which nobody can be told again. */
import type { Selectable } from "kysely";
import type { ControlTables } from "../schema/tables.js";
import type { ControlDatabase } from "./accounts.js";

export type ApiKeyRow = Selectable<ControlTables["api_key"]>;

export async function insertApiKey(db: ControlDatabase, key: ApiKeyRow): Promise<void> {
  await db.insertInto("api_key").values(key).execute();
}

export const apiKeyById = (db: ControlDatabase, id: string): Promise<ApiKeyRow | undefined> =>
  db.selectFrom("api_key").selectAll().where("id", "=", id).executeTakeFirst();

export async function apiKeysOf(db: ControlDatabase, tenant: string): Promise<readonly ApiKeyRow[]> {
  return db
    .selectFrom("api_key")
    .selectAll()
    .where("tenant_id", "=", tenant)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

export async function usedApiKey(db: ControlDatabase, id: string, now: number): Promise<void> {
  await db.updateTable("api_key").set({ used_at: now }).where("id", "=", id).execute();
}

/** False where the tenant has no such key. */
export async function revokeApiKey(
  db: ControlDatabase,
  { tenant, id, now }: { readonly tenant: string; readonly id: string; readonly now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("api_key")
    .set((eb) => ({ revoked_at: eb.fn.coalesce("revoked_at", eb.val(now)) }))
    .where("id", "=", id)
    .where("tenant_id", "=", tenant)
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}
