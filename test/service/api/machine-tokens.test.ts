/** Tokens that a provider gives to machines, in the shapes of Entra and Okta, against those who forge them. */
import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin } from "./people.js";
import { ask, type Served, start } from "./serving.js";

let served: Served;
let cookie = "";
let server: Server;
let issuer = "";
let asked = 0;
const shown: JWK[] = [];
let key: { publicKey: CryptoKey; privateKey: CryptoKey };

beforeAll(async () => {
  key = await generateKeyPair("RS256", { extractable: true });
  shown.push({ ...(await exportJWK(key.publicKey)), kid: "one", alg: "RS256", use: "sig" });
  server = createServer((request, response) => {
    const isKeys = request.url?.endsWith("/keys") === true;
    if (isKeys) asked++;
    response.setHeader("content-type", "application/json");
    const doors = {
      issuer,
      jwks_uri: `${issuer}/keys`,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
    };
    response.end(JSON.stringify(isKeys ? { keys: shown } : doors));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dir/v2.0`;
  served = await start(undefined, { ssoAllowPrivate: true });
  cookie = await admin(served);
  const body = {
    name: "Acme directory",
    kind: "entra",
    issuer,
    client_id: "sign-in",
    domains: [],
    groups_claim: "groups",
    group_map: [{ group: "Reports.Read", role: "viewer", client: null, rigs: null }],
    directories: ["tid-1"],
    strangers: "admitted",
    audience: "api://reports",
    active: true,
  };
  const { status } = await ask(served, "PUT /sso-providers/acme", { cookie, body });
  expect(status).toBe(201);
});
afterAll(async () => {
  server?.close();
  server?.closeAllConnections();
  await served?.end();
});

/** As Entra writes it for an app with a role. */
const machine = {
  sub: "machine-1",
  oid: "machine-1",
  azp: "5d7c",
  tid: "tid-1",
  roles: ["Reports.Read"],
  ver: "2.0",
};

interface Forging {
  readonly claims?: object;
  readonly head?: object;
  readonly by?: CryptoKey;
  readonly issuer?: string;
  readonly audience?: string;
  readonly age?: number;
}

function token({ claims = {}, head = {}, by, age = 0, ...told }: Forging = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000) - age;
  return new SignJWT({ ...machine, ...claims })
    .setProtectedHeader({ alg: "RS256", kid: "one", typ: "JWT", ...head })
    .setIssuer(told.issuer ?? issuer)
    .setAudience(told.audience ?? "api://reports")
    .setIssuedAt(now)
    .setExpirationTime(now + 3600)
    .sign(by ?? key.privateKey);
}

const reads = async (text: string): Promise<number> =>
  (await ask(served, "GET /shifts", { key: text })).status;

const coded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a token of a provider", () => {
  it("lets a machine in as what its app role says, and as one account", async () => {
    expect(await reads(await token())).toBe(200);
    expect(await reads(await token())).toBe(200);
    const me = await ask(served, "GET /me", { key: await token() });
    expect(me.body).toMatchObject({ role: "viewer", account: { name: "5d7c", email: null } });
    const { body } = await ask(served, "GET /accounts", { cookie });
    expect(body.items.filter(({ name }: { name: string }) => name === "5d7c")).toHaveLength(1);
    expect((await ask(served, "GET /accounts", { key: await token() })).status).toBe(403);
    expect((await ask(served, "POST /token", { key: await token() })).status).toBe(403);
  });

  it("may have a clock that is half a minute ahead, and no more", async () => {
    expect(await reads(await token({ age: 3615 }))).toBe(200);
    expect(await reads(await token({ age: 3700 }))).toBe(401);
    const early = { claims: { nbf: Math.floor(Date.now() / 1000) + 15 } };
    expect(await reads(await token(early))).toBe(200);
    const tooEarly = { claims: { nbf: Math.floor(Date.now() / 1000) + 300 } };
    expect(await reads(await token(tooEarly))).toBe(401);
  });

  it.each([
    ["another audience", { audience: "sign-in" }],
    ["another issuer", { issuer: "https://login.example" }],
    ["another directory", { claims: { tid: "tid-2" } }],
    ["no directory", { claims: { tid: undefined } }],
    ["no app role", { claims: { roles: [] } }],
    ["no subject", { claims: { sub: undefined } }],
    ["groups that were cut", { claims: { roles: [], hasgroups: true } }],
  ] satisfies [string, Forging][])("of %s is none", async (_what, forging) => {
    expect(await reads(await token(forging))).toBe(401);
  });

  it("without a signature, by a public key as a secret, or by another's key is none", async () => {
    const [, body] = (await token()).split(".");
    expect(await reads(`${coded({ alg: "none", typ: "JWT" })}.${body}.`)).toBe(401);
    const head = coded({ alg: "HS256", kid: "one", typ: "JWT" });
    const signature = createHmac("sha256", await exportSPKI(key.publicKey))
      .update(`${head}.${body}`)
      .digest("base64url");
    expect(await reads(`${head}.${body}.${signature}`)).toBe(401);
    const other = await generateKeyPair("RS256");
    expect(await reads(await token({ by: other.privateKey }))).toBe(401);
    const embedded = {
      jwk: await exportJWK((await generateKeyPair("RS256", { extractable: true })).publicKey),
    };
    expect(await reads(await token({ by: other.privateKey, head: embedded }))).toBe(401);
  });

  it("of a key that nobody knows has the keys asked for at most once a minute", async () => {
    const other = await generateKeyPair("RS256");
    const before = asked;
    for (let i = 0; i < 5; i++)
      expect(await reads(await token({ by: other.privateKey, head: { kid: `made-up-${i}` } }))).toBe(401);
    expect(asked - before).toBeLessThanOrEqual(1);
    expect(await reads(await token())).toBe(200);
  });

  it("of a key that is new there is taken when the keys are asked for again", async () => {
    const next = await generateKeyPair("ES256");
    shown.push({ ...(await exportJWK(next.publicKey)), kid: "two", alg: "ES256", use: "sig" });
    // A minute later, or with another process: the keys that are kept are forgotten with the provider's change.
    const { headers, body } = await ask(served, "GET /sso-providers/acme", { cookie });
    const { id, has_secret, redirect_uri, row_version, ...settings } = body;
    const put = { cookie, body: settings, headers: { "if-match": headers.get("etag")! } };
    expect((await ask(served, "PUT /sso-providers/acme", put)).status).toBe(200);
    expect(await reads(await token({ by: next.privateKey, head: { alg: "ES256", kid: "two" } }))).toBe(200);
  });

  it("is none any more where its account, its provider or its audience is not active", async () => {
    const { body } = await ask(served, "GET /accounts", { cookie });
    const { id } = body.items.find(({ name }: { name: string }) => name === "5d7c");
    const off = { cookie, body: { role: "viewer", active: false } };
    expect((await ask(served, `PUT /memberships/${id}`, off)).status).toBe(200);
    expect(await reads(await token())).toBe(401);
    expect(await reads(await token({ claims: { sub: "machine-2" } }))).toBe(200);
    const found = await ask(served, "GET /sso-providers/acme", { cookie });
    const { id: _, has_secret, redirect_uri, row_version, ...settings } = found.body;
    const headers = { "if-match": found.headers.get("etag")! };
    await ask(served, "PUT /sso-providers/acme", { cookie, body: { ...settings, audience: null }, headers });
    expect(await reads(await token({ claims: { sub: "machine-2" } }))).toBe(401);
  });
});
