/** Days, expected reports, flat reads, figures, alerts and stock: what they say, and what they say to nobody else. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { raiseLongWithClient, raiseMissingReports } from "../../../src/service/api/late-alerts.js";
import { beginSession } from "../../../src/service/identity/sign-in.js";
import { insertAccount, putMembership } from "../../../src/service/store/repositories/accounts.js";
import { createTenant } from "../../../src/service/store/repositories/tenants.js";
import { admin, person } from "./people.js";
import { company, ids, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect there
type Row = any;

let served: Served;
const by: Record<string, string> = {};
/** Two days after the shifts of the tests. */
let now = Date.parse("2026-03-12T12:00:00Z");
const HOUR = 3_600_000;
const NIGHT = "0192f6a0-0000-7000-8000-000000000003";

beforeAll(async () => {
  served = await start(() => now);
  by["admin"] = await admin(served);
  await company(served, { cookie: by["admin"] });
  for (const [name, role, more] of [
    ["driller", "supervisor", { rigs: ["rig-1"] }],
    ["other", "supervisor", { rigs: ["rig-2"] }],
    ["boss", "manager", {}],
    ["viewer", "viewer", {}],
    ["acme", "client", { client: "client-a" }],
    ["borealis", "client", { client: "client-b" }],
  ] as const)
    by[name] = (await person(served, by["admin"], name, role, more)).cookie;
  by["stranger"] = await elsewhere();
  const standby = { code: "STB", name: "Standby", class: "standby", payer: "contractor" };
  await put(served, "/activity-types/type-standby", standby, { cookie: by["admin"] });
  await put(served, `/shifts/${ids.ours}`, report(), { cookie: by["driller"]! });
  await put(served, `/shifts/${NIGHT}`, night(), { cookie: by["driller"]! });
});
afterAll(() => served.end());

/** Of rig 1 behind the day: 9.00 m in 6 h with 8.00 m of core, then 6 h standby of the client. */
function night(more: object = {}): Record<string, unknown> {
  const [run] = report()["runs"] as object[];
  return report({
    slot: "night",
    starts_at: "2026-03-10T18:00:00+01:00",
    ends_at: "2026-03-11T06:00:00+01:00",
    crew: [{ id: "crew-n", person: "person-1", role: "driller", minutes: 390 }],
    runs: [
      {
        ...run,
        id: "run-n",
        from: "13.80",
        to: "22.80",
        starts_at: "2026-03-10T18:00:00+01:00",
        ends_at: "2026-03-11T00:00:00+01:00",
        recovered: "7.00",
      },
    ],
    activities: [
      {
        id: "activity-n",
        type: "type-standby",
        starts_at: "2026-03-11T00:00:00+01:00",
        ends_at: "2026-03-11T06:00:00+01:00",
        hole: null,
        reason: "site access",
        payer: "client",
        parallel: false,
        source: "typed",
        remarks: "=1+1",
      },
    ],
    materials: [{ id: "material-n", item: "item-1", quantity: "3" }],
    surveys: [
      {
        id: "survey-n",
        hole: "hole-a",
        depth: "20.00",
        dip: "-59.00",
        azimuth: "91.50",
        north: "true",
        instrument: "",
        at: "2026-03-10T23:00:00+01:00",
        source: "typed",
      },
    ],
    ...more,
  });
}

async function elsewhere(): Promise<string> {
  const { store } = served.service;
  await createTenant(store, { id: "other", slug: "other", name: "Other" });
  return store.control(async ({ sql }) => {
    await insertAccount(sql, { id: "stranger", email: null, name: "Stranger", passwordHash: null, now });
    const member = { tenant: "other", account: "stranger", role: "manager" as const, client: null };
    await putMembership(sql, { ...member, rigs: null, active: true }, now);
    const from = { address: "127.0.0.1", agent: "", now };
    const { secret } = await beginSession(sql, { account: "stranger", tenant: "other", mfa: false, from });
    return `__Host-witskit=${secret}`;
  });
}

const get = (who: string, line: string) => ask(served, `GET ${line}`, { cookie: by[who]! });

