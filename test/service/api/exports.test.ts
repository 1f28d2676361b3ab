/** Reports as files: those who see a report get it, as paper, workbook and document. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
