/**
 * Signing in with address and password, then a code where the account has a second factor. An account that is unknown, one that has no
 * password and one whose password is another get the same answer after the same time; what was tried too often is not looked at.
 */
import type { ControlTransaction } from "../store/database.js";
import {
  type AccountRow,
  accountByEmail,
  accountById,
  changeAccount,
  type Member,
  memberOf,
  openTenantsOf,
  takeStep,
} from "../store/repositories/accounts.js";
import { attemptsOf, forgetAttempts, putAttempts, takeBackAttempt } from "../store/repositories/attempts.js";
import { endSession, insertSession } from "../store/repositories/sessions.js";
import { type IdentityHouse, totpOf } from "./house.js";
import { countedAddress, SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, tried } from "./limits.js";
import { recoveryHash, stepOf } from "./one-time-code.js";
import { hashOf, opaque } from "./opaque.js";
import { checkPassword, hashPassword } from "./password.js";
import type { Principal } from "./principal.js";
import { principal, SESSION_LONGEST } from "./who-asks.js";

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Of the second factor, or a recovery code. */
  readonly code?: string | undefined;
  /** The short name of a tenant, for those who are in several. */
  readonly tenant?: string | undefined;
}

export interface From {
  readonly address: string;
  readonly agent: string;
  /** The session that was there before, which ends: an id that somebody has planted is worth nothing. */
  readonly session?: string | undefined;
  readonly now: number;
}

export type SignedIn =
  | { readonly kind: "in"; readonly secret: string; readonly who: Principal; readonly expiresAt: number }
  | { readonly kind: "refused" }
  | { readonly kind: "code-needed" }
  /** The tenant has people sign in by a provider. */
  | { readonly kind: "sso-only" }
  | {
      readonly kind: "which-tenant";
      readonly tenants: readonly { readonly slug: string; readonly name: string }[];
    }
  | { readonly kind: "wait"; readonly waitMs: number };

export async function signIn(house: IdentityHouse, asked: SignIn, from: From): Promise<SignedIn> {
  const { store } = house;
  const { now } = from;
  const keys = [
    `account ${hashOf(asked.email.trim().toLowerCase())}`,
    `address ${countedAddress(from.address)}`,
  ] as const;
  const [waitMs, account] = await store.control(async (control) => [
    await countTries(control, keys, now),
    await accountByEmail(control.sql, asked.email),
  ]);
  if (waitMs > 0) return { kind: "wait", waitMs };
  const known = account?.active === 1 ? account : undefined;
  const { fits, outdated } = await checkPassword(
    asked.password,
    known?.password_hash ?? null,
    house.passwordCost,
  );
  if (!fits || known === undefined) return { kind: "refused" };
  if (known.totp_secret !== null && asked.code === undefined) {
    await store.control(async ({ sql }) => {
      for (const key of keys) await takeBackAttempt(sql, key);
    });
    return { kind: "code-needed" };
  }
  if (known.totp_secret !== null && !(await takeCode(house, known, asked.code ?? "", now)))
    return { kind: "refused" };
  if (outdated) {
    const hash = await hashPassword(asked.password, house.passwordCost);
    await store.control(({ sql }) => changeAccount(sql, known.id, { password_hash: hash }));
  }
  return store.control(async ({ sql }) => {
    await forgetAttempts(sql, keys[0]);
    await takeBackAttempt(sql, keys[1]);
    const open = await openTenantsOf(sql, known.id);
    const chosen = asked.tenant === undefined ? open : open.filter(({ slug }) => slug === asked.tenant);
    const [tenant] = chosen;
    if (tenant === undefined) return { kind: "refused" };
    if (chosen.length > 1) return { kind: "which-tenant", tenants: chosen };
    const member = await memberOf(sql, tenant.id, known.id);
    if (member === undefined) return { kind: "refused" };
    const mfa = known.totp_secret !== null;
    if ((await isSsoOnly(sql, tenant.id)) && !(mfa && isBreakGlass(member))) return { kind: "sso-only" };
    const { secret, hash, expiresAt } = await beginSession(sql, {
      account: known.id,
      tenant: tenant.id,
      mfa,
      from,
    });
    return { kind: "in", secret, expiresAt, who: principal(member, { by: "session", proof: hash, mfa }) };
  });
}

