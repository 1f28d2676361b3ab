/** What the service sends: mails to those whom something waits for, posts to webhooks; again until they are taken, and no two for one. */
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRefusedMail, mailServerUrl, sendMail } from "../../../src/network/mail.js";
import { written } from "../../../src/service/api/outbox/letter.js";
import { openPostOffice, type PostOffice } from "../../live/post-office.js";
import { until } from "../../until.js";
import { admin, person, signedIn } from "./people.js";
import { type Receiver, receiver } from "./receiver.js";
import { company, ids, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

let served: Served;
let office: PostOffice;
let hook: Receiver;
let clock = Date.now();
const by: Record<string, string> = {};
const HOUR = 3_600_000;

beforeAll(async () => {
  [office, hook] = await Promise.all([openPostOffice(), receiver()]);
  served = await start(() => clock, {
    mail: { url: mailServerUrl(office.url) },
    webhooks: { networks: ["127.0.0.1"], authorities: hook.authority },
  });
  by["admin"] = await admin(served);
  await company(served, { cookie: by["admin"] });
  await put(
    served,
    "/rigs/rig-1",
    {
      name: 'Rig <b>"7"</b> & Söhne',
      zone: "Europe/Oslo",
      slots: [
        { name: "day", starts: "06:00", ends: "18:00" },
        { name: "night", starts: "18:00", ends: "06:00" },
      ],
      wits: null,
    },
    { cookie: by["admin"], headers: { "if-match": '"1"' } },
  );
  for (const [name, role, more] of [
    ["driller", "supervisor", { rigs: ["rig-1"] }],
    ["other", "supervisor", { rigs: ["rig-2"] }],
    ["boss", "manager", {}],
    ["second", "manager", {}],
    ["quiet", "manager", {}],
    ["daily", "manager", {}],
    ["acme", "client", { client: "client-a" }],
    ["borealis", "client", { client: "client-b" }],
  ] as const)
    by[name] = (await person(served, by["admin"], name, role, more)).cookie;
  await until(() => office.mails.length === 8);
});
afterAll(async () => {
  await served.end();
  await Promise.all([office.close(), hook.close()]);
});

async function act(who: string, event: string, body: object = {}) {
  clock += 1000;
  const { body: now } = await ask(served, `GET /shifts/${ids.ours}`, { cookie: by["admin"]! });
  const headers = { "if-match": `"${now.row_version}"` };
  const done = await ask(served, `POST /shifts/${ids.ours}/${event}`, { cookie: by[who]!, body, headers });
  expect([event, done.status]).toEqual([event, 200]);
}

/** Nothing waits any more. With `minutes`, they go by between two looks. */
const calm = (minutes = 0) =>
  until(async () => {
    clock += minutes * 60_000;
    if (minutes > 0) served.service.wake("main");
    const open = await served.service.store.read("main", ({ sql }) =>
      sql
        .selectFrom("outbox")
        .select("id")
        .where("kind", "<>", "digest")
        .where("sent_at", "is", null)
        .where("given_up_at", "is", null)
        .execute(),
    );
    return open.length === 0;
  });
/** As minutes go by: on a machine that has much to do, a receiver may be late, and is asked again. */
const inTime = (condition: () => boolean | Promise<boolean>) =>
  until(async () => {
    clock += 60_000;
    served.service.wake("main");
    return condition();
  });
const fresh = (): void => {
  office.mails.length = 0;
  office.to.length = 0;
  hook.got.length = 0;
};
/** The parts of a mail, decoded. */
const partsOf = (mail: string): string =>
  mail
    .replace(/=\r\n/g, "")
    .replace(/(?:=[0-9A-F]{2})+/g, (hex) => Buffer.from(hex.replaceAll("=", ""), "hex").toString());
const mailTo = (name: string): string =>
  partsOf(office.mails[office.to.indexOf(`${name}@rig.example`)] ?? "");

describe("mail", () => {
  it("brings an invitation, whose link nobody reads in the database, before or after", async () => {
    office.mood = "is closed";
    const asked = { email: "late@rig.example", name: "Late", role: "viewer" };
    const { body } = await ask(served, "POST /accounts", { cookie: by["admin"]!, body: asked });
    const secret = body.link.split("/").at(-1);
    const stored = () =>
      served.service.store.read("main", ({ sql }) =>
        sql
          .selectFrom("outbox")
          .selectAll()
          .where("target", "=", "late@rig.example")
          .executeTakeFirstOrThrow(),
      );
    await until(async () => (await stored()).attempts === 1 && (await stored()).error !== null);
    expect(JSON.stringify(await stored())).not.toContain(secret);
    office.mood = "takes";
    await calm(10);
    expect(mailTo("late")).toContain(`${served.url}/password/${secret}`);
    expect(JSON.parse((await stored()).payload)).toEqual({ subject: "Your account for shift reports" });
  });

  it("tells managers of a report that is handed in, by the setting of each, and nobody else", async () => {
    await ask(served, "PUT /me/mails", { cookie: by["quiet"]!, body: { mails: "none" } });
    await ask(served, "PUT /me/mails", { cookie: by["daily"]!, body: { mails: "digest" } });
    expect((await ask(served, "GET /me/mails", { cookie: by["daily"]! })).body).toEqual({
      mails: "digest",
      configured: true,
    });
    await ask(served, "PUT /me/language", { cookie: by["second"]!, body: { language: "fr" } });
    fresh();
    await put(served, `/shifts/${ids.ours}`, report(), { cookie: by["driller"]! });
    await act("driller", "submit");
    await calm();
    expect(office.to.toSorted()).toEqual(["boss@rig.example", "second@rig.example"]);
    const mail = mailTo("boss");
    expect(mail).toContain("Handed in: Rig");
    // Each in the language of who gets it.
    const french = mailTo("second");
    for (const part of ["Soumis\u202f: Rig", "poste day du 10 mars 2026", "Regarder", '<html lang="fr">'])
      expect(french).toContain(part);
    expect(french).toContain("Vous recevez ce courrier");
    expect(french).not.toMatch(/Handed in|Look at it|You get this mail/);
    expect(mail).toContain(`${served.url}/shifts/${ids.ours}`);
    // As a page, what people write is text.
    expect(mail).toContain("Rig &lt;b&gt;&quot;7&quot;&lt;/b&gt; &amp; Söhne");
    expect(mail.split("text/html")[1]).not.toContain("<b>");
  });

  it("tells who wrote it that it came back, and why; then who decides; then its client, who reads no word of ours", async () => {
    fresh();
    await act("boss", "return", { comment: "Who was\non the rig?" });
    await calm();
    expect(office.to).toEqual(["driller@rig.example"]);
    expect(mailTo("driller")).toMatch(/Who was\r?\non the rig\?/);
    await act("driller", "submit");
    await act("boss", "approve");
    await calm();
    fresh();
    await act("boss", "release", { comment: "The night is late as ever" });
    await calm();
    expect(office.to).toEqual(["acme@rig.example"]);
    expect(mailTo("acme")).toContain("To decide");
    expect(mailTo("acme")).not.toMatch(/late as ever|boss/);
    fresh();
    await act("acme", "dispute", { comment: "13 m, not 13.80" });
    await calm();
    expect(office.to.sort()).toEqual(["boss@rig.example", "driller@rig.example", "second@rig.example"]);
    fresh();
    await act("boss", "answer", { comment: "Measured twice" });
    await calm();
    expect(office.to).toEqual(["acme@rig.example"]);
    expect(mailTo("acme")).toContain("Measured twice");
  });

  it("waits for a server of mail that is down for an hour, and sends each mail once", async () => {
    fresh();
    office.mood = "is closed";
    await act("acme", "dispute", { comment: "still" });
    const waiting = async () =>
      (await ask(served, "GET /messages?state=waiting&kind=mail", { cookie: by["admin"]! })).body.items;
    await until(async () =>
      (await waiting()).some(({ error }: { error: string }) => /421/.test(error ?? "")),
    );
    // What goes the same way waits with the one that was tried.
    expect((await waiting()).length).toBe(3);
    clock += HOUR;
    office.mood = "takes";
    await calm(10);
    expect(office.to.sort()).toEqual(["boss@rig.example", "driller@rig.example", "second@rig.example"]);
  });

  it("gives up what nobody can get, says so, and sends it when it is asked to", async () => {
    fresh();
    office.mood = "knows nobody";
    await act("boss", "answer", { comment: "yes" });
    await calm();
    const given = await ask(served, "GET /messages?state=given-up", { cookie: by["admin"]! });
    expect(given.body.items).toMatchObject([
      { kind: "mail", to: "acme@rig.example", attempts: 1, error: expect.stringMatching(/550 nobody/) },
    ]);
    office.mood = "takes";
    const again = `POST /messages/${given.body.items[0].id}/again`;
    expect((await ask(served, again, { cookie: by["admin"]! })).status).toBe(204);
    await until(() => office.to.length === 1);
    await calm();
    expect((await ask(served, again, { cookie: by["admin"]! })).status).toBe(404);
    expect((await ask(served, "GET /mail", { cookie: by["admin"]! })).body).toMatchObject({
      configured: true,
      waiting: 0,
      given_up: 0,
      last: { state: "sent" },
    });
    expect((await ask(served, "POST /mail/test", { cookie: by["boss"]! })).status).toBe(403);
    expect((await ask(served, "POST /mail/test", { cookie: by["admin"]! })).body).toEqual({
      taken: true,
      error: null,
    });
  });

  it("has no head of a mail in a name or an address", async () => {
    const letter = written({
      language: "en",
      subject: "Rig\r\nBcc: eve@example.com",
      paragraphs: ["x"],
      foot: "y",
    });
    const server = { url: mailServerUrl(office.url) };
    fresh();
    await sendMail(server, { ...letter, to: ["a@rig.example"], messageId: "<1@witskit>" });
    // Also where somebody writes one that nobody has looked at.
    await sendMail(server, {
      ...letter,
      subject: "a\r\nBcc: eve@example.com",
      to: ["a@rig.example"],
      messageId: "<2@witskit>",
    });
    const forged = sendMail(server, {
      ...letter,
      to: ["a@rig.example\r\nBcc: eve@example.com"],
      messageId: "<3@witskit>",
    });
    await forged.catch((error: unknown) => expect(isRefusedMail(error)).toBe(true));
    expect(office.mails.filter((mail) => /^bcc:/im.test(mail))).toEqual([]);
    expect(office.to.filter((to) => to === "eve@example.com" || to.includes(","))).toEqual([]);
  });
});

describe("a webhook", () => {
  const content = (more: object = {}) => ({
    name: "office",
    url: hook.url,
    shape: "json",
    events: ["shift.dispute", "shift.answer"],
    active: true,
    ...more,
  });
  const cookie = () => ({ cookie: by["admin"]! });
  const deliveries = async (id = "hook-1") =>
    (await ask(served, `GET /webhooks/${id}/deliveries`, cookie())).body.items;
  let secret = "";

  it("tells its secret once, and is kept sealed", async () => {
    const made = await ask(served, "PUT /webhooks/hook-1", { ...cookie(), body: content() });
    expect(made.status).toBe(201);
    secret = made.body.secret;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const read = await ask(served, "GET /webhooks/hook-1", cookie());
    expect([read.body.secret, read.headers.get("etag")]).toEqual([undefined, '"1"']);
    const [stored] = await served.service.store.read("main", ({ sql }) =>
      sql.selectFrom("webhook").selectAll().execute(),
    );
    expect(stored!.secret_ref).not.toContain(secret.slice(6));
    expect((await ask(served, "PUT /webhooks/hook-1", { ...cookie(), body: content() })).status).toBe(428);
    const listed = await ask(served, "GET /webhooks", cookie());
    expect(listed.body.items).toMatchObject([{ id: "hook-1", last: null }]);
  });

  it("is sent a test, signed, that says how it went", async () => {
    fresh();
    expect((await ask(served, "POST /webhooks/hook-1/test", cookie())).body).toEqual({
      taken: true,
      error: null,
    });
    const [{ headers, body }] = hook.got as [(typeof hook.got)[0]];
    const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signature } = headers;
    const key = Buffer.from(secret.slice(6), "base64");
    expect(signature).toBe(`v1,${createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64")}`);
    expect(Math.abs(Number(at) * 1000 - Date.now())).toBeLessThan(60_000);
    expect(JSON.parse(body)).toMatchObject({ id, type: "test" });
    hook.answer = 503;
    expect((await ask(served, "POST /webhooks/hook-1/test", cookie())).body).toEqual({
      taken: false,
      error: expect.stringContaining("answers 503"),
    });
    hook.answer = 200;
  });

  it("gets what it asked for, and again under the same identity until it takes it", async () => {
    fresh();
    hook.answer = 503;
    await act("acme", "dispute", { comment: "again" });
    await inTime(async () => /answers 503/.test((await deliveries())[0].error ?? ""));
    hook.answer = 200;
    await calm(10);
    expect(hook.got.length).toBeGreaterThan(1);
    expect(new Set(hook.got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const second = hook.got.at(-1)!;
    expect(JSON.parse(second.body)).toMatchObject({
      type: "shift.dispute",
      tenant: "main",
      url: `${served.url}/shifts/${ids.ours}`,
      data: {
        event: "dispute",
        comment: "again",
        report: { date: "2026-03-10", slot: "day", state: "disputed" },
      },
    });
    expect((await deliveries())[0]).toMatchObject({
      event: "shift.dispute",
      state: "sent",
      error: null,
    });
  });

  it("is not followed to elsewhere, and is nothing to wait for", async () => {
    fresh();
    hook.answer = 302;
    await act("boss", "answer", { comment: "so" });
    await inTime(async () => (await deliveries())[0].state === "given-up");
    expect((await deliveries())[0].error).toMatch(/answers 302, and is not followed/);
    expect(new Set(hook.got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    hook.answer = 200;
  });

  it("has the shapes of channels", async () => {
    for (const shape of ["slack", "teams"])
      await put(
        served,
        `/webhooks/${shape}`,
        content({ name: shape, shape, events: ["shift.dispute"] }),
        cookie(),
      );
    fresh();
    await act("acme", "dispute", { comment: "<!channel> *x*" });
    await inTime(() => new Set(hook.got.map(({ headers }) => headers["webhook-id"])).size === 3);
    const bodies = hook.got.map(({ body }) => body);
    expect(bodies.find((body) => body.startsWith('{"text"'))).toContain("&lt;!channel&gt;");
    expect(JSON.parse(bodies.find((body) => body.includes("AdaptiveCard"))!)).toMatchObject({
      type: "message",
      attachments: [{ content: { actions: [{ url: `${served.url}/shifts/${ids.ours}` }] } }],
    });
    for (const shape of ["slack", "teams"])
      expect((await ask(served, `DELETE /webhooks/${shape}`, cookie())).status).toBe(204);
  });

  it.each([
    "http://reports.example/hook",
    "https://user:pass@reports.example/",
    "https://[::1]/",
    "https://127.0.0.2/",
    "https://2130706434/",
    "https://0x7f.2/",
    "https://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/latest/meta-data",
    "https://0.0.0.0/",
    "ftp://reports.example/",
  ])("is refused before anybody is asked: %s", async (url) => {
    const { status, body } = await ask(served, "PUT /webhooks/bad", { ...cookie(), body: content({ url }) });
    expect([status, body.errors[0].at]).toEqual([422, "/url"]);
  });

  it("is of its tenant's admins alone", async () => {
    for (const who of ["boss", "driller", "acme"])
      expect((await ask(served, "GET /webhooks", { cookie: by[who]! })).status).toBe(403);
  });
});

it("what the service does by itself is told to admins, and wants a time zone that there is", async () => {
  const cookie = by["admin"]!;
  const { body } = await ask(served, "GET /jobs", { cookie });
  expect(body.items.map(({ name }: { name: string }) => name)).toContain("deemed");
  const { headers } = await ask(served, "GET /settings", { cookie });
  const choose = (time_zone: string) =>
    ask(served, "PUT /settings", {
      cookie,
      headers: { "if-match": headers.get("etag")! },
      body: { timetable: { time_zone, daily_at: "06:30" } },
    });
  const wrong = await choose("Europe/Atlantis");
  expect([wrong.status, wrong.body.errors[0].at]).toEqual([422, "/timetable/time_zone"]);
  expect((await choose("Europe/Oslo")).status).toBe(200);
});

it("what nobody takes for three days is given up with what was said, and who signs in then is told", async () => {
  fresh();
  office.mood = "is closed";
  await act("boss", "answer", { comment: "last" });
  await calm(60);
  const again = await signedIn(served, "admin@rig.example");
  const given = await ask(served, "GET /messages?state=given-up&kind=mail", { cookie: again });
  expect(given.body.items[0]).toMatchObject({ to: "acme@rig.example", error: expect.stringMatching(/421/) });
  expect(given.body.items[0].attempts).toBeGreaterThan(3);
});
