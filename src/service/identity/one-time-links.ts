/**
 * Links that work once: the first admin's, printed on the terminal of who starts the service; an invitation; a new password. What is
 * in the link is known here by its hash; using one sets a password and ends all sessions of the account.
 */
import { randomUUID } from "node:crypto";
import type { ControlTransaction } from "../store/database.js";
import {
  accountByEmail,
  accountById,
  changeAccount,
  insertAccount,
  putMembership,
} from "../store/repositories/accounts.js";
import { attemptsOf, forgetAttempts, putAttempts } from "../store/repositories/attempts.js";
import { endTokens, insertToken, tokenByHash, useToken } from "../store/repositories/one-time-tokens.js";
import { endSessions } from "../store/repositories/sessions.js";
import type { IdentityHouse } from "./house.js";
import { hashOf, opaque } from "./opaque.js";
import { hashPassword, type Weakness, weakness } from "./password.js";

const HOUR = 3_600_000;

export const linkKinds = {
  /** Until the service is stopped or a day is over. */
  first: 24 * HOUR,
  invitation: 7 * 24 * HOUR,
  reset: HOUR,
} as const;
export type LinkKind = keyof typeof linkKinds;

/** Whom a link is for, and what it does. */
interface LinkFor {
  readonly kind: LinkKind;
  readonly account: string | null;
  readonly tenant: string | null;
  readonly now: number;
}

/** The secret of a link; those that were made before for the same are void. */
export async function makeLink(sql: ControlTransaction["sql"], link: LinkFor): Promise<string> {
  await endTokens(sql, link);
  return insertLink(sql, link);
}

async function insertLink(
  sql: ControlTransaction["sql"],
  { kind, account, tenant, now }: LinkFor,
): Promise<string> {
  const secret = opaque();
  await insertToken(sql, {
    hash: hashOf(secret),
    kind,
    account_id: account,
    tenant_id: tenant,
    details: "{}",
    created_at: now,
    expires_at: now + linkKinds[kind],
  });
  return secret;
}

/** Anybody may ask for a new password of anybody: no more mails than these come of it. */
const RESET_EVERY = 5 * 60_000;

const resetKey = (account: string): string => `reset ${account}`;

/**
 * The secret of a link for a new password; undefined where one was made just before. Those that were made before hold too, until one of them is used:
 * otherwise a stranger who asks again and again would keep the owner from ever using one.
 */
export async function makeResetLink(
  sql: ControlTransaction["sql"],
  { account, tenant, now }: { readonly account: string; readonly tenant: string; readonly now: number },
): Promise<string | undefined> {
  const { count, since } = await attemptsOf(sql, resetKey(account), now);
  if (count > 0 && now - since < RESET_EVERY) return undefined;
  await putAttempts(sql, resetKey(account), { count: 1, since: now });
  return insertLink(sql, { kind: "reset", account, tenant, now });
}

/** Undefined where the house has an admin already. */
export async function firstAdminLink(
  { store }: IdentityHouse,
  tenant: string,
  now: number,
): Promise<string | undefined> {
  return store.control(async ({ sql }) => {
    const admin = await sql
      .selectFrom("membership")
      .select("account_id")
      .where("role", "in", ["admin", "super_admin"])
      .where("active", "=", 1)
      .executeTakeFirst();
    return admin === undefined ? makeLink(sql, { kind: "first", account: null, tenant, now }) : undefined;
  });
}

export type LinkUse =
  | { readonly kind: "done"; readonly account: string }
  /** Unknown, used or too old: which of them is told to nobody. */
  | { readonly kind: "gone" }
  | { readonly kind: "weak"; readonly why: Weakness }
  | { readonly kind: "address-taken" };

/** A new password for the account of an invitation or a reset. */
export async function useLink(
  { store, passwordCost }: IdentityHouse,
  { secret, password, now }: { secret: string; password: string; now: number },
): Promise<LinkUse> {
  const hash = hashOf(secret);
  const found = await store.control(async ({ sql }) => {
    for (const kind of ["invitation", "reset"] as const) {
      const token = await tokenByHash(sql, { hash, kind, now });
      if (token?.account_id != null) return accountById(sql, token.account_id);
    }
    return undefined;
  });
  if (found === undefined || found.active !== 1) return { kind: "gone" };
  const why = weakness(password, { name: found.name, ...(found.email !== null && { email: found.email }) });
  if (why !== undefined) return { kind: "weak", why };
  const passwordHash = await hashPassword(password, passwordCost);
  return store.control(async ({ sql }) => {
    if (!(await useToken(sql, hash, now))) return { kind: "gone" };
    await changeAccount(sql, found.id, { password_hash: passwordHash });
    await endSessions(sql, found.id);
    await endTokens(sql, { kind: "reset", account: found.id });
    await forgetAttempts(sql, resetKey(found.id));
    return { kind: "done", account: found.id };
  });
}

/** The first admin of a house: with the link of the terminal, an address and a password. */
export async function useFirstLink(
  { store, passwordCost }: IdentityHouse,
  asked: { secret: string; email: string; name: string; password: string; now: number },
): Promise<LinkUse> {
  const { secret, email, name, now } = asked;
  const hash = hashOf(secret);
  const token = await store.control(({ sql }) => tokenByHash(sql, { hash, kind: "first", now }));
  if (token === undefined || token.tenant_id === null) return { kind: "gone" };
  const why = weakness(asked.password, { email, name });
  if (why !== undefined) return { kind: "weak", why };
  const passwordHash = await hashPassword(asked.password, passwordCost);
  const tenant = token.tenant_id;
  return store.control(async ({ sql }) => {
    if ((await accountByEmail(sql, email)) !== undefined) return { kind: "address-taken" };
    if (!(await useToken(sql, hash, now))) return { kind: "gone" };
    const id = randomUUID();
    await insertAccount(sql, { id, email, name, passwordHash, now });
    await putMembership(
      sql,
      { tenant, account: id, role: "admin", client: null, rigs: null, active: true },
      now,
    );
    return { kind: "done", account: id };
  });
}
