/**
 * Passwords, kept as scrypt in a PHC string (https://github.com/P-H-C/phc-string-format), which carries its own parameters: what was
 * made with weaker ones still opens, and is made anew at the next sign-in. Two at a time: each takes 32 MiB and a third of a second.
 */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import type { SaidParams } from "../words/refusal.js";

export interface PasswordCost {
  /** N is 2 to this. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's second choice for scrypt: N 2^15, r 8, p 3. */
export const PASSWORD_COST: PasswordCost = { ln: 15, r: 8, p: 3 };
const MEMORY = 64 << 20;
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const AT_A_TIME = 2;

export const PASSWORD_SHORTEST = 12;
/** Longer ones would cost more than they protect. */
export const PASSWORD_LONGEST = 256;

export type Weakness = SaidParams["weak-password"];

/** Why a password will not do; undefined for one that will. */
export function weakness(
  password: string,
  of: { readonly email?: string; readonly name?: string } = {},
): Weakness | undefined {
  if ([...password].length < PASSWORD_SHORTEST) return { why: "short", limit: PASSWORD_SHORTEST };
  if (password.length > PASSWORD_LONGEST) return { why: "long", limit: PASSWORD_LONGEST };
  if (new Set(password.toLowerCase()).size < 5) return { why: "simple", limit: null };
  const plain = password.toLowerCase();
  const known = [of.email?.split("@")[0], of.name].find(
    (word) => word !== undefined && word.length >= 4 && plain.replace(word.toLowerCase(), "").length < 6,
  );
  return known === undefined ? undefined : { why: "personal", limit: null };
}

export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, cost, HASH_BYTES);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${base64(salt)}$${base64(hash)}`;
}

export interface PasswordCheck {
  readonly fits: boolean;
  /** It was made with other parameters than those of today: hash it again while it is at hand. */
  readonly outdated: boolean;
}

/** Without a hash, of an account that is unknown or has none, it takes as long, and nothing fits. */
export async function checkPassword(
  password: string,
  phc: string | null,
  today: PasswordCost,
): Promise<PasswordCheck> {
  const kept = phc === null ? undefined : parsed(phc);
  const { cost, salt, hash } = kept ?? { cost: today, ...nobody };
  const tried = await derive(password, salt, cost, hash.length);
  const fits = timingSafeEqual(tried, hash) && kept !== undefined;
  return { fits, outdated: fits && (cost.ln !== today.ln || cost.r !== today.r || cost.p !== today.p) };
}

const nobody = { salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };

const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parsed(phc: string): { cost: PasswordCost; salt: Buffer; hash: Buffer } | undefined {
  const [, ln, r, p, salt, hash] = FORM.exec(phc) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

const base64 = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

/** NFKC: the same letters typed on another keyboard are the same password. */
async function derive(
  password: string,
  salt: Buffer,
  { ln, r, p }: PasswordCost,
  bytes: number,
): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: MEMORY };
  await turn();
  try {
    return await new Promise<Buffer>((resolve, reject) =>
      scrypt(password.normalize("NFKC"), salt, bytes, options, (error, key) =>
        error === null ? resolve(key) : reject(error),
      ),
    );
  } finally {
    running--;
    waiting.shift()?.();
  }
}

let running = 0;
const waiting: (() => void)[] = [];

async function turn(): Promise<void> {
  while (running >= AT_A_TIME) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
}
