/** What a rig recorded against what was written: an alert of what no row accounts for, and months that are cut where the rig's depth was. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { convert } from "../../../src/bulk/convert.js";
import { runJob } from "../../../src/service/api/jobs/scheduler.js";
import { jobs } from "../../../src/service/api/jobs/table.js";
import { namedFolderIn } from "../../../src/service/recorded/allowed.js";
import { BINARY } from "../../cli/binary.js";
import { made } from "../../samples/decoded.js";
import { until } from "../../until.js";
import { admin, person, signedIn } from "./people.js";
import { company, contract, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-rig-record-"));
const rigs = join(folder, "rigs");
/** On the clock of the rig, two hours before UTC. */
const at = (text: string): number => Date.parse(`${text}:00+02:00`);
const DAY = "0192f6a0-0000-7000-8000-00000000ea01";
const NIGHT = "0192f6a0-0000-7000-8000-00000000ea02";

let served: Served;
let clock = at("2026-03-31T09:30");
const by: Record<string, string> = {};
/** Millimetres of the hole at the end of March, as the log itself has them. */
let midnight = 0;

/** The last depth of record 01 before a time of the rig's clock. */
function depthBefore(log: string, date: string, time: string): number {
  let depth = 0;
  for (const frame of log.split("&&")) {
    const value = (code: string): string | undefined =>
      new RegExp(`^${code}(.*)$`, "m").exec(frame)?.[1]?.trim();
    const [day, clockTime, told] = [value("0105"), value("0106"), value("0110")];
    if (day === undefined || clockTime === undefined || told === undefined) continue;
    if (`${day} ${clockTime.padStart(6, "0")}` >= `${date} ${time}`) break;
    depth = Math.max(depth, Math.round(Number(told) * 1000));
  }
  return depth;
}

beforeAll(async () => {
  await mkdir(rigs);
  const { bytes } = made("comprehensive", { start: Date.UTC(2026, 2, 31, 8) });
  await writeFile(join(folder, "rig.wits"), bytes);
  midnight = depthBefore(new TextDecoder().decode(bytes), "260401", "000000");
  await convert({
    inputs: [join(folder, "rig.wits")],
    output: join(rigs, "recorded"),
    units: "metric",
    tz: "Europe/Oslo",
  });
  served = await start(() => clock, { datasets: [namedFolderIn(rigs)] });
  by["admin"] = await admin(served);
  await company(served, { cookie: by["admin"] });
  by["boss"] = (await person(served, by["admin"], "boss", "manager")).cookie;
  by["driller"] = (await person(served, by["admin"], "driller", "supervisor", { rigs: ["rig-1"] })).cookie;
  by["acme"] = (await person(served, by["admin"], "acme", "client", { client: "client-a" })).cookie;
  await wits("rig-1", { dataset: "recorded" });
}, 60_000);
afterAll(async () => {
  await served?.end();
  rmSync(folder, { recursive: true, force: true });
});

const say = (who: string, line: string, body?: object, version?: number) =>
  ask(served, line, {
    cookie: by[who]!,
    ...(body !== undefined && { body }),
    ...(version !== undefined && { headers: { "if-match": `"${version}"` } }),
  });

async function wits(rig: string, told: object | null) {
  const { body } = await say("boss", `GET /rigs/${rig}`);
  const { id: _, archived: __, row_version, ...row } = body;
  expect((await say("boss", `PUT /rigs/${rig}`, { ...row, wits: told }, row_version)).status).toBe(200);
}

/** A report of the last day of March, without rows. */
const shift = (slot: "day" | "night", more: object = {}) =>
  report({
    date: "2026-03-31",
    slot,
    starts_at: slot === "day" ? "2026-03-31T06:00:00+02:00" : "2026-03-31T18:00:00+02:00",
    ends_at: slot === "day" ? "2026-03-31T18:00:00+02:00" : "2026-04-01T06:00:00+02:00",
    ...{ crew: [], runs: [], activities: [], materials: [] },
    ...more,
  });

async function look(): Promise<string> {
  const job = jobs.find(({ name }) => name === "rig-gaps")!;
  const done = await runJob(served.service, job, { signal: new AbortController().signal, date: undefined });
  return done === "elsewhere" ? done : (done.error ?? done.result ?? "");
}
const alerts = async (query: string, who = "boss") =>
  (await say(who, `GET /alerts?kind=rig-gap&${query}`)).body.items;
const notices = () =>
  served.service.store.read("main", async ({ sql }) =>
    (await sql.selectFrom("outbox").select(["kind", "target", "payload"]).execute())
      .filter(({ payload }) => payload.includes("rig-gap"))
      .map(({ kind, target }) => `${kind} ${target}`)
      .sort(),
  );

