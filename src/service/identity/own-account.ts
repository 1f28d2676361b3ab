/**
 * That whoever has a session is the owner of its account, before what guards the account is changed: by the password, or where it has
 * none by having come in a moment ago. A session that was stolen, or left open on a tablet of the camp, is neither.
 */
import type { AccountRow } from "../store/repositories/accounts.js";
import { sessionByHash } from "../store/repositories/sessions.js";
import type { IdentityHouse } from "./house.js";
import { checkPassword } from "./password.js";
import { countGuess } from "./sign-in.js";

/** Milliseconds after signing in by a provider in which an account without a password is trusted with its own guards. */
export const FRESH = 10 * 60_000;

export type Owned =
  /** `forget` what was counted, where all that was asked for was right. */
  | { readonly kind: "owner"; forget(): Promise<void> }
  | { readonly kind: "wait"; readonly waitMs: number }
  | { readonly kind: "password-needed" }
  | { readonly kind: "wrong-password" }
  | { readonly kind: "stale" };

export async function proveOwner(
  house: IdentityHouse,
  account: AccountRow,
  asked: {
    readonly password: string | undefined;
    /** The hash of the session. */
    readonly session: string;
    readonly now: number;
  },
): Promise<Owned> {
  const { password, session, now } = asked;
  if (account.password_hash === null) {
    const row = await house.store.control(({ sql }) => sessionByHash(sql, session));
    if (row === undefined || now - row.created_at > FRESH) return { kind: "stale" };
  } else if (password === undefined) return { kind: "password-needed" };
  const { waitMs, forget } = await countGuess(house, account.id, now);
  if (waitMs > 0) return { kind: "wait", waitMs };
  if (account.password_hash === null || password === undefined) return { kind: "owner", forget };
  const { fits } = await checkPassword(password, account.password_hash, house.passwordCost);
  return fits ? { kind: "owner", forget } : { kind: "wrong-password" };
}
