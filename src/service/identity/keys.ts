/** Keys of programs, and the short tokens that they are exchanged for. */
import { randomUUID } from "node:crypto";
import { insertApiKey } from "../store/repositories/api-keys.js";
import type { IdentityHouse } from "./house.js";
import { apiKeyText, hashOf, opaque } from "./opaque.js";
import { type Principal, reachFor } from "./principal.js";
import { type Permission, permissionsOf } from "./roles.js";
import { signToken, TOKEN_SECONDS } from "./token.js";

export interface NewKey {
  readonly id: string;
  /** `wk_<id>_<secret>`: told once. */
  readonly key: string;
}

/** Of those permissions that its maker does not hold: a key can do no more than who makes it. */
export const beyond = (who: Principal, asked: readonly Permission[]): readonly Permission[] =>
  asked.filter((permission) => reachFor(who, permission) === undefined);

export async function makeKey(
  { store }: Pick<IdentityHouse, "store">,
  who: Principal,
  asked: {
    readonly name: string;
    readonly permissions: readonly Permission[];
    readonly expiresAt: number | null;
    readonly now: number;
  },
): Promise<NewKey> {
  const id = randomUUID();
  const secret = opaque();
  await store.control(({ sql }) =>
    insertApiKey(sql, {
      id,
      tenant_id: who.tenant,
      account_id: who.account,
      name: asked.name,
      hash: hashOf(secret),
      permissions: JSON.stringify(asked.permissions),
      created_at: asked.now,
      expires_at: asked.expiresAt,
      revoked_at: null,
      used_at: null,
    }),
  );
  return { id, key: apiKeyText({ id, secret }) };
}

/** A token of fifteen minutes with the rights of whoever asks. */
export async function exchangeKey(
  { tokenKeys, issuer }: IdentityHouse,
  who: Principal,
  now: number,
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const permissions = permissionsOf(who.role).filter((one) => reachFor(who, one) !== undefined);
  const { account, tenant, role, client, rigs, version } = who;
  const claims = {
    account,
    tenant,
    role,
    client,
    rigs,
    permissions,
    version,
    methods: [who.by === "key" ? "key" : "pwd"],
  };
  const token = await signToken(claims, { keys: tokenKeys, issuer, now });
  return { token, expiresAt: (Math.floor(now / 1000) + TOKEN_SECONDS) * 1000 };
}
