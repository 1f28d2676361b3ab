/** Those who forge tenants, hosts and addresses, keep tokens and cookies longer than their role, and a name longer than its person wants it. */
import { request } from "node:http";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeResetLink } from "../../../src/service/identity/one-time-links.js";
import { admin, person } from "./people.js";
import { company, ids, put, report } from "./rigs.js";
import { type Answer, ask, PASSWORD, type Served, start } from "./serving.js";

let served: Served;
let cookie = "";
beforeAll(async () => {
  served = await start();
  cookie = await admin(served);
  await company(served, { cookie });
});
afterAll(() => served.end());

/** What is asked with headers that `fetch` sets by itself. */
function raw(path: string, headers: Readonly<Record<string, string>>, method = "GET", body?: object) {
  const url = new URL(served.url);
  return new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const sent = request({ host: url.hostname, port: url.port, path, method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const made = (name: string, role: "viewer" | "manager" | "admin") => person(served, cookie, name, role);
const change = (id: string, body: object) => ask(served, `PUT /memberships/${id}`, { cookie, body });

describe("a change of the role", () => {
  it("makes tokens void that are older, and those of a key that its maker could not make now", async () => {
    const { id, cookie: theirs } = await made("keeper", "admin");
    const body = { name: "reader", permissions: ["data:read", "audit:read"] };
    const { body: key } = await ask(served, "POST /api-keys", { cookie: theirs, body });
    const { body: old } = await ask(served, "POST /token", { key: key.key });
    expect((await ask(served, "GET /audit", { key: old.token })).status).toBe(200);
    expect((await change(id, { role: "viewer", active: true })).status).toBe(200);
    // The token is void; the key lives, without what its maker has lost.
    expect((await ask(served, "GET /shifts", { key: old.token })).status).toBe(401);
    expect((await ask(served, "GET /shifts", { key: key.key })).status).toBe(200);
    expect((await ask(served, "GET /audit", { key: key.key })).status).toBe(403);
    const { body: fresh } = await ask(served, "POST /token", { key: key.key });
    expect((await ask(served, "GET /shifts", { key: fresh.token })).status).toBe(200);
    expect((await ask(served, "GET /audit", { key: fresh.token })).status).toBe(403);
    await change(id, { role: "viewer", active: false });
    for (const shown of [key.key, fresh.token])
      expect((await ask(served, "GET /shifts", { key: shown })).status).toBe(401);
  });

  it("ends the cookies of before, also those that somebody has stolen", async () => {
    const { id, cookie: stolen } = await made("victim", "manager");
    expect((await ask(served, "GET /contracts", { cookie: stolen })).status).not.toBe(401);
    await change(id, { role: "viewer", active: true });
    expect((await ask(served, "GET /me", { cookie: stolen })).status).toBe(401);
  });

  it("is seen in the list of people, where an admin signs somebody out everywhere", async () => {
    const { id, cookie: theirs } = await made("device", "viewer");
    const one = async () => {
      const { body } = await ask(served, "GET /accounts", { cookie });
      return body.items.find((each: { id: string }) => each.id === id);
    };
    expect(await one()).toMatchObject({ sessions: 1, invited: false, sso: false });
    expect((await ask(served, `DELETE /accounts/${id}/sessions`, { cookie })).status).toBe(204);
    expect((await ask(served, "GET /me", { cookie: theirs })).status).toBe(401);
    expect(await one()).toMatchObject({ sessions: 0, seen_at: null });
  });
});

describe("a key", () => {
  it("ends when it is due, and shows when it was used last", async () => {
    let at = Date.now();
    const timed = await start(() => at);
    try {
      const by = await admin(timed);
      const expires_at = new Date(at + 3_600_000).toISOString();
      const body = { name: "short", permissions: ["data:read"], expires_at };
      const { body: key } = await ask(timed, "POST /api-keys", { cookie: by, body });
      expect((await ask(timed, "GET /shifts", { key: key.key })).status).toBe(200);
      const { body: list } = await ask(timed, "GET /api-keys", { cookie: by });
      expect(list.items[0]).toMatchObject({ used_at: new Date(at).toISOString(), expires_at });
      at += 3_600_001;
      expect((await ask(timed, "GET /shifts", { key: key.key })).status).toBe(401);
      const past = await ask(timed, "POST /api-keys", { cookie: by, body });
      expect(past.body.errors[0].at).toBe("/expires_at");
    } finally {
      await timed.end();
    }
  });
});

describe("a new password that strangers ask for", () => {
  it("is one mail in five minutes, and keeps nobody from using theirs", async () => {
    const { id } = await made("forgetful", "viewer");
    const { store } = served.service;
    const link = (now: number) =>
      store.control(({ sql }) => makeResetLink(sql, { account: id, tenant: "main", now }));
    const now = Date.now();
    const links = await Promise.all(Array.from({ length: 8 }, () => link(now)));
    const [mailed, ...more] = links.filter((one) => one !== undefined);
    expect(more).toEqual([]);
    expect(await link(now + 4 * 60_000)).toBeUndefined();
    const later = await link(now + 5 * 60_000);
    const use = (secret: string | undefined) =>
      ask(served, `PUT /password-reset/${secret}`, { body: { password: "another long password" } });
    expect((await use(mailed)).status).toBe(204);
    expect((await use(later)).status).toBe(410);
    expect(await link(now)).toBeDefined();
  });
});

describe("what a request says of itself", () => {
  it("names no tenant and no provider", async () => {
    const headers = { "x-tenant-id": "other", "x-sso-provider": "acme", "x-user": "root", "x-role": "admin" };
    expect((await ask(served, "GET /me", { headers })).status).toBe(401);
    expect((await ask(served, "GET /me", { cookie, headers })).body.tenant.id).toBe("main");
  });

  it("of another host is not answered, and links of mails never hold it", async () => {
    for (const host of ["evil.example", "evil.example:8980", "127.0.0.1.evil.example"])
      expect([host, (await raw("/api/v1/me", { host, cookie })).status]).toEqual([host, 400]);
    const forged = { host: new URL(served.url).host, "x-forwarded-host": "evil.example", origin: served.url };
    const body = { email: "new@rig.example", name: "New", role: "viewer" };
    const type = { "content-type": "application/json" };
    const { text } = await raw("/api/v1/accounts", { ...forged, ...type, cookie }, "POST", body);
    expect(JSON.parse(text).link).toMatch(new RegExp(`^${served.url}/password/`));
  });

  it("of other addresses is believed of no stranger: tries of one address stay those of one", async () => {
    const tries = Array.from({ length: 25 }, (_, i) =>
      ask(served, "POST /session", {
        body: { email: `nobody${i}@rig.example`, password: "wrong" },
        headers: { "x-forwarded-for": `203.0.113.${i}`, forwarded: `for=203.0.113.${i}` },
      }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(5);
    const events = await ask(served, "GET /audit?action=sign-in", { cookie });
    expect(new Set(events.body.items.map(({ ip }: { ip: string }) => ip))).toEqual(new Set(["127.0.0.1"]));
  });
});

describe("a network of IPv6", () => {
  it("has the tries of one address, however many of its addresses they come from", async () => {
    const proxied = await start(undefined, { proxies: ["127.0.0.1"] });
    try {
      const tries = Array.from({ length: 25 }, (_, i) =>
        ask(proxied, "POST /session", {
          body: { email: `nobody${i}@rig.example`, password: "wrong" },
          headers: { "x-forwarded-for": `2001:db8:7:7:${i}::${i}` },
        }),
      );
      const statuses = (await Promise.all(tries)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    } finally {
      await proxied.end();
    }
  });
});

describe("a stolen session", () => {
  it("is no way to guess the password behind it", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) {
      const body = { old: `guess ${i} of a password`, new: "another long password" };
      statuses.push((await ask(served, "PUT /me/password", { cookie, body })).status);
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429]);
  });

  it("neither sets a second factor, which would keep the owner out, nor takes one away", async () => {
    // Tries at the door of the other one have been counted.
    const fresh = await start();
    try {
      const by = await admin(fresh);
      const { cookie: stolen, id } = await person(fresh, by, "owner", "manager");
      const set = (body: object) => ask(fresh, "POST /me/otp", { cookie: stolen, body });
      const end = (body: object) => ask(fresh, "POST /me/otp/end", { cookie: stolen, body });
      const why = ({ status, body }: Answer) => [status, body.errors?.[0]?.at, body.errors?.[0]?.code];
      expect(why(await set({}))).toEqual([422, "/password", "password-needed"]);
      expect(why(await set({ password: "a guess" }))).toEqual([422, "/password", "wrong-password"]);
      const { body: begun } = await set({ password: PASSWORD });
      const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) });
      const confirm = { pending: begun.pending, code: totp.generate() };
      expect(why(await set(confirm))).toEqual([422, "/password", "password-needed"]);
      const { body: told } = await set({ ...confirm, password: PASSWORD });
      const [code] = told.recovery_codes;
      expect(why(await end({ code }))).toEqual([422, "/password", "password-needed"]);
      const guesses: number[] = [];
      for (let i = 0; i < 7; i++) guesses.push((await end({ password: `guess ${i}`, code })).status);
      expect(guesses).toEqual([422, 422, 422, 422, 422, 429, 429]);
      // None of them used up the code, and the factor stands.
      const { body: people } = await ask(fresh, "GET /accounts", { cookie: by });
      expect(people.items.find((one: { id: string }) => one.id === id).second_factor).toBe(true);
      const body = { email: "owner@rig.example", password: PASSWORD, code };
      expect((await ask(fresh, "POST /session", { body })).status).toBe(201);
    } finally {
      await fresh.end();
    }
  });
});

