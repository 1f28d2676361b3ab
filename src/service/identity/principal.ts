/** Who asks: an account in a tenant, with a role there, and how that was proved. */
import type { Language } from "../words/language.js";
import { type Permission, type Reach, type Role, reachOf } from "./roles.js";

export interface Principal {
  readonly account: string;
  readonly email: string | null;
  readonly name: string;
  /** In which they are written to; null where they have chosen none. */
  readonly language: Language | null;
  readonly tenant: string;
  readonly role: Role;
  /** Of the role `client`: whose reports and bills these are. */
  readonly client: string | null;
  /** Of the role `supervisor`: whose shifts are written; null for all of the tenant. */
  readonly rigs: readonly string[] | null;
  readonly by: "session" | "key" | "token";
  /** The hash of the session, or the id of the key. */
  readonly proof: string;
  /** A second factor was given. */
  readonly mfa: boolean;
  /** Of the membership. */
  readonly version: number;
  /** Of a key or a token: no more than these. */
  readonly granted: ReadonlySet<Permission> | undefined;
}

/** How far who asks holds a permission: what the role has, and no more than a key was given. */
export const reachFor = (who: Principal, permission: Permission): Reach | undefined =>
  who.granted !== undefined && !who.granted.has(permission) ? undefined : reachOf(who.role, permission);

/** What of a tenant somebody sees: rows of these rigs, of this client, all where both are null. */
export interface Scope {
  readonly rigs: readonly string[] | null;
  readonly client: string | null;
}

export function scopeOf(who: Principal): Scope {
  if (who.role === "client") return { rigs: null, client: who.client ?? "" };
  return { rigs: who.role === "supervisor" ? who.rigs : null, client: null };
}

export const inScope = (
  { rigs, client }: Scope,
  row: { readonly rig?: string | null; readonly client?: string | null },
): boolean =>
  (rigs === null || row.rig == null || rigs.includes(row.rig)) && (client === null || row.client === client);
