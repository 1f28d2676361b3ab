/** Coming in: the first admin, sessions, passwords, second factors, limits; all through a real server. */
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountById, changeAccount } from "../../../src/service/store/repositories/accounts.js";
import { ask, cookieOf, PASSWORD, type Served, start } from "./serving.js";

let served: Served;
let at = Date.UTC(2026, 2, 28, 12);
const HOUR = 3_600_000;

beforeAll(async () => {
  served = await start(() => at);
});
afterAll(() => served.end());

const signIn = (more: object = {}) =>
  ask(served, "POST /session", { body: { email: "ada@rig.example", password: PASSWORD, ...more } });

describe("a new service", () => {
  it("has a link for its first admin, which works once", async () => {
    const token = served.firstAdmin?.split("/").at(-1);
    const body = { email: "Ada@rig.example", name: "Ada", password: PASSWORD };
    const weak = await ask(served, `PUT /first-admin/${token}`, {
      body: { ...body, password: "aaaaaaaaaaaa" },
    });
    expect(weak.body).toMatchObject({ status: 422, errors: [{ at: "/password", code: "weak-password" }] });
    expect((await ask(served, `PUT /first-admin/${token}`, { body })).status).toBe(204);
    expect((await ask(served, `PUT /first-admin/${token}`, { body })).status).toBe(410);
  });
});

describe("a session", () => {
  it("is given for address and password, and taken as a cookie that no page can read", async () => {
    const signed = await signIn();
    expect(signed.status).toBe(201);
    expect(signed.headers.get("set-cookie")).toMatch(
      /^__Host-witskit=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=604800$/,
    );
    const me = await ask(served, "GET /me", { cookie: cookieOf(signed) });
    expect(me.body).toMatchObject({
      role: "admin",
      account: { email: "ada@rig.example" },
      tenant: { slug: "main" },
      permissions: { "users:admin": "all" },
    });
  });

  it("is over when one signs out, and after twelve hours without a request", async () => {
    const cookie = cookieOf(await signIn());
    expect((await ask(served, "DELETE /session", { cookie })).status).toBe(204);
    expect((await ask(served, "GET /me", { cookie })).status).toBe(401);
    const other = cookieOf(await signIn());
    for (const hours of [11, 11]) {
      at += hours * HOUR;
      expect((await ask(served, "GET /me", { cookie: other })).status).toBe(200);
    }
    at += 12 * HOUR;
    expect((await ask(served, "GET /me", { cookie: other })).status).toBe(401);
  });

  it("is another after each sign-in, and the one before ends", async () => {
    const first = cookieOf(await signIn());
    const body = { email: "ada@rig.example", password: PASSWORD };
    const second = await ask(served, "POST /session", { cookie: first, body });
    expect(cookieOf(second)).not.toBe(first);
    expect((await ask(served, "GET /me", { cookie: first })).status).toBe(401);
  });

  it("does not let another site change anything by it", async () => {
    const cookie = cookieOf(await signIn());
    const from = (headers: Record<string, string>) => ask(served, "DELETE /session", { cookie, headers });
    expect((await from({ origin: "https://evil.example" })).body.code).toBe("cross-site");
    expect((await from({ "sec-fetch-site": "cross-site" })).body.code).toBe("cross-site");
    expect((await from({ "sec-fetch-site": "same-site" })).body.code).toBe("cross-site");
    const bare = await fetch(`${served.url}/api/v1/session`, { method: "DELETE", headers: { cookie } });
    expect(bare.status).toBe(403);
    expect((await ask(served, "GET /me", { cookie })).status).toBe(200);
  });

  it("can be seen and ended from another", async () => {
    const [one, two] = [cookieOf(await signIn()), cookieOf(await signIn())];
    const { body } = await ask(served, "GET /me/sessions", { cookie: one });
    expect(body.items.filter(({ own }: { own: boolean }) => own)).toHaveLength(1);
    for (const { id, own } of body.items)
      if (!own) expect((await ask(served, `DELETE /me/sessions/${id}`, { cookie: one })).status).toBe(204);
    expect((await ask(served, "GET /me", { cookie: two })).status).toBe(401);
    expect((await ask(served, "GET /me", { cookie: one })).status).toBe(200);
  });
});

