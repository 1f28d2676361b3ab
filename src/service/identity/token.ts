/**
 * Short tokens for programs (JWT, RFC 7519): a key of ours is exchanged for one that holds for fifteen minutes at most. The tenant is
 * `tid` alone; `ver` is that of the membership, so that a change of a role makes all tokens void that are older. Algorithms come from a
 * list of ours, never from the token.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomUUID } from "node:crypto";
import { Failure } from "../../failure/failure.js";
import { isPermission, isRole, type Permission, type Role } from "./roles.js";

export const TOKEN_SECONDS = 15 * 60;
const SECRET_BYTES = 32;
const AUDIENCE = "witskit-api";
/** Seconds by which the clocks of several servers of one service may differ. */
const CLOCKS_APART = 10;

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
  /** By which a token says what it was signed with. */
  readonly id: string;
  readonly algorithm: "HS256" | "EdDSA";
  readonly sign: Uint8Array | KeyObject;
  readonly verify: Uint8Array | KeyObject;
}

/** The first key signs; the others still verify what they signed, for the quarter of an hour that it lives. */
export type TokenKeys = readonly [TokenKey, ...TokenKey[]];

/** Of WITS_JWT_SECRET: 32 bytes or more, or a private key of Ed25519 in PEM; older ones behind commas. */
export function tokenKeys(text: string): TokenKeys {
  const keys = text.split(",").map((part) => tokenKey(part.trim()));
  return keys as unknown as TokenKeys;
}

function tokenKey(text: string): TokenKey {
  if (text.includes("-----BEGIN")) {
    const sign = createPrivateKey(text);
    if (sign.asymmetricKeyType !== "ed25519")
      throw new Failure(
        "bad-config",
        `WITS_JWT_SECRET is a key of ${sign.asymmetricKeyType}; give one of Ed25519, or ${SECRET_BYTES} bytes or more of a secret`,
      );
    const verify = createPublicKey(sign);
    return { id: idOf(verify.export({ type: "spki", format: "der" })), algorithm: "EdDSA", sign, verify };
  }
  const secret = new TextEncoder().encode(text);
  if (secret.length < SECRET_BYTES)
    throw new Failure(
      "bad-config",
      `WITS_JWT_SECRET needs ${SECRET_BYTES} bytes or more, and has ${secret.length}; \`openssl rand -base64 48\` makes one, and a comma stands before an older one`,
    );
  return { id: idOf(secret), algorithm: "HS256", sign: secret, verify: secret };
}

const idOf = (key: Uint8Array): string =>
  createHash("sha256").update("token key ").update(key).digest("hex").slice(0, 8);

export async function signToken(
  claims: TokenClaims,
  { keys, issuer, now }: { readonly keys: TokenKeys; readonly issuer: string; readonly now: number },
): Promise<string> {
  const { SignJWT } = await import("jose");
  const [key] = keys;
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
    .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: "JWT" })
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
  { keys, issuer, now }: { readonly keys: TokenKeys; readonly issuer: string; readonly now: number },
): Promise<TokenClaims | undefined> {
  const { decodeProtectedHeader, jwtVerify, errors } = await import("jose");
  try {
    // What is named is one of ours, and its algorithm is that of the key, whatever the token says of it.
    const { kid } = decodeProtectedHeader(text);
    const key = keys.find(({ id }) => id === kid);
    if (key === undefined) return undefined;
    const { payload } = await jwtVerify(text, key.verify, {
      algorithms: [key.algorithm],
      issuer,
      audience: AUDIENCE,
      typ: "JWT",
      currentDate: new Date(now),
      clockTolerance: CLOCKS_APART,
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
