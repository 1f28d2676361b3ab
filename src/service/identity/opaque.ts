/**
 * What is told once and kept as its hash: sessions, one-time links, API keys. 256 bits at random need no salt and no slow hash; who
 * reads the database cannot use what stands there.
 */
import { createHash, randomBytes, randomInt } from "node:crypto";

export const opaque = (): string => randomBytes(32).toString("base64url");

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Written down by hand: no letter that is taken for another. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** `ab2cd-ef3gh`: some 50 bits. */
export function recoveryCode(): string {
  const part = (): string => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return `${part()}-${part()}`;
}

const KEY = /^wk_([A-Za-z0-9-]{8,40})_([A-Za-z0-9_-]{43})$/;

export interface ApiKeyParts {
  readonly id: string;
  readonly secret: string;
}

/** `wk_<id>_<secret>`: found by its id, known by its secret, and found by those who search for leaked keys. */
export const apiKeyText = ({ id, secret }: ApiKeyParts): string => `wk_${id}_${secret}`;

export function apiKeyIn(text: string): ApiKeyParts | undefined {
  const [, id, secret] = KEY.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
