/** The rig's proposal beside the report, in a real browser: taken at the rig, compared with what is written, and shown to who decides. */
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { convert } from "../../../src/bulk/convert.js";
import { namedFolderIn } from "../../../src/service/recorded/allowed.js";
import { chromium, faultsOf, startBrowser } from "../../browser.js";
import { made } from "../../samples/decoded.js";
import { until } from "../../until.js";
import { admin, person } from "../api/people.js";
import { company, ids, put, report } from "../api/rigs.js";
import { ask, type Served, start } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { signIn } from "./house.js";

describe.skipIf(chromium === undefined)(
  `what the rig proposes, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "witskit-proposal-"));
    let served: Served;
    let browser: Browser;
    let page: Page;
    let manager: string;
    let thrown: readonly string[];

    beforeAll(async () => {
      await mkdir(join(folder, "rigs"));
      await writeFile(join(folder, "rig.wits"), made("comprehensive").bytes);
      const output = join(folder, "rigs", "rig-7");
      await convert({ inputs: [join(folder, "rig.wits")], output, units: "metric", tz: "Europe/Oslo" });
      served = await start(undefined, { datasets: [namedFolderIn(join(folder, "rigs"))] });
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
      const { body, headers } = await ask(served, "GET /rigs/rig-1", { cookie: by });
      const { id: _, archived, row_version, ...rig } = body;
      await ask(served, "PUT /rigs/rig-1", {
        cookie: by,
        body: { ...rig, wits: { dataset: "rig-7" } },
        headers: { "if-match": headers.get("etag")! },
      });
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
      browser = await startBrowser();
      page = await browser.newPage();
      thrown = faultsOf(page, (url) => url.startsWith(served.url));
      await page.setViewport({ width: 1280, height: 800 });
      await signIn(page, served.url, "ada@rig.example");
      await page.goto(`${served.url}/shifts/${ids.ours}`);
      await page.waitForSelector(".proposed li.open");
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await served?.end();
      rmSync(folder, { recursive: true, force: true });
    });

    const onServer = async () => (await ask(served, `GET /shifts/${ids.ours}`, { cookie: manager })).body;

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
    }, 40_000);

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
    }, 40_000);
  },
);
