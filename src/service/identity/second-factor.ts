/** Beginning, confirming and giving up a second factor. It counts from the first code that fits: a QR code alone locks nobody out. */
import { accountById, changeAccount, setFactor } from "../store/repositories/accounts.js";
import { type IdentityHouse, totpOf } from "./house.js";
import { type NewSecret, newSecret, recoveryCodes, stepOf } from "./one-time-code.js";

/** What is not confirmed yet: the device keeps it, sealed, so that nothing half is in the database. */
export interface BegunFactor extends NewSecret {
  readonly pending: string;
}

export async function beginFactor(
  { sealing }: IdentityHouse,
  account: { readonly id: string; readonly email: string | null; readonly name: string },
): Promise<BegunFactor> {
  const made = await newSecret(account.email ?? account.name);
  return { ...made, pending: sealing.seal(made.secret, totpOf(account.id)) };
}

/** The recovery codes, told once; `wrong` where the code does not fit, `there` where another request has set a factor meanwhile. */
export async function confirmFactor(
  { store, sealing }: IdentityHouse,
  { account, pending, code, now }: { account: string; pending: string; code: string; now: number },
): Promise<readonly string[] | "wrong" | "there"> {
  const secret = sealing.open(pending, totpOf(account));
  const step = await stepOf(code, { secret, used: 0, now });
  if (step === undefined) return "wrong";
  const { codes, hashes } = recoveryCodes();
  const isSet = await store.control(({ sql }) =>
    setFactor(sql, account, { secret: pending, step, recoveryHashes: hashes }),
  );
  return isSet ? codes : "there";
}

export async function endFactor({ store }: IdentityHouse, account: string): Promise<void> {
  await store.control(async ({ sql }) => {
    if ((await accountById(sql, account)) === undefined) return;
    await changeAccount(sql, account, { totp_secret: null, totp_step: null, recovery_codes: null });
  });
}
