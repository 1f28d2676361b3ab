/** Providers by which people of a tenant sign in. */
import type { Selectable } from "kysely";
import type { ControlTables } from "../schema/tables.js";
import type { ControlDatabase } from "./accounts.js";

export type SsoProviderRow = Selectable<ControlTables["sso_provider"]>;

export const ssoProviderById = (db: ControlDatabase, id: string): Promise<SsoProviderRow | undefined> =>
  db.selectFrom("sso_provider").selectAll().where("id", "=", id).executeTakeFirst();

export async function ssoProvidersOf(
  db: ControlDatabase,
  tenant: string,
): Promise<readonly SsoProviderRow[]> {
  return db
    .selectFrom("sso_provider")
    .selectAll()
    .where("tenant_id", "=", tenant)
    .orderBy("name")
    .orderBy("id")
    .execute();
}

/** Those of open tenants that have one of these issuers. */
export async function ssoProvidersByIssuer(
  db: ControlDatabase,
  issuers: readonly string[],
): Promise<readonly SsoProviderRow[]> {
  return db
    .selectFrom("sso_provider")
    .innerJoin("tenant", "tenant.id", "sso_provider.tenant_id")
    .selectAll("sso_provider")
    .where("sso_provider.issuer", "in", issuers)
    .where("sso_provider.active", "=", 1)
    .where("tenant.active", "=", 1)
    .orderBy("sso_provider.id")
    .execute();
}

/** False where another one has the id, or it is not of the version that is told; null makes a new one. */
export async function putSsoProvider(
  db: ControlDatabase,
  row: Omit<SsoProviderRow, "row_version">,
  version: number | null,
): Promise<boolean> {
  if (version === null) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("sso_provider")
      .values({ ...row, row_version: 1 })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .executeTakeFirst();
    return Number(numInsertedOrUpdatedRows) === 1;
  }
  const { id, tenant_id, ...rest } = row;
  const { numUpdatedRows } = await db
    .updateTable("sso_provider")
    .set({ ...rest, row_version: version + 1 })
    .where("id", "=", id)
    .where("tenant_id", "=", tenant_id)
    .where("row_version", "=", version)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

export async function removeSsoProvider(
  db: ControlDatabase,
  { tenant, id }: { readonly tenant: string; readonly id: string },
): Promise<void> {
  await db.deleteFrom("sso_provider").where("id", "=", id).where("tenant_id", "=", tenant).execute();
}