/** Who comes in where the provider is out: an admin, by password and second factor. */
export const isBreakGlass = ({ membership: { role } }: Member): boolean =>
  role === "admin" || role === "super_admin";

async function isSsoOnly(sql: ControlTransaction["sql"], tenant: string): Promise<boolean> {
  const row = await sql.selectFrom("tenant").select("settings").where("id", "=", tenant).executeTakeFirst();
  return (JSON.parse(row?.settings ?? "{}") as { readonly sso_only?: boolean }).sso_only === true;
}

export interface NewSession {
  readonly secret: string;
  readonly hash: string;
  readonly expiresAt: number;
}

export async function beginSession(
  sql: ControlTransaction["sql"],
  {
    account,
    tenant,
    mfa,
    from,
  }: { readonly account: string; readonly tenant: string; readonly mfa: boolean; readonly from: From },
): Promise<NewSession> {
  if (from.session !== undefined) await endSession(sql, account, hashOf(from.session));
  const secret = opaque();
  const hash = hashOf(secret);
  const expiresAt = from.now + SESSION_LONGEST;
  await insertSession(sql, {
    id_hash: hash,
    account_id: account,
    tenant_id: tenant,
    mfa: mfa ? 1 : 0,
    created_at: from.now,
    seen_at: from.now,
    expires_at: expiresAt,
    ip: from.address,
    agent: from.agent,
  });
  return { secret, hash, expiresAt };
}

/**
 * Who is signed in may guess their own password and codes no more often than somebody at the door: a stolen session is no way to them.
 * How long must be waited, 0 where this try is looked at; `forget` is called where it was right.
 */
export async function countGuess(
  { store }: IdentityHouse,
  account: string,
  now: number,
): Promise<{ readonly waitMs: number; forget(): Promise<void> }> {
  const key = `own ${account}`;
  const waitMs = await store.control(async ({ sql }) => {
    const guess = tried(await attemptsOf(sql, key, now), SIGN_IN_ACCOUNT, now);
    if (guess.waitMs === 0) await putAttempts(sql, key, guess.kept);
    return guess.waitMs;
  });
  return { waitMs, forget: () => store.control(({ sql }) => forgetAttempts(sql, key)) };
}

/** How long must be waited, 0 where this try is looked at; it is counted then. */
async function countTries(
  { sql }: ControlTransaction,
  [account, address]: readonly [string, string],
  now: number,
): Promise<number> {
  const ofAccount = tried(await attemptsOf(sql, account, now), SIGN_IN_ACCOUNT, now);
  const ofAddress = tried(await attemptsOf(sql, address, now), SIGN_IN_ADDRESS, now);
  const wait = Math.max(ofAccount.waitMs, ofAddress.waitMs);
  if (wait > 0) return wait;
  await putAttempts(sql, account, ofAccount.kept);
  await putAttempts(sql, address, ofAddress.kept);
  return 0;
}

/** Of the app, or one of those that were written down for the day on which the phone is lost. */
export async function takeCode(
  { store, sealing }: IdentityHouse,
  account: AccountRow,
  code: string,
  now: number,
): Promise<boolean> {
  if (account.totp_secret === null) return false;
  const secret = sealing.open(account.totp_secret, totpOf(account.id));
  const step = await stepOf(code, { secret, used: account.totp_step ?? 0, now });
  if (step !== undefined) return store.control(({ sql }) => takeStep(sql, account.id, step));
  const hash = recoveryHash(code);
  return store.control(async ({ sql }) => {
    const fresh = await accountById(sql, account.id);
    const codes = JSON.parse(fresh?.recovery_codes ?? "[]") as readonly string[];
    if (fresh === undefined || !codes.includes(hash)) return false;
    const left = codes.filter((one) => one !== hash);
    // Nobody else has used one since it was read.
    return changeAccount(sql, account.id, { recovery_codes: JSON.stringify(left) }, fresh.row_version);
  });
}