describe("what the rig did and no row accounts for", () => {
  it("is told once while the shift goes on, when whoever writes had time to, to those who write and decide", async () => {
    await put(served, `/shifts/${DAY}`, shift("day"), { cookie: by["driller"]! });
    expect(await look()).toBe("no alert open");
    clock = at("2026-03-31T16:50");
    expect([await look(), await look()]).toEqual(["1 alert open", "1 alert open"]);
    const [alert, ...others] = await alerts("rig=rig-1");
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ shift: DAY, rig: "rig-1", date: "2026-03-31", slot: "day", threshold: 60 });
    expect(alert.value).toBeGreaterThanOrEqual(60);
    const [gap] = alert.details.gaps;
    expect(gap).toMatchObject({
      what: "drilling",
      from: expect.stringMatching(/^2026-03-31T\d\d:\d\d:00\+02:00$/),
    });
    // In the time before the last four hours, as what came later may still be written.
    for (const { from } of alert.details.gaps)
      expect(Date.parse(from)).toBeLessThanOrEqual(at("2026-03-31T12:50"));
    expect(await alerts(`shift=${DAY}`, "driller")).toEqual([alert]);
    expect(await notices()).toEqual(["event alert.raised", "notice manager", "notice supervisor"]);
    expect((await say("acme", `GET /alerts?shift=${DAY}`)).status).toBe(403);
  });

  it("is closed by itself as soon as rows account for it, and is another one when the rig goes on", async () => {
    const { body: proposal } = await say("driller", `GET /shifts/${DAY}/prefill`);
    const { body: document } = await say("driller", `GET /shifts/${DAY}`);
    const { id: _, state: __, revision: ___, row_version, ...content } = document;
    const runs = proposal.runs.map(({ id, from, to, starts_at, ends_at }: Record<string, string>) => ({
      ...{ id, hole: "hole-a", size: "HQ", kind: "new", from, to, starts_at, ends_at, recovered: null },
      ...{ on_bottom_seconds: null, bit: null, source: "rig", remarks: "" },
    }));
    const activities = proposal.activities.map(({ id, starts_at, ends_at }: Record<string, string>) => ({
      ...{ id, type: "type-1", starts_at, ends_at, hole: null, reason: null, payer: "contractor" },
      ...{ parallel: false, source: "rig", remarks: "" },
    }));
    const kept = await say("driller", `PUT /shifts/${DAY}`, { ...content, runs, activities }, row_version);
    expect(kept.status, JSON.stringify(kept.body)).toBe(200);
    expect(await look()).toBe("no alert open");
    expect(await alerts("rig=rig-1")).toEqual([]);
    expect(await alerts("rig=rig-1&open=false")).toMatchObject([{ acknowledged_by: { id: "system" } }]);
    // After the fact: of the end of the shift nobody has written anything.
    clock = at("2026-03-31T22:30");
    expect(await look()).toBe("1 alert open");
    expect((await alerts("rig=rig-1")).map(({ slot }: { slot: string }) => slot)).toEqual(["day"]);
  });

  it("is not told again to who has seen it", async () => {
    const [alert] = await alerts("rig=rig-1");
    expect((await say("boss", `POST /alerts/${alert.id}/acknowledge`, {})).status).toBe(200);
    expect(await look()).toBe("no alert open");
    expect(await alerts("rig=rig-1")).toEqual([]);
  });

  it("is told of a shift that nobody has begun to report, and stays with the report that comes", async () => {
    clock = at("2026-04-01T03:00");
    expect(await look()).toBe("1 alert open");
    const [alert] = await alerts("rig=rig-1");
    expect(alert).toMatchObject({ shift: null, date: "2026-03-31", slot: "night" });
    await put(served, `/shifts/${NIGHT}`, shift("night"), { cookie: by["boss"]! });
    expect((await alerts(`shift=${NIGHT}`)).map(({ id }: { id: string }) => id)).toEqual([alert.id]);
    await look();
    expect(await alerts("rig=rig-1")).toMatchObject([{ id: alert.id, shift: NIGHT }]);
  });

  it("is told of a link while it is being recorded", async () => {
    // Some hours of it: what stands in a journal is decoded each time that it is read.
    const { bytes } = made("comprehensive", { start: Date.UTC(2026, 2, 31, 8), hours: 7 });
    await writeFile(join(folder, "hours.wits"), bytes);
    const log = pathToFileURL(join(folder, "hours.wits")).href.replace(/^file/, "replay");
    const output = join(rigs, "live");
    const recording = spawn(
      process.execPath,
      [BINARY, "stream", `${log}?speed=4000`, "-o", output, "--units", "metric", "--tz", "Europe/Oslo", "-q"],
      { stdio: "ignore" },
    );
    const gone = once(recording, "exit");
    try {
      await until(async () => (await served.service.datasets.find("main", "live")) !== undefined);
      await wits("rig-2", { dataset: "live" });
      const body = shift("day", { rig: "rig-2" });
      await put(served, "/shifts/0192f6a0-0000-7000-8000-00000000ea03", body, { cookie: by["boss"]! });
      const ofDay = async () =>
        (await alerts("rig=rig-2")).find(({ slot }: { slot: string }) => slot === "day");
      await until(async () => {
        await look();
        return (await ofDay()) !== undefined;
      });
      const { value, details } = await ofDay();
      expect(value).toBeGreaterThanOrEqual(60);
      expect(details.gaps[0].from).toMatch(/^2026-03-31T1[12]:/);
    } finally {
      recording.kill("SIGKILL");
      await gone;
    }
  }, 60_000);
});

