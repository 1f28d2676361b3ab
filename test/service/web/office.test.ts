/** Pages of the office, by keyboard: a day approved at once, what was noticed, figures, a hole and stock. */

import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dark, light } from "../../../src/drawing/palette.js";
import { chromium, startBrowser } from "../../browser.js";
import { until } from "../../until.js";
import { person, signedIn } from "../api/people.js";
import { ids, put, report } from "../api/rigs.js";
import { ask } from "../api/serving.js";
import { faultsOfLayout, faultsOfPage } from "./faults.js";
import { peopleOnDisk, Server, signIn } from "./house.js";
import { press, says } from "./seen.js";

const NIGHT = "0192f6a0-0000-7000-8000-000000000003";

/** Behind the day of `report`, with little core and much standby. */
function night(recovered: string): Record<string, unknown> {
  const [run] = report()["runs"] as object[];
  const [activity] = report()["activities"] as object[];
  const [crew] = report()["crew"] as object[];
  return report({
    slot: "night",
    starts_at: "2026-03-10T18:00:00+01:00",
    ends_at: "2026-03-11T06:00:00+01:00",
    crew: [{ ...crew, id: "crew-n" }],
    materials: [],
    runs: [
      {
        ...run,
        ...{ id: "run-n", from: "13.80", to: "22.80", recovered },
        ...{ starts_at: "2026-03-10T18:00:00+01:00", ends_at: "2026-03-11T00:00:00+01:00" },
      },
    ],
    activities: [
      {
        ...activity,
        ...{ id: "activity-n", hole: null, starts_at: "2026-03-11T00:00:00+01:00" },
        ends_at: "2026-03-11T06:00:00+01:00",
      },
    ],
    surveys: [
      {
        ...{ id: "survey-n", hole: "hole-a", depth: "20.00", dip: "-59.00", azimuth: "91.50" },
        ...{ north: "true", instrument: "gyro", at: "2026-03-10T23:00:00+01:00", source: "typed" },
      },
    ],
  });
}

const PAGES = [
  "/shifts",
  "/holes",
  "/rigs",
  "/rigs/rig-1",
  "/boq",
  "/contracts",
  "/lists/rigs",
  "/lists/holes",
  "/lists/items",
];

