/** Signing in by a provider: the whole way, to a real one and back, and what becomes of those who come. */
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin } from "./people.js";
import { Browsing, type LocalProvider, localProvider } from "./provider.js";
import { company } from "./rigs.js";
import { ask, PASSWORD, type Served, start } from "./serving.js";

let served: Served;
let local: LocalProvider;
let cookie = "";
let version = 0;

beforeAll(async () => {
  served = await start(undefined, { ssoAllowPrivate: true });
  cookie = await admin(served);
  await company(served, { cookie });
  local = await localProvider(`${served.url}/api/v1/sso/callback`);
});
afterAll(async () => {
  await local?.end();
  await served?.end();
});

const settings = () => ({
  name: "Acme directory",
  kind: "entra",
  issuer: local.issuer,
  client_id: "reports",
  client_secret: local.secret,
  domains: ["acme.example"],
  groups_claim: "groups",
  group_map: [] as object[],
  directories: ["tid-1"],
  strangers: "pending",
  audience: null as string | null,
  active: true,
});

/** The provider is set as its settings say, but for `more`. */
async function set(more: object = {}): Promise<void> {
  const headers = version === 0 ? {} : { "if-match": `"${version}"` };
  const body = { ...settings(), ...more };
  const answer = await ask(served, "PUT /sso-providers/acme", { cookie, body, headers });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  version = answer.body.row_version;
}

const isHere = (place: URL): boolean => place.origin === served.url && !place.pathname.startsWith("/api/");

/** Where somebody ends up who signs in by the provider. */
async function come(id: string, claims: object = {}, browsing = new Browsing(), from?: string) {
  local.person = { id, claims: { name: id, tid: "tid-1", ...claims } };
  const url = from ?? `${served.url}/api/v1/sso/acme/start?next=/inbox`;
  const place = await browsing.go(url, isHere);
  const me = await ask(served, "GET /me", { cookie: browsing.header });
  return { place: place.pathname + place.search, me, browsing };
}

const members = async () => (await ask(served, "GET /accounts", { cookie })).body.items;
const let_in = async (name: string, role: string, more: object = {}) => {
  const one = (await members()).find((each: { name: string }) => each.name === name);
  const body = { role, active: true, ...more };
  return ask(served, `PUT /memberships/${one.id}`, { cookie, body });
};

describe("a provider", () => {
  it("must be an https address beyond the network, of one directory, unless that is allowed", async () => {
    const strict = await start();
    try {
      const by = await admin(strict);
      const wrong = async (more: object) => {
        const body = { ...settings(), issuer: "https://login.example", ...more };
        const { status, body: said } = await ask(strict, "PUT /sso-providers/p", { cookie: by, body });
        return [status, said.errors?.[0]?.at];
      };
      for (const issuer of [
        "http://login.example",
        "https://127.0.0.1/x",
        "https://[::1]",
        "https://localhost",
        "https://10.0.0.7",
        "https://login.microsoftonline.com/common/v2.0",
        "https://user:pass@login.example",
        "ftp://login.example",
      ])
        expect([issuer, await wrong({ issuer })]).toEqual([issuer, [422, "/issuer"]]);
      expect(await wrong({ directories: [] })).toEqual([422, "/directories"]);
      expect(await wrong({ audience: "reports" })).toEqual([422, "/audience"]);
      expect(await wrong({ strangers: "admitted" })).toEqual([422, "/group_map"]);
      const group_map = [{ group: "g", role: "client", client: null, rigs: null }];
      expect(await wrong({ group_map })).toEqual([422, "/group_map/0/client"]);
      expect((await wrong({}))[0]).toBe(201);
      // A name that means this machine is known when it is asked.
      const named = { ...settings(), issuer: "https://localhost.localdomain:1" };
      await ask(strict, "PUT /sso-providers/q", { cookie: by, body: named });
      const tried = await ask(strict, "POST /sso-providers/q/try", { cookie: by });
      expect(tried.body.answers).toBe(false);
    } finally {
      await strict.end();
    }
  });

  it("keeps its secret sealed, tells it to nobody, and writes it into no event", async () => {
    await set();
    const told = await ask(served, "GET /sso-providers/acme", { cookie });
    expect(told.body).toMatchObject({ has_secret: true, redirect_uri: `${served.url}/api/v1/sso/callback` });
    const rows = await served.service.store.control(({ sql }) =>
      sql.selectFrom("sso_provider").selectAll().execute(),
    );
    const { body: audit } = await ask(served, "GET /audit?entity=sso_provider", { cookie });
    for (const text of [JSON.stringify(told.body), JSON.stringify(rows), JSON.stringify(audit)])
      expect(text).not.toContain(local.secret);
    expect(rows[0]?.secret_ref).toMatch(/^v1\./);
  });

  it("is told to the sign-in page, where it is active", async () => {
    const names = async (query = "") =>
      (await ask(served, `GET /sso${query}`)).body.items.map(({ name }: { name: string }) => name);
    expect(await names()).toEqual(["Acme directory"]);
    expect(await names("?domain=acme.example")).toEqual(["Acme directory"]);
    expect(await names("?domain=other.example")).toEqual([]);
    expect(await names("?tenant=nobody")).toEqual([]);
    await set({ active: false });
    expect(await names()).toEqual([]);
    expect((await ask(served, "GET /sso/acme/start")).status).toBe(404);
    await set();
  });
});

