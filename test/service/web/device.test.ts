/**
 * The device that a report is written on: what it holds and why, a PIN before it, no room, a clock that is wrong; and nothing of it is lost when somebody signs out without having been told.
 */
import { createCipheriv } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "../../browser.js";
import { signedIn } from "../api/people.js";
import { ids, put, report } from "../api/rigs.js";
import { ask } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { companyOnDisk, EMAIL, Server, signIn, Tablet } from "./house.js";
import { press, says } from "./seen.js";

describe.skipIf(chromium === undefined)(`a device, in ${chromium ?? "Chromium, which is not here"}`, () => {
  let server: Server;
  let tablet: Tablet;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), "witskit-photos-"));
  const shift = `/shifts/${ids.ours}`;

  beforeAll(async () => {
    server = new Server(await companyOnDisk("supervisor"));
    await server.start();
    const cookie = await signedIn(server, EMAIL);
    await put(server, shift, report(), { cookie });
    tablet = new Tablet({ width: 360, height: 740 });
    await tablet.start();
    page = tablet.page;
    await signIn(page, server.url);
  });
  afterAll(async () => {
    await tablet?.end();
    await server?.end();
    rmSync(folder, { recursive: true });
  });

  const at = async (path: string): Promise<void> => {
    await page.goto(`${server.url}${path}`);
    await page.waitForSelector("h1");
  };
  const shiftOnServer = async () => {
    const cookie = await signedIn(server, EMAIL);
    return (await ask(server, `GET ${shift}`, { cookie })).body;
  };
  const addPhoto = async (path: string): Promise<void> => {
    const files = (await page.waitForSelector("#photo-files")) as ElementHandle<HTMLInputElement>;
    await files.uploadFile(path);
  };
  /** A picture that no codec makes smaller, of whatever a camera writes at most. */
  const hugePhoto = async (): Promise<string> => {
    const path = join(folder, "core.jpg");
    const [width, height] = [4000, 3000];
    const zeros = Buffer.alloc(16);
    const raw = createCipheriv("aes-128-ctr", zeros, zeros).update(Buffer.alloc(width * height * 3));
    const jpeg = await sharp(raw, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 98 })
      .toBuffer();
    expect(jpeg.length).toBeGreaterThan(14e6);
    writeFileSync(path, jpeg);
    return path;
  };

  it("makes a photo of 15 MB small enough for the link, and has its receipt", async () => {
    await at(shift);
    await addPhoto(await hugePhoto());
    await says(page, ".photos small", "on the server · ");
    const [photo] = (await shiftOnServer()).photos;
    expect(photo).toMatchObject({ width: 2560, height: 1920 });
    expect(photo.bytes).toBeLessThan(5e6);
    await page.waitForFunction(() => document.querySelector(".report-head .dot.waits") === null);
  });

  it("shows a photo as large as the screen, and comes back to its small one", async () => {
    const closed = () => page.waitForFunction(() => document.querySelector("dialog") === null);
    const onSmall = () => page.evaluate(() => document.activeElement?.className);
    const open = async (): Promise<void> => {
      await page.focus(".small-photo");
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        () => document.querySelector<HTMLImageElement>("dialog img")?.naturalWidth === 2560,
      );
    };
    await open();
    expect(await page.$eval("dialog", (dialog) => dialog.clientWidth)).toBe(360);
    expect(await faultsOfPage(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await closed();
    expect(await onSmall()).toBe("small-photo");
    await page.waitForFunction(() => history.state === null);
    await open();
    await page.goBack();
    await closed();
    expect(page.url()).toBe(`${server.url}${shift}`);
    expect(await onSmall()).toBe("small-photo");
    await open();
    await page.click("dialog button");
    await closed();
    await page.waitForFunction(() => history.state === null);
  });

  it("says what waits on it and why, when there is no link", async () => {
    await server.kill();
    await page.type("#at-notes", "Written in the dark");
    await says(page, ".report-head .standing", "No link to the server");
    await at("/device");
    await says(page, "main", "No link to the server since");
    await says(page, ".line", "rig-1 · day");
    expect(await faultsOfPage(page)).toEqual([]);
  });

  it("asks before unsent work is lost, and keeps it when told to", async () => {
    await press(page, "Sign out");
    await says(page, "dialog", "1 report or photo was not sent. Sign out and lose it?");
    expect(await faultsOfPage(page)).toEqual([]);
    await press(page, "Cancel", "dialog");
    await at(shift);
    expect(await page.$eval("#at-notes", (field) => (field as HTMLTextAreaElement).value)).toMatch(
      /Written in the dark$/,
    );
  });

  it("is opened by its PIN alone, and shows nothing before it", async () => {
    await at("/device");
    await page.type("#new-pin", "12");
    await press(page, "Set the PIN");
    await says(page, "#new-pin-says", "Four digits or more");
    await page.type("#new-pin", "34");
    await press(page, "Set the PIN");
    await says(page, "main", "A PIN is set");
    await at(shift);
    await says(page, "h1", "Locked");
    expect(await faultsOfPage(page)).toEqual([]);
    expect(await page.$eval("body", ({ textContent }) => textContent)).not.toContain("dark");
    await page.type("#pin", "4321");
    await press(page, "Open");
    await says(page, "#pin-says", "That is not the PIN");
    await page.type("#pin", "1234");
    await press(page, "Open");
    await says(page, ".report-head", "rig-1 · day");
    await at("/device");
    await page.type("#pin", "1234");
    await press(page, "Open");
    await press(page, "Remove the PIN");
    await page.waitForSelector("#new-pin");
  });

  it("speaks Spanish from when it is chosen, and at the next start, without a link", async () => {
    await at("/device");
    await page.select("#language", "es");
    await says(page, "h1", "Este dispositivo");
    await says(page, ".bar nav", "Hoy");
    await says(page, "main", "Sin conexión con el servidor desde");
    expect(await page.$eval("html", ({ lang }) => lang)).toBe("es");
    expect(await faultsOfPage(page)).toEqual([]);
    await at(shift);
    await says(page, "main", "Profundidad");
    await at("/device");
    await page.select("#language", "en");
    await says(page, "h1", "This device");
  });

  it("warns in French under a field, without a link", async () => {
    await page.select("#language", "fr");
    await says(page, "h1", "Cet appareil");
    await at(shift);
    await page.waitForSelector("#at-supervisor");
    await page.focus("#at-supervisor");
    await page.keyboard.press("Tab");
    await says(page, "#at-supervisor-says", "Aucun chef de poste n’est indiqué");
    expect(await faultsOfPage(page)).toEqual([]);
    await at("/device");
    await page.select("#language", "en");
    await says(page, "h1", "This device");
  });

  it("says when it has no room for what is typed, and has it all when there is some again", async () => {
    await server.start();
    // How much there is, a browser asks when it starts.
    await tablet.kill();
    await tablet.start();
    page = tablet.page;
    const devtools = await page.createCDPSession();
    const room = (quotaSize?: number) =>
      devtools.send("Storage.overrideQuotaForOrigin", {
        origin: server.url,
        ...(quotaSize !== undefined && { quotaSize }),
      });
    await room(1);
    // It may have died before it had its cookies on disk.
    await page.deleteCookie(...(await page.cookies(server.url)));
    await signIn(page, `${server.url}/sign-in`);
    await at(shift);
    await page.type("#at-notes", ", and kept");
    await says(page, "#notices", "This device cannot keep what you type (it is full)");
    await addPhoto(join(folder, "core.jpg"));
    await says(page, "[role=alert]", "This device cannot keep the photo (it is full)");
    expect(await faultsOfPage(page)).toEqual([]);
    await room();
    await page.waitForFunction(() => !document.querySelector("#notices")?.textContent?.includes("cannot"));
    await says(page, ".report-head .standing", "On the server");
    expect((await shiftOnServer()).notes).toMatch(/Written in the dark, and kept$/);
  });

  it("warns whose clock is wrong by hours", async () => {
    const other = await tablet.another();
    await other.evaluateOnNewDocument(() => {
      const right = Date;
      globalThis.Date = class extends right {
        constructor(...given: []) {
          super(...((given.length === 0 ? [right.now() + 5 * 3_600_000] : given) as []));
        }
        static override now = () => right.now() + 5 * 3_600_000;
      } as DateConstructor;
    });
    await other.goto(server.url);
    await says(other, "#notices", "The clock of this device is 5 h ahead of the server's");
    await other.close();
    await page.bringToFront();
  });
});