describe.skipIf(chromium === undefined)(`the office, in ${chromium ?? "Chromium, which is not here"}`, () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  const thrown: string[] = [];

  beforeAll(async () => {
    const data = await peopleOnDisk(async (served, admin) => {
      await person(served, admin, "ada", "supervisor", { rigs: ["rig-1"] });
      await person(served, admin, "max", "manager");
      const [cookie, max] = [
        await signedIn(served, "ada@rig.example"),
        await signedIn(served, "max@rig.example"),
      ];
      const act = async (by: string, id: string, event: string, body: object = {}) => {
        const { body: now } = await ask(served, `GET /shifts/${id}`, { cookie: by });
        const headers = { "if-match": `"${now.row_version}"` };
        const done = await ask(served, `POST /shifts/${id}/${event}`, { cookie: by, body, headers });
        expect(done.status).toBe(200);
        return done.body.row_version;
      };
      await put(served, `/shifts/${ids.ours}`, report(), { cookie });
      await put(served, `/shifts/${NIGHT}`, night("6.50"), { cookie });
      await act(cookie, ids.ours, "submit");
      await act(cookie, NIGHT, "submit");
      const version = await act(max, NIGHT, "return", { comment: "the core" });
      const headers = { "if-match": `"${version}"` };
      await put(served, `/shifts/${NIGHT}`, night("7.00"), { cookie, headers });
      await act(cookie, NIGHT, "submit");
    });
    server = new Server(data);
    await server.start();
    browser = await startBrowser();
    page = await browser.newPage();
    page.on("pageerror", (error) => thrown.push(String(error)));
    // For what looks for faults alone.
    await page.setBypassCSP(true);
    await page.setViewport({ width: 360, height: 800 });
    await signIn(page, server.url, "max@rig.example");
  });
  afterAll(async () => {
    await browser?.close();
    await server?.end();
  });

  const go = async (path: string): Promise<void> => {
    await page.goto(`${server.url}${path}`);
    await page.waitForSelector("h1");
  };

  it("shows a day side by side with what changed, and approves both shifts with one question", async () => {
    await go("/day/2026-03-10");
    await says(page, ".card", "22.80 m");
    await says(page, ".changes", "6.50 → 7.00");
    await says(page, ".problems", "Without a contract nothing of it is priced");
    expect(await faultsOfPage(page)).toEqual([]);
    // J goes to the first shift, and to the next; A asks about it.
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-shift"))).toBe(NIGHT);
    await page.keyboard.press("a");
    await says(page, "dialog", "Approve this report?");
    await page.keyboard.press("Escape");
    await until(async () => (await page.$("dialog")) === null);
    await press(page, "Approve all 2");
    await press(page, "Approve", "dialog");
    await until(async () => (await page.$$(".chip.with_client")).length === 2);
  });

  it("says in the inbox what was noticed of it, until somebody has seen it", async () => {
    await go("/inbox");
    await says(page, ".alert", "Only 77.7 % of the core came up");
    await says(page, ".alert", "6 h without drilling");
    expect(await faultsOfPage(page)).toEqual([]);
    const before = (await page.$$(".alert")).length;
    await press(page, "Seen");
    await until(async () => (await page.$$(".alert")).length === before - 1);
  });

  it("adds up what is approved, with the same as tables, and goes from a square to its day", async () => {
    await go("/analytics?from=2026-03-01&to=2026-03-12");
    await says(page, ".figure", "22.80");
    await says(page, ".figure", "1.34");
    await page.waitForSelector(".chart svg");
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details")) one.open = true;
    });
    await says(page, "details td", "22.80");
    expect(await faultsOfPage(page)).toEqual([]);
    await page.select("#filter-rig", "rig-2");
    await until(() => page.url().includes("rig=rig-2"));
    await says(page, ".empty", "Nothing is approved of these days.");
    await go("/analytics?from=2026-03-01&to=2026-03-12");
    await page.waitForSelector("details a.cell");
    const link = await page.$eval("details a.cell", (one) => one.getAttribute("href"));
    expect(link).toBe("/day/2026-03-01?rig=rig-1");
  });

  it("draws a hole with its runs, its core and its path", async () => {
    await go("/holes/hole-a");
    await says(page, ".large-figure", "22.80 m");
    await says(page, "figure", "Depth over time");
    await page.waitForSelector("figure svg .drawn-line");
    const said = await page.$$eval("figure svg", (all) => all.map((one) => one.getAttribute("aria-label")));
    // 20 m at a dip of -59°, straight from the collar.
    expect(said).toContain("From the side. It ends 17.14 m down and 10.30 m away from its collar.");
    expect(await faultsOfPage(page)).toEqual([]);
  });

  it("keeps stock: what is put in is what is left, by keyboard", async () => {
    await go("/stock");
    await says(page, "td", "-12 bag");
    await page.select("#stock-item", "item-1");
    await page.select("#stock-rig", "rig-1");
    await page.type("#stock-quantity", "52,5");
    await page.keyboard.press("Enter");
    await says(page, "[role=status]", "Bentonite: 40.5 left.");
    await says(page, "td", "40.5 bag");
    expect(await faultsOfPage(page)).toEqual([]);
  });

  it("has its menu in one line on a telephone, and the others behind its last entry, by keyboard too", async () => {
    await go("/inbox");
    const menu = await page.$$eval(".bar nav a", (all) => all.map((one) => one.getAttribute("href")));
    expect(menu).toContain("/stock");
    await press(page, "More", ".bar nav");
    await says(page, ".bar .unfolded:not([hidden])", "Stock");
    await page.keyboard.press("Escape");
    await until(async () => (await page.$(".bar .unfolded:not([hidden])")) === null);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("More");
    await page.keyboard.press("Enter");
    await press(page, "Stock", ".bar .unfolded");
    await until(() => page.url().endsWith("/stock"));
    await says(page, ".bar .rest > .open", "Stock");
    expect(await page.$(".bar .unfolded:not([hidden])")).toBe(null);
  });

  it.each(PAGES)("shows all of %s on a telephone, a tablet and a desk", async (path) => {
    await go(path);
    for (const width of [360, 820, 1440]) {
      await page.setViewport({ width, height: 800 });
      let faults: string[] = [];
      // A page is measured anew after it became wider.
      await until(async () => {
        faults = await faultsOfLayout(page);
        return faults.length === 0;
      }).catch(() => expect([width, faults]).toEqual([width, []]));
    }
  });

  it("prints dark on white, by night too", async () => {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    const ink = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ink"));
    expect(await ink()).toBe(dark.ink);
    await page.emulateMediaType("print");
    expect(await ink()).toBe(light.ink);
    await page.emulateMediaType("screen");
  });

  it("has thrown nothing", () => {
    expect(thrown).toEqual([]);
  });
});