describe("who comes", () => {
  it("for the first time waits, is let in by an admin, and is the same one whatever address is said", async () => {
    const first = await come("kari", { email: "admin@rig.example" });
    expect([first.place, first.me.status]).toEqual(["/sign-in?sso=waiting", 401]);
    expect((await come("kari")).place).toBe("/sign-in?sso=inactive");
    await let_in("kari", "viewer");
    const again = await come("kari", { email: "other@rig.example", name: "Kari B" });
    expect([again.place, again.me.status]).toEqual(["/inbox", 200]);
    expect(again.me.body).toMatchObject({ role: "viewer", account: { name: "kari", email: null } });
    expect((await members()).filter(({ name }: { name: string }) => name.startsWith("kari"))).toHaveLength(1);
  });

  it("is refused where strangers are, or their directory is another", async () => {
    await set({ strangers: "refused" });
    expect((await come("olaf")).place).toBe("/sign-in?sso=unknown");
    expect((await come("kari")).place).toBe("/inbox");
    expect((await come("kari", { tid: "tid-2" })).place).toBe("/sign-in?sso=directory");
    expect((await come("kari", { tid: undefined })).place).toBe("/sign-in?sso=directory");
  });

  it("is what the groups say, which ends sessions of what they were", async () => {
    const group_map = [
      { group: "office", role: "manager", client: null, rigs: null },
      { group: "rig-crew", role: "supervisor", client: null, rigs: ["rig-1"] },
      { group: "acme-client", role: "client", client: "client-a", rigs: null },
    ];
    await set({ strangers: "admitted", group_map });
    const crew = await come("siri", { groups: ["rig-crew", "else"] });
    expect(crew.me.body).toMatchObject({ role: "supervisor", rigs: ["rig-1"] });
    const office = await come("siri", { groups: ["rig-crew"], roles: ["office"] });
    expect(office.me.body).toMatchObject({ role: "manager", rigs: null });
    expect((await ask(served, "GET /me", { cookie: crew.browsing.header })).status).toBe(401);
    expect((await come("cleo", { groups: ["acme-client"] })).me.body).toMatchObject({ client: "client-a" });
    expect((await come("siri", { groups: [] })).place).toBe("/sign-in?sso=no-group");
    expect((await come("none", { groups: ["else"] })).place).toBe("/sign-in?sso=no-group");
  });

  it("with more groups than fit into the token is told to use app roles, and by those comes in", async () => {
    const cut = { _claim_names: { groups: "src1" } };
    expect((await come("many", cut)).place).toBe("/sign-in?sso=group-overage");
    expect((await come("many", { ...cut, roles: ["office"] })).me.body.role).toBe("manager");
  });

  it("does not take the last admin's place away by a list of groups", async () => {
    await set();
    const link = await ask(served, "POST /me/identities", { cookie, body: { provider: "acme" } });
    const browsing = new Browsing();
    browsing.take(new Headers({ "set-cookie": cookie }));
    browsing.take(link.headers);
    const linked = await come("boss", {}, browsing, link.body.url);
    expect(linked.place).toBe("/account?sso=done");
    await set({ group_map: [{ group: "office", role: "viewer", client: null, rigs: null }] });
    expect((await come("boss", { groups: ["office"] })).me.body.role).toBe("admin");
  });

  it("takes no name that another account is known by", async () => {
    await set();
    const other = await come("kari");
    const link = await ask(served, "POST /me/identities", {
      cookie: other.browsing.header,
      body: { provider: "acme" },
    });
    // Somebody else is at the provider now.
    const browsing = new Browsing();
    browsing.cookies.set("__Host-witskit", other.browsing.cookies.get("__Host-witskit")!);
    browsing.take(link.headers);
    const { place } = await come("boss", {}, browsing, link.body.url);
    expect(place).toBe("/account?sso=linked-elsewhere");
    const mine = await ask(served, "GET /me/identities", { cookie: other.browsing.header });
    expect(mine.body.items).toHaveLength(1);
    const only = await ask(served, `DELETE /me/identities/${mine.body.items[0].id}`, {
      cookie: other.browsing.header,
    });
    expect(only.status).toBe(409);
  });
});

