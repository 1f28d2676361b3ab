/**
 * The second factor: codes of six digits by time (RFC 6238), of an app that read the secret as a QR code. A step is used once: whoever
 * looks over a shoulder comes too late.
 */
import type { TOTP } from "otpauth";
import { hashOf, recoveryCode } from "./opaque.js";

const SECONDS = 30;
const RECOVERY_CODES = 10;

export interface NewSecret {
  /** In base32, as people type it where there is no camera. */
  readonly secret: string;
  /** `otpauth://totp/…`, as a QR code has it. */
  readonly uri: string;
}

async function totpOf(secret: string | undefined, account = "witskit"): Promise<TOTP> {
  const { Secret, TOTP } = await import("otpauth");
  return new TOTP({
    issuer: "witskit",
    label: account,
    algorithm: "SHA1",
    digits: 6,
    period: SECONDS,
    secret: secret === undefined ? new Secret({ size: 20 }) : Secret.fromBase32(secret),
  });
}

export async function newSecret(account: string): Promise<NewSecret> {
  const totp = await totpOf(undefined, account);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The step a code is of, one before and after now being taken; undefined where it is none, or its step or a later one was used. */
export async function stepOf(
  code: string,
  { secret, used, now }: { readonly secret: string; readonly used: number; readonly now: number },
): Promise<number | undefined> {
  const plain = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(plain)) return undefined;
  const totp = await totpOf(secret);
  const delta = totp.validate({ token: plain, timestamp: now, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(now / 1000 / SECONDS) + delta;
  return step > used ? step : undefined;
}

/** For a lost phone: told once, each used once, kept as their hashes. */
export function recoveryCodes(): { readonly codes: readonly string[]; readonly hashes: readonly string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
  return { codes, hashes: codes.map(recoveryHash) };
}

export const recoveryHash = (code: string): string =>
  hashOf(`recovery ${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`);
