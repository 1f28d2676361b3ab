/** A person of two companies on one device: what is kept of one is nothing of the other, and what was not sent waits for its own. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putMembership } from "../../../src/service/store/repositories/accounts.js";
import { createTenant } from "../../../src/service/store/repositories/tenants.js";
import { chromium, startBrowser } from "../../browser.js";
import { until } from "../../until.js";
import { ids, put, report } from "../api/rigs.js";
import { ask, cookieOf } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { EMAIL, PASSWORD, peopleOnDisk, Server } from "./house.js";
import { press, says } from "./seen.js";

const slots = [{ name: "day", starts: "06:00", ends: "18:00" }];

describe.skipIf(chromium === undefined)(
  `a person of two companies, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    let server: Server;
    let browser: Browser;
    let page: Page;
    const signedInto = async (at: { readonly url: string }, tenant?: string): Promise<string> => {
      const body = { email: EMAIL, password: PASSWORD, ...(tenant !== undefined && { tenant }) };
      return cookieOf(await ask(at, "POST /session", { body }));
    };
    /** As another page of the browser, or a provider, does it: the cookie is another one, and the page was not told. */
    const uses = (tenant: string): Promise<number> =>
      page.evaluate(
        async (body) => {
          const headers = { "content-type": "application/json" };
          return (await fetch("/api/v1/session", { method: "POST", headers, body })).status;
        },
        JSON.stringify({ email: EMAIL, password: PASSWORD, tenant }),
      );

    beforeAll(async () => {
      const data = await peopleOnDisk(async ({ service: { store }, url }) => {
        await createTenant(store, { id: "north", slug: "north", name: "North" });
        await createTenant(store, { id: "camp", slug: "camp", name: "Camp" });
        await store.control(async ({ sql }) => {
          const { id } = await sql.selectFrom("account").select("id").executeTakeFirstOrThrow();
          const member = { account: id, client: null, active: true } as const;
          await putMembership(sql, { ...member, tenant: "main", role: "supervisor", rigs: ["rig-1"] }, 0);
          await putMembership(sql, { ...member, tenant: "north", role: "admin", rigs: null }, 0);
          await putMembership(sql, { ...member, tenant: "camp", role: "super_admin", rigs: null }, 0);
        });
        const main = { cookie: await signedInto({ url }, "main") };
        await put({ url }, `/shifts/${ids.ours}`, report(), main);
        const cookie = await signedInto({ url }, "north");
        await put({ url }, "/rigs/rig-1", { name: "Polar", zone: "UTC", slots, wits: null }, { cookie });
      });
      server = new Server(data);
      await server.start();
      browser = await startBrowser();
      page = await browser.newPage();
      await page.setViewport({ width: 820, height: 1180 });
    });
    afterAll(async () => {
      await browser?.close();
      await server?.end();
    });

    it("reads at one address what each of them has, also without a link", async () => {
      await page.goto(`${server.url}/sign-in`);
      expect(await uses("main")).toBe(201);
      await page.goto(`${server.url}/rigs/rig-1`);
      await says(page, "h1", "rig-1");
      await page.goto(`${server.url}/shifts/${ids.ours}`);
      await page.waitForSelector("#at-notes");
      await uses("north");
      await page.goto(`${server.url}/rigs/rig-1`);
      await says(page, "h1", "Polar");
      await server.kill();
      await page.reload();
      await says(page, "#notices", "No link to the server");
      await says(page, "h1", "Polar");
      await page.goto(`${server.url}/shifts/${ids.ours}`);
      await says(page, "#notices", "No link to the server");
      expect(await page.$("#at-notes")).toBeNull();
      await server.start();
    });

    it("finds what was not sent in the company that it was written for, and sends it nowhere else", async () => {
      await uses("main");
      await page.goto(`${server.url}/shifts/${ids.ours}`);
      await page.waitForSelector("#at-notes");
      await server.kill();
      await page.type("#at-notes", "For the first one");
      await says(page, ".report-head .standing", "No link to the server");
      // Nobody has a page of the app open while the session becomes another one's.
      await page.goto("about:blank");
      await server.start();
      const [name, value] = (await signedInto(server, "north")).split("=");
      const url = server.url;
      await page.setCookie({ name: name!, value: value!, url, path: "/", secure: true, httpOnly: true });
      // The first page is of the company that the device knows, and sends what waits there.
      await page.goto(`${server.url}/rigs/rig-1`);
      await says(page, "h1", "Polar");
      const north = await signedInto(server, "north");
      expect((await ask(server, `GET /shifts/${ids.ours}`, { cookie: north })).status).toBe(404);
      const main = await signedInto(server, "main");
      const { body: before } = await ask(server, `GET /shifts/${ids.ours}`, { cookie: main });
      expect(before.notes).toBe("");
      await uses("main");
      await page.goto(`${server.url}/`);
      await until(async () => {
        const { body } = await ask(server, `GET /shifts/${ids.ours}`, { cookie: main });
        return body.notes === "For the first one";
      });
    });

    it("is asked before a session of the one changes anything in the other", async () => {
      const cookie = await signedInto(server, "main");
      const answer = await ask(server, "GET /rigs/rig-1", { cookie, headers: { "witskit-tenant": "north" } });
      expect([answer.status, answer.body.code]).toEqual([409, "other-tenant"]);
    });

    it("sees which companies there are as who runs the service, puts one aside and takes it back", async () => {
      await page.goto(`${server.url}/sign-in`);
      expect(await uses("main")).toBe(201);
      await page.goto(`${server.url}/service/companies`);
      await says(page, "h1", "This page is not for your role.");
      expect(await uses("camp")).toBe(201);
      await page.goto(`${server.url}/service/companies`);
      await says(page, "tr", "you are signed in to it");
      expect(await faultsOfPage(page)).toEqual([]);
      await page.click("[aria-label='Put aside North']");
      await press(page, "Put aside", "dialog");
      await page.waitForSelector("[aria-label='Take back North']");
      expect(await uses("north")).not.toBe(201);
      await page.click("[aria-label='Take back North']");
      await press(page, "Take back", "dialog");
      await page.waitForSelector("[aria-label='Put aside North']");
      expect(await uses("north")).toBe(201);
    });
  },
);
