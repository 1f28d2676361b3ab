/** The page in a real browser: what a user does with it, and what it does when the log is large or means harm. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, faultsOf, startBrowser } from "../../browser.js";
import { query } from "../../bulk/query.js";
import { witskit } from "../../cli/binary.js";
import { HOSTILE, logOf } from "./log.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
let browser: Browser;

beforeAll(async () => {
  if (chromium !== undefined) browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(cwd, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  readonly faults: readonly string[];
  readonly milliseconds: number;
}

async function opened(name: string): Promise<Opened> {
  const url = pathToFileURL(join(cwd, name)).href;
  const page = await browser.newPage();
  const faults = faultsOf(page, (asked) => asked === url);
  await page.setViewport({ width: 1400, height: 900 });
  const start = performance.now();
  await page.goto(url);
  await page.waitForSelector("html[data-ready]", { timeout: 50_000 });
  return { page, faults, milliseconds: performance.now() - start };
}

function plotted(...words: string[]): void {
  const { code, err } = witskit(["plot", ...words, "-q", "--force"], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: "" });
}

const text = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => element.textContent ?? "");
const frame = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
const value = (page: Page, name: string): Promise<string> => text(page, `[data-name=${name}] .value`);

/** Where the body stands that the curves are drawn in. */
async function bodyOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await (await page.$("#cursor"))!.boundingBox())!;
}

/** Seconds that are in view. */
async function seconds(page: Page): Promise<number> {
  await frame(page);
  const [from, until] = (await text(page, "#range"))
    .split(" to ")
    .map((one) => Date.parse(`${one.replace(" ", "T")}Z`));
  return (until! - from!) / 1000;
}

/** How many pixels of a part of the canvas are neither paper nor grid. */
const inked = (page: Page, from: number, until: number): Promise<number> =>
  page.$eval(
    "#curves",
    (canvas, top, bottom) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement)
        .getContext("2d")!
        .getImageData(
          Math.floor(width * 0.15),
          Math.floor(top * height),
          Math.floor(width * 0.75),
          Math.floor((bottom - top) * height),
        );
      let found = 0;
      for (let i = 0; i < data.length; i += 4) {
        const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!];
        if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) found++;
      }
      return found;
    },
    from,
    until,
  );

