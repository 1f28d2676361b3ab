/** Accounts and their memberships of tenants. */
import type { Kysely, Selectable } from "kysely";
import type { ControlTables } from "../schema/tables.js";
import { erasedName } from "./erase.js";

export type ControlDatabase = Kysely<ControlTables>;
export type AccountRow = Selectable<ControlTables["account"]>;
export type MembershipRow = Selectable<ControlTables["membership"]>;

export const accountById = (db: ControlDatabase, id: string): Promise<AccountRow | undefined> =>
  db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirst();

export const accountByEmail = (db: ControlDatabase, email: string): Promise<AccountRow | undefined> =>
  db.selectFrom("account").selectAll().where("email", "=", email.trim().toLowerCase()).executeTakeFirst();

export interface NewAccount {
  readonly id: string;
  readonly email: string | null;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly now: number;
}

export async function insertAccount(db: ControlDatabase, account: NewAccount): Promise<void> {
  await db
    .insertInto("account")
    .values({
      id: account.id,
      language: null,
      email: account.email === null ? null : account.email.trim().toLowerCase(),
      name: account.name,
      password_hash: account.passwordHash,
      totp_secret: null,
      totp_step: null,
      recovery_codes: null,
      active: 1,
      failed: 0,
      locked_until: null,
      created_at: account.now,
      row_version: 1,
    })
    .execute();
}

export type AccountChange = Partial<
  Pick<
    AccountRow,
    | "email"
    | "name"
    | "language"
    | "password_hash"
    | "totp_secret"
    | "totp_step"
    | "recovery_codes"
    | "active"
  >
>;