describe("the way back", () => {
  it("is of the browser that began, once, and of the provider as it was", async () => {
    local.person = { id: "kari", claims: { tid: "tid-1" } };
    const one = new Browsing();
    const isBack = (place: URL): boolean => place.pathname === "/api/v1/sso/callback";
    const back = await one.go(`${served.url}/api/v1/sso/acme/start`, isBack);
    // Another browser, as one whose owner was sent the address.
    expect((await new Browsing().go(back.href, isHere)).search).toBe("?sso=gone");
    // A cookie of another beginning: its state, nonce and verifier are others.
    const two = new Browsing();
    await two.go(`${served.url}/api/v1/sso/acme/start`, isBack);
    expect((await two.go(back.href, isHere)).search).toBe("?sso=provider");
    const kept = new Map(one.cookies);
    expect((await one.go(back.href, isHere)).pathname).toBe("/");
    for (const [name, value] of kept) one.cookies.set(name, value);
    expect((await one.go(back.href, isHere)).search).toBe("?sso=provider");
    const three = new Browsing();
    const late = await three.go(`${served.url}/api/v1/sso/acme/start`, isBack);
    await set({ name: "Changed" });
    expect((await three.go(late.href, isHere)).search).toBe("?sso=gone");
  });

  it("ends the session that was there, and gives another", async () => {
    const browsing = new Browsing();
    browsing.cookies.set("__Host-witskit", "A".repeat(43));
    const fixed = await come("kari", {}, browsing);
    expect(fixed.browsing.cookies.get("__Host-witskit")).not.toBe("A".repeat(43));
    const before = fixed.browsing.header;
    const again = await come("kari", {}, fixed.browsing);
    expect((await ask(served, "GET /me", { cookie: before })).status).toBe(401);
    expect(again.me.status).toBe(200);
  });

  it("leads to no other site, and a refusal of the provider is told", async () => {
    local.person = { id: "kari", claims: { tid: "tid-1" } };
    for (const next of ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"]) {
      const url = `${served.url}/api/v1/sso/acme/start?next=${encodeURIComponent(next)}`;
      expect((await new Browsing().go(url, isHere)).href).toBe(`${served.url}/`);
    }
    const browsing = new Browsing();
    const isAway = (place: URL): boolean => place.origin === local.issuer;
    const away = await browsing.go(`${served.url}/api/v1/sso/acme/start`, isAway);
    const state = away.searchParams.get("state");
    expect(away.searchParams.get("code_challenge_method")).toBe("S256");
    const denied = `${served.url}/api/v1/sso/callback?error=access_denied&state=${state}&iss=${local.issuer}`;
    expect((await browsing.go(denied, isHere)).search).toBe("?sso=denied");
  });
});

describe("try it", () => {
  it("says whether the provider answers, and what it would make of somebody, without letting them in", async () => {
    await set({ active: false, group_map: [{ group: "office", role: "manager", client: null, rigs: null }] });
    const tried = await ask(served, "POST /sso-providers/acme/try", { cookie });
    expect(tried.body).toMatchObject({ answers: true, issuer: local.issuer, pkce: true });
    const browsing = new Browsing();
    browsing.take(tried.headers);
    const { place } = await come("newcomer", { groups: ["office"] }, browsing, tried.body.url);
    expect(place).toBe("/settings/sso?tried=done&provider=acme");
    expect(browsing.cookies.has("__Host-witskit")).toBe(false);
    const { body } = await ask(served, "GET /sso-providers/acme/tried", { cookie });
    expect(body).toMatchObject({ subject: "newcomer", groups: ["office"], role: "manager", why: null });
    expect((await members()).some(({ name }: { name: string }) => name === "newcomer")).toBe(false);
    await set({ issuer: "http://127.0.0.1:9" });
    const silent = await ask(served, "POST /sso-providers/acme/try", { cookie });
    expect(silent.body).toMatchObject({ answers: false, url: null });
    expect(silent.body.why).toContain("ECONNREFUSED");
    await set();
  });
});

describe("a company that signs in by its provider alone", () => {
  it("needs a way in for the day on which that is out: an admin's password with a second factor", async () => {
    const put = async (sso_only: boolean) => {
      const before = await ask(served, "GET /settings", { cookie });
      const headers = { "if-match": before.headers.get("etag")! };
      return ask(served, "PUT /settings", { cookie, body: { sso_only }, headers });
    };
    expect((await put(true)).body.errors[0].code).toBe("no-second-factor");
    const begun = await ask(served, "POST /me/otp", { cookie, body: { password: PASSWORD } });
    const totp = new TOTP({ secret: Secret.fromBase32(begun.body.secret) });
    const confirm = { password: PASSWORD, pending: begun.body.pending, code: totp.generate() };
    const { body } = await ask(served, "POST /me/otp", { cookie, body: confirm });
    expect((await put(true)).status).toBe(200);
    const signIn = (email: string, more: object = {}) =>
      ask(served, "POST /session", { body: { email, password: PASSWORD, ...more } });
    const invited = await ask(served, "POST /accounts", {
      cookie,
      body: { email: "ola@rig.example", name: "Ola", role: "viewer" },
    });
    await ask(served, `PUT /password-reset/${invited.body.link.split("/").at(-1)}`, {
      body: { password: PASSWORD },
    });
    expect((await signIn("ola@rig.example")).body.detail).toContain("by its own provider");
    const inside = await signIn("admin@rig.example", { code: body.recovery_codes[0] });
    expect(inside.status).toBe(201);
    expect((await come("kari")).me.status).toBe(200);
  });
});
