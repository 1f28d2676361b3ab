/**
 * A report from hand to hand, as its people have it before them: written by a supervisor, looked through by managers, decided by the client,
 * each in their own browser, at a desk and on a telephone. Whatever page they are led to is looked at for faults.
 */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, faultsOf, startBrowser } from "../../browser.js";
import { person, signedIn } from "../api/people.js";
import { ids, put, report } from "../api/rigs.js";
import { ask } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { peopleOnDisk, Server, signIn } from "./house.js";
import { press, says } from "./seen.js";

const DESK = { width: 1280, height: 800 };
/** Shown as it was typed; what runs of it is a fault of the page. */
const NOTE = `Pump <img src=x onerror="alert(1)"><script>alert(2)</script> stood at 09:00`;
const TELEPHONE = { width: 360, height: 740 };

describe.skipIf(chromium === undefined)(
  `a report from hand to hand, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    let server: Server;
    let browser: Browser;
    const pages = new Map<string, Page>();
    const thrown: (readonly string[])[] = [];

    beforeAll(async () => {
      const data = await peopleOnDisk(async (served, admin) => {
        await person(served, admin, "ada", "supervisor", { rigs: ["rig-1"] });
        await person(served, admin, "max", "manager");
        await person(served, admin, "mia", "manager");
        await person(served, admin, "cleo", "client", { client: "client-a" });
        const cookie = await signedIn(served, "ada@rig.example");
        await put(served, `/shifts/${ids.ours}`, report(), { cookie });
      });
      server = new Server(data);
      await server.start();
      browser = await startBrowser();
    });
    afterAll(async () => {
      await browser?.close();
      await server?.end();
    });

    /** The page of somebody, in a browser that is theirs alone, at an address. */
    async function pageOf(who: string, at: string, size = DESK): Promise<Page> {
      let page = pages.get(who);
      if (page === undefined) {
        const context = await browser.createBrowserContext();
        page = await context.newPage();
        thrown.push(faultsOf(page, (url) => url.startsWith(server.url)));
        pages.set(who, page);
        await page.setViewport(size);
        await signIn(page, server.url, `${who}@rig.example`);
      }
      await page.setViewport(size);
      await page.goto(`${server.url}${at}`);
      await page.waitForSelector("h1");
      return page;
    }

    const shift = `/shifts/${ids.ours}`;
    const isFine = async (page: Page): Promise<void> => expect(await faultsOfPage(page)).toEqual([]);

    it("is handed in from a telephone, taken back, and handed in again", async () => {
      const ada = await pageOf("ada", shift, TELEPHONE);
      await says(ada, ".foot", "Nothing is missing");
      await isFine(ada);
      await ada.type("#at-notes", NOTE);
      await submit(ada);
      await isIn(ada, "Submitted");
      await isFine(ada);
      await ada.reload();
      await press(ada, "Recall");
      await press(ada, "Recall", "dialog");
      await isIn(ada, "Draft");
      await submit(ada);
      await isIn(ada, "Submitted");
      expect(await stateOf("max")).toBe("submitted");
    });

    it("waits in the inbox of a manager, and is sent back with the words why", async () => {
      const max = await pageOf("max", "/inbox");
      await says(max, "main", "Waiting for your decision: 1");
      await isFine(max);
      await press(max, "rig-1 · day");
      await says(max, "main", NOTE);
      await press(max, "Return");
      await press(max, "Return", "dialog");
      await says(max, "dialog", "Say why");
      await isFine(max);
      await max.type("#comment", "How long did it stand?");
      await press(max, "Return", "dialog");
      await says(max, ".slot .chip", "Returned");
      await press(max, "day");
      await isIn(max, "Returned");
      await says(max, "main", "How long did it stand?");
      await isFine(max);
    });

    it("comes back to who wrote it, with these words, and goes in once more", async () => {
      const ada = await pageOf("ada", "/", TELEPHONE);
      await says(ada, ".came-back", "Came back");
      await isFine(ada);
      await press(ada, "Came back");
      await says(ada, ".came-back", "How long did it stand?");
      await isFine(ada);
      await ada.type("#at-notes", ", for ten minutes");
      await submit(ada);
      await isIn(ada, "Submitted");
    });

    it("shows what somebody else decided meanwhile, to whom decides on what is no longer so", async () => {
      const mia = await pageOf("mia", shift, TELEPHONE);
      await isIn(mia, "Submitted");
      await isFine(mia);
      const max = await pageOf("max", shift);
      await press(max, "Approve");
      await press(max, "Approve", "dialog");
      await isIn(max, "Approved");
      await press(mia, "Approve");
      await press(mia, "Approve", "dialog");
      await says(mia, "[role=alert]", "");
      await isIn(mia, "Approved");
      await says(mia, "main", "Reopen");
      await isFine(mia);
    });

    it("is released with a reason, and disputed by its client from a telephone", async () => {
      const max = await pageOf("max", shift);
      await press(max, "Release to the client");
      await max.type("#comment", "The night shift stood still");
      await press(max, "Release to the client", "dialog");
      await isIn(max, "With client");
      const cleo = await pageOf("cleo", "/", TELEPHONE);
      await says(cleo, "main", "To decide: 1");
      await isFine(cleo);
      await press(cleo, "rig-1 · day");
      await isIn(cleo, "With client");
      // What the office says among itself is not for its client.
      expect(await cleo.$eval("main", (main) => main.textContent)).not.toMatch(/How long|night shift stood/);
      await isFine(cleo);
      await press(cleo, "Dispute");
      await cleo.type("#comment", "The pump is yours");
      await press(cleo, "Dispute", "dialog");
      await isIn(cleo, "Disputed");
    });

    it("is answered, accepted, and final for everybody", async () => {
      const max = await pageOf("max", "/day/2026-03-10");
      await says(max, "main", "Disputed");
      await isFine(max);
      await press(max, "Answer");
      await max.type("#comment", "It is, and stays on our account");
      await press(max, "Answer", "dialog");
      await says(max, ".slot", "With client");
      const cleo = await pageOf("cleo", shift, TELEPHONE);
      await says(cleo, "main", "It is, and stays on our account");
      await press(cleo, "Accept");
      await press(cleo, "Accept", "dialog");
      await isIn(cleo, "Final");
      await isFine(cleo);
      const ada = await pageOf("ada", "/shifts", TELEPHONE);
      await says(ada, "main", "Final");
      await isFine(ada);
      const events = [
        "submit",
        "recall",
        "submit",
        "return",
        "submit",
        "approve",
        "release",
        "dispute",
        "answer",
        "accept",
      ];
      const cookie = await signedIn(server, "max@rig.example");
      const { body } = await ask(server, `GET ${shift}/decisions`, { cookie });
      expect(body.items.map((one: { readonly event: string }) => one.event)).toEqual(events);
    });

    it("is written, handed in and taken back by a manager too, before and after a reload", async () => {
      const night = {
        slot: "night",
        starts_at: "2026-03-10T18:00:00+01:00",
        ends_at: "2026-03-11T06:00:00+01:00",
      };
      const times = { starts_at: night.starts_at, ends_at: night.ends_at };
      const [activity] = report()["activities"] as object[];
      const own = {
        ...night,
        runs: [],
        materials: [],
        crew: [],
        activities: [{ ...activity, id: "night-1", ...times }],
      };
      const cookie = await signedIn(server, "mia@rig.example");
      await put(server, `/shifts/${ids.theirs}`, report(own), { cookie });
      const mia = await pageOf("mia", `/shifts/${ids.theirs}`, TELEPHONE);
      await press(mia, "Edit");
      await mia.waitForSelector("#at-notes");
      await mia.type("#at-notes", "Written for the night");
      await submit(mia);
      await isIn(mia, "Submitted");
      await mia.reload();
      await isIn(mia, "Submitted");
      await isFine(mia);
      await press(mia, "Recall");
      await press(mia, "Recall", "dialog");
      await isIn(mia, "Draft");
    });

    it("has thrown nothing, and asked nobody but its server", () => {
      expect(thrown.flat().filter((fault) => !/status of 4(01|04|09|12)/.test(fault))).toEqual([]);
    });

    async function stateOf(who: string): Promise<string> {
      const cookie = await signedIn(server, `${who}@rig.example`);
      return (await ask(server, `GET ${shift}`, { cookie })).body.state;
    }
  },
);

const isIn = (page: Page, state: string) => says(page, ".report-head .chip", state);

async function submit(page: Page): Promise<void> {
  await press(page, "Submit", ".foot");
  await press(page, "Submit", "dialog");
}
