/** Contracts and bills in a real browser: a draft is written, brought into force and priced by, and a bill is issued and stays. */
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "../../browser.js";
import { contract, report } from "../api/rigs.js";
import { ask, cookieOf } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { companyOnDisk, EMAIL, PASSWORD, Server, signIn, Tablet } from "./house.js";

describe.skipIf(chromium === undefined)(
  `contracts and bills, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    let server: Server;
    let tablet: Tablet;
    let page: Page;
    let cookie = "";

    beforeAll(async () => {
      server = new Server(await companyOnDisk("manager"));
      await server.start();
      tablet = new Tablet({ width: 1440, height: 900 });
      await tablet.start();
      page = tablet.page;
      await signIn(page, server.url);
      cookie = cookieOf(await ask(server, "POST /session", { body: { email: EMAIL, password: PASSWORD } }));
    });
    afterAll(async () => {
      await tablet.end();
      await server.end();
    });

    const untilText = (text: string) =>
      page.waitForFunction((wanted) => document.body.textContent?.includes(wanted), {}, text);
    const click = async (text: string) => {
      const found = await page.waitForSelector(`::-p-xpath(//button[normalize-space()="${text}"])`);
      await found!.click();
    };
    /** A dialog opens a moment after its words are in the page. */
    const agree = async () => {
      await (await page.waitForSelector("dialog[open] .main"))!.click();
      await page.waitForFunction(() => document.querySelector("dialog[open]") === null);
    };
    const type = async (label: string, text: string) => {
      const id = await page.evaluate(
        (wanted) =>
          [...document.querySelectorAll("label")].filter((one) => one.textContent === wanted).at(-1)?.htmlFor,
        label,
      );
      await page.focus(`[id="${id}"]`);
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    };
    const faults = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const width of [360, 1440]) {
        await page.setViewport({ width, height: 900 });
        found.push(...(await faultsOfPage(page)).map((fault) => `${width}: ${fault}`));
      }
      return found;
    };

    it("a draft says what is in the way, is brought into force, and prices what is typed", async () => {
      const [upper, lower, bentonite] = contract()["rates"] as object[];
      const rates = [upper, { ...lower, from: "8" }, bentonite];
      await ask(server, "PUT /contracts/contract-a", { cookie, body: contract({ rates }) });
      await page.goto(`${server.url}/contracts/contract-a`);
      await untilText("1 thing is in the way");
      await click("Bring into force");
      await untilText("It prices the same work as another");
      expect(await faults()).toEqual([]);
      const from = await page.$$(`input[id$="-from"]`);
      await from[1]!.click();
      await page.keyboard.type("10");
      await page.keyboard.press("Tab");
      await untilText("Not saved");
      expect(await page.$eval(".ruler", (one) => one.getAttribute("aria-label"))).toContain(
        "0–10 m 85.35, 10–… m 97.55",
      );
      await click("Bring into force");
      await untilText("Bring this contract into force?");
      await agree();
      await untilText("changes by a new version alone");
      await type("From, m", "0");
      await type("To, m", "13,8");
      await untilText("1,224.19");
      expect(await faults()).toEqual([]);
    });

    it("a month has its lines with their shifts, a charge, its file, and is issued once", async () => {
      const body = report({ contract: "contract-a" });
      await ask(server, "PUT /shifts/shift-1", { cookie, body });
      await page.goto(`${server.url}/boq?month=2026-03&contract=contract-a`);
      await untilText("1 report is not final yet");
      await click("Add a charge");
      await page.waitForSelector("dialog[open]");
      await type("Description", "Helicopter");
      await type("Price", "-12.345");
      await agree();
      await untilText("-12.35");
      expect(await faults()).toEqual([]);
      const file = await page.$eval("a[download]", (link) => (link as HTMLAnchorElement).href);
      const pdf = await fetch(file, { headers: { cookie } });
      expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
      await click("Issue");
      await untilText("It never changes afterwards");
      await agree();
      await untilText("Issued ");
      const { body: month } = await ask(server, "GET /boq/monthly/2026-03?contract=contract-a", { cookie });
      expect(month.bills[0]).toMatchObject({ state: "issued", net: "-12.35" });
      await page.goto(`${server.url}/boq?day=2026-03-10`);
      await untilText("A-2026");
      expect(await faults()).toEqual([]);
    });
  },
);
