/** What is sent to somebody once and used once: an invitation, a new password, the first sign-in of a house, a single sign-on under way. */
import type { Selectable } from "kysely";
import type { ControlTables } from "../schema/tables.js";
import type { ControlDatabase } from "./accounts.js";

export type OneTimeTokenRow = Selectable<ControlTables["token"]>;

export async function insertToken(
  db: ControlDatabase,
  token: Omit<OneTimeTokenRow, "used_at">,
): Promise<void> {
  await db
    .insertInto("token")
    .values({ ...token, used_at: null })
    .execute();
}

/** One that holds now; it is not used by that. */
export const tokenByHash = (
  db: ControlDatabase,
  { hash, kind, now }: { readonly hash: string; readonly kind: string; readonly now: number },
): Promise<OneTimeTokenRow | undefined> =>
  db
    .selectFrom("token")
    .selectAll()
    .where("hash", "=", hash)
    .where("kind", "=", kind)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();

/** Uses it: false where somebody was quicker. */
export async function useToken(db: ControlDatabase, hash: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("token")
    .set({ used_at: now })
    .where("hash", "=", hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

export async function endTokens(
  db: ControlDatabase,
  { kind, account }: { readonly kind: string; readonly account: string | null },
): Promise<void> {
  const query = db.deleteFrom("token").where("kind", "=", kind).where("used_at", "is", null);
  await (account === null
    ? query.where("account_id", "is", null)
    : query.where("account_id", "=", account)
  ).execute();
}

export async function forgetTokens(db: ControlDatabase, now: number): Promise<void> {
  await db.deleteFrom("token").where("expires_at", "<=", now).execute();
}
