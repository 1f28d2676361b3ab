/** Reports as files: those who see a report get it, as paper, workbook and document; and whatever a list shows, as CSV. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dateAfter } from "../../../src/service/shift/clock.js";
import { putShift } from "../../../src/service/store/repositories/shift-put.js";
import { contentOf, getShift } from "../../../src/service/store/repositories/shift-read.js";
import { ada } from "../store/house.js";
import { admin, person } from "./people.js";
import { company, ids, put, report } from "./rigs.js";
import { type Served, start } from "./serving.js";

let served: Served;
let [cookie, elsewhere, client] = ["", "", ""];

beforeAll(async () => {
  served = await start();
  const by = await admin(served);
  await company(served, { cookie: by });
  cookie = (await person(served, by, "driller", "supervisor", { rigs: ["rig-1"] })).cookie;
  elsewhere = (await person(served, by, "other", "supervisor", { rigs: ["rig-2"] })).cookie;
  client = (await person(served, by, "acme", "client", { client: "client-a" })).cookie;
  await put(served, `/shifts/${ids.ours}`, report(), { cookie });
});
afterAll(() => served.end());

const get = (file: string, who: string): Promise<Response> =>
  fetch(`${served.url}/api/v1/exports/shift/${file}`, { headers: { cookie: who } });

describe("a report as a file", () => {
  it.each([
    ["pdf", "application/pdf", "%PDF-"],
    ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"],
    ["json", "application/json", "{"],
  ])("is %s", async (ending, type, begins) => {
    const answer = await get(`${ids.ours}.${ending}`, cookie);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
    expect(answer.headers.get("content-disposition")).toMatch(new RegExp(`attachment.*\\.${ending}`));
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, begins.length).toString("latin1")).toBe(begins);
  });

  it("is for those who see the report, and a client sees no draft", async () => {
    const statuses = async (file: string) =>
      Promise.all([cookie, elsewhere, client, ""].map(async (who) => (await get(file, who)).status));
    expect(await statuses(`${ids.ours}.pdf`)).toEqual([200, 404, 404, 401]);
    expect((await get("nobody.pdf", cookie)).status).toBe(404);
    expect((await get(`${ids.ours}.exe`, cookie)).status).toBe(404);
  });
});

describe("a list as CSV", () => {
  it("has each report once, below one head, however many pages they are read in, and leaves nothing on the disk", async () => {
    const { store } = served.service;
    await store.transaction("main", async (transaction) => {
      const { document } = await getShift(transaction, ids.ours);
      for (let n = 0; n < 230; n++) {
        const content = { ...contentOf(document), date: dateAfter("2001-01-01", n), runs: [], crew: [] };
        const other = { ...content, activities: [], materials: [], surveys: [], casings: [], photos: [] };
        await putShift(transaction, { id: `many-${n}`, content: other, ifVersion: null, by: ada });
      }
    });
    const path = "/exports/shifts.csv?from=2001-01-01&to=2001-12-31&sort=date&bom=true";
    const answer = await fetch(`${served.url}/api/v1${path}`, { headers: { cookie } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(Number(answer.headers.get("content-length"))).toBe(bytes.length);
    const lines = bytes.toString("utf8").trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFrig,date,slot,/);
    expect(lines.slice(1).map((line) => line.split(",").at(-1))).toEqual(
      Array.from({ length: 230 }, (_, n) => `many-${n}`),
    );
    expect(readdirSync(join(served.data, "spool"))).toEqual([]);
  });
});
