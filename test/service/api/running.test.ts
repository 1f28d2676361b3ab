/** Who runs the service: its jobs, its backups and its companies; the admin of the one company there is, until others share it. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { restore } from "../../../src/service/store/backup/restore.js";
import { until } from "../../until.js";
import { admin, person, promoted, signedIn } from "./people.js";
import { ask, PASSWORD, type Served, start } from "./serving.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-running-"));

let served: Served;
let [cookie, lofty] = ["", ""];
let clock = Date.parse("2026-03-11T12:00:00Z");
beforeAll(async () => {
  served = await start(() => clock++, { backup: { folder: join(folder, "backups"), keep: 2 } });
  cookie = await admin(served);
  const made = await person(served, cookie, "lofty", "viewer");
  await promoted(served, made.id);
  lofty = made.cookie;
});
afterAll(async () => {
  await served.end();
  rmSync(folder, { recursive: true, force: true });
});

const jobNamed = async (name: string, as = cookie) =>
  (await ask(served, "GET /jobs", { cookie: as })).body.items.find(
    (one: { name: string }) => one.name === name,
  );

/** Begun, and waited for. */
async function done(name: string, as = cookie) {
  const begun = await ask(served, `POST /jobs/${name}/runs`, { cookie: as });
  expect([begun.status, begun.body.name]).toEqual([202, name]);
  await until(async () => (await jobNamed(name, as)).state !== "running");
  return jobNamed(name, as);
}

it("does a job when the admin of the only company asks for it, and says what came of it", async () => {
  expect(await jobNamed("quality")).toMatchObject({
    state: "waiting",
    result: null,
    next_at: "2026-03-12T04:10:00.000Z",
  });
  expect(await done("quality")).toMatchObject({
    state: "done",
    failed: false,
    result: expect.stringMatching(/./),
  });
  const { body } = await ask(served, "GET /audit?action=job.run", { cookie });
  expect(body.items[0]).toMatchObject({ entity: "job", entity_id: "quality" });
  expect((await ask(served, "POST /jobs/no-job/runs", { cookie })).status).toBe(404);
});

it("makes a backup beside that of the night whenever somebody asks, and keeps as many of each", async () => {
  const names = async () =>
    (await ask(served, "GET /backups", { cookie })).body.items.map(({ name }: { name: string }) => name);
  expect(await names()).toEqual([]);
  for (let i = 0; i < 3; i++) {
    clock += 60_000;
    expect((await done("backup")).error).toBeNull();
  }
  const [last, before, ...more] = await names();
  expect([last, before]).toEqual([
    expect.stringMatching(/^witskit-2026-03-11-1203\d\d$/),
    expect.stringMatching(/^witskit-2026-03-11-1202\d\d$/),
  ]);
  expect(more).toEqual([]);
  const { items } = (await ask(served, "GET /backups", { cookie })).body;
  await restore(items[0].path, join(folder, "restored"));
  expect(existsSync(join(folder, "restored", "control.db"))).toBe(true);
});

it("lets nobody of a company in that is put aside, and all of them again when it is taken back", async () => {
  const { status, body: north } = await ask(served, "PUT /tenants/north", {
    cookie: lofty,
    body: { name: "North" },
  });
  expect([status, north.active]).toEqual([201, true]);
  // Whoever made it is let in there, to make its first admin.
  const signIn = { email: "lofty@rig.example", password: PASSWORD, tenant: "north" };
  const isIn = async () => (await ask(served, "POST /session", { body: signIn })).status;
  expect(await isIn()).toBe(201);
  const put = (active: boolean, version: number, tenant = "north") =>
    ask(served, `PUT /tenants/${tenant}/active`, {
      cookie: lofty,
      body: { active },
      headers: { "if-match": `"${version}"` },
    });
  expect((await put(false, north.row_version + 1)).status).toBe(412);
  expect((await put(false, north.row_version)).body.active).toBe(false);
  expect(await isIn()).toBe(401);
  expect((await put(true, north.row_version + 1)).body.active).toBe(true);
  expect(await isIn()).toBe(201);
  // Nobody locks the door behind them.
  expect((await put(false, 1, "main")).body).toMatchObject({ status: 403, reason: "own-tenant" });
  expect((await put(false, 1, "south")).status).toBe(404);
});

it("is run by a super_admin alone once companies share it: a job may name the others", async () => {
  const own = await signedIn(served, "admin@rig.example");
  expect(await jobNamed("quality", own)).toMatchObject({ state: "done", result: null, error: null });
  for (const line of ["POST /jobs/quality/runs", "GET /backups"])
    expect((await ask(served, line, { cookie: own })).body).toMatchObject({
      status: 403,
      reason: "shared-service",
    });
  const may = async (as: string) => (await ask(served, "GET /me", { cookie: as })).body.permissions;
  expect(await may(own)).not.toHaveProperty("service:manage");
  expect(await may(lofty)).toMatchObject({ "service:manage": "all" });
  expect((await done("quality", lofty)).result).toMatch(/./);
});
