/**
 * What a rig's own data say, in a real browser: proposed beside the report, taken with the link and without it, compared with what is written,
 * and shown to who decides; and what the rig does now, on its page.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { convert } from "../../../src/bulk/convert.js";
import { namedFolderIn } from "../../../src/service/recorded/allowed.js";
import { chromium, faultsOf, startBrowser } from "../../browser.js";
import { BINARY } from "../../cli/binary.js";
import { made } from "../../samples/decoded.js";
import { until } from "../../until.js";
import { admin, person } from "../api/people.js";
import { company, ids, put, report } from "../api/rigs.js";
import { ask, type Served, start } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { signIn } from "./house.js";
import { says } from "./seen.js";

describe.skipIf(chromium === undefined)(
  `what the rig proposes, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "witskit-proposal-"));
    let served: Served;
    let browser: Browser;
    let page: Page;
    let manager: string;
    let thrown: readonly string[];
    let recording: ChildProcess | undefined;
    const datasets = () => [namedFolderIn(join(folder, "rigs"))];
    /** The same server, begun anew. */
    const kept = () => ({ data: served.data, datasets: datasets() });

    beforeAll(async () => {
      await mkdir(join(folder, "rigs"));
      await writeFile(join(folder, "rig.wits"), made("comprehensive").bytes);
      const output = join(folder, "rigs", "rig-7");
      await convert({ inputs: [join(folder, "rig.wits")], output, units: "metric", tz: "Europe/Oslo" });
      served = await start(undefined, { datasets: datasets() });
      const by = await admin(served);
      await company(served, { cookie: by });
      const kinds = { trip: "tripping", circulate: "circulating", ream: "reaming", wait: "other" };
      for (const [id, of] of Object.entries(kinds))
        await put(
          served,
          `/activity-types/${id}`,
          { code: id, name: id, class: of, payer: "contractor" },
          { cookie: by },
        );
      await wits(by, "rig-7");
      await person(served, by, "ada", "supervisor", { rigs: ["rig-1"] });
      manager = (await person(served, by, "max", "manager")).cookie;
      const written = report({
        date: "2024-03-04",
        starts_at: "2024-03-04T06:00:00+01:00",
        ends_at: "2024-03-04T18:00:00+01:00",
        runs: [],
        activities: [],
        materials: [],
      });
      await put(served, `/shifts/${ids.ours}`, written, { cookie: manager });
      await proposed(ids.ours);
      browser = await startBrowser();
      page = await browser.newPage();
      thrown = faultsOf(page, (url) => url.startsWith(served.url));
      await page.setViewport({ width: 1280, height: 800 });
      await signIn(page, served.url, "ada@rig.example");
      await page.goto(`${served.url}/shifts/${ids.ours}`);
      await page.waitForSelector(".proposed li.open");
    });
    afterAll(async () => {
      await browser?.close();
      await served?.end();
      if (recording !== undefined) {
        const gone = once(recording, "exit");
        recording.kill("SIGKILL");
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    });

    /** Made, which takes its time on a busy machine, and kept: who looks at it next has it at once. */
    const proposed = async (id: string) =>
      expect((await ask(served, `GET /shifts/${id}/prefill`, { cookie: manager })).body.why).toBeNull();

    const onServer = async (id: string = ids.ours) =>
      (await ask(served, `GET /shifts/${id}`, { cookie: manager })).body;

    /** Which dataset is rig 1's. */
    async function wits(cookie: string, dataset: string): Promise<void> {
      const { body, headers } = await ask(served, "GET /rigs/rig-1", { cookie });
      const { id: _, archived, row_version, ...rig } = body;
      const set = await ask(served, "PUT /rigs/rig-1", {
        cookie,
        body: { ...rig, wits: { dataset } },
        headers: { "if-match": headers.get("etag")! },
      });
      expect(set.status).toBe(200);
    }

    it("is taken with its hole, row by row or all at once, and comes to the server as the rig's", async () => {
      expect(await faultsOfPage(page)).toEqual([]);
      await page.select("#at-rig-hole", "hole-a");
      await page.click(".take-all");
      await page.waitForFunction(() => document.querySelector(".proposed li.open") === null);
      // The size of the core is a person's to say, and so is what was done out of the hole.
      for (const field of await page.$$('[id^="at-runs-"][id$="-size"]')) await field.type("HQ\t");
      for (const choice of await page.$$('select[id^="at-activities-"][id$="-type"]'))
        if ((await choice.evaluate((one) => one.value)) === "") await choice.select("wait");
      const document = await until(async () => {
        const found = await onServer();
        return found.runs.length === 2 && found.activities.length >= 4 ? found : undefined;
      });
      expect(document.runs.map((run: { from: string; to: string }) => [run.from, run.to])).toEqual([
        ["2412.50", "2456.49"],
        ["2456.49", "2545.26"],
      ]);
      expect(document.surveys).toHaveLength(5);
      expect(document.surveys[0]).toMatchObject({ hole: "hole-a", source: "rig" });
      expect(await page.$(".against")).toBeNull();
    });

    it("is held against what a person changes, there and for who decides", async () => {
      const [to] = (await page.$$('input[id^="at-runs-"][id$="-to"]')).slice(-1);
      await to!.click({ clickCount: 3 });
      await to!.type("2545.80\t");
      await page.waitForSelector(".against");
      expect(await page.$eval(".against", ({ textContent }) => textContent)).toContain("0.54 m apart");
      await until(async () => (await onServer()).runs.at(-1)?.to === "2545.80");
      const context = await browser.createBrowserContext();
      const desk = await context.newPage();
      await desk.setViewport({ width: 1280, height: 800 });
      await signIn(desk, served.url, "max@rig.example");
      await desk.goto(`${served.url}/day/2024-03-04`);
      await desk.waitForSelector(".against");
      expect(await desk.$eval(".against", ({ textContent }) => textContent)).toContain("rig 2545.26 m");
      // The sign-in asks who is here, and the browser tells that it would install the app.
      expect(thrown.filter((fault) => !/status of 401|Banner not shown/.test(fault))).toEqual([]);
      await context.close();
    });

    it("is on the device when the link has gone, is taken there, and comes to the server with the link", async () => {
      const night = report({
        date: "2024-03-04",
        slot: "night",
        starts_at: "2024-03-04T18:00:00+01:00",
        ends_at: "2024-03-05T06:00:00+01:00",
        crew: [],
        runs: [],
        activities: [],
        materials: [],
      });
      await put(served, `/shifts/${ids.theirs}`, night, { cookie: manager });
      await proposed(ids.theirs);
      // Looked at once with a link; what a page shows is kept.
      await page.goto(`${served.url}/shifts/${ids.theirs}`);
      await page.waitForSelector(".proposed li.open");
      await page.waitForFunction(
        async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
      );
      const { port } = new URL(served.url);
      await served.close();
      await page.reload();
      await says(page, "#notices", "No link to the server");
      await page.waitForSelector(".proposed li.open");
      // The hole is that of the day before it.
      await page.click(".take-all");
      await page.waitForFunction(() => document.querySelector(".proposed li.open") === null);
      for (const field of await page.$$('[id^="at-runs-"][id$="-size"]')) await field.type("HQ\t");
      await says(page, ".report-head .standing", "No link to the server");
      served = await start(undefined, { ...kept(), port: Number(port) });
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await says(page, ".report-head .standing", "On the server");
      const { runs, surveys } = await onServer(ids.theirs);
      expect([runs[0].from, runs.at(-1).to]).toEqual(["2545.26", "2614.35"]);
      expect(surveys.map(({ source }: { source: string }) => source)).toEqual(["rig", "rig", "rig"]);
    });

    it("is shown live on the rig's page, which goes on when the server comes back, and says when it is lost", async () => {
      const log = pathToFileURL(join(folder, "rig.wits")).href.replace(/^file/, "replay");
      const into = join(folder, "rigs", "live");
      const words = [
        "stream",
        `${log}?speed=200`,
        "-o",
        into,
        "--units",
        "metric",
        "--tz",
        "Europe/Oslo",
        "-q",
      ];
      recording = spawn(process.execPath, [BINARY, ...words], { stdio: "ignore" });
      await until(() => existsSync(join(into, "_witskit", "journal")));
      await wits(manager, "live");
      await page.goto(`${served.url}/rigs/rig-1`);
      await says(page, "main", "last row");
      await page.waitForSelector(".rig-state b");
      const depth = () =>
        page.$$eval(".headlines div", (all) =>
          all.map(({ textContent }) => textContent ?? "").find((text) => text.startsWith("Bit")),
        );
      const first = await until(depth);
      expect(first).toMatch(/\d/);
      await until(async () => (await depth()) !== first);
      expect(await faultsOfPage(page)).toEqual([]);
      const { port } = new URL(served.url);
      await served.close();
      await says(page, "main", "The connection is lost; trying again");
      served = await start(undefined, { ...kept(), port: Number(port) });
      await says(page, "main", "last row");
    });
  },
);
