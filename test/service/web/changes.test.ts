/** Pages that show what others do, while they do it: nobody presses a button to see it. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, faultsOf, startBrowser } from "../../browser.js";
import { until } from "../../until.js";
import { person, signedIn } from "../api/people.js";
import { ids, put, report } from "../api/rigs.js";
import { ask } from "../api/serving.js";
import { peopleOnDisk, Server, signIn } from "./house.js";

describe.skipIf(chromium === undefined)(
  `changes of others, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    let server: Server;
    let browser: Browser;
    let ada = "";
    const thrown: (readonly string[])[] = [];

    beforeAll(async () => {
      const data = await peopleOnDisk(async (served, admin) => {
        await person(served, admin, "ada", "supervisor", { rigs: ["rig-1"] });
        await person(served, admin, "max", "manager");
        const cookie = await signedIn(served, "ada@rig.example");
        await put(served, `/shifts/${ids.ours}`, report(), { cookie });
      });
      server = new Server(data);
      await server.start();
      browser = await startBrowser();
      ada = await signedIn(server as never, "ada@rig.example");
    });
    afterAll(async () => {
      await browser?.close();
      await server?.end();
    });

    async function pageOf(who: string, at: string): Promise<Page> {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      thrown.push(faultsOf(page, (url) => url.startsWith(server.url)));
      await signIn(page, server.url, `${who}@rig.example`);
      await page.goto(`${server.url}${at}`);
      await page.waitForSelector("h1");
      return page;
    }
    const textOf = (page: Page) => page.$eval("main", (main) => main.textContent);
    async function act(cookie: string, event: string, body: object = {}) {
      const { body: now } = await ask(server as never, `GET /shifts/${ids.ours}`, { cookie });
      const headers = { "if-match": `"${now.row_version}"` };
      const done = await ask(server as never, `POST /shifts/${ids.ours}/${event}`, { cookie, body, headers });
      expect(done.status).toBe(200);
    }

    it("come into a manager's inbox and a supervisor's first page, and again after the server was gone", async () => {
      const max = await signedIn(server as never, "max@rig.example");
      const inbox = await pageOf("max", "/inbox");
      const today = await pageOf("ada", "/");
      await until(async () => (await textOf(inbox)).includes("Draft"));
      await act(ada, "submit");
      await inbox.bringToFront();
      await until(async () => (await textOf(inbox)).includes("Submitted"));
      await today.bringToFront();
      await act(max, "return", { comment: "Who was on the rig?" });
      await until(
        async () => (await textOf(today)).includes("Came back") || (await today.$(".came-back")) !== null,
      );
      await server.kill();
      await server.start();
      ada = await signedIn(server as never, "ada@rig.example");
      await inbox.bringToFront();
      await act(ada, "submit");
      await until(async () => (await textOf(inbox)).includes("Submitted"));
      // That the server was gone stands in the console too.
      expect(thrown.flat().filter((fault) => !fault.includes("Failed to load resource"))).toEqual([]);
    });
  },
);