describe("an erased person", () => {
  it("has a code for a name in lists, searches, papers and the chain, and reports keep who was there", async () => {
    await put(served, "/people/person-9", { name: "Ingrid Solheim", role: "driller" }, { cookie });
    const crew = [{ id: "crew-9", person: "person-9", role: "driller", minutes: 720 }];
    // An admin writes no report.
    const writer = await direct("manager");
    await put(served, `/shifts/${ids.ours}`, report({ crew }), { cookie: writer });
    const found = async () => (await ask(served, "GET /shifts?q=Solheim", { cookie })).body.items.length;
    expect(await found()).toBe(1);
    expect((await ask(served, "POST /people/person-9/erase", { cookie })).status).toBe(204);
    expect(await found()).toBe(0);
    const { body: one } = await ask(served, "GET /people/person-9", { cookie });
    expect(one).toMatchObject({ name: expect.stringMatching(/^erased-[0-9a-f]{8}$/), archived: true });
    const shift = await ask(served, `GET /shifts/${ids.ours}`, { cookie });
    expect(shift.body.crew[0].person).toBe("person-9");
    const { body: chain } = await ask(served, "GET /audit?limit=500", { cookie });
    expect(JSON.stringify(chain)).not.toContain("Solheim");
    expect(
      (await ask(served, "GET /audit?action=person&entity_id=person-9", { cookie })).body.items,
    ).toHaveLength(2);
    expect((await ask(served, "GET /audit/verify", { cookie })).body.whole).toBe(true);
  });

  it("of an account cannot come in any more, and nobody erases themselves or the last admin", async () => {
    const id = await account("gone@rig.example");
    expect((await ask(served, `POST /accounts/${id}/erase`, { cookie })).status).toBe(204);
    const { body } = await ask(served, "GET /accounts", { cookie });
    const one = body.items.find((each: { id: string }) => each.id === id);
    expect(one).toMatchObject({ email: null, active: false, name: expect.stringMatching(/^erased-/) });
    const me = await ask(served, "GET /me", { cookie });
    expect((await ask(served, `POST /accounts/${me.body.account.id}/erase`, { cookie })).status).toBe(409);
    // The address is free again, for another person.
    await account("gone@rig.example");
  });
});

/** An account that was invited. */
async function account(email: string): Promise<string> {
  const body = { email, name: "Gone", role: "viewer" };
  const answer = await ask(served, "POST /accounts", { cookie, body });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

/** A session of a role, without the door, whose tries were used up here. */
async function direct(role: "manager"): Promise<string> {
  const body = { email: `${role}-${Math.random()}@rig.example`, name: role, role };
  const { body: invited } = await ask(served, "POST /accounts", { cookie, body });
  const link = invited.link.split("/").at(-1);
  await ask(served, `PUT /password-reset/${link}`, { body: { password: PASSWORD } });
  const { beginSession } = await import("../../../src/service/identity/sign-in.js");
  const { secret } = await served.service.store.control(({ sql }) =>
    beginSession(sql, {
      account: invited.id,
      tenant: "main",
      mfa: false,
      from: { address: "127.0.0.1", agent: "", now: Date.now() },
    }),
  );
  return `__Host-witskit=${secret}`;
}
