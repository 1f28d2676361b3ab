/** A report in feet: typed, sent, read in metres and opened again is what was typed, to the digit; the choice needs no link. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, startBrowser } from "../../browser.js";
import { until } from "../../until.js";
import { signedIn } from "../api/people.js";
import { ids, put, report } from "../api/rigs.js";
import { ask } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { companyOnDisk, EMAIL, Server, signIn } from "./house.js";
import { says } from "./seen.js";

describe.skipIf(chromium === undefined)(`feet, in ${chromium ?? "Chromium, which is not here"}`, () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  const shift = `/shifts/${ids.ours}`;
  const FROM = "#at-runs-run-1-from";
  const TO = "#at-runs-run-1-to";

  beforeAll(async () => {
    server = new Server(await companyOnDisk("supervisor"));
    await server.start();
    await put(server, shift, report({ crew: [], materials: [] }), { cookie: await signedIn(server, EMAIL) });
    browser = await startBrowser();
    page = await browser.newPage();
    await page.setViewport({ width: 820, height: 1180 });
    await signIn(page, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.end();
  });

  const onServer = async () =>
    (await ask(server, `GET ${shift}`, { cookie: await signedIn(server, EMAIL) })).body;
  const reads = async (unit: "m" | "ft"): Promise<void> => {
    await page.goto(`${server.url}/device`);
    await page.waitForSelector("#lengths");
    await page.select("#lengths", unit);
    expect(await faultsOfPage(page)).toEqual([]);
  };
  const opened = async (): Promise<void> => {
    await page.goto(`${server.url}${shift}`);
    await page.waitForSelector(TO);
  };
  const shownIn = (field: string): Promise<string> =>
    page.$eval(field, (input) => (input as HTMLInputElement).value);
  /** Over what stands there, and on to the next field. */
  const typed = async (field: string, text: string): Promise<void> => {
    await page.focus(field);
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  };
  const untilThere = (to: string) => until(async () => (await onServer()).runs[0].to === to);

  it.each([
    ["1000", "304.80", "1000.00"],
    ["1000.10", "304.83", "1000.10"],
    ["1010,05", "307.863", "1010.05"],
  ])("%s typed is %s m for programs, and %s when it is opened again", async (text, metres, feet) => {
    await reads("ft");
    await opened();
    await typed(TO, text);
    await untilThere(metres);
    expect((await onServer()).runs[0]).toMatchObject({ from: "0.00", to: metres, typed_in: "ft" });
    await says(page, ".run-entry .sums", `${feet} ft`);
    await reads("m");
    await opened();
    expect(await shownIn(TO)).toBe(metres);
    // Looked at and left.
    await page.focus(TO);
    await page.keyboard.press("Tab");
    await reads("ft");
    await opened();
    expect(await shownIn(TO)).toBe(feet);
    await page.focus(TO);
    await page.keyboard.press("Tab");
    expect((await onServer()).runs[0].to).toBe(metres);
  });

  it("leave what was measured in metres as it was, when somebody looks at it in feet", async () => {
    await reads("m");
    await opened();
    await typed(FROM, "10.001");
    await until(async () => (await onServer()).runs[0].from === "10.001");
    await reads("ft");
    await opened();
    expect(await shownIn(FROM)).toBe("32.81");
    await page.focus(FROM);
    await page.keyboard.press("Tab");
    await typed(TO, "1000");
    await untilThere("304.80");
    expect((await onServer()).runs[0].from).toBe("10.001");
  });

  it("are chosen and read without a link, and refuse a third decimal in words", async () => {
    await reads("m");
    await server.kill();
    await reads("ft");
    await opened();
    expect(await shownIn(TO)).toBe("1000.00");
    await typed(TO, "1000.123");
    await says(page, ".run-entry .wrong", "2");
    await server.start();
  });
});
