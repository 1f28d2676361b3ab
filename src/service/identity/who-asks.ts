/** From what a request shows, a cookie, a key or a token, to who asks; roles and rights are those of now, not of when it was made. */
import { type Member, memberOf } from "../store/repositories/accounts.js";
import { apiKeyById, usedApiKey } from "../store/repositories/api-keys.js";
import { sawSession, sessionByHash } from "../store/repositories/sessions.js";
import type { IdentityHouse } from "./house.js";
import { apiKeyIn, hashOf } from "./opaque.js";
import type { Principal } from "./principal.js";
import { isPermission, type Permission } from "./roles.js";
import { memberByMachineToken } from "./sso/machine.js";
import { verifyToken } from "./token.js";

/** Milliseconds without a request after which a session is over, and those it lasts at most. */
export const SESSION_IDLE = 12 * 3_600_000;
export const SESSION_LONGEST = 7 * 24 * 3_600_000;

/** How often it is noted that a session or a key is used: not with each request. */
const NOTED_EVERY = 60_000;

export const isOpen = (
  { expires_at, seen_at }: { readonly expires_at: number; readonly seen_at: number },
  now: number,
): boolean => expires_at > now && seen_at + SESSION_IDLE > now;

export async function whoBySession(
  { store }: IdentityHouse,
  secret: string,
  now: number,
  /** False for a page that is open and does nothing: by that nobody is here. */
  isNoted = true,
): Promise<Principal | undefined> {
  const hash = hashOf(secret);
  return store.control(async ({ sql }) => {
    const session = await sessionByHash(sql, hash);
    if (session === undefined || session.tenant_id === null) return undefined;
    if (!isOpen(session, now)) return undefined;
    const member = await memberOf(sql, session.tenant_id, session.account_id);
    if (member === undefined || !isIn(member)) return undefined;
    if (isNoted && now - session.seen_at >= NOTED_EVERY) await sawSession(sql, hash, now);
    return principal(member, { by: "session", proof: hash, mfa: session.mfa === 1 });
  });
}

export async function whoByBearer(
  house: IdentityHouse,
  text: string,
  { address, now }: { readonly address: string; readonly now: number },
): Promise<Principal | undefined> {
  const key = apiKeyIn(text);
  if (key !== undefined) return whoByKey(house, key, now);
  const own = await whoByToken(house, text, now);
  if (own !== undefined) return own;
  const machine = await memberByMachineToken(house, text, { address, now });
  return machine === undefined ? undefined : principal(machine, { by: "token", proof: "", mfa: false });
}

async function whoByKey(
  { store }: IdentityHouse,
  { id, secret }: { readonly id: string; readonly secret: string },
  now: number,
): Promise<Principal | undefined> {
  return store.control(async ({ sql }) => {
    const key = await apiKeyById(sql, id);
    // Hashes of 256 random bits: how long it takes to compare them tells nothing about the key.
    if (key === undefined || key.hash !== hashOf(secret) || key.revoked_at !== null) return undefined;
    if (key.expires_at !== null && key.expires_at <= now) return undefined;
    const member = await memberOf(sql, key.tenant_id, key.account_id);
    if (member === undefined || !isIn(member)) return undefined;
    if (now - (key.used_at ?? 0) >= NOTED_EVERY) await usedApiKey(sql, id, now);
    const granted = new Set((JSON.parse(key.permissions) as readonly string[]).filter(isPermission));
    return principal(member, { by: "key", proof: id, mfa: false, granted });
  });
}

async function whoByToken(
  { store, tokenKeys, issuer }: IdentityHouse,
  text: string,
  now: number,
): Promise<Principal | undefined> {
  const claims = await verifyToken(text, { keys: tokenKeys, issuer, now });
  if (claims === undefined) return undefined;
  const member = await store.control(({ sql }) => memberOf(sql, claims.tenant, claims.account));
  // A role that was changed, or taken away, since the token was made.
  if (member === undefined || !isIn(member) || member.membership.version !== claims.version) return undefined;
  const granted = new Set(claims.permissions);
  return principal(member, { by: "token", proof: "", mfa: claims.methods.includes("otp"), granted });
}

const isIn = ({ membership, account, tenant }: Member): boolean =>
  membership.active === 1 && account.active === 1 && tenant.active === 1;

export function principal(
  { membership, account, tenant }: Member,
  proof: Pick<Principal, "by" | "proof" | "mfa"> & { readonly granted?: ReadonlySet<Permission> },
): Principal {
  return {
    account: account.id,
    email: account.email,
    name: account.name,
    language: account.language,
    tenant: tenant.id,
    role: membership.role,
    client: membership.client_id,
    rigs: membership.rig_ids === null ? null : (JSON.parse(membership.rig_ids) as readonly string[]),
    version: membership.version,
    ...proof,
    granted: proof.granted,
  };
}