describe("a month of the calendar", () => {
  const run = (rig: "1" | "3") => ({
    ...{ id: `run-${rig}`, hole: rig === "1" ? "hole-a" : "hole-c", size: "HQ", kind: "new" },
    ...{
      from: "2545.26",
      to: "2614.35",
      starts_at: "2026-03-31T18:00:00+02:00",
      ends_at: "2026-04-01T05:00:00+02:00",
    },
    ...{ recovered: null, on_bottom_seconds: null, bit: null, source: "typed", remarks: "" },
  });
  const bill = async (period: string) =>
    (await say("boss", `GET /boq/monthly/${period}?contract=contract-a`)).body.bills[0];
  /** Cents. */
  const priced = (mm: number): string => ((mm * 100) / 1000).toFixed(2);

  beforeAll(async () => {
    clock = at("2026-04-02T12:00");
    // Their sessions have ended meanwhile.
    for (const name of ["admin", "boss"]) by[name] = await signedIn(served, `${name}@rig.example`);
    const rate = { ...(contract()["rates"] as object[])[0], price: "100.00", to: null };
    const terms = contract({ month_split: "calendar", client_approval: false, rates: [rate] });
    await put(served, "/contracts/contract-a", terms, { cookie: by["boss"]! });
    expect((await say("boss", "POST /contracts/contract-a/activate", undefined, 1)).status).toBe(200);
    const hole = {
      project: "project-a",
      name: "DDH-c",
      planned: null,
      dip: null,
      azimuth: null,
      state: "open",
    };
    await put(served, "/holes/hole-c", hole, { cookie: by["boss"]! });
    const slots = [{ name: "night", starts: "18:00", ends: "06:00" }];
    const silent = { name: "rig-3", zone: "Europe/Oslo", slots, wits: null };
    await put(served, "/rigs/rig-3", silent, { cookie: by["boss"]! });
  });

  /** Written by somebody and approved by another one: final, as this contract asks no client. */
  async function final(id: string, rig: "1" | "3", version?: number) {
    const remarks = "the hole was begun by another contractor";
    const rest = {
      id: `rest-${rig}`,
      type: "type-1",
      hole: null,
      reason: null,
      payer: "contractor",
      parallel: false,
    };
    const activities = [
      {
        ...rest,
        starts_at: "2026-04-01T05:00:00+02:00",
        ends_at: "2026-04-01T06:00:00+02:00",
        source: "typed",
        remarks: "",
      },
    ];
    const content = {
      rig: `rig-${rig}`,
      contract: "contract-a",
      runs: [{ ...run(rig), remarks }],
      activities,
    };
    const crew = [{ id: `crew-${rig}`, person: "person-1", role: "driller", minutes: 720 }];
    const kept = await say("admin-boss", `PUT /shifts/${id}`, shift("night", { ...content, crew }), version);
    expect(kept.status, JSON.stringify(kept.body)).toBeLessThan(300);
    for (const [who, event] of [
      ["admin-boss", "submit"],
      ["boss", "approve"],
    ] as const) {
      const { body } = await say("boss", `GET /shifts/${id}`);
      const done = await say(who, `POST /shifts/${id}/${event}`, { comment: "" }, body.row_version);
      expect(done.status, JSON.stringify(done.body)).toBe(200);
    }
    expect((await say("boss", `GET /shifts/${id}`)).body.state).toBe("final");
  }

  it("is cut by the depth that the rig recorded at midnight, to the cent, and its lines say so", async () => {
    by["admin-boss"] = (await person(served, by["admin"]!, "second", "manager")).cookie;
    const { body } = await say("boss", `GET /shifts/${NIGHT}`);
    await final(NIGHT, "1", body.row_version);
    expect(midnight).toBeGreaterThan(2_545_260);
    expect(midnight).toBeLessThan(2_614_350);
    const [march, april] = [await bill("2026-03"), await bill("2026-04")];
    expect([march.net, april.net]).toEqual([priced(midnight - 2_545_260), priced(2_614_350 - midnight)]);
    for (const { lines } of [march, april])
      expect(lines[0].description).toBe("drilling HQ, cut at midnight by the depth that the rig recorded");
  });

  it("is cut in proportion to time where the rig told nothing, and says that too", async () => {
    await final("0192f6a0-0000-7000-8000-00000000ea04", "3");
    const { lines } = await bill("2026-03");
    // Six hours of eleven.
    const [line] = lines.filter(
      ({ rig, kind }: Record<string, string>) => rig === "rig-3" && kind === "metre",
    );
    expect(line).toMatchObject({
      quantity: "37.685",
      amount: "3768.50",
      description: "drilling HQ, cut at midnight in proportion to time",
    });
  });

  it("stays as it was cut when the data of the rig are gone", async () => {
    const before = await bill("2026-03");
    await wits("rig-1", null);
    expect(await bill("2026-03")).toEqual(before);
  });
});
