/** Tokens, sealed secrets and hashes of passwords, against those who forge them. */
import { createHmac, generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { checkPassword, hashPassword } from "../../../src/service/identity/password.js";
import { keysIn, sealingWith } from "../../../src/service/identity/sealing.js";
import { signToken, tokenKeys, verifyToken } from "../../../src/service/identity/token.js";

const now = Date.UTC(2026, 2, 28);
const issuer = "https://reports.example";
const claims = {
  account: "a",
  tenant: "t",
  role: "manager",
  client: null,
  rigs: null,
  permissions: ["data:read"],
  version: 3,
  methods: ["key"],
} as const;

const coded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a token", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pair = tokenKeys(privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  const secret = tokenKeys("0123456789abcdef0123456789abcdef");

  it.each([
    ["a key pair", pair],
    ["a secret", secret],
  ])("signed by %s says what was put in, for a quarter of an hour", async (_what, keys) => {
    const text = await signToken(claims, { keys, issuer, now });
    expect(await verifyToken(text, { keys, issuer, now })).toEqual(claims);
    expect(await verifyToken(text, { keys, issuer, now: now + 15 * 60_000 + 11_000 })).toBeUndefined();
    expect(await verifyToken(text, { keys, issuer: "https://other.example", now })).toBeUndefined();
    const [head, body, signature] = text.split(".") as [string, string, string];
    const other = coded({ ...JSON.parse(Buffer.from(body, "base64url").toString()), tid: "other" });
    expect(await verifyToken(`${head}.${other}.${signature}`, { keys, issuer, now })).toBeUndefined();
    const { kid } = JSON.parse(Buffer.from(head, "base64url").toString());
    const none = `${coded({ alg: "none", kid, typ: "JWT" })}.${body}.`;
    expect(await verifyToken(none, { keys, issuer, now })).toBeUndefined();
  });

  it("is not taken where a public key is used as a secret", async () => {
    const [told, body] = (await signToken(claims, { keys: pair, issuer, now })).split(".");
    const { kid } = JSON.parse(Buffer.from(told!, "base64url").toString());
    const head = coded({ alg: "HS256", kid, typ: "JWT" });
    const pem = publicKey.export({ type: "spki", format: "pem" });
    const signature = createHmac("sha256", pem).update(`${head}.${body}`).digest("base64url");
    expect(await verifyToken(`${head}.${body}.${signature}`, { keys: pair, issuer, now })).toBeUndefined();
  });

  it("is verified by the key that signed it, also when that is not the newest any more", async () => {
    const [one, other] = ["1".repeat(32), "2".repeat(32)];
    const text = await signToken(claims, { keys: tokenKeys(one), issuer, now });
    expect(await verifyToken(text, { keys: tokenKeys(`${other},${one}`), issuer, now })).toEqual(claims);
    expect(await verifyToken(text, { keys: tokenKeys(other), issuer, now })).toBeUndefined();
    const pem = privateKey.export({ type: "pkcs8", format: "pem" });
    expect(await verifyToken(text, { keys: tokenKeys(`${pem},${one}`), issuer, now })).toEqual(claims);
  });

  it("of another audience, without a tenant, or made by a clock that is far ahead is none", async () => {
    const key = new TextEncoder().encode("0123456789abcdef0123456789abcdef");
    const whole = JSON.parse(
      Buffer.from(
        (await signToken(claims, { keys: secret, issuer, now })).split(".")[1]!,
        "base64url",
      ).toString(),
    );
    const forged = (more: object, head: object = {}) =>
      new SignJWT({ ...whole, ...more })
        .setProtectedHeader({ alg: "HS256", kid: secret[0].id, typ: "JWT", ...head })
        .sign(key);
    const holds = async (text: string) =>
      (await verifyToken(text, { keys: secret, issuer, now })) !== undefined;
    expect(await holds(await forged({}))).toBe(true);
    expect(await holds(await forged({ iat: whole.iat + 8, exp: whole.exp + 8 }))).toBe(true);
    for (const more of [
      { aud: "another" },
      { tid: undefined },
      { tid: "" },
      { roles: ["owner"] },
      { roles: ["admin", "viewer"] },
      { ver: "3" },
      { jti: undefined },
      { iat: whole.iat + 60, exp: whole.exp + 60 },
      { exp: whole.exp + 86_400, iat: whole.iat - 1000 },
    ])
      expect([more, await holds(await forged(more))]).toEqual([more, false]);
    expect(await holds(await forged({}, { kid: undefined }))).toBe(false);
    expect(await holds(await forged({}, { typ: "at+jwt" }))).toBe(false);
  });

  it("is not signed by a secret that is short", () => {
    expect(() => tokenKeys("short")).toThrow("32 bytes");
  });
});

describe("a sealed secret", () => {
  const [one, other] = ["11".repeat(32), "22".repeat(32)];

  it("opens where it belongs alone, also when the key is not the newest any more", () => {
    const sealed = sealingWith(keysIn(one)).seal("JBSWY3DP", "account/a");
    expect(sealingWith(keysIn(`${other},${one}`)).open(sealed, "account/a")).toBe("JBSWY3DP");
    expect(() => sealingWith(keysIn(one)).open(sealed, "account/b")).toThrow("was changed");
    expect(() => sealingWith(keysIn(other)).open(sealed, "account/a")).toThrow("another key");
  });
});

describe("a password", () => {
  const cheap = { ln: 10, r: 8, p: 1 };

  it("is kept so that it opens later, and is known to be hashed anew when that costs more", async () => {
    const kept = await hashPassword("correct horse", cheap);
    expect(kept).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$/);
    expect(await checkPassword("correct horse", kept, cheap)).toEqual({ fits: true, outdated: false });
    const dearer = { ...cheap, ln: 11 };
    expect(await checkPassword("correct horse", kept, dearer)).toEqual({ fits: true, outdated: true });
    expect(await checkPassword("Correct horse", kept, cheap)).toEqual({ fits: false, outdated: false });
    expect(await checkPassword("correct horse", null, cheap)).toEqual({ fits: false, outdated: false });
  });
});
