/** Tokens, sealed secrets and hashes of passwords, against those who forge them. */
import { createHmac, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkPassword, hashPassword } from "../../../src/service/identity/password.js";
import { keysIn, sealingWith } from "../../../src/service/identity/sealing.js";
import { signToken, tokenKey, verifyToken } from "../../../src/service/identity/token.js";

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
  const pair = tokenKey(privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  const secret = tokenKey("0123456789abcdef0123456789abcdef");

  it.each([
    ["a key pair", pair],
    ["a secret", secret],
  ])("signed by %s says what was put in, for a quarter of an hour", async (_what, key) => {
    const text = await signToken(claims, { key, issuer, now });
    expect(await verifyToken(text, { key, issuer, now })).toEqual(claims);
    expect(await verifyToken(text, { key, issuer, now: now + 15 * 60_000 + 1000 })).toBeUndefined();
    expect(await verifyToken(text, { key, issuer: "https://other.example", now })).toBeUndefined();
    const [head, body, signature] = text.split(".") as [string, string, string];
    const other = coded({ ...JSON.parse(Buffer.from(body, "base64url").toString()), tid: "other" });
    expect(await verifyToken(`${head}.${other}.${signature}`, { key, issuer, now })).toBeUndefined();
    const none = `${coded({ alg: "none", typ: "JWT" })}.${body}.`;
    expect(await verifyToken(none, { key, issuer, now })).toBeUndefined();
  });

  it("is not taken where a public key is used as a secret", async () => {
    const [, body] = (await signToken(claims, { key: pair, issuer, now })).split(".");
    const head = coded({ alg: "HS256", typ: "JWT" });
    const pem = publicKey.export({ type: "spki", format: "pem" });
    const signature = createHmac("sha256", pem).update(`${head}.${body}`).digest("base64url");
    expect(await verifyToken(`${head}.${body}.${signature}`, { key: pair, issuer, now })).toBeUndefined();
  });

  it("is not signed by a secret that is short", () => {
    expect(() => tokenKey("short")).toThrow("32 bytes");
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
