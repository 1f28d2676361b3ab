/** Server-sent events: that something has changed, to those who may see it, until they may no more. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../../until.js";
import { hear, type Told } from "./hearing.js";
import { admin, person } from "./people.js";
import { company, ids, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

let served: Served;
const by: Record<string, { readonly cookie: string; readonly id: string }> = {};
let clock = Date.now();

beforeAll(async () => {
  served = await start(() => clock);
  const cookie = await admin(served);
  by["admin"] = { cookie, id: "" };
  await company(served, { cookie });
  for (const [name, role, more] of [
    ["driller", "supervisor", { rigs: ["rig-1"] }],
    ["other", "supervisor", { rigs: ["rig-2"] }],
    ["boss", "manager", {}],
    ["acme", "client", { client: "client-a" }],
    ["borealis", "client", { client: "client-b" }],
  ] as const)
    by[name] = await person(served, cookie, name, role, more);
});
afterAll(() => served.end());

interface Heard {
  readonly events: Told[];
  isOver: boolean;
  stop(): void;
}

async function listen(who: string, last?: string): Promise<Heard> {
  const stopping = new AbortController();
  const response = await fetch(`${served.url}/api/v1/events`, {
    headers: { cookie: by[who]!.cookie, ...(last !== undefined && { "last-event-id": last }) },
    signal: stopping.signal,
  });
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    "text/event-stream; charset=utf-8",
  ]);
  const heard: Heard = { events: [], isOver: false, stop: () => stopping.abort() };
  void hear(response, heard.events).then(() => {
    heard.isOver = true;
  });
  return heard;
}

const ofShifts = ({ events }: Heard) =>
  events.filter(({ event }) => event === "shift").map(({ data }) => data);

async function act(who: string, event: string, body: object = {}) {
  clock += 1000;
  const { body: now } = await ask(served, `GET /shifts/${ids.ours}`, { cookie: by["admin"]!.cookie });
  const headers = { "if-match": `"${now.row_version}"` };
  const done = await ask(served, `POST /shifts/${ids.ours}/${event}`, {
    cookie: by[who]!.cookie,
    body,
    headers,
  });
  expect([event, done.status]).toEqual([event, 200]);
}

describe("events", () => {
  it("tell of a report to those who may see it, and to a client what is theirs alone", async () => {
    const names = ["driller", "other", "boss", "acme", "borealis"] as const;
    const heard = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await listen(name)] as const)),
    ) as Record<(typeof names)[number], Heard>;
    await put(served, `/shifts/${ids.ours}`, report(), { cookie: by["driller"]!.cookie });
    await act("driller", "submit");
    await act("boss", "approve");
    await act("boss", "release", { comment: "now" });
    await until(
      () => ofShifts(heard.acme).length === 1 && ofShifts(heard.boss).at(-1)?.["state"] === "with_client",
    );
    expect(ofShifts(heard.acme)).toEqual([
      { id: ids.ours, rig: "rig-1", date: "2026-03-10", slot: "day", state: "with_client" },
    ]);
    await act("acme", "dispute", { comment: "no" });
    await act("boss", "rework");
    await until(() => ofShifts(heard.driller).at(-1)?.["state"] === "returned");
    // That it is written anew is the company's business.
    await until(() => ofShifts(heard.acme).at(-1)?.["state"] === "disputed");
    expect(ofShifts(heard.acme).map(({ state }) => state)).toEqual(["with_client", "disputed"]);
    expect([...ofShifts(heard.other), ...ofShifts(heard.borealis)]).toEqual([]);
    for (const one of Object.values(heard)) one.stop();
  });

  it("are made up for by the last one that was heard, and asked for anew by who was away for long", async () => {
    const first = await listen("boss");
    await until(() => first.events.length > 0);
    first.stop();
    const { id } = first.events.at(-1)!;
    await put(served, `/shifts/${ids.ours}`, report({ notes: "away" }), {
      cookie: by["driller"]!.cookie,
      headers: {
        "if-match": `"${(await ask(served, `GET /shifts/${ids.ours}`, { cookie: by["boss"]!.cookie })).body.row_version}"`,
      },
    });
    const second = await listen("boss", id);
    await until(() => ofShifts(second).some(({ id: own }) => own === ids.ours));
    second.stop();
    const late = await listen("boss", String(clock - 48 * 3_600_000));
    await until(() => late.events.some(({ event }) => event === "reset"));
    late.stop();
  });

  it("end with the session and with the role, before another one is told", async () => {
    const [ended, changed] = [await listen("driller"), await listen("other")];
    await ask(served, "DELETE /session", { cookie: by["driller"]!.cookie });
    const role = await ask(served, `PUT /memberships/${by["other"]!.id}`, {
      cookie: by["admin"]!.cookie,
      body: { role: "viewer", active: true },
    });
    expect(role.status).toBe(200);
    const before = [ended, changed].map((one) => ofShifts(one).length);
    clock += 1000;
    await put(
      served,
      `/shifts/${ids.theirs}`,
      report({ rig: "rig-2", crew: [], runs: [], activities: [], materials: [] }),
      {
        cookie: by["boss"]!.cookie,
      },
    );
    await until(() => ended.isOver && changed.isOver);
    expect([ended, changed].map((one) => ofShifts(one).length)).toEqual(before);
  });

  it("are not listened to without end by one account", async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => listen("borealis")));
    const more = await ask(served, "GET /events", { cookie: by["borealis"]!.cookie });
    expect([more.status, more.headers.get("retry-after")]).toEqual([429, "60"]);
    for (const one of all) one.stop();
    await until(async () => {
      const again = await fetch(`${served.url}/api/v1/events`, {
        headers: { cookie: by["borealis"]!.cookie },
      });
      await again.body?.cancel();
      return again.status === 200;
    });
  });
});
