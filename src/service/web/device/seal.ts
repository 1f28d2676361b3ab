/**
 * Sealing: AES-256-GCM under the store's own key. The key lies in the store as it is until a person sets a PIN; then only a copy lies there
 * that the PIN opens (PBKDF2, 600,000 rounds of SHA-256, what OWASP asks for). It slows whoever finds a tablet; the device's own
 * encryption is the real protection.
 */
import { cellOf } from "../cell.js";
import { keepSetting, setting } from "./database.js";
import type { Sealed } from "./sealed.js";

type KeptKey =
  | { readonly kind: "open"; readonly key: CryptoKey }
  | {
      readonly kind: "pin";
      readonly salt: Uint8Array<ArrayBuffer>;
      readonly rounds: number;
      readonly wrapped: Sealed;
      readonly tries: number;
      /** Until when no PIN is tried. */
      readonly waits: number;
    };

const ROUNDS = 600_000;
/** Between two tries of the PIN, in ms. */
const LONGEST = 15 * 60_000;
const KEY = { name: "AES-GCM", length: 256 } as const;
const USES: readonly KeyUsage[] = ["encrypt", "decrypt"];

let key: CryptoKey | undefined;

/** Whether the store can be read: `unknown` before it was looked at. */
export const lock = cellOf<"unknown" | "open" | "locked">("unknown");

/** Finds the key, or makes one on a new device. */
export async function openStore(): Promise<void> {
  const kept = await setting<KeptKey>("key");
  if (kept?.kind === "pin") {
    lock.set(key === undefined ? "locked" : "open");
    return;
  }
  if (kept === undefined) {
    key = await crypto.subtle.generateKey(KEY, true, USES);
    await keepSetting("key", { kind: "open", key } satisfies KeptKey);
  } else key = kept.key;
  lock.set("open");
}

export const hasPin = async (): Promise<boolean> => (await setting<KeptKey>("key"))?.kind === "pin";

export async function setPin(pin: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const raw = await crypto.subtle.exportKey("raw", theKey());
  const wrapped = await sealWith(await keyOfPin(pin, salt, ROUNDS), raw);
  await keepSetting("key", {
    kind: "pin",
    salt,
    rounds: ROUNDS,
    wrapped,
    tries: 0,
    waits: 0,
  } satisfies KeptKey);
}

export async function removePin(): Promise<void> {
  await keepSetting("key", { kind: "open", key: theKey() } satisfies KeptKey);
}

/** True when it was the right one; else how long, in ms, until the next is looked at. */
export async function unlock(pin: string): Promise<true | number> {
  const kept = await setting<KeptKey>("key");
  if (kept?.kind !== "pin") return true;
  const wait = kept.waits - Date.now();
  // A longer one comes of a clock that was set back.
  if (wait > 0 && wait <= LONGEST) return wait;
  try {
    const raw = await openWith(await keyOfPin(pin, kept.salt, kept.rounds), kept.wrapped);
    key = await crypto.subtle.importKey("raw", raw, KEY, true, USES);
  } catch {
    const tries = kept.tries + 1;
    const next = tries < 3 ? 0 : Math.min(2 ** (tries - 3) * 5000, LONGEST);
    await keepSetting("key", { ...kept, tries, waits: Date.now() + next } satisfies KeptKey);
    return next;
  }
  await keepSetting("key", { ...kept, tries: 0, waits: 0 } satisfies KeptKey);
  lock.set("open");
  return true;
}

/** Forgets the key of this page; what is sealed stays. */
export function forgetKey(): void {
  key = undefined;
  lock.set("unknown");
}

export async function seal(value: unknown): Promise<Sealed> {
  return sealWith(theKey(), new TextEncoder().encode(JSON.stringify(value)));
}

export async function unseal<Value>(sealed: Sealed): Promise<Value> {
  return JSON.parse(new TextDecoder().decode(await openWith(theKey(), sealed))) as Value;
}

/** Those of many that this key opens. */
export async function readable<Value>(things: readonly { readonly sealed: Sealed }[]): Promise<Value[]> {
  const read = await Promise.allSettled(things.map(({ sealed }) => unseal<Value>(sealed)));
  return read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

export const sealBytes = (bytes: ArrayBuffer): Promise<Sealed> => sealWith(theKey(), bytes);

export const unsealBytes = (sealed: Sealed): Promise<ArrayBuffer> => openWith(theKey(), sealed);

function theKey(): CryptoKey {
  if (key === undefined) throw new Error("the store is locked");
  return key;
}

async function sealWith(own: CryptoKey, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, own, bytes) };
}

const openWith = (own: CryptoKey, { iv, bytes }: Sealed): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt({ name: "AES-GCM", iv }, own, bytes);

async function keyOfPin(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, [
    "deriveKey",
  ]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds },
    typed,
    KEY,
    false,
    USES,
  );
}
