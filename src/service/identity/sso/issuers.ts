/**
 * What issuers say of themselves, kept: where their doors are, for an hour; their keys, for ten minutes, asked for again when a token names
 * one that is not among them, and that at most once a minute, whoever makes such names up.
 */
import type { JWTVerifyGetKey } from "jose";
import type { ServerMetadata } from "openid-client";
import { type Asking, askingProviders } from "./asking.js";

const DOORS_KEPT = 3_600_000;
const KEYS_KEPT = 600_000;
const UNKNOWN_KEY_EVERY = 60_000;

/** What a signature may be made with; never a secret that both sides have, and never none. */
export const SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"];

export interface Issuer {
  readonly doors: ServerMetadata;
  readonly keys: JWTVerifyGetKey;
}

export interface Issuers {
  readonly allowPrivate: boolean;
  readonly asking: Asking;
  /** Throws what kept it from answering. */
  find(issuer: string): Promise<Issuer>;
  /** The next one is asked for anew. */
  forget(issuer: string): void;
}

export function issuersWith({
  allowPrivate,
  now,
}: {
  readonly allowPrivate: boolean;
  readonly now: () => number;
}): Issuers {
  const asking = askingProviders(allowPrivate);
  const kept = new Map<string, { readonly at: number; readonly issuer: Promise<Issuer> }>();
  return {
    allowPrivate,
    asking,
    find(address) {
      const known = kept.get(address);
      if (known !== undefined && now() - known.at < DOORS_KEPT) return known.issuer;
      const issuer = asked(address, asking, allowPrivate);
      kept.set(address, { at: now(), issuer });
      issuer.catch(() => {
        if (kept.get(address)?.issuer === issuer) kept.delete(address);
      });
      return issuer;
    },
    forget: (address) => void kept.delete(address),
  };
}

/** A provider that does not answer: whoever is known by it cannot be known now. */
export class ProviderSilent extends Error {
  override readonly name = "ProviderSilent";
}

async function asked(address: string, asking: Asking, allowPrivate: boolean): Promise<Issuer> {
  const [client, jose] = await Promise.all([import("openid-client"), import("jose")]);
  // The document must name the issuer that was asked: that is what makes its keys those of this issuer.
  const found = await client.discovery(new URL(address), "witskit", undefined, undefined, {
    [client.customFetch]: asking,
    ...(allowPrivate && { execute: [client.allowInsecureRequests] }),
  });
  const doors = found.serverMetadata();
  if (doors.jwks_uri === undefined) throw new Error("the document of the issuer names no keys (jwks_uri)");
  const keys = jose.createRemoteJWKSet(new URL(doors.jwks_uri), {
    [jose.customFetch]: asking,
    cacheMaxAge: KEYS_KEPT,
    cooldownDuration: UNKNOWN_KEY_EVERY,
    timeoutDuration: 10_000,
  });
  return { doors, keys };
}
