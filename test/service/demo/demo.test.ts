/** The demo as a newcomer meets it: who signs in, what they see, and whether it all adds up. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { preparedDemo } from "../../../src/cli/command/serve/demo.js";
import { logTo } from "../../../src/service/api/log.js";
import { type Serving, startService } from "../../../src/service/api/start.js";
import { demoAccounts, demoDatasets, makeDemo } from "../../../src/service/demo/demo.js";
import { type DemoMark, demoIn, makeDemoFolder } from "../../../src/service/demo/folder.js";
import { dateAfter, localDate } from "../../../src/service/shift/clock.js";
import { verify } from "../../../src/service/store/audit/chain.js";
import { billFor, linesOfDay } from "../../../src/service/store/repositories/boq.js";
import { listContracts } from "../../../src/service/store/repositories/contracts.js";
import { chromium, startBrowser } from "../../browser.js";
import { BINARY } from "../../cli/binary.js";
import { ask, cookieOf } from "../api/serving.js";

/** A morning in winter, five weeks behind a clock change and eleven days behind a bill. */
const NOW = Date.parse("2026-11-14T09:20:00+01:00");
const cost = { ln: 4, r: 8, p: 1 };

let folder: string;
let mark: DemoMark;
let serving: Serving;
let browser: Browser | undefined;

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "witskit-demo-")), "demo");
  const signal = new AbortController().signal;
  mark = await makeDemoFolder(folder, (fresh) => makeDemo(fresh, { now: NOW, passwordCost: cost, signal }));
  serving = await startService({
    ...{ host: "127.0.0.1", port: 0, data: folder, passwordCost: cost, now: () => NOW },
    datasets: demoDatasets(folder),
    floods: { burst: 10_000, perSecond: 10_000 },
    log: logTo({ level: "error", format: "text", write: (line) => console.error(line), now: Date.now }),
  });
  if (chromium !== undefined) browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

async function signedIn(email: string): Promise<string> {
  const signed = await ask(serving, "POST /session", { body: { email, password: mark.password } });
  expect(signed.status, email).toBe(201);
  return cookieOf(signed);
}

const tenants = ["fjell", "basin"] as const;

