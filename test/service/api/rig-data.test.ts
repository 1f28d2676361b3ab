/** What the rig's own data say, over HTTP: a real server, the dataset of a rig whose truth is known. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { convert } from "../../../src/bulk/convert.js";
import { proposalsJob } from "../../../src/service/api/jobs/proposals.js";
import { runJob } from "../../../src/service/api/jobs/scheduler.js";
import { namedFolderIn } from "../../../src/service/recorded/allowed.js";
import { BINARY } from "../../cli/binary.js";
import { made } from "../../samples/decoded.js";
import { until } from "../../until.js";
import { hear, type Told } from "./hearing.js";
import { admin, person } from "./people.js";
import { company, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-rig-data-"));
const DAY = "0192f6a0-0000-7000-8000-00000000da01";
const NIGHT = "0192f6a0-0000-7000-8000-00000000da02";
const THEIRS = "0192f6a0-0000-7000-8000-00000000da03";

/** All that the rig of these tests sent. */
const { bytes: logged } = made("comprehensive");
let served: Served;
/** What the service takes for now. */
let clock = Date.now;
let administrator: string;
let manager: string;
let supervisor: string;
let client: string;

const shift = (slot: "day" | "night", more: object = {}) => {
  const [from, to] =
    slot === "day" ? ["2024-03-04T06:00", "2024-03-04T18:00"] : ["2024-03-04T18:00", "2024-03-05T06:00"];
  return report({
    date: "2024-03-04",
    slot,
    starts_at: `${from}:00+01:00`,
    ends_at: `${to}:00+01:00`,
    crew: [],
    runs: [],
    activities: [],
    materials: [],
    ...more,
  });
};