describe.skipIf(chromium === undefined)(`the page, in ${chromium ?? "Chromium, which is not here"}`, () => {
  const ROWS = 3601;

  beforeAll(() => {
    const frames = Array.from({ length: ROWS }, (_, i) => ({
      "0101": "NO 15/9-F-4",
      "0107": i < 1800 ? 2 : 3,
      "0110": (1000 + i / 100).toFixed(2),
      "0113": (i % 50) + 0.25,
      "0114": i >= 900 && i < 1800 ? -999.25 : 77.5,
    }));
    writeFileSync(join(cwd, "hour.wits"), logOf(frames));
    plotted("hour.wits", "-o", "hour.html", "--units", "metric", "--tracks", "ROPA:0-60,DMEA|HKLA:0-100");
  });

  it("opens without a fault and without the network, with heads and an activity", async () => {
    const { page, faults } = await opened("hour.html");
    expect(await text(page, "h1")).toBe("NO 15/9-F-4");
    expect(await text(page, "[data-name=ROPA]")).toBe("ROPA m/h060");
    expect(await text(page, "#range")).toBe("2024-03-04 06:00:00 to 2024-03-04 07:00:00");
    expect(await inked(page, 0, 1)).toBeGreaterThan(1000);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("shows the values of the row nearest to the cursor, and none where the log has none", async () => {
    const { page, faults } = await opened("hour.html");
    const { x, y, height } = await bodyOf(page);
    for (const share of [0.1, 0.3, 0.77]) {
      const at = y + Math.round(share * height);
      await page.mouse.move(x + 500, at);
      const read = Date.parse(`${(await text(page, "#reading")).slice(0, 19).replace(" ", "T")}Z`);
      const row = (read - Date.UTC(2024, 2, 4, 6)) / 1000;
      const pixel = ROWS / height;
      expect(Math.abs(row - ((at - y) / height) * (ROWS - 1))).toBeLessThanOrEqual(pixel);
      expect(await text(page, "#reading")).toContain(row < 1800 ? "drilling" : "connection");
      expect(await value(page, "ROPA")).toBe(String((row % 50) + 0.25));
      expect(await value(page, "DMEA")).toBe(String(Number((1000 + row / 100).toFixed(2))));
      expect(await value(page, "HKLA")).toBe(share === 0.3 ? "–" : "77.5");
    }
    await page.mouse.move(5, 5);
    expect(await value(page, "ROPA")).toBe("");
    expect(faults).toEqual([]);
    await page.close();
  });

  it("zooms by the wheel about the cursor, by a drag to what was dragged over, and comes back by a double click", async () => {
    const { page, faults } = await opened("hour.html");
    const { x, y, height } = await bodyOf(page);
    expect(await seconds(page)).toBe(3600);
    await page.mouse.move(x + 600, y + height / 2);
    const before = await text(page, "#reading");
    await page.mouse.wheel({ deltaY: -400 });
    const closer = await seconds(page);
    expect(closer).toBeLessThan(2000);
    await page.mouse.move(x + 601, y + height / 2);
    expect(
      Math.abs(Date.parse((await text(page, "#reading")).slice(0, 19)) - Date.parse(before.slice(0, 19))),
    ).toBeLessThanOrEqual(2000);
    await page.mouse.move(x + 600, y + height / 4);
    await page.mouse.down();
    await page.mouse.move(x + 600, y + height / 2, { steps: 3 });
    await page.mouse.up();
    const dragged = await seconds(page);
    expect(dragged / closer).toBeGreaterThan(0.23);
    expect(dragged / closer).toBeLessThan(0.27);
    await page.mouse.click(x + 600, y + 50, { count: 2 });
    expect(await seconds(page)).toBe(3600);
    await page.keyboard.press("+");
    expect(await seconds(page)).toBe(1800);
    await page.keyboard.press("End");
    await frame(page);
    expect(await text(page, "#range")).toMatch(/07:00:00$/);
    await page.keyboard.press("0");
    expect(await seconds(page)).toBe(3600);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("moves by a drag on the times and in the overview, and hides a curve by its head", async () => {
    const { page, faults } = await opened("hour.html");
    const { x, y, width, height } = await bodyOf(page);
    await page.keyboard.press("+");
    await page.keyboard.press("Home");
    await frame(page);
    await page.mouse.move(x + 30, y + 300);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 200, { steps: 3 });
    await page.mouse.up();
    await frame(page);
    expect(await text(page, "#range")).not.toContain("06:00:00 to");
    expect(await seconds(page)).toBe(1800);
    await page.mouse.click(x + width - 20, y + height - 5);
    await frame(page);
    expect(await text(page, "#range")).toMatch(/07:00:00$/);
    const all = await inked(page, 0, 1);
    await page.click("[data-name=ROPA]");
    await frame(page);
    expect(await inked(page, 0, 1)).toBeLessThan(all / 2);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("is dark where the system is", async () => {
    const { page } = await opened("hour.html");
    const paper = (): Promise<number> =>
      page.$eval(
        "#curves",
        (canvas) => (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(2, 2, 1, 1).data[0]!,
      );
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    await frame(page);
    expect(await paper()).toBe(255);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await frame(page);
    expect(await paper()).toBeLessThan(40);
    await page.close();
  });

  it("runs nothing that a log says, and shows it as it is", async () => {
    writeFileSync(
      join(cwd, "hostile.wits"),
      logOf([
        { "0101": HOSTILE, "0113": 1 },
        { "0101": HOSTILE, "0113": 2 },
      ]),
    );
    plotted("hostile.wits", "-o", "hostile.html", "--title", `${HOSTILE} title`);
    plotted("hostile.wits", "-o", "hostile.svg");
    const { page, faults } = await opened("hostile.html");
    expect(await text(page, "h1")).toBe(`${HOSTILE} title`);
    expect(await page.$$("img")).toHaveLength(0);
    const picture = await browser.newPage();
    await picture.goto(pathToFileURL(join(cwd, "hostile.svg")).href);
    expect(await picture.evaluate(() => document.documentElement.localName)).toBe("svg");
    expect(await picture.evaluate(() => document.querySelector("parsererror"))).toBeNull();
    await picture.close();
    expect(faults).toEqual([]);
    await page.close();
  });

  it("holds five million samples, and keeps a peak of one row in sight", { timeout: 300_000 }, async () => {
    const rows = 250_000;
    const names = Array.from({ length: 20 }, (_, i) => `C${i}`);
    const peak = 154_312;
    const columns = names.map(
      (name, i) =>
        `CASE WHEN range = ${peak} THEN 199.0 ELSE (range * ${i + 1} % 97) / 10.0 + ${2 * i} END AS ${name}`,
    );
    await query(
      `COPY (SELECT make_timestamp_ms(1709532000000 + range * 1000) AS timestamp, ${columns.join(", ")} FROM range(${rows})) TO '${join(cwd, "large.parquet")}' (FORMAT parquet)`,
    );
    const tracks = [0, 4, 8, 12, 16].map((first) =>
      names
        .slice(first, first + 4)
        .map((name) => `${name}:0-200`)
        .join(","),
    );
    plotted("large.parquet", "-o", "large.html", "--tracks", tracks.join("|"));
    const { page, faults, milliseconds } = await opened("large.html");
    const { x, y, height } = await bodyOf(page);
    await page.mouse.move(x + 500, y + height / 2);
    const frames: number[] = await page.evaluate(async () => {
      const cursor = document.getElementById("cursor")!;
      const at = { clientX: 600, clientY: 500, bubbles: true, cancelable: true };
      const times: number[] = [];
      for (let i = 0; i < 60; i++) {
        cursor.dispatchEvent(
          new WheelEvent("wheel", { ...at, deltaY: i < 30 ? -60 : 40, shiftKey: i >= 30 }),
        );
        const start = performance.now();
        await new Promise((done) => requestAnimationFrame(done));
        times.push(performance.now() - start);
      }
      return times;
    });
    frames.sort((a, b) => a - b);
    await page.keyboard.press("0");
    await frame(page);
    const [there, beside] = [await inkedAt(page, peak / rows), await inkedAt(page, peak / rows + 0.02)];
    expect(there).toBeGreaterThan(beside + 50);
    expect(await value(page, "C7")).toMatch(/^\d+(\.\d+)?$/);
    expect(faults).toEqual([]);
    console.info(
      `5,000,000 samples: open in ${Math.round(milliseconds)} ms; a frame while zooming and moving ${frames[30]!.toFixed(0)} ms (median), ${frames.at(-1)!.toFixed(0)} ms (longest)`,
    );
    await page.close();
  });
});

const inkedAt = (page: Page, share: number): Promise<number> => inked(page, share - 0.003, share + 0.003);
