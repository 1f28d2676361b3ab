/**
 * A report is written while the server is really gone, the browser dies in the middle of it, and all of it arrives once when both are back:
 * through a real server process, a real browser and its profile on disk.
 */
import { fileURLToPath } from "node:url";
import type { ElementHandle, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "../../browser.js";
import { ask, cookieOf } from "../api/serving.js";
import { companyOnDisk, EMAIL, PASSWORD, Server, signIn, Tablet } from "./house.js";
import { choose, press, tabTo, write } from "./keyboard.js";

interface Shift {
  readonly id: string;
  readonly notes: string;
  readonly state: string;
  readonly row_version: number;
  readonly crew: readonly { readonly person: string; readonly minutes: number }[];
  readonly runs: readonly { readonly from: string; readonly to: string; readonly ends_at: string }[];
  readonly activities: readonly { readonly type: string }[];
}

/** What the server has, as a program of the same account reads it. */
async function onServer(server: Server): Promise<Shift[]> {
  const signed = await ask(server, "POST /session", { body: { email: EMAIL, password: PASSWORD } });
  const cookie = cookieOf(signed);
  const { body } = await ask(server, "GET /shifts", { cookie });
  const all = (body.items as readonly { id: string }[]).map(({ id }) =>
    ask(server, `GET /shifts/${id}`, { cookie }),
  );
  return (await Promise.all(all)).map((answer) => answer.body as Shift);
}

/** The app and its lists are on the device. */
async function untilItIsHere(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
  );
  await page.waitForSelector(".large");
}

const untilText = (page: Page, selector: string, text: string) =>
  page.waitForFunction(
    (wanted, says) => document.querySelector(wanted)?.textContent?.includes(says) === true,
    {},
    selector,
    text,
  );

describe.skipIf(chromium === undefined)(
  `a report without a link, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    let data: string;
    let server: Server;
    let tablet: Tablet;

    beforeAll(async () => {
      data = await companyOnDisk("supervisor");
      server = new Server(data);
      await server.start();
      tablet = new Tablet({ width: 360, height: 740 });
      await tablet.start();
    });
    afterAll(async () => {
      await tablet?.end();
      await server?.end();
    });

    it("is written by keyboard at 360 pixels, outlives the browser, and arrives once", async () => {
      await signIn(tablet.page, server.url);
      await untilItIsHere(tablet.page);
      await server.kill();
      await tablet.page.reload();
      await writeReport(tablet.page);
      // What a key does may come after the answer to the one who pressed it.
      await tablet.page.waitForFunction(
        () => document.querySelector<HTMLTextAreaElement>("#at-notes")?.value === "Pump lost pressure",
      );
      await untilText(tablet.page, ".report-head .standing", "Saved on this device");
      await tablet.kill();
      await tablet.start();
      const { page } = tablet;
      await page.goto(server.url);
      await untilText(page, ".large", "Go on");
      await untilText(page, ".bar .standing", "1 report waits");
      await press(page, "Go on");
      await page.waitForSelector(".folds");
      expect(await notesOf(page)).toBe("Pump lost pressure");
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await server.start();
      // The session has ended meanwhile: it keeps nothing from being kept, and is begun again.
      await page.deleteCookie(...(await page.cookies()));
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await untilText(page, "#notices", "Your session has ended");
      const report = page.url();
      await signIn(page, `${server.url}/sign-in`);
      await untilText(page, ".bar .standing", "All is on the server");
      await page.goto(report);
      await page.waitForSelector(".report-head .standing");
      await page.waitForFunction(
        () =>
          document.querySelector<HTMLElement>(".report-head .standing")?.title.match(/^[0-9a-f]{64}$/) !==
          null,
      );
      expect(await page.$eval(".photos small", (state) => state.textContent)).toMatch(
        /^on the server · .* · [0-9a-f]{8}$/,
      );
      const shifts = await onServer(server);
      expect(shifts).toHaveLength(1);
      expect(shifts[0]).toMatchObject({
        notes: "Pump lost pressure",
        state: "draft",
        crew: [{ person: "person-1", minutes: 720 }],
        runs: [{ from: "0.00", to: "13.80", size: "HQ" }],
        activities: [{ type: "type-2" }],
        photos: [{ mime: "image/jpeg", width: 512, height: 512 }],
      });
    });

    it("merges with what somebody else wrote meanwhile, and asks where both wrote the same", async () => {
      const { page } = tablet;
      const [shift] = await onServer(server);
      const report = page.url();
      // As long as nobody is signed in, nothing of this device goes before the other's.
      await page.deleteCookie(...(await page.cookies()));
      await write(page, "Notes", ", now mended");
      await untilText(page, "#notices", "Your session has ended");
      const signed = await ask(server, "POST /session", { body: { email: EMAIL, password: PASSWORD } });
      const {
        id,
        state: _,
        revision: __,
        row_version,
        ...content
      } = shift as Shift & { readonly revision: number };
      const materials = [{ id: "m-1", item: "item-1", quantity: "3" }];
      const put = await ask(server, `PUT /shifts/${id}`, {
        cookie: cookieOf(signed),
        body: { ...content, notes: "Pump changed", materials },
        headers: { "if-match": `"${row_version}"` },
      });
      expect(put.status).toBe(200);
      await signIn(page, `${server.url}/sign-in`);
      await untilText(page, ".bar .standing", "1 report waits");
      await page.goto(report);
      await page.waitForSelector(".conflict");
      expect(await page.$eval(".conflict", (both) => both.textContent)).toMatch(/now mended.*Pump changed/);
      await press(page, "Keep mine");
      await untilText(page, ".report-head .standing", "On the server");
      const [merged] = await onServer(server);
      expect(merged).toMatchObject({
        notes: "Pump lost pressure, now mended",
        materials: [{ item: "item-1", quantity: "3" }],
      });
    });
  },
);

const notesOf = (page: Page): Promise<string> =>
  page.$eval("#at-notes", (field) => (field as HTMLTextAreaElement).value);

async function writeReport(page: Page): Promise<void> {
  await page.waitForSelector(".large");
  await choose(page, "Project", "P-a");
  await press(page, "Start the");
  await page.waitForSelector(".folds");
  await press(page, "Add a person");
  await choose(page, "Person", "Kari");
  await press(page, "Add a run");
  await choose(page, "Hole", "DDH-a");
  await write(page, "Size", "HQ");
  const [from, to] = await page.$$eval(
    'input[id^="at-runs"][id$="-from"],input[id^="at-runs"][id$="-to"]',
    (all) => all.map(({ id }) => id),
  );
  await tabTo(page, `[id="${from}"]`);
  await page.keyboard.type("0");
  await tabTo(page, `[id="${to}"]`);
  await page.keyboard.type("13,8");
  await tabTo(page, 'input[id^="at-runs"][id$="ends_at"]');
  await page.keyboard.type("1:00");
  await page.keyboard.press("Tab");
  await choose(page, "Give the rest to", "Main");
  await press(page, "Give", "button");
  const files = (await page.waitForSelector("#photo-files")) as ElementHandle<HTMLInputElement>;
  await files.uploadFile(
    fileURLToPath(new URL("../../../src/service/web/icons/icon-512.png", import.meta.url)),
  );
  await page.waitForSelector(".photos img");
  await write(page, "Notes", "Pump lost pressure");
  await page.waitForFunction(() =>
    document.querySelector(".foot")?.textContent?.includes("Nothing is missing"),
  );
}
