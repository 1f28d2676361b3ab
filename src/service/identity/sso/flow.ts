/**
 * The way to a provider and back (OpenID Connect, code with PKCE, state and nonce). What must be remembered meanwhile is in a cookie of the
 * browser that began, sealed: nobody who only has the address of the way back, or another browser, can end what was begun here.
 */
import type { Configuration, ServerMetadata } from "openid-client";
import type { IdentityHouse } from "../house.js";
import type { Claims, SsoRefusal } from "./claims.js";
import { SIGNATURES } from "./issuers.js";
import { type Provider, secretOf } from "./provider.js";

/** Milliseconds that somebody may take at the provider. */
export const FLOW_WITHIN = 10 * 60_000;

/** What the way is for. */
export type Purpose =
  | { readonly kind: "sign-in"; readonly next: string }
  /** Who is signed in takes on another way to sign in. */
  | { readonly kind: "link"; readonly account: string }
  /** An admin looks whether it works. */
  | { readonly kind: "try"; readonly account: string; readonly provider: string };

export interface Begun {
  readonly provider: string;
  readonly version: number;
  readonly purpose: Purpose;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly until: number;
}

const BOUND_TO = "cookie/sso";

/** Where to send the browser, and what it must keep. Throws what kept the provider from answering. */
export async function beginFlow(
  house: IdentityHouse,
  provider: Provider,
  { purpose, back, now }: { readonly purpose: Purpose; readonly back: string; readonly now: number },
): Promise<{ readonly url: string; readonly cookie: string }> {
  const client = await import("openid-client");
  const { doors } = await house.issuers.find(provider.issuer);
  const verifier = client.randomPKCECodeVerifier();
  const begun: Begun = {
    provider: provider.id,
    version: provider.version,
    purpose,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier,
    until: now + FLOW_WITHIN,
  };
  const url = client.buildAuthorizationUrl(configured(client, house, doors, provider), {
    redirect_uri: back,
    scope: "openid profile",
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    // Who tries it shall see the way of somebody who is not signed in there.
    ...(purpose.kind === "try" && { prompt: "login" }),
  });
  return { url: url.href, cookie: house.sealing.seal(JSON.stringify(begun), BOUND_TO) };
}

/** What was begun in this browser; undefined where nothing was, or too long ago. */
export function begunIn(
  { sealing }: IdentityHouse,
  cookie: string | undefined,
  now: number,
): Begun | undefined {
  if (cookie === undefined) return undefined;
  try {
    const begun = JSON.parse(sealing.open(cookie, BOUND_TO)) as Begun;
    return begun.until > now ? begun : undefined;
  } catch {
    // Whatever somebody else has put there was begun by nobody.
    return undefined;
  }
}

/** What the provider says of who came back, verified; or why that is nothing. */
export async function endFlow(
  house: IdentityHouse,
  provider: Provider,
  { begun, back, query, now }: { begun: Begun; back: string; query: URLSearchParams; now: number },
): Promise<Claims | { readonly refused: SsoRefusal; readonly cause: unknown }> {
  const [client, jose] = await Promise.all([import("openid-client"), import("jose")]);
  try {
    const { doors, keys } = await house.issuers.find(provider.issuer);
    const config = configured(client, house, doors, provider);
    const tokens = await client.authorizationCodeGrant(config, new URL(`${back}?${query}`), {
      pkceCodeVerifier: begun.verifier,
      expectedState: begun.state,
      expectedNonce: begun.nonce,
      idTokenExpected: true,
    });
    // The library trusts the connection that the token came by, as it may; its signature is held against the keys too.
    const { payload } = await jose.jwtVerify(tokens.id_token ?? "", keys, {
      algorithms: SIGNATURES,
      issuer: doors.issuer,
      audience: provider.clientId,
      currentDate: new Date(now),
      clockTolerance: CLOCKS_APART,
      requiredClaims: ["sub", "iat", "exp"],
    });
    return payload;
  } catch (error) {
    const isDenied = error instanceof client.AuthorizationResponseError && error.error === "access_denied";
    return { refused: isDenied ? "denied" : "provider", cause: error };
  }
}

/** Seconds by which the clock of a provider may be another. */
export const CLOCKS_APART = 30;

function configured(
  client: typeof import("openid-client"),
  { issuers, sealing }: IdentityHouse,
  doors: ServerMetadata,
  { id, clientId, secret }: Provider,
): Configuration {
  const known = doors.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const shown = known.includes("client_secret_basic") ? client.ClientSecretBasic : client.ClientSecretPost;
  const auth = secret === null ? client.None() : shown(sealing.open(secret, secretOf(id)));
  const config = new client.Configuration(doors, clientId, {}, auth);
  config[client.customFetch] = issuers.asking;
  if (issuers.allowPrivate) client.allowInsecureRequests(config);
  return config;
}
