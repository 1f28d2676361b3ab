/** What those who answer for identities need: where accounts are kept, what seals their secrets, what signs tokens. */
import type { Store } from "../store/database.js";
import type { PasswordCost } from "./password.js";
import type { Sealing } from "./sealing.js";
import type { Issuers } from "./sso/issuers.js";
import type { TokenKeys } from "./token.js";

export interface IdentityHouse {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly tokenKeys: TokenKeys;
  /** What a password's hash costs today. */
  readonly passwordCost: PasswordCost;
  /** Those by whom people sign in elsewhere. */
  readonly issuers: Issuers;
  /** Of tokens: what they say that they come from. */
  readonly issuer: string;
}

/** What a sealed secret is bound to. */
export const totpOf = (account: string): string => `account/${account}/totp_secret`;
