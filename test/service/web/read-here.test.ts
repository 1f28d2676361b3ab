/** A report that the device has for who writes it is there for who reads it too, when the server is gone: it was fetched with the last days, and no page had shown it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "../../browser.js";
import { until } from "../../until.js";
import { report } from "../api/rigs.js";
import { ask, cookieOf } from "../api/serving.js";
import { companyOnDisk, EMAIL, PASSWORD, Server, signIn, Tablet } from "./house.js";
import { says } from "./seen.js";

describe.skipIf(chromium === undefined)(
  `a report that nobody opened yet, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    let server: Server;
    let tablet: Tablet;

    beforeAll(async () => {
      server = new Server(await companyOnDisk("manager"));
      await server.start();
      const cookie = cookieOf(
        await ask(server, "POST /session", { body: { email: EMAIL, password: PASSWORD } }),
      );
      const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
      const body = JSON.parse(JSON.stringify(report()).replaceAll("2026-03-10", yesterday)) as object;
      expect((await ask(server, "PUT /shifts/shift-1", { cookie, body })).status).toBe(201);
      tablet = new Tablet({ width: 820, height: 1180 });
      await tablet.start();
    });
    afterAll(async () => {
      await tablet?.end();
      await server?.end();
    });

    it("is in the list and is read, each with a word that it is of this device", async () => {
      const { page } = tablet;
      await signIn(page, server.url);
      await page.waitForFunction(
        async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
      );
      const kept = (): Promise<number> =>
        page.evaluate(
          () =>
            new Promise<number>((resolve) => {
              const opening = indexedDB.open("witskit");
              opening.onsuccess = () => {
                const counting = opening.result.transaction("reports").objectStore("reports").count();
                counting.onsuccess = () => {
                  opening.result.close();
                  resolve(counting.result);
                };
              };
            }),
        );
      await until(async () => (await kept()) === 1);
      await server.kill();
      await page.goto(`${server.url}/shifts`);
      await says(page, "main", "No link: this is what is on this device");
      await says(page, "main tr", "13.80");
      await page.goto(await page.$eval("main tr a", (link) => (link as HTMLAnchorElement).href));
      await says(page, "main", "No link: this is what is on this device");
      await says(page, "main", "13.80");
    });
  },
);
