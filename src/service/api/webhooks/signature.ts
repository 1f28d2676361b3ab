/**
 * How a receiver knows that a request is ours, and not one of ours that somebody sends again: a signature over its identity, its time and its body, as
 * https://www.standardwebhooks.com has it, for which libraries are in all languages.
 */
import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";

export const newSecret = (): string => PREFIX + randomBytes(32).toString("base64");

export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

export function signatureOf(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** What a secret of a webhook is sealed for. */
export const secretOf = (webhook: string): string => `webhook/${webhook}/secret_ref`;
