/** A report from hand to hand: who may do what, once, and what others see of it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, person } from "./people.js";
import { company, ids, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

let served: Served;
const by: Record<string, string> = {};
const accounts: Record<string, string> = {};

beforeAll(async () => {
  served = await start();
  by["admin"] = await admin(served);
  await company(served, { cookie: by["admin"] });
  const people = [
    ["driller", "supervisor", { rigs: ["rig-1"] }],
    ["other", "supervisor", { rigs: ["rig-2"] }],
    ["boss", "manager", {}],
    ["second", "manager", {}],
    ["acme", "client", { client: "client-a" }],
    ["borealis", "client", { client: "client-b" }],
  ] as const;
  for (const [name, role, more] of people) {
    const made = await person(served, by["admin"], name, role, more);
    by[name] = made.cookie;
    accounts[name] = made.id;
  }
  await put(served, `/shifts/${ids.ours}`, report(), { cookie: by["driller"]! });
});
afterAll(() => served.end());

const night = report({
  slot: "night",
  starts_at: "2026-03-10T18:00:00+01:00",
  ends_at: "2026-03-11T06:00:00+01:00",
  runs: [],
  materials: [],
  activities: [
    {
      ...(report()["activities"] as object[])[0],
      id: "activity-n",
      starts_at: "2026-03-10T18:00:00+01:00",
      ends_at: "2026-03-11T06:00:00+01:00",
    },
  ],
  crew: [{ id: "crew-n", person: "person-1", role: "driller", minutes: 720 }],
});

async function act(who: string, event: string, body: object = {}, id: string = ids.ours) {
  const { body: now } = await ask(served, `GET /shifts/${id}`, { cookie: by["admin"]! });
  const headers = { "if-match": `"${now.row_version}"` };
  return ask(served, `POST /shifts/${id}/${event}`, { cookie: by[who]!, body, headers });
}

const see = (who: string, id: string = ids.ours) => ask(served, `GET /shifts/${id}`, { cookie: by[who]! });

describe("a report", () => {
  it("is handed in by a supervisor of its rig, and is not there for others", async () => {
    expect((await see("other")).status).toBe(404);
    expect((await act("other", "submit")).status).toBe(404);
    expect((await see("acme")).status).toBe(404);
    const submitted = await act("driller", "submit");
    expect([submitted.status, submitted.body.state, submitted.body.revision]).toEqual([200, "submitted", 1]);
    const locked = await ask(served, `PUT /shifts/${ids.ours}`, {
      cookie: by["driller"]!,
      body: report({ notes: "late" }),
      headers: { "if-match": '"2"' },
    });
    expect([locked.status, locked.body.errors[0].code]).toEqual([409, "locked"]);
  });

  it("is decided on by a manager, once, and not by who handed it in", async () => {
    expect((await act("driller", "approve")).status).toBe(403);
    expect((await act("boss", "return")).status).toBe(422);
    const headers = { "if-match": '"2"' };
    const decide = (who: string) =>
      ask(served, `POST /shifts/${ids.ours}/approve`, { cookie: by[who]!, body: {}, headers });
    const both = await Promise.all([decide("boss"), decide("second")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await see("boss")).body.state).toBe("approved");
    expect((await see("acme")).status).toBe(404);
  });

  it("goes to its client with the last of the day, and to no other client", async () => {
    await put(served, `/shifts/${ids.theirs}`, night, { cookie: by["boss"]! });
    expect((await act("boss", "submit", {}, ids.theirs)).body.state).toBe("submitted");
    expect((await act("boss", "approve", {}, ids.theirs)).body.errors[0].code).toBe("not-submitter");
    expect((await act("second", "approve", {}, ids.theirs)).body.state).toBe("with_client");
    expect((await see("acme")).body).toMatchObject({ state: "with_client", client: "client-a" });
    expect((await see("borealis")).status).toBe(404);
    expect((await act("borealis", "accept")).status).toBe(404);
    expect((await act("acme", "dispute")).status).toBe(422);
    expect((await act("acme", "dispute", { comment: "13.20", rows: ["run-1"] })).body.state).toBe("disputed");
    expect((await act("boss", "rework")).body.state).toBe("returned");
  });

  it("is seen by its client as it was released while it is written anew", async () => {
    const { body: now } = await see("driller");
    const [run] = now.runs;
    const mended = { ...now, notes: "A boulder.", runs: [{ ...run, to: "13.20", recovered: "13.00" }] };
    await put(served, `/shifts/${ids.ours}`, mended, {
      cookie: by["driller"]!,
      headers: { "if-match": `"${now.row_version}"` },
    });
    expect((await see("acme")).body.runs[0].to).toBe("13.80");
    const found = async (who: string, query: string) =>
      (await ask(served, `GET /shifts?${query}`, { cookie: by[who]! })).body.items.length;
    expect([await found("boss", "q=boulder"), await found("acme", "q=boulder")]).toEqual([1, 0]);
    expect((await act("driller", "submit")).body.revision).toBe(2);
    expect((await act("boss", "approve")).body.state).toBe("with_client");
    expect((await see("acme")).body.runs[0].to).toBe("13.20");
    expect(await found("acme", "q=boulder")).toBe(1);
    const final = await act("acme", "accept");
    expect(final.body).toMatchObject({ state: "final", revision: 2 });
    const { body } = await ask(served, `GET /shifts/${ids.ours}/difference?from=1&to=2`, {
      cookie: by["boss"]!,
    });
    expect(body.items).toContainEqual({ at: "runs/run-1/to", before: "13.80", after: "13.20" });
    const hidden = await ask(served, `GET /shifts/${ids.ours}/revisions/1`, { cookie: by["acme"]! });
    expect(hidden.status).toBe(404);
  });

  it("is decided by a deputy in the name of who is away", async () => {
    expect((await act("driller", "amend", { comment: "the tape" })).status).toBe(403);
    const path = "/delegations/leave-1";
    const span = { starts_at: "2020-01-01T00:00:00Z", ends_at: "2100-01-01T00:00:00Z" };
    const body = { account: accounts["boss"], to_account: accounts["driller"], ...span };
    const refused = await ask(served, `PUT ${path}`, { cookie: by["second"]!, body });
    expect(refused.status).toBe(403);
    expect((await ask(served, `PUT ${path}`, { cookie: by["boss"]!, body })).status).toBe(204);
    expect((await act("driller", "amend", { comment: "the tape" })).body.state).toBe("returned");
    const { body: history } = await ask(served, `GET /shifts/${ids.ours}/decisions`, { cookie: by["boss"]! });
    expect(history.items.at(-1)).toMatchObject({
      event: "amend",
      actor: { name: "driller" },
      on_behalf: { name: "boss" },
    });
  });

  it("goes to its client before its day is whole, for a reason that the office keeps to itself", async () => {
    const early = "0192f6a0-0000-7000-8000-000000000003";
    const [crew, activity] = ["crew", "activities"].map((name) => (report()[name] as object[])[0]);
    const times = { starts_at: "2026-03-12T06:00:00+01:00", ends_at: "2026-03-12T18:00:00+01:00" };
    const later = report({
      ...times,
      date: "2026-03-12",
      runs: [],
      materials: [],
      crew: [{ ...crew, id: "crew-early" }],
      activities: [{ ...activity, id: "activity-early", ...times }],
    });
    await put(served, `/shifts/${early}`, later, { cookie: by["driller"]! });
    expect((await act("driller", "submit", {}, early)).body.state).toBe("submitted");
    expect((await act("boss", "approve", {}, early)).body.state).toBe("approved");
    const comment = "they shall not wait for the night";
    expect((await act("boss", "release", { comment }, early)).body.state).toBe("with_client");
    const told = async (who: string) => {
      const { body } = await ask(served, `GET /shifts/${early}/decisions`, { cookie: by[who]! });
      return body.items.at(-1);
    };
    expect(await told("driller")).toMatchObject({ event: "release", comment });
    expect(await told("acme")).toMatchObject({ event: "release", comment: "" });
  });

  it("goes on with a hole where another rig stopped, whose report nobody of this one sees", async () => {
    const id = "0192f6a0-0000-7000-8000-000000000004";
    const [crew, run] = ["crew", "runs"].map((name) => (report()[name] as object[])[0]);
    const span = { starts_at: "2026-03-11T06:00:00+01:00", ends_at: "2026-03-11T18:00:00+01:00" };
    const from = (depth: string) =>
      report({
        ...span,
        rig: "rig-2",
        date: "2026-03-11",
        materials: [],
        activities: [],
        crew: [{ ...crew, id: "crew-goes-on" }],
        runs: [{ ...run, ...span, id: "run-goes-on", from: depth, to: "20.00", recovered: null }],
      });
    const submitted = async (depth: string, version: number) => {
      const headers = { "if-match": `"${version}"` };
      await put(served, `/shifts/${id}`, from(depth), {
        cookie: by["other"]!,
        headers: version === 0 ? {} : headers,
      });
      return act("other", "submit", {}, id);
    };
    expect((await see("other")).status).toBe(404);
    const twice = await submitted("13.00", 0);
    expect(twice.status).toBe(422);
    expect(twice.body.errors).toContainEqual({
      at: "runs/run-goes-on/from",
      code: "depth-overlap",
      params: { by: "0.20", end: "13.20" },
      message: expect.stringContaining("the hole is at 13.20 m already"),
    });
    expect((await submitted("14.00", 1)).body.errors[0]).toMatchObject({ code: "depth-gap" });
    expect((await submitted("13.20", 2)).body.state).toBe("submitted");
  });

  it("is a file with the names of who signed it", async () => {
    for (const format of ["json", "xlsx"]) {
      const file = await ask(served, `GET /exports/shift/${ids.theirs}.${format}`, { cookie: by["boss"]! });
      expect(file.status).toBe(200);
    }
  });

  it("leaves an audit chain that holds", async () => {
    const verify = () => ask(served, "GET /audit/verify", { cookie: by["admin"]! });
    expect((await verify()).body.whole).toBe(true);
  });
});
