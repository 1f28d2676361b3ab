/**
 * A report is written while the server is really gone, the browser dies in the middle of it, and all of it arrives once when both are back:
 * through a real server process, a real browser and its profile on disk.
 */
import { fileURLToPath } from "node:url";
import type { ElementHandle, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "../../browser.js";
import { report as rigReport } from "../api/rigs.js";
import { ask, cookieOf } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { companyOnDisk, EMAIL, PASSWORD, Server, signIn, Tablet } from "./house.js";
import { choose, press, tabTo, write } from "./keyboard.js";
import { says } from "./seen.js";
import { killedWhileTyping } from "./typing.js";

interface Shift {
  readonly id: string;
  readonly notes: string;
  readonly state: string;
  readonly row_version: number;
  readonly revision: number;
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
      await says(tablet.page, "#notices", "No link to the server");
      expect(await faultsOfPage(tablet.page)).toEqual([]);
      await writeReport(tablet.page);
      expect(await faultsOfPage(tablet.page)).toEqual([]);
      // What a key does may come after the answer to the one who pressed it.
      await tablet.page.waitForFunction(
        () => document.querySelector<HTMLTextAreaElement>("#at-notes")?.value === "Pump lost pressure",
      );
      await says(tablet.page, ".report-head .standing", "Saved on this device");
      await tablet.kill();
      await tablet.start();
      const { page } = tablet;
      await page.goto(server.url);
      await says(page, ".large", "Go on");
      await says(page, ".bar .standing", "1 report waits");
      await page.goto(`${server.url}/shifts`);
      await says(page, "main", "No link: this is what is on this device");
      await says(page, "main tr", "13.80");
      expect(await faultsOfPage(page)).toEqual([]);
      const onDevice = await page.$eval("main tr a", (link) => (link as HTMLAnchorElement).href);
      await page.goto(`${server.url}/shifts?from=2099-01-01`);
      await says(page, "main", "No shift fits the filters");
      await page.goto(onDevice);
      await page.waitForSelector(".folds");
      await page.goto(server.url);
      await press(page, "Go on");
      await page.waitForSelector(".folds");
      expect(await notesOf(page)).toBe("Pump lost pressure");
      await server.start();
      // The session has ended meanwhile: it keeps nothing from being kept, and is begun again.
      await page.deleteCookie(...(await page.cookies()));
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await says(page, "#notices", "Your session has ended");
      const report = page.url();
      await signIn(page, `${server.url}/sign-in`);
      await says(page, ".bar .standing", "All is on the server");
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

    it("merges with what somebody else wrote meanwhile, row by row, and shows twice what both wrote", async () => {
      const { page } = tablet;
      const report = page.url();
      // As long as nobody is signed in, nothing of this device goes before the other's.
      await page.deleteCookie(...(await page.cookies()));
      await write(page, "Notes", ", now mended");
      await write(page, "Core, m", "13,5");
      await says(page, "#notices", "Your session has ended");
      const materials = [{ id: "m-1", item: "item-1", quantity: "3" }];
      await elsewhere(({ runs: [run], ...shift }) => ({
        ...shift,
        notes: "Pump changed",
        materials,
        runs: [{ ...run, recovered: "13.20", remarks: "soft" }],
      }));
      await signIn(page, `${server.url}/sign-in`);
      await says(page, ".bar .standing", "1 report waits");
      await page.goto(report);
      await page.waitForFunction(() => document.querySelectorAll(".conflict").length === 2);
      const both = await page.$$eval(".conflict", (all) => all.map(({ textContent }) => textContent));
      expect(both.sort()).toEqual([
        expect.stringMatching(/Here.*13\.50 m.*Elsewhere.*13\.20 m.*soft/),
        expect.stringMatching(/now mended.*Pump changed/),
      ]);
      expect(await faultsOfPage(page)).toEqual([]);
      // Mine of the notes, theirs of the run, in whatever order they stand.
      for (const [says, choice] of [
        ["now mended", "Keep mine"],
        ["soft", "Take the other"],
      ] as const)
        await page.evaluate(
          (text, button) => {
            const one = [...document.querySelectorAll(".conflict")].find((all) =>
              all.textContent?.includes(text),
            );
            const buttons = [...(one?.querySelectorAll("button") ?? [])];
            buttons.find(({ textContent }) => textContent === button)?.click();
          },
          says,
          choice,
        );
      await says(page, ".report-head .standing", "On the server");
      expect(await onServer(server)).toMatchObject([
        {
          notes: "Pump lost pressure, now mended",
          materials: [{ item: "item-1", quantity: "3" }],
          runs: [{ recovered: "13.20", remarks: "soft" }],
        },
      ]);
    });

    it("is open again with the reasons, where the server does not take what was handed in without it", async () => {
      const { page } = tablet;
      await server.kill();
      await write(page, "Notes", ".");
      await press(page, "Submit");
      await press(page, "Submit", "dialog button");
      await says(page, "main", "It is submitted as soon as there is a link");
      await page.reload();
      await says(page, "main", "It is submitted as soon as there is a link");
      await page.deleteCookie(...(await page.cookies()));
      await server.start();
      // The hole is deeper than anybody at this rig knew.
      const before = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
      const at = (clock: string) => `${before}T${clock}:00Z`;
      const [run] = rigReport()["runs"] as object[];
      await asked(
        "PUT",
        "deeper",
        rigReport({
          date: before,
          starts_at: at("06:00"),
          ends_at: at("18:00"),
          time_zone: "UTC",
          crew: [],
          activities: [],
          materials: [],
          runs: [{ ...run, id: "run-deep", to: "20.00", starts_at: at("07:00"), ends_at: at("17:00") }],
        }),
      );
      await signIn(page, `${server.url}/sign-in`);
      await says(page, ".came-back", "The server did not take it");
      expect(await faultsOfPage(page)).toEqual([]);
      await press(page, "The server did not take it");
      await page.waitForSelector(".folds");
      await says(page, ".came-back", "20.00");
      expect(await faultsOfPage(page)).toEqual([]);
      await press(page, "20.00", ".came-back a");
      expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^at-runs-.*-from$/);
      expect((await onServer(server)).find(({ id }) => id !== "deeper")?.state).toBe("draft");
    });

    it.each([1, 2])(
      "is as far as the device said, when the browser is killed while somebody types (seed %i)",
      (seed) => expect(killedWhileTyping(seed, { server, tablet })).resolves.toEqual([]),
    );

    /** As a program of the same account. */
    async function asked(method: "GET" | "PUT", id: string, body?: unknown, version?: number) {
      const signed = await ask(server, "POST /session", { body: { email: EMAIL, password: PASSWORD } });
      const answer = await ask(server, `${method} /shifts/${id}`, {
        cookie: cookieOf(signed),
        ...(body !== undefined && { body }),
        ...(version !== undefined && { headers: { "if-match": `"${version}"` } }),
      });
      expect(answer.body).toMatchObject({ id });
      return answer.body;
    }

    /** Somebody else changes what is there. */
    async function elsewhere(how: (shift: Shift) => object): Promise<void> {
      const [shift] = await onServer(server);
      const { id, state: _, revision: __, row_version, ...content } = shift!;
      await asked("PUT", id, how(content as Shift), row_version);
    }
  },
);

const notesOf = (page: Page): Promise<string> =>
  page.$eval("#at-notes", (field) => (field as HTMLTextAreaElement).value);

async function writeReport(page: Page): Promise<void> {
  await page.waitForSelector(".large");
  // Which shift it is depends on the hour at which this runs.
  const isNight = await page.$eval(".today-head", (head) => head.textContent?.includes("night") === true);
  await choose(page, "Project", "P-a");
  // A glove presses twice.
  await tabTo(page, "button", "Start the");
  await page.$eval(":focus", (button) => {
    (button as HTMLElement).click();
    (button as HTMLElement).click();
  });
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
  await page.keyboard.type(isNight ? "1:00" : "13:00");
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
