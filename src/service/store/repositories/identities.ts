/** By whom accounts are known elsewhere: issuer and subject, each pair of one account. */
import type { Selectable } from "kysely";
import type { ControlTables } from "../schema/tables.js";
import type { ControlDatabase } from "./accounts.js";

export type IdentityRow = Selectable<ControlTables["identity"]>;

export const identityOf = (
  db: ControlDatabase,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<IdentityRow | undefined> =>
  db
    .selectFrom("identity")
    .selectAll()
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();

export async function identitiesOf(db: ControlDatabase, account: string): Promise<readonly IdentityRow[]> {
  return db
    .selectFrom("identity")
    .selectAll()
    .where("account_id", "=", account)
    .orderBy("created_at")
    .orderBy("issuer")
    .orderBy("subject")
    .execute();
}

/** Those of these accounts that are known by a provider. */
export async function knownByProviders(
  db: ControlDatabase,
  accounts: readonly string[],
): Promise<ReadonlySet<string>> {
  if (accounts.length === 0) return new Set();
  const rows = await db
    .selectFrom("identity")
    .select("account_id")
    .distinct()
    .where("account_id", "in", accounts)
    .execute();
  return new Set(rows.map(({ account_id }) => account_id));
}

/** False where the pair belongs to an account already. */
export async function insertIdentity(db: ControlDatabase, row: IdentityRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("identity")
    .values(row)
    .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
}

export async function removeIdentity(
  db: ControlDatabase,
  {
    issuer,
    subject,
    account,
  }: { readonly issuer: string; readonly subject: string; readonly account: string },
): Promise<void> {
  await db
    .deleteFrom("identity")
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .where("account_id", "=", account)
    .execute();
}
