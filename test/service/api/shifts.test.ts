/** Reports through the API: whole, once, by versions. */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { company, ids, report } from "./rigs.js";
import { ask, cookieOf, PASSWORD, type Served, start } from "./serving.js";

let served: Served;
let cookie = "";

beforeAll(async () => {
  served = await start();
  const token = served.firstAdmin?.split("/").at(-1);
  const email = "ada@rig.example";
  await ask(served, `PUT /first-admin/${token}`, { body: { email, name: "Ada", password: PASSWORD } });
  await served.service.store.control(({ sql }) =>
    sql.updateTable("membership").set({ role: "manager" }).execute(),
  );
  cookie = cookieOf(await ask(served, "POST /session", { body: { email, password: PASSWORD } }));
  await company(served, { cookie });
});
afterAll(() => served.end());

const put = (body: unknown, headers: Record<string, string> = {}, id: string = ids.ours) =>
  ask(served, `PUT /shifts/${id}`, { cookie, body, headers });

describe("a report", () => {
  it("is put whole, given back as it was, and put again without a change", async () => {
    const made = await put(report(), { "if-none-match": "*" });
    expect(made.status).toBe(201);
    expect(made.headers.get("etag")).toBe('"1"');
    const again = await put(report());
    expect([again.status, again.headers.get("etag")]).toEqual([200, '"1"']);
    const { body, headers } = await ask(served, `GET /shifts/${ids.ours}`, { cookie });
    expect(body).toEqual({ ...report(), id: ids.ours, state: "draft", revision: 0, row_version: 1 });
    const unchanged = await ask(served, `GET /shifts/${ids.ours}`, {
      cookie,
      headers: { "if-none-match": headers.get("etag")! },
    });
    expect(unchanged.status).toBe(304);
  });

  it("comes packed, as devices send it", async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify(report({ notes: "rain" }))));
    const headers = { "content-type": "application/json", "content-encoding": "gzip", "if-match": '"1"' };
    const answer = await ask(served, `PUT /shifts/${ids.ours}`, { cookie, body, headers });
    expect([answer.status, answer.body.notes, answer.body.row_version]).toEqual([200, "rain", 2]);
  });

  it("is not changed from a version that is gone", async () => {
    const late = await put(report({ notes: "snow" }), { "if-match": '"1"' });
    expect([late.status, late.body.code]).toEqual([412, "changed"]);
    const untold = await put(report({ notes: "snow" }));
    expect([untold.status, untold.body.code]).toEqual([428, "if-match-needed"]);
    expect((await put(report({ notes: "snow" }), { "if-none-match": "*" })).status).toBe(412);
  });

  it("is refused with every fault at its place, and kept as a draft whatever else it lacks", async () => {
    const wrong = await put({ ...report(), notes: 7, crew: [{ id: "c", person: "p", role: "r" }], more: 1 });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map(({ at }: { at: string }) => at).sort()).toEqual([
      "crew/c/minutes",
      "more",
      "notes",
    ]);
    const elsewhere = report({
      date: "2026-03-11",
      crew: [{ id: "crew-2", person: "nobody", role: "x", minutes: 1 }],
    });
    expect((await put(elsewhere, {}, ids.theirs)).body).toMatchObject({
      status: 422,
      errors: [{ code: "named-or-missing" }],
    });
    const bare = report({ date: "2026-03-11", crew: [], runs: [], activities: [], materials: [] });
    expect((await put(bare, {}, ids.theirs)).status).toBe(201);
    const { body } = await ask(served, `GET /shifts/${ids.theirs}/problems`, { cookie });
    expect(body.can_submit).toBe(false);
  });

  it("is once for a rig, a date and a slot", async () => {
    const twin = await put(report(), {}, "0192f6a0-0000-7000-8000-0000000000aa");
    expect([twin.status, twin.body.errors[0].code]).toEqual([409, "slot-taken"]);
  });

  it("is found by what is asked for, a page at a time", async () => {
    const list = async (query: string) => (await ask(served, `GET /shifts?${query}`, { cookie })).body;
    expect((await list("rig=rig-1&sort=date")).items.map(({ date }: { date: string }) => date)).toEqual([
      "2026-03-10",
      "2026-03-11",
    ]);
    expect((await list("q=rain")).items).toMatchObject([
      { id: ids.ours, metres: "13.80", crew_minutes: 720 },
    ]);
    expect((await list("rig=rig-2")).items).toEqual([]);
    const first = await list("limit=1&sort=date");
    const second = await list(`limit=1&sort=date&cursor=${first.next}`);
    expect([first.items[0].date, second.items[0].date, second.next]).toEqual([
      "2026-03-10",
      "2026-03-11",
      null,
    ]);
    expect((await list("state=lost")).code).toBe("bad-request");
    expect((await list("cursor=abc")).code).toBe("invalid");
  });
});

describe("a comment", () => {
  it("is sent twice and said once", async () => {
    const say = (text: string) =>
      ask(served, `POST /shifts/${ids.ours}/comments`, {
        cookie,
        body: { text, row_id: "run-1" },
        headers: { "idempotency-key": "one" },
      });
    const [first, second] = [await say("is 13.80 right?"), await say("is 13.80 right?")];
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
    expect((await say("another")).status).toBe(422);
    const { body } = await ask(served, `GET /shifts/${ids.ours}/comments`, { cookie });
    expect(body.items).toMatchObject([
      { text: "is 13.80 right?", author: { name: "Ada" }, audience: "staff" },
    ]);
  });
});