async function act(who: string, event: string, id: string = ids.ours, body: object = {}) {
  const { body: seen } = await get("admin", `/shifts/${id}`);
  const headers = { "if-match": `"${seen.row_version}"` };
  const done = await ask(served, `POST /shifts/${id}/${event}`, { cookie: by[who]!, body, headers });
  if (done.status !== 200) throw new Error(`${event}: ${JSON.stringify(done.body)}`);
  return done.body;
}

const statuses = async (who: string, rig = "rig-1", query = "from=2026-03-10&to=2026-03-12") => {
  const { body } = await get(who, `/rigs/${rig}/expected?${query}`);
  return body.items.map(({ date, slot, status }: Record<string, string>) => `${date} ${slot} ${status}`);
};

const day = async (who: string, query = "?rig=rig-1") => (await get(who, `/days/2026-03-10${query}`)).body;

const approve = async (who: string, shifts: readonly string[], date = "2026-03-10", version?: number) => {
  const named = await Promise.all(
    shifts.map(async (id) => ({
      id,
      row_version: version ?? (await get("admin", `/shifts/${id}`)).body.row_version ?? 1,
    })),
  );
  return ask(served, `POST /days/${date}/approve`, { cookie: by[who]!, body: { shifts: named } });
};

describe("a day", () => {
  it("names what was begun, is missing or not over, and adds up what was handed in alone", async () => {
    await act("driller", "submit");
    expect(await statuses("boss")).toEqual([
      "2026-03-10 day submitted",
      "2026-03-10 night open",
      "2026-03-11 day missing",
      "2026-03-11 night missing",
      "2026-03-12 day due",
      "2026-03-12 night due",
    ]);
    // Nobody waits for a rig that has never reported.
    expect(await statuses("boss", "rig-2", "from=2026-03-10&to=2026-03-10")).toEqual([
      "2026-03-10 day due",
      "2026-03-10 night due",
    ]);
    const [rig] = (await day("boss")).rigs;
    expect(rig.totals).toMatchObject({
      text: "13.80, 1 of 2 shifts",
      metres: "13.80",
      missing: ["night"],
      rate: "1.25",
      recovery: "97.8",
      man_hours: "12.00",
      hours_by_class: { survey: "1.00" },
    });
    expect(rig.slots.map(({ status }: { status: string }) => status)).toEqual(["submitted", "open"]);
  });

  it("says what is wrong with what is to be decided, and what changed since it was handed in before", async () => {
    await act("driller", "submit", NIGHT);
    const before = (await day("boss")).rigs[0].slots[1].shift;
    expect(before.problems.map(({ at, severity }: Row) => `${severity} ${at}`)).toEqual([
      "warning contract",
      "warning supervisor",
    ]);
    expect(before.changed).toBe(null);
    const returned = await act("boss", "return", NIGHT, { comment: "the core" });
    const mended = night({ runs: [{ ...(night()["runs"] as object[])[0], recovered: "8.00" }] });
    await put(served, `/shifts/${NIGHT}`, mended, {
      cookie: by["driller"]!,
      headers: { "if-match": `"${returned.row_version}"` },
    });
    await act("driller", "submit", NIGHT);
    const { changed, report: seen } = (await day("boss")).rigs[0].slots[1].shift;
    expect(changed).toEqual([{ at: "runs/run-n/recovered", before: "7.00", after: "8.00" }]);
    expect(seen.runs[0].recovered).toBe("8.00");
  });

  it("is approved at once, each shift by its own version and by other eyes, and goes to its client", async () => {
    expect((await day("acme", "")).rigs).toEqual([]);
    const stale = await approve("boss", [ids.ours, NIGHT], "2026-03-10", 99);
    expect([stale.status, stale.body.items.map(({ problem }: Row) => problem.status)]).toEqual([
      207,
      [412, 412],
    ]);
    // Of another day, of nobody: the same sentence, and nothing happens.
    const elsewhen = await approve("boss", [ids.ours], "2026-03-11");
    expect([elsewhen.status, elsewhen.body.detail]).toEqual([404, "there is no such report"]);
    expect((await approve("boss", ["nobody"])).body.detail).toBe("there is no such report");
    expect((await approve("stranger", [ids.ours])).status).toBe(404);
    for (const who of ["driller", "viewer", "acme"])
      expect((await approve(who, [ids.ours])).status).toBe(403);
    const done = await approve("boss", [ids.ours, NIGHT]);
    expect(done.status).toBe(200);
    expect(done.body.items).toMatchObject([
      { shift: ids.ours, approved: true, state: "with_client", problem: null },
      { shift: NIGHT, approved: true, state: "with_client", problem: null },
    ]);
    const [rig] = (await day("boss")).rigs;
    expect(rig.totals.text).toBe("22.80");
    // 22.80 m in 11 and 6 hours, and not the mean of 1.25 and 1.50; core of both, and not of the mean.
    expect(rig.totals).toMatchObject({ rate: "1.34", recovery: "94.3", man_hours: "18.50" });
  });

  it("is refused to who handed a shift in, and the others are approved all the same", async () => {
    const [one, two] = ["eyes-1", "eyes-2"];
    const on = (date: string) => ({
      rig: "rig-2",
      client: "client-b",
      project: "project-b",
      date,
      materials: [],
      crew: [],
      runs: [],
    });
    const whole = (slot: string, from: string, to: string) =>
      report({
        ...on("2026-03-10"),
        slot,
        starts_at: from,
        ends_at: to,
        crew: [{ id: `crew-${slot}`, person: "person-1", role: "driller", minutes: 720 }],
        activities: [
          {
            ...(report()["activities"] as object[])[0],
            id: `all-${slot}`,
            hole: null,
            starts_at: from,
            ends_at: to,
          },
        ],
      });
    const noon = ["2026-03-10T06:00:00+01:00", "2026-03-10T18:00:00+01:00"] as const;
    const late = ["2026-03-10T18:00:00+01:00", "2026-03-11T06:00:00+01:00"] as const;
    await put(served, `/shifts/${one}`, whole("day", ...noon), { cookie: by["boss"]! });
    await put(served, `/shifts/${two}`, whole("night", ...late), { cookie: by["other"]! });
    await act("boss", "submit", one);
    await act("other", "submit", two);
    const { status, body } = await approve("boss", [one!, two!]);
    expect(status).toBe(207);
    expect(body.items).toMatchObject([
      { approved: false, state: "submitted", problem: { status: 403, errors: [{ code: "not-submitter" }] } },
      { approved: true, state: "approved", problem: null },
    ]);
  });

  it("waits no longer for a slot that is void: the other goes to its client", async () => {
    await act("boss", "recall", "eyes-1");
    await act("boss", "void", "eyes-1", { comment: "the rig was on the road" });
    const states = await get("boss", "/shifts?rig=rig-2&from=2026-03-10&to=2026-03-10");
    expect(states.body.items.map(({ state }: Row) => state).sort()).toEqual(["void", "with_client"]);
    const [rig] = (await day("boss", "?rig=rig-2")).rigs;
    expect([rig.totals.reported, rig.totals.expected, rig.totals.missing]).toEqual([1, 1, []]);
  });

  it("has for a client what was released to it, and of other slots nothing", async () => {
    const [own] = (await day("acme", "")).rigs;
    expect(own.slots.map(({ status, shift }: Row) => [status, shift.state])).toEqual([
      ["submitted", "with_client"],
      ["submitted", "with_client"],
    ]);
    expect(own.slots[0].shift).toMatchObject({ problems: [], changed: null });
    expect((await get("acme", "/days/2026-03-10?rig=rig-2")).status).toBe(404);
    const [theirs] = (await day("borealis", "")).rigs;
    expect(theirs.slots.map(({ status, shift }: Row) => [status, shift?.state])).toEqual([
      ["not-released", undefined],
      ["submitted", "with_client"],
    ]);
    expect(theirs.totals.text).toBe("0.00, 1 of 2 shifts");
    expect(await statuses("borealis", "rig-2", "from=2026-03-10&to=2026-03-11")).toEqual([
      "2026-03-10 day not-released",
      "2026-03-10 night submitted",
      "2026-03-11 day not-released",
      "2026-03-11 night not-released",
    ]);
    for (const [who, rig] of [
      ["borealis", "rig-1"],
      ["other", "rig-1"],
      ["stranger", "rig-1"],
    ] as const) {
      expect((await get(who, `/days/2026-03-10?rig=${rig}`)).status).toBe(404);
      expect((await get(who, `/rigs/${rig}/expected?from=2026-03-10&to=2026-03-10`)).status).toBe(404);
    }
    expect((await day("stranger", "")).rigs).toEqual([]);
    expect((await get("boss", "/days/2026-02-30")).status).toBe(404);
    expect((await get("boss", "/rigs/rig-1/expected?from=2026-03-10&to=2029-03-10")).status).toBe(400);
  });
});

