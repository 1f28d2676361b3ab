/** Pages of the field on a telephone, by a finger: no figure is out of sight, whatever is pressed is as large as a finger, and there is a way back and a way in. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, startBrowser } from "../../browser.js";
import { person, signedIn } from "../api/people.js";
import { ids, put, report } from "../api/rigs.js";
import { ask } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { peopleOnDisk, Server, signIn } from "./house.js";
import { press, says } from "./seen.js";

const TELEPHONE = { width: 360, height: 740, isMobile: true, hasTouch: true };

describe.skipIf(chromium === undefined)(
  `the field on a telephone, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    let server: Server;
    let browser: Browser;
    let page: Page;
    const thrown: string[] = [];

    beforeAll(async () => {
      const data = await peopleOnDisk(async (served, admin) => {
        await person(served, admin, "ada", "supervisor", { rigs: ["rig-1"] });
        const cookie = await signedIn(served, "ada@rig.example");
        await put(served, `/shifts/${ids.ours}`, report(), { cookie });
        await ask(served, `POST /shifts/${ids.ours}/submit`, {
          cookie,
          body: {},
          headers: { "if-match": '"1"' },
        });
      });
      server = new Server(data);
      await server.start();
      browser = await startBrowser();
      page = await browser.newPage();
      page.on("pageerror", (error) => thrown.push(String(error)));
      // For what looks for faults alone.
      await page.setBypassCSP(true);
      await page.setViewport(TELEPHONE);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.end();
    });

    it("asks for a link where the password is forgotten, and says the same to everybody", async () => {
      await page.goto(server.url);
      await page.waitForSelector("#sign-in-email");
      await page.type("#sign-in-email", "nobody@rig.example");
      await press(page, "Forgotten password");
      await page.waitForSelector("#forgotten-email");
      expect(await page.$eval("#forgotten-email", (field) => (field as HTMLInputElement).value)).toBe(
        "nobody@rig.example",
      );
      expect(await faultsOfPage(page)).toEqual([]);
      await press(page, "Send the link");
      await says(page, "[role=status]", "If there is an account with this address");
      await press(page, "Back to sign-in");
      await says(page, "h1", "Sign in");
      expect([...(await faultsOfPage(page)), ...(await tooSmall(page))]).toEqual([]);
    });

    it("shows the metres of each shift beside its date, and the whole row leads to it", async () => {
      await signIn(page, server.url, "ada@rig.example");
      await page.goto(`${server.url}/shifts`);
      await says(page, "main .amount", "13.80 m");
      expect([...(await outOfSight(page)), ...(await tooSmall(page)), ...(await faultsOfPage(page))]).toEqual(
        [],
      );
      const state = await page.waitForSelector("main tbody .chip");
      await state!.click();
      await says(page, ".report-head", "rig-1 · day");
    });

    it("says of what is asked for that it waits when the device has it on its disk, and not before", async () => {
      await page.evaluate(holdReports);
      await press(page, "Recall");
      await press(page, "Recall", "dialog");
      await says(page, "main .card", "Saving");
      expect(await page.$eval("main", ({ textContent }) => textContent)).not.toContain("as soon as");
      await server.kill();
      await page.evaluate(() => dispatchEvent(new Event("let-go")));
      await says(page, "main .card", "It is taken back as soon as there is a link");
      await page.reload();
      await says(page, "main .card", "It is taken back as soon as there is a link");
      await press(page, "Take back");
      await says(page, "main", "Recall");
      await server.start();
      await page.reload();
    });

    it("reads a report without a figure out of sight, and leads back", async () => {
      await says(page, "main", "13.80");
      expect([...(await outOfSight(page)), ...(await tooSmall(page)), ...(await faultsOfPage(page))]).toEqual(
        [],
      );
      await press(page, "Today", ".bar");
      await says(page, "main", "Other shifts");
      expect([...(await tooSmall(page)), ...(await faultsOfPage(page))]).toEqual([]);
    });

    it("turns the sign of a dip by a button, as a telephone's keypad has no minus", async () => {
      await press(page, "Start");
      await press(page, "Add a survey");
      expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^at-surveys-.*-depth$/);
      const dip = await page.waitForSelector("[id^=at-surveys-][id$=-dip]");
      expect(await dip!.evaluate((field) => (field as HTMLInputElement).inputMode)).toBe("decimal");
      await dip!.type("59.5");
      // What is said of the field when it is left moves what is beside it.
      await page.keyboard.press("Tab");
      const turn = await page.waitForSelector("[aria-label='Dip: the other sign']:not([disabled])");
      await turn!.click();
      await page.waitForFunction((field) => (field as HTMLInputElement).value === "-59.5", {}, dip);
      expect(await tooSmall(page)).toEqual([]);
    });

    it("has thrown nothing", () => {
      expect(thrown).toEqual([]);
    });
  },
);

/** Keeps the device's reports from being written until `let-go`, as a slow disk does. */
async function holdReports(): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const asked = indexedDB.open("witskit");
    asked.onsuccess = () => resolve(asked.result);
  });
  const store = db.transaction("reports", "readwrite").objectStore("reports");
  let holds = true;
  addEventListener("let-go", () => {
    holds = false;
  });
  const again = (): void => {
    if (holds) store.count().onsuccess = again;
    else db.close();
  };
  again();
}

/** Figures that somebody would have to scroll sideways for. */
const outOfSight = (page: Page): Promise<string[]> =>
  page.$$eval("main td, main th", (cells) =>
    cells
      .filter((cell) => cell.getClientRects().length > 0 && cell.closest("thead") === null)
      .filter((cell) => cell.getBoundingClientRect().right > innerWidth)
      .map((cell) => `out of sight: ${cell.textContent}`),
  );

/** What is pressed and is less high or wide than a finger; the ends in the bar of time each have a field beside them. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.$$eval(
    "button:not([role=slider]), .button, select, input:not(.unseen), textarea, summary, nav a, .line > a, a.line",
    (all) =>
      all
        .filter((one) => one.getClientRects().length > 0)
        .map((one) => ({ one, box: (one.closest("label") ?? one).getBoundingClientRect() }))
        .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
        .map(
          ({ one, box }) =>
            `${Math.round(box.width)} × ${Math.round(box.height)}: ${one.outerHTML.slice(0, 90)}`,
        ),
  );
