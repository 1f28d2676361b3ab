/**
 * How often somebody may try. A try counts, for the account's name and for the address it came from, before it is looked at, so that a
 * thousand at once are not looked at; one that succeeds is not counted. Names that no account has count as others do.
 */
import { isIP } from "node:net";

export interface Limit {
  readonly tries: number;
  readonly windowMs: number;
}

export const SIGN_IN_ACCOUNT: Limit = { tries: 5, windowMs: 15 * 60_000 };
export const SIGN_IN_ADDRESS: Limit = { tries: 20, windowMs: 15 * 60_000 };

const LONGEST_MS = 24 * 3_600_000;

/** What is kept of tries: how many, and when the last one that was let through was. */
export interface Tries {
  readonly count: number;
  readonly since: number;
}

/**
 * What is kept after one more, and how long it must wait: 0 where it is looked at. Each time the limit is reached again, the wait
 * doubles, up to a day; after a day without a try all is forgotten.
 */
export function tried(
  before: Tries,
  { tries, windowMs }: Limit,
  now: number,
): { readonly kept: Tries; readonly waitMs: number } {
  const fresh = { kept: { count: 1, since: now }, waitMs: 0 };
  const { count, since } = before;
  if (count === 0) return fresh;
  const reached = Math.floor(count / tries);
  const wait = Math.min(LONGEST_MS, windowMs * 2 ** Math.max(0, reached - 1));
  const age = now - since;
  if (age >= LONGEST_MS || (reached === 0 && age >= windowMs)) return fresh;
  if (reached > 0 && count % tries === 0 && age < wait) return { kept: before, waitMs: wait - age };
  return { kept: { count: count + 1, since: now }, waitMs: 0 };
}

const GROUPS = 8;
/** Groups of an address of IPv6 that are the network of whoever has it: 64 bits, the least that is given to a house. */
const OWN_GROUPS = 4;

/** What tries are counted for of an address: of IPv6 its network, of whose addresses each may be used once and never again. */
export function countedAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  const [plain = ""] = address.toLowerCase().split("%");
  const [head = [], tail = []] = plain.split("::").map((part) => (part === "" ? [] : part.split(":")));
  // An address of IPv4 at the end is two groups.
  const behind = tail.length + (tail.at(-1)?.includes(".") === true ? 1 : 0);
  const filled = plain.includes("::") ? new Array<string>(GROUPS - head.length - behind).fill("0") : [];
  const own = [...head, ...filled, ...tail].slice(0, OWN_GROUPS);
  return `${own.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/** A bucket of tokens for each key, an account or an address, within this process: against floods, not against guessing. */
export interface Buckets {
  /** Milliseconds to wait; 0 when one was taken. */
  take(key: string, now: number): number;
}

const MOST_KEYS = 10_000;

export function buckets({
  burst,
  perSecond,
}: {
  readonly burst: number;
  readonly perSecond: number;
}): Buckets {
  const kept = new Map<string, { tokens: number; at: number }>();
  const full = (burst / perSecond) * 1000;
  return {
    take(key, now) {
      if (kept.size > MOST_KEYS) for (const [one, { at }] of kept) if (at < now - full) kept.delete(one);
      const bucket = kept.get(key) ?? { tokens: burst, at: now };
      const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
      const taken = tokens >= 1;
      kept.set(key, { tokens: taken ? tokens - 1 : tokens, at: now });
      return taken ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1000);
    },
  };
}