beforeAll(async () => {
  const rigs = join(folder, "rigs");
  await mkdir(rigs);
  await writeFile(join(folder, "rig.wits"), logged);
  await convert({
    inputs: [join(folder, "rig.wits")],
    output: join(rigs, "rig-7"),
    units: "metric",
    tz: "Europe/Oslo",
  });
  // What another company has, and what is no dataset at all.
  await cp(join(rigs, "rig-7"), join(folder, "others"), { recursive: true });
  await mkdir(join(rigs, "empty"));
  served = await start(() => clock(), {
    datasets: [rigs, `other/rig-9=${join(folder, "others")}`].map(namedFolderIn),
  });
  const by = await admin(served);
  administrator = by;
  await company(served, { cookie: by });
  manager = (await person(served, by, "manager", "manager")).cookie;
  supervisor = (await person(served, by, "supervisor", "supervisor", { rigs: ["rig-1"] })).cookie;
  client = (await person(served, by, "client", "client", { client: "client-a" })).cookie;
  const asking = { cookie: manager };
  await wits({ dataset: "rig-7" });
  await put(served, `/shifts/${DAY}`, shift("day"), asking);
  await put(served, `/shifts/${NIGHT}`, shift("night"), asking);
  await put(served, `/shifts/${THEIRS}`, shift("day", { rig: "rig-2" }), asking);
});
afterAll(async () => {
  await served.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Settings of rig 1. */
async function wits(told: object | null) {
  const { body, headers } = await ask(served, "GET /rigs/rig-1", { cookie: manager });
  const { id, archived, row_version, ...rig } = body;
  return ask(served, "PUT /rigs/rig-1", {
    cookie: manager,
    body: { ...rig, wits: told },
    headers: { "if-match": headers.get("etag")! },
  });
}

const prefill = async (id: string, cookie = supervisor) =>
  ask(served, `GET /shifts/${id}/prefill`, { cookie });

const seconds = (span: { starts_at: string; ends_at: string }): number =>
  (Date.parse(span.ends_at) - Date.parse(span.starts_at)) / 1000;

describe("the job of proposals", () => {
  const kept = () =>
    served.service.store.read("main", ({ sql }) =>
      sql
        .selectFrom("prefill")
        .select(["id", "shift_id", "starts_at", "ends_at"])
        .orderBy("starts_at")
        .execute(),
    );
  const doneAt = async (time: string) => {
    clock = () => Date.parse(time);
    try {
      return await runJob(served.service, proposalsJob, { signal: new AbortController().signal });
    } finally {
      clock = Date.now;
    }
  };

  it("keeps what a rig recorded of shifts that have ended, written or not, once", async () => {
    // The last rows of the day may be on their way; nobody has written the night before it, or the rig of no data.
    expect(await doneAt("2024-03-04T18:05:00+01:00")).toMatchObject({
      result: "1 proposal made",
      error: null,
    });
    expect(await kept()).toMatchObject([
      { shift_id: null, ends_at: Date.parse("2024-03-04T06:00:00+01:00") },
    ]);
    expect(await doneAt("2024-03-04T18:10:00+01:00")).toMatchObject({ result: "1 proposal made" });
    const [, day] = await kept();
    expect(day).toMatchObject({ shift_id: DAY, starts_at: Date.parse("2024-03-04T06:00:00+01:00") });
    expect(await doneAt("2024-03-04T18:20:00+01:00")).toMatchObject({ result: "no proposal made" });
    expect((await prefill(DAY)).body).toMatchObject({
      id: day!.id,
      totals: { start: "2412.50", end: "2545.26" },
    });
  });
});

describe("a proposal for a shift", () => {
  it.each([
    ["day", DAY, ["2412.50", "2545.26", "132.76"], 5],
    ["night", NIGHT, ["2545.26", "2614.35", "69.09"], 3],
  ] as const)("has the depths, metres, connections and hours of the %s", async (_, id, depths, count) => {
    const { status, body } = await prefill(id);
    expect(status).toBe(200);
    const { totals, runs, activities, surveys } = body;
    expect([totals.start, totals.end, totals.metres]).toEqual(depths);
    expect([totals.connections, surveys.length]).toEqual([count, count]);
    expect([runs[0].from, runs.at(-1).to]).toEqual([depths[0], depths[1]]);
    const states = Object.values(totals.seconds_by_state) as number[];
    expect(states.reduce((sum, one) => sum + one, 0)).toBe(43_200);
    const grid = [...runs, ...activities];
    expect(grid.reduce((sum, row) => sum + seconds(row), 0)).toBe(43_200);
    // The truth is 21,826 and 7,219 s; what the analysis finds is as good as its states are.
    const truth = count === 5 ? 21_826 : 7_219;
    expect(Math.abs(totals.on_bottom_seconds - truth)).toBeLessThan(0.005 * truth);
    expect(new Set(grid.map((row) => row.id)).size).toBe(grid.length);
    expect(body.why).toBeNull();
  });

  it("is kept with what it was made from, and told again as long as that is the same", async () => {
    const [{ body: first, headers }, { body: again }] = [await prefill(DAY), await prefill(DAY)];
    expect(first.origin).toMatchObject({
      dataset: "rig-7",
      program: "witskit",
      options: { time_zone: "Europe/Oslo" },
      rows: 43_200,
    });
    expect(first.origin.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(again).toEqual(first);
    expect(JSON.stringify(first)).not.toContain(folder);
    const known = await ask(served, `GET /shifts/${DAY}/prefill`, {
      cookie: supervisor,
      headers: { "if-none-match": headers.get("etag")! },
    });
    expect(known.status).toBe(304);
    const kept = await served.service.store.read("main", ({ sql }) =>
      sql.selectFrom("prefill").selectAll().where("shift_id", "=", DAY).execute(),
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ id: first.id, source: "rig-7", sha256: first.origin.sha256 });
  });

  it("is of the own rigs, and nothing for a client", async () => {
    expect((await prefill(THEIRS)).status).toBe(404);
    expect((await prefill(DAY, client)).status).toBe(404);
    expect((await prefill(DAY, manager)).status).toBe(200);
  });

  it("is empty for a rig without data, with a word why", async () => {
    const { status, body } = await prefill(THEIRS, manager);
    expect(status).toBe(200);
    expect(body).toMatchObject({ runs: [], activities: [], surveys: [], totals: null, origin: null });
    expect(body.why).toContain("no dataset");
    const spanish = await ask(served, `GET /shifts/${THEIRS}/prefill`, {
      cookie: manager,
      headers: { "accept-language": "es" },
    });
    expect(spanish.body).toMatchObject({
      why: "esta máquina no envía datos: sus ajustes no nombran ninguna fuente",
      why_told: { code: "no-dataset-named" },
    });
  });
});

describe("what a rig does now", () => {
  const heard: Told[] = [];
  let recording: ChildProcess;
  const growing = join(folder, "growing.wits");
  const stopping = new AbortController();

  beforeAll(async () => {
    writeFileSync(growing, logged.subarray(0, logged.length / 2));
    recording = spawn(
      process.execPath,
      [
        BINARY,
        "stream",
        `${pathToFileURL(growing).href}?follow`,
        "-o",
        join(folder, "rigs", "live"),
        "--units",
        "metric",
        "--tz",
        "Europe/Oslo",
        "-q",
      ],
      { stdio: "ignore" },
    );
    await until(() => existsSync(join(folder, "rigs", "live", "_witskit", "journal")));
    expect((await wits({ dataset: "live" })).status).toBe(200);
  });
  afterAll(async () => {
    stopping.abort();
    const gone = once(recording, "exit");
    recording.kill("SIGKILL");
    await gone;
    await wits({ dataset: "rig-7" });
  });

  it("is told live: state, newest values and the rows of its chart", async () => {
    const response = await fetch(`${served.url}/api/v1/rigs/rig-1/now`, {
      headers: { cookie: supervisor },
      signal: stopping.signal,
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/event-stream; charset=utf-8",
    ]);
    void hear(response, heard);
    await until(() =>
      heard.some(({ event, data }) => event === "now" && data.board?.rig?.lasts !== undefined),
    );
    expect(heard.some(({ event, data }) => event === "chart" && data.tracks.length > 0)).toBe(true);
    appendFileSync(growing, logged.subarray(logged.length / 2, logged.length * 0.51));
    await until(() => heard.some(({ event }) => event === "rows"));
    const { data } = heard.findLast(({ event }) => event === "now")!;
    expect(data.board.headlines.length).toBeGreaterThan(0);
    expect([data.boards, data.board.well]).toEqual([[], expect.stringContaining("HAVSULA")]);
    // The link has the name that the stream gave it; where the dataset lies is nobody's to know.
    expect(JSON.stringify(heard)).not.toContain(join(folder, "rigs"));
  });

  it("is told of links too, and proposed of a shift from what is in no part yet", async () => {
    const { body } = await ask(served, "GET /links", { cookie: manager });
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({ dataset: "live", recording: true });
    expect(body.items[0].bytes).toBeGreaterThan(0);
    const { body: proposal } = await prefill(DAY);
    expect(proposal.why).toBeNull();
    expect(proposal.totals.start).toBe("2412.50");
  });

  it("is for those who see the rig, and says where nothing comes", async () => {
    for (const [rig, cookie] of [
      ["rig-2", supervisor],
      ["rig-1", client],
      ["rig-none", manager],
    ] as const)
      expect((await ask(served, `GET /rigs/${rig}/now`, { cookie })).status).toBe(404);
    const quiet = await fetch(`${served.url}/api/v1/rigs/rig-2/now`, {
      headers: { cookie: manager },
      signal: stopping.signal,
    });
    const told: Told[] = [];
    void hear(quiet, told);
    await until(() => told.length > 0);
    expect(told[0]).toMatchObject({ event: "nothing", data: { why: expect.stringContaining("no dataset") } });
  });
});

describe("what a rig does now, to who may see it no more", () => {
  it("is kept open by a heartbeat, and ends with the next one when the rig is taken away or the role", async () => {
    const one = await person(served, administrator, "one", "supervisor", { rigs: ["rig-1"] });
    const two = await person(served, administrator, "two", "supervisor", { rigs: ["rig-1"] });
    const boss = await person(served, administrator, "boss", "manager");
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      const [first, second, third] = await Promise.all(
        [one, two, boss].map(({ cookie }) => listening(cookie)),
      );
      const all = [first!, second!, third!];
      await until(() => all.every(({ text }) => text().includes("event: ")));
      vi.advanceTimersByTime(15_000);
      await until(() => all.every(({ text }) => text().includes(": here")));
      const change = (id: string, body: object) =>
        ask(served, `PUT /memberships/${id}`, { cookie: administrator, body: { active: true, ...body } });
      expect((await change(one.id, { role: "supervisor", rigs: ["rig-2"] })).status).toBe(200);
      expect((await change(two.id, { role: "operator" })).status).toBe(200);
      vi.advanceTimersByTime(15_000);
      await until(() => first!.isOver() && second!.isOver() && third!.text().split(": here").length > 2);
      expect([first!.text(), second!.text()].map((text) => text.split(": here").length)).toEqual([2, 2]);
      expect(third!.isOver()).toBe(false);
      third!.stop();
    } finally {
      vi.useRealTimers();
    }
    expect((await ask(served, "GET /rigs/rig-1/now", { cookie: one.cookie })).status).toBe(401);
  });

  /** All that was told so far, as it came. */
  async function listening(cookie: string) {
    const stopping = new AbortController();
    const { body, status } = await fetch(`${served.url}/api/v1/rigs/rig-1/now`, {
      headers: { cookie },
      signal: stopping.signal,
    });
    expect(status).toBe(200);
    let [text, isOver] = ["", false];
    void (async () => {
      for await (const piece of body!) text += Buffer.from(piece as Uint8Array).toString();
      isOver = true;
    })().catch(() => {});
    return { text: () => text, isOver: () => isOver, stop: () => stopping.abort() };
  }
});

describe("the settings of a rig", () => {
  it.each([
    ["of another company", { dataset: "rig-9" }],
    ["that is no dataset", { dataset: "empty" }],
    ["that there is not", { dataset: "nowhere" }],
  ])("name no data %s", async (_, told) => {
    const { status, body } = await wits(told);
    expect([status, body.errors[0].at]).toEqual([422, "/wits/dataset"]);
    expect(body.detail).toContain("rig-7");
    expect(body.detail).not.toContain(folder);
  });

  it.each(["../others", "/etc", "..", "rig-7/../../others", "rig-7\u0000"])(
    "take no path: %s",
    async (dataset) => {
      expect((await wits({ dataset })).status).toBe(422);
    },
  );

  it("take no zone that there is not", async () => {
    const { status, body } = await wits({ dataset: "rig-7", zone: "Mars/Olympus" });
    expect([status, body.errors[0].at]).toEqual([422, "/wits/zone"]);
  });

  it("name the well, where the data tell of another one the proposal says so", async () => {
    expect((await wits({ dataset: "rig-7", well: "another" })).status).toBe(200);
    const { body } = await prefill(DAY);
    expect(body.runs).toEqual([]);
    expect(body.why).toContain("tells of no well another");
    expect(JSON.stringify(body)).not.toContain(folder);
    expect((await wits({ dataset: "rig-7" })).status).toBe(200);
  });
});
