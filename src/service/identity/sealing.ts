/**
 * Secrets that must be read again, as those of second factors, providers and webhooks, are sealed with AES-256-GCM before they reach the
 * database. A sealed text names its key, so that keys can be changed: `v1.<key id>.<nonce>.<text and tag>`. What it belongs to is bound
 * in: a text that is moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { Failure } from "../../failure/failure.js";
import { keptSecret } from "./kept-secret.js";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Sealing {
  /** `of` is what the secret belongs to: table, row and column. */
  seal(secret: string, of: string): string;
  /** Throws Failure where the key is another or the text is not what was sealed. */
  open(sealed: string, of: string): string;
}

/** The first key seals; the others still open what they sealed. */
export function sealingWith(keys: readonly [Buffer, ...Buffer[]]): Sealing {
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  const [sealer] = keys;
  return {
    seal(secret, of) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealer, nonce).setAAD(Buffer.from(of));
      const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return ["v1", keyId(sealer), nonce.toString("base64url"), sealed.toString("base64url")].join(".");
    },
    open(text, of) {
      const [version, id = "", nonce = "", body = ""] = text.split(".");
      const key = byId.get(id);
      if (version !== "v1" || key === undefined)
        throw new Failure(
          "bad-config",
          "a secret of the database was sealed with another key; WITS_ENCRYPTION_KEY must be the one it was sealed with, older ones may follow it after a comma",
        );
      const bytes = Buffer.from(body, "base64url");
      const [sealed, tag] = [bytes.subarray(0, -TAG_BYTES), bytes.subarray(-TAG_BYTES)];
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"));
        decipher.setAAD(Buffer.from(of)).setAuthTag(tag);
        return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
      } catch (error) {
        throw new Failure("bad-config", "a sealed secret of the database was changed, and is not used", {
          cause: error,
        });
      }
    },
  };
}

const keyId = (key: Buffer): string => createHash("sha256").update(key).digest("hex").slice(0, 8);

/** From the text of a setting: 32 bytes in base64 or hexadecimal, older keys after commas. */
export function keysIn(text: string): readonly [Buffer, ...Buffer[]] {
  const keys = text.split(",").map((part) => keyIn(part.trim()));
  return keys as unknown as readonly [Buffer, ...Buffer[]];
}

function keyIn(text: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
  if (key.length !== KEY_BYTES)
    throw new Failure(
      "bad-config",
      `WITS_ENCRYPTION_KEY needs ${KEY_BYTES} bytes in base64 or hexadecimal, and has ${key.length}; \`openssl rand -base64 32\` makes one`,
    );
  return key;
}

/** The key of a data folder, made by the first start. */
export const keptKeys = async (path: string): Promise<readonly [Buffer, ...Buffer[]]> =>
  keysIn(await keptSecret(path, KEY_BYTES));