describe("a second factor", () => {
  it("asks for a code from its first one on, takes each once, and recovery codes once", async () => {
    const cookie = cookieOf(await signIn());
    const begun = await ask(served, "POST /me/otp", { cookie, body: { password: PASSWORD } });
    const totp = new TOTP({ secret: Secret.fromBase32(begun.body.secret) });
    expect(begun.body.uri).toContain("otpauth://totp/witskit:ada%40rig.example");
    expect((await signIn()).status).toBe(201);
    const code = totp.generate({ timestamp: at });
    const body = { password: PASSWORD, pending: begun.body.pending, code };
    const both = await Promise.all([1, 2].map(() => ask(served, "POST /me/otp", { cookie, body })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const confirmed = both.find(({ status }) => status === 200)!;
    expect(confirmed.body.recovery_codes).toHaveLength(10);
    expect((await signIn()).body.code).toBe("code-needed");
    expect((await signIn({ code })).body.code).toBe("sign-in-refused");
    at += 30_000;
    const next = totp.generate({ timestamp: at });
    expect((await signIn({ code: next })).status).toBe(201);
    expect((await signIn({ code: next })).status).toBe(401);
    const [recovery] = confirmed.body.recovery_codes;
    expect((await signIn({ code: recovery })).status).toBe(201);
    expect((await signIn({ code: recovery })).status).toBe(401);
    at += 90_000;
    const again = cookieOf(await signIn({ code: totp.generate({ timestamp: at }) }));
    // Two at once with one code: it opens one door.
    at += 30_000;
    const once = totp.generate({ timestamp: at });
    const rush = await Promise.all(Array.from({ length: 4 }, () => signIn({ code: once })));
    expect(rush.map(({ status }) => status).toSorted()).toEqual([201, 401, 401, 401]);
    at += 30_000;
    const end = (more: object) => ask(served, "POST /me/otp/end", { cookie: again, body: more });
    const last = totp.generate({ timestamp: at });
    expect((await end({ password: PASSWORD, code: once })).body.errors[0].code).toBe("wrong-code");
    expect((await end({ password: PASSWORD, code: last })).status).toBe(204);
    expect((await signIn()).status).toBe(201);
  });
});

describe("an account without a password", () => {
  it("sets a second factor within ten minutes of coming in, and is told what to do after that", async () => {
    const cookie = cookieOf(await signIn());
    const { body: me } = await ask(served, "GET /me", { cookie });
    expect(me.has_password).toBe(true);
    const keep = (password_hash: string | null) =>
      served.service.store.control(async ({ sql }) => {
        const { password_hash: before } = (await accountById(sql, me.account.id))!;
        await changeAccount(sql, me.account.id, { password_hash });
        return before;
      });
    const hash = await keep(null);
    try {
      expect((await ask(served, "GET /me", { cookie })).body.has_password).toBe(false);
      at += 10 * 60_000;
      const begun = await ask(served, "POST /me/otp", { cookie, body: {} });
      expect(begun.status).toBe(200);
      at += 1;
      const totp = new TOTP({ secret: Secret.fromBase32(begun.body.secret) });
      const confirm = { pending: begun.body.pending, code: totp.generate({ timestamp: at }) };
      for (const body of [{}, { password: PASSWORD }, confirm]) {
        const late = await ask(served, "POST /me/otp", { cookie, body });
        expect(late.body).toMatchObject({ status: 403, reason: "stale-session", params: { minutes: 10 } });
        expect(late.body.detail).toContain("sign in again by your provider");
      }
    } finally {
      await keep(hash);
    }
  });
});

describe("guessing", () => {
  it("is looked at five times, whether there is such an account or not, with the same answers", async () => {
    at += 25 * HOUR;
    const answers = async (email: string) => {
      const seen: (readonly [number, string, string])[] = [];
      for (let i = 0; i < 7; i++) {
        const { status, body } = await ask(served, "POST /session", { body: { email, password: "wrong" } });
        seen.push([status, body.code, body.detail]);
      }
      return seen;
    };
    const known = await answers("ada@rig.example");
    expect(await answers("nobody@rig.example")).toEqual(known);
    expect(known.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await signIn()).status).toBe(429);
    at += 15 * 60_000;
    expect((await signIn()).status).toBe(201);
  });

  it("is looked at twenty times from an address, also when all come at once", async () => {
    at += 25 * HOUR;
    const tries = Array.from({ length: 30 }, (_, i) =>
      ask(served, "POST /session", { body: { email: `a${i}@rig.example`, password: "wrong" } }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });
});