describe("the demo", () => {
  it("has people of each role, who sign in and see what is theirs", async () => {
    const seen: Record<string, number | string> = {};
    for (const { account } of demoAccounts) {
      const cookie = await signedIn(account.email);
      const me = await ask(serving, "GET /me", { cookie });
      expect(me.body.role).toBe(account.role);
      const shifts = await ask(serving, "GET /shifts?limit=500", { cookie });
      seen[account.id] = shifts.status === 200 ? shifts.body.items.length : shifts.body.code;
    }
    const of = (id: string): number => Number(seen[id]);
    // Two rigs of two clients are the whole company; a client sees what was released to it alone.
    expect(of("ola") + of("siri")).toBe(of("max"));
    expect(of("nora")).toBeGreaterThan(60);
    expect(of("nora")).toBeLessThan(of("ola"));
    expect([of("per"), of("ingrid"), of("frank")]).toEqual([of("max"), of("max"), of("lou")]);
    expect(of("iris")).toBeLessThan(of("lou"));
  });

  it("has rows of a rig that say which log they came from, and not where that once lay", async () => {
    const cookie = await signedIn("max@fjell.example");
    const { body: datasets } = await ask(serving, "GET /datasets", { cookie });
    const [{ id }] = datasets.items;
    const { body } = await ask(serving, `GET /datasets/${id}`, { cookie });
    const records = body.tables.map(({ record }: { record: string }) => record);
    expect(records).toContain("01");
    const path = `GET /datasets/${id}/records/01?columns=source&limit=2&format=csv`;
    const rows = await ask(serving, path, { cookie });
    expect(rows.body).toContain(`${id}.wits`);
    expect(rows.body).not.toContain("/");
  });

  it("has data that are given to it besides, of its first company unless another is named", async () => {
    const signal = new AbortController().signal;
    const asked = (tenant: string) =>
      preparedDemo(
        { data: folder, datasets: [{ tenant, name: "own", folder: "/srv/own" }] },
        { isQuiet: true, signal },
      );
    const own = (tenant: string) => ({ tenant, name: "own", folder: "/srv/own" });
    expect((await asked("main")).datasets).toEqual([...demoDatasets(folder), own("fjell")]);
    expect((await asked("basin")).datasets).toContainEqual(own("basin"));
    await expect(asked("west")).rejects.toThrow("the demo has no company west; it has fjell, basin");
  });

  it("tells its story: a dispute, a report that came back, a missing night, an amendment, one that is void", async () => {
    const cookie = await signedIn("max@fjell.example");
    const { body } = await ask(serving, "GET /shifts?rig=rig-1&limit=500", { cookie });
    const shifts = body.items as {
      id: string;
      date: string;
      slot: string;
      state: string;
      revision: number;
    }[];
    const states = (state: string) => shifts.filter((one) => one.state === state);
    expect(states("returned").map(({ date, slot }) => `${date} ${slot}`)).toEqual(["2026-11-12 night"]);
    expect(states("disputed").map(({ date }) => date)).toEqual(["2026-11-10"]);
    expect(states("void").length).toBe(1);
    expect(shifts.some(({ date, slot }) => date === "2026-11-05" && slot === "night")).toBe(false);
    // Reworked after a dispute, and amended after its month.
    expect(states("final").filter(({ revision }) => revision === 2).length).toBe(2);
    const comments = await ask(serving, "GET /shifts/rig-1-2026-11-12-night/comments", { cookie });
    expect(comments.body.items.filter((one: { row: string | null }) => one.row !== null).length).toBe(2);
    // The night in which the clock went back.
    const night = await ask(serving, "GET /shifts/rig-1-2026-10-24-night", { cookie });
    expect(night.body.crew[0].minutes).toBe(13 * 60);
    const alerts = await serving.service.store.read("fjell", ({ sql }) =>
      sql.selectFrom("alert").select("kind").where("acknowledged_at", "is", null).execute(),
    );
    expect(alerts.map(({ kind }) => kind)).toContain("stock");
  });

  it("leaves tonight's report and a rig's recorded night to be written", async () => {
    const ola = await signedIn("ola@fjell.example");
    const today = await ask(serving, "GET /shifts?rig=rig-1&from=2026-11-14", { cookie: ola });
    expect(today.body.items).toEqual([]);
    const siri = await signedIn("siri@fjell.example");
    const day = await ask(serving, "GET /shifts/rig-2-2026-11-13-day", { cookie: siri });
    expect(day.body.runs[0]).toMatchObject({ from: "2412.50", source: "rig" });
    expect(day.body.runs.at(-1).to).toBe("2545.26");
    const proposal = await ask(serving, "GET /shifts/rig-2-2026-11-13-day/prefill", { cookie: siri });
    expect(proposal.body.totals).toMatchObject({ start: "2412.50", end: "2545.26" });
  });

  it("has bills that add up to the day and to the cent, in two currencies, and an amendment in the open month", async () => {
    const totals: string[] = [];
    for (const tenant of tenants)
      await serving.service.store.read(tenant, async (transaction) => {
        for (const { id } of await listContracts(transaction))
          for (const period of ["2026-10", "2026-11"]) {
            const bill = await billFor(transaction, id, period);
            expect(bill.problems, `${id} ${period}`).toEqual([]);
            const sum = [...bill.lines, ...bill.adjustments].reduce((all, line) => all + line.amountMinor, 0);
            expect(bill.netMinor).toBe(sum);
            expect(bill.totalMinor).toBe(bill.netMinor + bill.taxMinor);
            let days = 0;
            for (let date = `${period}-01`; date.startsWith(period); date = dateAfter(date))
              for (const line of await linesOfDay(transaction, id, date)) days += line.amountMinor;
            const ofMonth = bill.lines.reduce((all, line) => all + line.amountMinor, 0);
            expect(days, `${id} ${period}`).toBe(ofMonth);
            totals.push(`${id} ${period} ${bill.state} ${bill.currency} ${bill.adjustments.length > 0}`);
          }
      });
    expect(totals).toEqual([
      "gv-2026 2026-10 issued EUR false",
      "gv-2026 2026-11 open EUR false",
      "nk-2026 2026-10 issued EUR false",
      "nk-2026 2026-11 open EUR true",
      "sp-2026 2026-10 issued USD false",
      "sp-2026 2026-11 open USD false",
    ]);
  });

  it("has an unbroken audit chain, in which everybody acts under their own name and at their time", async () => {
    for (const tenant of tenants)
      await serving.service.store.read(tenant, async ({ sql }) => {
        expect(await verify(sql)).toMatchObject({ isWhole: true });
        const events = await sql.selectFrom("audit_event").select(["actor", "at"]).orderBy("seq").execute();
        const known = new Set<string | null>([...demoAccounts.map(({ account }) => account.id), null]);
        expect(events.filter(({ actor }) => !known.has(actor))).toEqual([]);
        const times = events.map(({ at }) => at);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
        expect(localDate(times[0]!, "UTC") < "2026-10-04").toBe(true);
      });
  });

  it("has a picture of each tray of core that a report names", async () => {
    const cookie = await signedIn("nora@nordkobber.example");
    const photo = await ask(serving, "GET /photos/rig-1-2026-11-09-day-p0?size=thumb", { cookie });
    expect([photo.status, photo.headers.get("content-type")]).toEqual([200, "image/webp"]);
  });

  it.skipIf(chromium === undefined)("opens each page of each role's menu, without a fault", async () => {
    const page = await browser!.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("response", (answer) => {
      if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.url()}`);
    });
    for (const email of [
      "ola@fjell.example",
      "max@fjell.example",
      "nora@nordkobber.example",
      "astrid@fjell.example",
    ]) {
      const [name, value] = (await signedIn(email)).split("=") as [string, string];
      const context = await browser!.createBrowserContext();
      const own = await context.newPage();
      own.on("pageerror", (error) => faults.push(`${email}: ${error}`));
      own.on("response", (answer) => {
        if (answer.status() >= 400) faults.push(`${email}: ${answer.status()} ${answer.url()}`);
      });
      await context.setCookie({
        name,
        value,
        url: serving.url,
        domain: "127.0.0.1",
        secure: true,
        path: "/",
      } as never);
      await own.goto(serving.url);
      await own.waitForSelector(".bar nav a");
      const menu = await own.$$eval(".bar nav a", (links) => links.map((link) => link.getAttribute("href")!));
      for (const at of menu) {
        await own.goto(`${serving.url}${at}`);
        await own.waitForSelector("h1");
        expect(await own.$eval("h1", (head) => head.textContent), `${email} ${at}`).not.toBe("");
      }
      await context.close();
    }
    await page.close();
    expect(faults).toEqual([]);
  });
});

describe("the folder of a demo", () => {
  it("is one that holds nothing else: what is there is left as it is", async () => {
    const own = mkdtempSync(join(tmpdir(), "witskit-own-"));
    try {
      writeFileSync(join(own, "control.db"), "mine");
      const { status, stderr } = spawnSync(process.execPath, [BINARY, "serve", "--demo", "--data", own], {
        encoding: "utf8",
      });
      expect(status).toBe(4);
      expect(stderr).toContain("is no folder of a demo");
      expect(readdirSync(own)).toEqual(["control.db"]);
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });

  it("is not begun where it cannot be ended, and is a demo's once it is", async () => {
    await expect(
      makeDemoFolder(`${folder}-2`, async () => Promise.reject(new Error("the power went"))),
    ).rejects.toThrow("the power went");
    expect(readdirSync(join(folder, ".."))).toEqual(["demo"]);
    expect(await demoIn(folder)).toEqual(mark);
  });
});