/** False where it is no more of the version that is told. */
export async function changeAccount(
  db: ControlDatabase,
  id: string,
  change: AccountChange,
  version?: number,
): Promise<boolean> {
  const query = db
    .updateTable("account")
    .set((eb) => ({ ...change, row_version: eb("row_version", "+", 1) }))
    .where("id", "=", id);
  const { numUpdatedRows } = await (version === undefined
    ? query
    : query.where("row_version", "=", version)
  ).executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** False where the account has a second factor already, also one that was set a moment ago. */
export async function setFactor(
  db: ControlDatabase,
  id: string,
  factor: { readonly secret: string; readonly step: number; readonly recoveryHashes: readonly string[] },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("account")
    .set((eb) => ({
      totp_secret: factor.secret,
      totp_step: factor.step,
      recovery_codes: JSON.stringify(factor.recoveryHashes),
      row_version: eb("row_version", "+", 1),
    }))
    .where("id", "=", id)
    .where("totp_secret", "is", null)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Takes a step of the second factor; false where it, or a later one, was taken meanwhile. */
export async function takeStep(db: ControlDatabase, id: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("account")
    .set({ totp_step: step })
    .where("id", "=", id)
    .where((eb) => eb.or([eb("totp_step", "is", null), eb("totp_step", "<", step)]))
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Its name a code, nothing to sign in with, nowhere let in. */
export async function eraseAccount(
  db: ControlDatabase,
  { id, tenant, now }: { readonly id: string; readonly tenant: string; readonly now: number },
): Promise<void> {
  await changeAccount(db, id, {
    email: null,
    name: erasedName(id),
    password_hash: null,
    totp_secret: null,
    totp_step: null,
    recovery_codes: null,
    active: 0,
  });
  for (const table of ["identity", "session", "token"] as const)
    await db.deleteFrom(table).where("account_id", "=", id).execute();
  await db
    .updateTable("api_key")
    .set((eb) => ({ revoked_at: eb.fn.coalesce("revoked_at", eb.val(now)) }))
    .where("account_id", "=", id)
    .execute();
  await db
    .updateTable("membership")
    .set((eb) => ({ active: 0, version: eb("version", "+", 1) }))
    .where("account_id", "=", id)
    .where("tenant_id", "=", tenant)
    .execute();
}

/** A membership with its account and its tenant, whether they are active or not. */
export interface Member {
  readonly membership: MembershipRow;
  readonly account: AccountRow;
  readonly tenant: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly active: number;
    /** JSON. */
    readonly settings: string;
  };
}

export const membership = (
  db: ControlDatabase,
  tenant: string,
  account: string,
): Promise<MembershipRow | undefined> =>
  db
    .selectFrom("membership")
    .selectAll()
    .where("tenant_id", "=", tenant)
    .where("account_id", "=", account)
    .executeTakeFirst();

export async function memberOf(
  db: ControlDatabase,
  tenantId: string,
  accountId: string,
): Promise<Member | undefined> {
  const [held, account, tenant] = [
    await membership(db, tenantId, accountId),
    await accountById(db, accountId),
    await db
      .selectFrom("tenant")
      .select(["id", "slug", "name", "active", "settings"])
      .where("id", "=", tenantId)
      .executeTakeFirst(),
  ];
  return held === undefined || account === undefined || tenant === undefined
    ? undefined
    : { membership: held, account, tenant };
}

/** Where an account may come in now, by the names of the tenants. */
export async function openTenantsOf(
  db: ControlDatabase,
  account: string,
): Promise<readonly { readonly id: string; readonly slug: string; readonly name: string }[]> {
  return db
    .selectFrom("membership")
    .innerJoin("tenant", "tenant.id", "membership.tenant_id")
    .select(["tenant.id", "tenant.slug", "tenant.name"])
    .where("membership.account_id", "=", account)
    .where("membership.active", "=", 1)
    .where("tenant.active", "=", 1)
    .orderBy("tenant.slug")
    .execute();
}

/** Tenants that somebody is a member of, let in or not. */
export async function tenantsOf(db: ControlDatabase, account: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("membership")
    .select("tenant_id")
    .where("account_id", "=", account)
    .orderBy("tenant_id")
    .execute();
  return rows.map(({ tenant_id }) => tenant_id);
}

export async function membersOf(
  db: ControlDatabase,
  tenant: string,
): Promise<
  readonly {
    readonly account: Pick<
      AccountRow,
      "id" | "email" | "name" | "language" | "active" | "totp_secret" | "password_hash"
    >;
    readonly membership: MembershipRow;
  }[]
> {
  const memberships = await db
    .selectFrom("membership")
    .selectAll()
    .where("tenant_id", "=", tenant)
    .orderBy("created_at")
    .orderBy("account_id")
    .execute();
  if (memberships.length === 0) return [];
  const accounts = await db
    .selectFrom("account")
    .select(["id", "email", "name", "language", "active", "totp_secret", "password_hash"])
    .where(
      "id",
      "in",
      memberships.map(({ account_id }) => account_id),
    )
    .execute();
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return memberships.flatMap((held) => {
    const account = byId.get(held.account_id);
    return account === undefined ? [] : [{ account, membership: held }];
  });
}

export interface Membership {
  readonly tenant: string;
  readonly account: string;
  readonly role: MembershipRow["role"];
  readonly client: string | null;
  readonly rigs: readonly string[] | null;
  readonly active: boolean;
}

/** Made or changed; each change makes older tokens void. */
export async function putMembership(db: ControlDatabase, one: Membership, now: number): Promise<void> {
  const told = {
    role: one.role,
    client_id: one.client,
    rig_ids: one.rigs === null ? null : JSON.stringify(one.rigs),
    active: one.active ? 1 : 0,
  };
  await db
    .insertInto("membership")
    .values({
      tenant_id: one.tenant,
      account_id: one.account,
      ...told,
      mails: "at-once",
      version: 1,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "account_id"])
        .doUpdateSet((eb) => ({ ...told, version: eb("membership.version", "+", 1) })),
    )
    .execute();
}

/** How somebody is told; their tokens stay good. */
export async function changeMails(
  db: ControlDatabase,
  tenant: string,
  account: string,
  mails: MembershipRow["mails"],
): Promise<void> {
  await db
    .updateTable("membership")
    .set({ mails })
    .where("tenant_id", "=", tenant)
    .where("account_id", "=", account)
    .execute();
}