describe("flat reads", () => {
  const rows = async (who: string, line: string) => (await get(who, line)).body.items as Row[];

  it("have each row with its report, by the filters of the list of reports", async () => {
    const runs = await rows("boss", "/drilling-progress?hole=hole-a");
    expect(runs).toMatchObject([
      { id: "run-1", shift: ids.ours, rig: "rig-1", metres: "13.80", hours: "11.0000", rate: "1.25" },
      { id: "run-n", slot: "night", state: "with_client", recovery: "88.9" },
    ]);
    expect(await rows("boss", "/activities?rig=rig-1&slot=night")).toMatchObject([
      { class: "standby", reason: "site access", payer: "client", hours: "6.0000" },
    ]);
    expect(await rows("boss", "/materials")).toMatchObject([
      { quantity: "12" },
      { quantity: "3", unit: "bag" },
    ]);
    expect(await rows("boss", "/surveys?hole=hole-a")).toMatchObject([{ depth: "20.00", azimuth: "91.50" }]);
    expect(await rows("boss", "/casings")).toEqual([]);
    // A void report has no work in it, unless it is asked for.
    expect(await rows("boss", "/activities?rig=rig-2")).toHaveLength(1);
    expect(await rows("boss", "/activities?rig=rig-2&state=void")).toHaveLength(1);
  });

  it("go a page at a time, and say the same in the end", async () => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await get("boss", `/activities?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next ?? "";
    } while (cursor !== "");
    expect(seen).toEqual((await rows("boss", "/activities")).map(({ id }) => id));
    expect((await get("boss", "/activities?cursor=nonsense")).status).toBe(422);
  });

  it("are CSV with names beside ids, in which no text is a formula", async () => {
    const { body, headers } = await get("boss", "/activities.csv?slot=night&rig=rig-1");
    const [head, line, end] = body.split("\r\n");
    expect(head).toMatch(/^id,shift,rig,rig_name,date,slot,state,revision,client,client_name,/);
    expect(line).toMatch(/,client-a,Acme Gold,.*,6\.0000,.*site access,client,false,typed,'=1\+1$/);
    expect(end).toBe("");
    expect(headers.get("content-type")).toContain("text/csv");
    const part = await get("boss", "/drilling-progress.csv?limit=1");
    const [, next] = /<\/api\/v1([^>]+)>; rel="next"/.exec(part.headers.get("link")!)!;
    expect((await get("boss", next!)).body).toContain("run-n,");
  });

  it("give nobody rows of others, and a client what was released while a report is written anew", async () => {
    for (const path of [
      "/drilling-progress",
      "/activities",
      "/materials",
      "/surveys",
      "/casings",
      "/photos",
    ]) {
      for (const who of ["other", "borealis"])
        for (const { rig } of await rows(who, path)) expect(rig).toBe("rig-2");
      expect(await rows("stranger", path)).toEqual([]);
      expect((await get("stranger", `${path}.csv`)).body.split("\r\n")).toHaveLength(2);
    }
    expect(await rows("acme", "/activities?client=client-b")).toEqual([]);
    await act("acme", "dispute", NIGHT, { comment: "8.90 m" });
    const open = await act("boss", "rework", NIGHT);
    const runs = [{ ...(night()["runs"] as object[])[0], to: "22.70", recovered: "8.00", remarks: "secret" }];
    await put(served, `/shifts/${NIGHT}`, night({ runs }), {
      cookie: by["driller"]!,
      headers: { "if-match": `"${open.row_version}"` },
    });
    const theirs = await rows("acme", "/drilling-progress");
    expect(theirs.map(({ to, state }) => [to, state])).toEqual([
      ["13.80", "with_client"],
      ["22.80", "with_client"],
    ]);
    expect(await rows("acme", "/drilling-progress?state=with_client&hole=hole-a&q=DDH-a")).toHaveLength(2);
    expect(await rows("acme", "/drilling-progress?q=secret")).toEqual([]);
    expect((await rows("boss", "/drilling-progress")).map(({ to }) => to)).toEqual(["13.80", "22.70"]);
    expect((await rows("boss", "/drilling-progress?counted=true")).map(({ to }) => to)).toEqual(["13.80"]);
    // The list of reports neither.
    const { body } = await get("acme", "/shifts?sort=date");
    expect(body.items.map(({ metres, state, revision }: Row) => [metres, state, revision])).toEqual([
      ["13.80", "with_client", 1],
      ["9.00", "with_client", 1],
    ]);
    expect((await get("acme", "/shifts?state=returned")).body.items).toEqual([]);
    expect((await get("acme", "/shifts?state=with_client")).body.items).toHaveLength(2);
  });
});

describe("figures", () => {
  const span = "from=2026-03-10&to=2026-03-11";

  it("are sums by sums of what counts, with what does not and what is missing beside them", async () => {
    await act("driller", "submit", NIGHT);
    const { body: without } = await get("boss", `/analytics/kpis?${span}&rig=rig-1`);
    expect(without).toMatchObject({
      counts: "approved",
      shifts: 1,
      metres: "13.80",
      not_counted: { draft: 0, submitted: 1, returned: 0 },
      missing: {
        expected: 4,
        missing: 2,
        named: [
          { rig: "rig-1", date: "2026-03-11", slot: "day" },
          { rig: "rig-1", date: "2026-03-11", slot: "night" },
        ],
      },
    });
    now += 2 * HOUR;
    await act("boss", "approve", NIGHT);
    const { body } = await get("boss", `/analytics/kpis?${span}&rig=rig-1`);
    expect(body).toMatchObject({
      shifts: 2,
      metres: "22.70",
      metres_a_shift: "11.35",
      rate: "1.34",
      on_bottom_rate: null,
      recovery: "94.7",
      man_hours: "18.50",
      man_hours_a_metre: "0.81",
      drilling_hours: "17.00",
      hours: [
        { class: "drilling", hours: "17.00" },
        { class: "standby", hours: "6.00" },
        { class: "survey", hours: "1.00" },
      ],
      standby: [{ payer: "client", reason: "site access", hours: "6.00" }],
      // 0 h and 2 h.
      approval_hours: "1.00",
    });
  });

  it("come by day, rig, client and month, with what was summed", async () => {
    const series = async (query: string, who = "boss") =>
      (await get(who, `/analytics/series?${span}&${query}`)).body.items;
    expect(await series("measure=metres&by=rig,day")).toEqual([
      {
        rig: "rig-1",
        day: "2026-03-10",
        what: null,
        reason: null,
        value: "22.70",
        sum: "22.70",
        per: null,
        shifts: 2,
      },
      {
        rig: "rig-2",
        day: "2026-03-10",
        what: null,
        reason: null,
        value: "0.00",
        sum: "0.00",
        per: null,
        shifts: 1,
      },
    ]);
    expect(await series("measure=consumables&by=month")).toMatchObject([
      { month: "2026-03", what: "item-1", sum: "15", per: "22.70", value: "0.661" },
    ]);
    expect(await series("measure=rate")).toMatchObject([{ value: "1.34", sum: "22.70", per: "17.00" }]);
    expect(await series("measure=hours&by=client&client=client-b")).toMatchObject([
      { client: "client-b", what: "survey", value: "12.00" },
    ]);
    expect((await get("boss", "/analytics/series?measure=guess")).status).toBe(400);
    expect(
      (await get("boss", "/analytics/series?measure=metres&by=day&from=2020-01-01&to=2026-01-01")).status,
    ).toBe(400);
  });

  it("are for a client its own as they were released, and for others their own", async () => {
    const { body } = await get("acme", `/analytics/kpis?${span}`);
    expect(body).toMatchObject({
      counts: "released",
      shifts: 2,
      metres: "22.70",
      not_counted: null,
      missing: null,
    });
    expect(body.approval_hours).toBe(null);
    const metres = async (who: string, query = "") =>
      (await get(who, `/analytics/kpis?${span}${query}`)).body.metres;
    expect(await metres("acme", "&client=client-b")).toBe("0.00");
    expect(await metres("borealis", "&rig=rig-1")).toBe("0.00");
    expect(await metres("other", "&rig=rig-1")).toBe("0.00");
    expect(await metres("other")).toBe("0.00");
    expect(await metres("stranger")).toBe("0.00");
    expect((await get("acme", `/analytics/series?${span}&measure=approval`)).status).toBe(403);
  });
});

describe("alerts", () => {
  const open = async (who = "boss", query = "") =>
    (await get(who, `/alerts${query}`)).body.items.map(
      ({ kind, shift, date, slot, value, threshold }: Row) =>
        `${kind} ${shift ?? `${date} ${slot}`} ${value} of ${threshold}`,
    );

  it("are raised when a report is approved, one a report and kind, by limits that the tenant chooses", async () => {
    const found = await open();
    expect(found).toContain(`recovery ${NIGHT} 898 of 900`);
    expect(found).toContain(`not-drilling ${NIGHT} 360 of 240`);
    expect(found.filter((one: string) => one.includes(ids.ours))).toEqual([]);
    const { body: settings, headers } = await get("admin", "/settings");
    const changed = await ask(served, "PUT /settings", {
      cookie: by["admin"]!,
      body: { ...settings, alerts: { recovery_percent: 85, not_drilling_hours: 5 } },
      headers: { "if-match": headers.get("etag")! },
    });
    expect(changed.status).toBe(200);
    await act("acme", "dispute", NIGHT, { comment: "still" });
    await act("boss", "rework", NIGHT);
    await act("driller", "submit", NIGHT);
    await act("boss", "approve", NIGHT);
    const after = await open();
    // What holds no more by the new limits is closed by itself.
    expect(after.filter((one: string) => one.startsWith("recovery"))).toEqual([]);
    expect(after).toContain(`not-drilling ${NIGHT} 360 of 300`);
  });

  it("are told once of a report that is missing, however often it is looked for, and closed when it comes", async () => {
    const { store } = served.service;
    const late = () => open("boss", "?kind=report-missing");
    // The night of the 12th ends on the 13th at 05:00 UTC, and is waited for until 07:00.
    const morning = Date.parse("2026-03-13T06:59:59Z");
    expect(await raiseMissingReports(store, morning)).toBe(6);
    expect(await raiseMissingReports(store, morning)).toBe(0);
    expect(await raiseMissingReports(store, morning + 1000)).toBe(2);
    expect(await late()).toHaveLength(8);
    expect(await open("driller", "?kind=report-missing")).toHaveLength(4);
    const came = "0192f6a0-0000-7000-8000-000000000009";
    const on = (text: string) => text.replaceAll("2026-03-10", "2026-03-11");
    const { runs: _runs, ...rest } = JSON.parse(
      on(JSON.stringify(report({ crew: [], materials: [], surveys: [] }))),
    );
    const activities = [{ ...rest.activities[0], id: "activity-l", hole: null, starts_at: rest.starts_at }];
    const crew = [{ id: "crew-l", person: "person-1", role: "driller", minutes: 720 }];
    await put(served, `/shifts/${came}`, { ...rest, crew, activities, runs: [] }, { cookie: by["driller"]! });
    expect(await open("driller", "?kind=report-missing")).toHaveLength(4);
    await act("driller", "submit", came);
    expect(await open("driller", "?kind=report-missing")).toHaveLength(3);
    expect(await raiseMissingReports(store, morning + 1000)).toBe(0);
  });

  it("are told once of a report that its client has had for days", async () => {
    const { store } = served.service;
    const days = (count: number) => now + count * 24 * HOUR;
    expect(await raiseLongWithClient(store, days(6))).toBe(0);
    expect(await raiseLongWithClient(store, days(8))).toBe(3);
    expect(await raiseLongWithClient(store, days(9))).toBe(0);
    await act("acme", "accept", ids.ours);
    expect(await open("boss", "?kind=with-client")).toHaveLength(2);
  });

  it("are seen by those who decide, and by no client, other rig or other tenant", async () => {
    const { body } = await get("boss", "/alerts?kind=not-drilling&rig=rig-1");
    const [one] = body.items;
    const seen = (who: string) =>
      ask(served, `POST /alerts/${one.id}/acknowledge`, { cookie: by[who]!, body: {} });
    expect((await seen("stranger")).status).toBe(404);
    for (const who of ["viewer", "driller", "acme"]) expect((await seen(who)).status).toBe(403);
    const first = await seen("boss");
    expect(first.body).toMatchObject({ kind: "not-drilling", acknowledged_by: { name: "boss" } });
    expect((await seen("boss")).body.acknowledged_at).toBe(first.body.acknowledged_at);
    expect((await get("acme", "/alerts")).status).toBe(403);
    expect(await open("stranger")).toEqual([]);
    for (const { rig } of (await get("other", "/alerts?rig=rig-1,rig-2")).body.items)
      expect(rig).toBe("rig-2");
  });
});

describe("stock", () => {
  const move = (who: string, body: object) =>
    ask(served, "POST /stock", { cookie: by[who]!, body: { item: "item-1", rig: "rig-1", ...body } });
  const left = async (who = "boss", query = "?rig=rig-1") =>
    (await get(who, `/stock${query}`)).body.items.map(({ left: one, low }: Row) => [one, low]);

  it("is what was delivered and counted less what approved reports used", async () => {
    expect(await left()).toEqual([["-15", true]]);
    expect((await move("driller", { kind: "delivery", quantity: "100" })).body.left).toBe("85");
    expect(await left()).toEqual([["85", false]]);
    const low = async () => (await get("boss", "/alerts?kind=stock")).body.items;
    // What was low is low no more.
    expect(await low()).toEqual([]);
    now += 1000;
    expect((await move("boss", { kind: "count", quantity: "40.5" })).body.left).toBe("40.5");
    // Before the count: it is in what was counted.
    const before = { kind: "delivery", quantity: "7", at: "2026-03-01T00:00:00Z" };
    expect((await move("boss", before)).body.left).toBe("40.5");
    now += 1000;
    expect((await move("boss", { id: "move-1", kind: "adjust", quantity: "-12" })).body.left).toBe("28.5");
    expect(await low()).toMatchObject([{ value: 28_500, threshold: 30_000, item: "item-1", rig: "rig-1" }]);
    // Sent again it is the same; another one does not go under its id.
    expect((await move("boss", { id: "move-1", kind: "adjust", quantity: "-12" })).body.left).toBe("28.5");
    expect((await move("boss", { id: "move-1", kind: "adjust", quantity: "-13" })).status).toBe(409);
    const { body } = await get("boss", "/stock/moves?item=item-1&limit=2");
    expect(body.items).toMatchObject([
      { kind: "adjust", quantity: "-12", by: { name: "boss" } },
      { kind: "count", quantity: "40.5" },
    ]);
    expect((await get("boss", `/stock/moves?limit=500&cursor=${body.next}`)).body.items).toHaveLength(4);
  });

  it("takes nothing that cannot be, and is nobody else's", async () => {
    for (const wrong of [
      { kind: "delivery", quantity: "0" },
      { kind: "count", quantity: "-1" },
      { kind: "adjust", quantity: "0" },
      { kind: "delivery", quantity: "1", at: "2100-01-01T00:00:00Z" },
      { kind: "delivery", quantity: "1", item: "nothing" },
      { kind: "delivery", quantity: "1", rig: "rig-9" },
      { kind: "use", quantity: "1" },
    ])
      expect([wrong, (await move("boss", wrong)).status]).toEqual([wrong, 422]);
    expect((await move("other", { kind: "delivery", quantity: "1" })).status).toBe(422);
    expect((await move("driller", { kind: "delivery", quantity: "1", rig: null })).status).toBe(422);
    expect((await move("viewer", { kind: "delivery", quantity: "1" })).status).toBe(403);
    expect((await move("stranger", { kind: "delivery", quantity: "1" })).status).toBe(422);
    expect((await get("acme", "/stock")).status).toBe(403);
    expect(await left("other")).toEqual([]);
    expect(await left("stranger", "")).toEqual([]);
    expect((await get("other", "/stock/moves?rig=rig-1")).body.items).toEqual([]);
  });
});
