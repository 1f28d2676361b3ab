/**
 * Short tokens for programs (JWT, RFC 7519): a key of ours is exchanged for one that holds for fifteen minutes at most. The tenant is
 * `tid` alone; `ver` is that of the membership, so that a change of a role makes all tokens void that are older. Algorithms come from a
 * list of ours, never from the token.
 */
import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from "node:crypto";
import { Failure } from "../../failure.js";
import { isPermission, isRole, type Permission, type Role } from "./roles.js";

export const TOKEN_SECONDS = 15 * 60;
const SECRET_BYTES = 32;
const AUDIENCE = "witskit-api";

export interface TokenClaims {
  readonly account: string;
  readonly tenant: string;
  readonly role: Role;
  readonly client: string | null;
  readonly rigs: readonly string[] | null;
  readonly permissions: readonly Permission[];
  /** Of the membership. */
  readonly version: number;
  /** How it was proved who asks: `key`, `pwd`, `otp`. */
  readonly methods: readonly string[];
}

export interface TokenKey {
  readonly algorithm: "HS256" | "EdDSA";
  readonly sign: Uint8Array | KeyObject;
  readonly verify: Uint8Array | KeyObject;
}

/** Of WITS_JWT_SECRET: 32 bytes or more, or a private key of Ed25519 in PEM. */
export function tokenKey(text: string): TokenKey {
  if (text.includes("-----BEGIN")) {
    const sign = createPrivateKey(text);
    if (sign.asymmetricKeyType !== "ed25519")
      throw new Failure(
        "bad-config",
        `WITS_JWT_SECRET is a key of ${sign.asymmetricKeyType}; give one of Ed25519, or ${SECRET_BYTES} bytes or more of a secret`,
      );
    return { algorithm: "EdDSA", sign, verify: createPublicKey(sign) };
  }
  const secret = new TextEncoder().encode(text);
  if (secret.length < SECRET_BYTES)
    throw new Failure(
      "bad-config",
      `WITS_JWT_SECRET needs ${SECRET_BYTES} bytes or more, and has ${secret.length}; \`openssl rand -base64 48\` makes one`,
    );
  return { algorithm: "HS256", sign: secret, verify: secret };
}

export async function signToken(
  claims: TokenClaims,
  { key, issuer, now }: { readonly key: TokenKey; readonly issuer: string; readonly now: number },
): Promise<string> {
  const { SignJWT } = await import("jose");
  const seconds = Math.floor(now / 1000);
  return new SignJWT({
    tid: claims.tenant,
    roles: [claims.role],
    ...(claims.client !== null && { cid: claims.client }),
    ...(claims.rigs !== null && { rigs: claims.rigs }),
    scope: claims.permissions.join(" "),
    amr: claims.methods,
    ver: claims.version,
  })
    .setProtectedHeader({ alg: key.algorithm, typ: "JWT" })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(claims.account)
    .setJti(randomUUID())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + TOKEN_SECONDS)
    .sign(key.sign);
}

/** Undefined for whatever is not a token of ours that holds now; whether `ver` still holds is asked of the database. */
export async function verifyToken(
  text: string,
  { key, issuer, now }: { readonly key: TokenKey; readonly issuer: string; readonly now: number },
): Promise<TokenClaims | undefined> {
  const { jwtVerify, errors } = await import("jose");
  try {
    const { payload } = await jwtVerify(text, key.verify, {
      algorithms: [key.algorithm],
      issuer,
      audience: AUDIENCE,
      typ: "JWT",
      currentDate: new Date(now),
      maxTokenAge: TOKEN_SECONDS,
      requiredClaims: ["sub", "tid", "roles", "ver", "iat", "exp", "jti"],
    });
    return claimsIn(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function claimsIn(payload: Readonly<Record<string, unknown>>): TokenClaims | undefined {
  const { sub, tid, roles, cid, rigs, scope, amr, ver } = payload;
  const role = Array.isArray(roles) && roles.length === 1 ? roles[0] : undefined;
  if (typeof sub !== "string" || typeof tid !== "string" || tid === "") return undefined;
  if (typeof role !== "string" || !isRole(role) || !Number.isSafeInteger(ver)) return undefined;
  return {
    account: sub,
    tenant: tid,
    role,
    client: typeof cid === "string" ? cid : null,
    rigs: texts(rigs) ?? null,
    permissions: typeof scope === "string" ? scope.split(" ").filter(isPermission) : [],
    version: ver as number,
    methods: texts(amr) ?? [],
  };
}

const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined;
