/**
 * How the app starts on a device: with the version that it has or a newer one, whatever the link does meanwhile; when its store does not open,
 * has what cannot be read, or the browser has lost a file of the app. What was written is there each time.
 */
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "../../browser.js";
import { until } from "../../until.js";
import { signedIn } from "../api/people.js";
import { ids, put, report } from "../api/rigs.js";
import { ask } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { frontOf } from "./front.js";
import { companyOnDisk, EMAIL, Server, signIn, Tablet } from "./house.js";
import { press, says } from "./seen.js";

describe.skipIf(chromium === undefined)(
  `the app starts, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    let server: Server;
    let tablet: Tablet;
    let page: Page;
    const shift = `/shifts/${ids.ours}`;

    beforeAll(async () => {
      server = new Server(await companyOnDisk("supervisor"));
      await server.start();
      const cookie = await signedIn(server, EMAIL);
      // Of long ago, and still to be written on.
      await put(server, shift, report(), { cookie });
      tablet = new Tablet({ width: 360, height: 740 });
      await tablet.start();
      page = tablet.page;
      await signIn(page, server.url);
    });
    afterAll(async () => {
      await tablet?.end();
      await server?.end();
    });

    const notesOnServer = async (): Promise<string> => {
      const cookie = await signedIn(server, EMAIL);
      return (await ask(server, `GET ${shift}`, { cookie })).body.notes;
    };

    it("takes a newer app at its next start, and never under somebody who writes", async () => {
      const front = await frontOf(server);
      const { url } = front;
      const before = await tablet.another();
      try {
        // A browser has its cookies for a host, whatever the port.
        await before.goto(url);
        await before.waitForFunction(
          async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
        );
        await before.goto(`${url}${shift}`);
        await before.waitForSelector("#at-notes");
        front.change();
        await before.type("#at-notes", ". Half a sent");
        await before.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
        await before.waitForFunction(
          async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state === "installed",
        );
        await before.type("#at-notes", "ence");
        expect(await before.$eval("#at-notes", (field) => (field as HTMLTextAreaElement).value)).toMatch(
          /Half a sentence$/,
        );
        await press(before, "server", ".bar");
        await says(before, "main", "A new version comes with the next start");
        await says(before, ".bar .standing", "All is on the server");
        await before.close();
        const next = await tablet.another();
        await next.goto(url);
        await next.waitForFunction(
          async () => (await navigator.serviceWorker.getRegistration())?.waiting === null,
        );
        await next.goto(`${url}${shift}`);
        await next.waitForSelector("#at-notes");
        await next.close();
        expect(await notesOnServer()).toMatch(/Half a sentence$/);
      } finally {
        front.close();
      }
    });

    it("starts without a link as it was, though the server has a newer app, and has that whole or not at all when the link is back", async () => {
      const front = await frontOf(server);
      const one = await tablet.another();
      try {
        await one.goto(front.url);
        await one.waitForFunction(
          async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
        );
        await one.goto(`${front.url}${shift}`);
        await one.waitForSelector("#at-notes");
        front.change();
        front.cut();
        await one.reload();
        await says(one, "#notices", "No link to the server");
        await one.waitForSelector("#at-notes");
        await one.type("#at-notes", " In the dark");
        await says(one, ".report-head .standing", "No link to the server");
        // The link is back, and breaks off while the newer app comes: what there is of it is not taken.
        front.mend();
        front.cut(/^\/main-/);
        await one.reload();
        await one.waitForSelector("#at-notes");
        await until(() => front.broken > 0);
        await one.waitForFunction(async () => {
          const registered = await navigator.serviceWorker.getRegistration();
          return registered?.installing === null && registered.waiting === null && registered.active !== null;
        });
        await says(one, ".report-head .standing", "On the server");
        expect(await notesOnServer()).toMatch(/In the dark$/);
        front.mend();
        await one.reload();
        await one.waitForFunction(
          async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state === "installed",
        );
        await one.waitForSelector("#at-notes");
        await one.close();
        const next = await tablet.another();
        await next.goto(`${front.url}${shift}`);
        await next.waitForFunction(async () => String(await caches.keys()) === "witskit-of-tomorrow");
        front.cut();
        await next.reload();
        await next.waitForSelector("#at-notes");
        expect(await next.$eval("#at-notes", (field) => (field as HTMLTextAreaElement).value)).toMatch(
          /In the dark$/,
        );
        await next.close();
      } finally {
        front.close();
      }
    });

    it("says that its store does not open, and goes on by itself when it does", async () => {
      const one = await tablet.another();
      await one.evaluateOnNewDocument(() => {
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (...given) {
          if ("opens" in globalThis) return open.apply(this, given);
          throw new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError");
        };
      });
      await one.goto(`${server.url}${shift}`);
      await says(one, "h1", "The store of this device does not open");
      await says(one, "main", "indexedDB.open. Nothing is lost by it");
      expect(await faultsOfPage(one)).toEqual([]);
      await one.evaluate(() => Object.assign(globalThis, { opens: true }));
      await one.waitForSelector("#at-notes");
      expect(await one.$("#notices")).not.toBeNull();
      await one.close();
    });

    it("opens all other reports where one was sealed with a key that is gone, and says so", async () => {
      await page.goto(server.url);
      await page.waitForSelector(".bar");
      await changeRow(page, {
        id: "torn",
        sealed: { iv: new Array(12).fill(1), bytes: new Array(64).fill(2) },
      });
      await page.goto(`${server.url}${shift}`);
      await says(page, "#notices", "1 report of this device cannot be read");
      await says(page, ".bar .standing", "1 report not readable");
      await page.waitForSelector("#at-notes");
      expect(await faultsOfPage(page)).toEqual([]);
      await changeRow(page, { id: "torn" });
      await page.reload();
      await page.waitForSelector("#at-notes");
      expect(await page.$eval("#notices", ({ textContent }) => textContent)).not.toContain("cannot be read");
    });

    it("keeps again what the browser has lost of it, so that it starts without a link the time after", async () => {
      await page.waitForFunction(
        async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
      );
      const lost = await page.evaluate(async () => {
        const [name] = await caches.keys();
        const cache = await caches.open(name!);
        const script = document.querySelector<HTMLScriptElement>("script[src]")!.src;
        return [await cache.delete(script), await cache.delete("/")];
      });
      expect(lost).toEqual([true, true]);
      await page.reload();
      await page.waitForSelector("#at-notes");
      await server.kill();
      await page.reload();
      await page.waitForSelector("#at-notes");
      await says(page, "#notices", "No link to the server");
      await server.start();
    });
  },
);

/** Puts a row into the store of reports as it lies there, or takes it out. */
async function changeRow(
  page: Page,
  row: { readonly id: string; readonly sealed?: { readonly iv: number[]; readonly bytes: number[] } },
): Promise<void> {
  await page.evaluate(
    ({ id, sealed }) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("witskit");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const change = opening.result.transaction("reports", "readwrite");
          const store = change.objectStore("reports");
          if (sealed === undefined) store.delete(id);
          else
            store.put({
              id,
              sealed: { iv: new Uint8Array(sealed.iv), bytes: new Uint8Array(sealed.bytes).buffer },
            });
          change.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          change.onerror = () => reject(change.error);
        };
      }),
    row,
  );
}
