/** The page of the dashboard in a real browser, of a server that runs as its users run it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { tmpdir } from "node:os";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chromium, faultsOf, startBrowser } from "../../browser.js";
import { BINARY } from "../../cli/binary.js";
import { HOSTILE, logOf } from "../plot/log.js";
import { Sender, secondsOf } from "./sender.js";

const START = Date.UTC(2024, 2, 4, 6);

class Served {
  readonly child: ChildProcess;
  url = "";

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  static async start(...words: string[]): Promise<Served> {
    const child = spawn(process.execPath, [BINARY, "dashboard", ...words], {
      cwd: tmpdir(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const served = new Served(child);
    const [line] = (await once(child.stdout!, "data")) as [Buffer];
    served.url = line.toString().trim();
    return served;
  }

  async stop(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    this.child.kill("SIGINT");
    const [code] = (await once(this.child, "exit")) as [number | null];
    return code;
  }
}

/** The answer to a request with headers that a browser would not send. */
async function asked(url: string, options: { method?: string; host?: string } = {}) {
  const { method = "GET", host } = options;
  const sent = request(url, { method, headers: host === undefined ? {} : { host } }).end();
  const [answer] = await once(sent, "response");
  answer.resume();
  return { status: answer.statusCode as number, headers: answer.headers };
}

/** Seconds from `from` on, a frame each. */
function seconds(
  from: number,
  until: number,
  items: (second: number) => Readonly<Record<string, string | number>>,
): string {
  return logOf(
    Array.from({ length: until - from }, (_, i) => items(from + i)),
    { start: START + from * 1000 },
  );
}

const items = (second: number): Readonly<Record<string, string | number>> => ({
  "0101": "NO 15/9-F-4",
  "0107": second < 300 ? 2 : 3,
  "0110": (1000 + second / 100).toFixed(2),
  "0113": (second % 50) + 0.25,
  "0114": second >= 200 && second < 400 ? -999.25 : 77.5,
});

describe("the server of the page", () => {
  let rig: Sender;
  let served: Served;

  beforeAll(async () => {
    rig = await Sender.start();
    served = await Served.start(rig.url, "--web", "0");
  });
  afterAll(async () => {
    expect(await served.stop()).toBe(130);
    await rig.close();
  });

  it("prints an address on this machine alone, and lets the page load from nowhere else", async () => {
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const { status, headers } = await asked(served.url);
    expect(status).toBe(200);
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'; /);
  });

  it("answers nobody who means another host, and to nothing but reading", async () => {
    const { port } = new URL(served.url);
    expect((await asked(served.url, { host: `rig.evil.example:${port}` })).status).toBe(403);
    expect((await asked(`${served.url}events`, { host: "rig.evil.example" })).status).toBe(403);
    expect((await asked(served.url, { host: `localhost:${port}` })).status).toBe(200);
    expect((await asked(served.url, { host: `[::1]:${port}` })).status).toBe(200);
    expect((await asked(served.url, { method: "POST" })).status).toBe(405);
    expect((await asked(`${served.url}../../etc/passwd`)).status).toBe(404);
  });

  it("says so when it cannot listen", async () => {
    const { port } = new URL(served.url);
    const { status, stderr } = spawnSync(process.execPath, [BINARY, "dashboard", rig.url, `--web=${port}`], {
      encoding: "utf8",
    });
    expect(status).toBe(5);
    expect(stderr).toMatch(/cannot serve the dashboard on 127\.0\.0\.1:\d+: another program listens there/);
  });
});

describe.skipIf(chromium === undefined)(
  `the live page, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    let browser: Browser;
    let rig: Sender;
    let served: Served;
    let page: Page;
    let faults: readonly string[];

    beforeAll(async () => {
      browser = await startBrowser();
    });
    afterAll(async () => {
      await browser?.close();
    });
    beforeEach(async () => {
      rig = await Sender.start();
    });
    afterEach(async () => {
      await page?.close();
      await served.stop();
      await rig.close();
    });

    async function open(...words: string[]): Promise<void> {
      served = await Served.start(rig.url, "--web", "0", ...words);
      await rig.untilConnected();
      page = await browser.newPage();
      faults = faultsOf(page, (asked) => asked.startsWith(served.url));
      await page.setViewport({ width: 1500, height: 900 });
      await page.goto(served.url);
    }

    const text = (selector: string): Promise<string> =>
      page.$eval(selector, (element) => element.textContent ?? "");
    const rows = (least: number): Promise<unknown> =>
      page.waitForFunction(
        (n) => Number(document.documentElement.dataset["rows"]) >= n,
        { timeout: 50_000 },
        least,
      );
    const says = (selector: string, words: string): Promise<unknown> =>
      page.waitForFunction(
        (where, what) => (document.querySelector(where)?.textContent ?? "").includes(what),
        { timeout: 50_000 },
        selector,
        words,
      );
    const follows = (): Promise<string | undefined> =>
      page.evaluate(() => document.documentElement.dataset["following"]);

    /** Pixels of a curve's colour in a part of a track of the body, by shares of its height. */
    async function inked(track: number, from: number, until: number): Promise<number> {
      const box = await page.$$eval(
        "#heads .track",
        (all, i) => ({
          left: (all[i] as HTMLElement).offsetLeft,
          width: (all[i] as HTMLElement).offsetWidth,
        }),
        track,
      );
      return page.$eval(
        "#curves",
        (canvas, { left, width }, top, bottom) => {
          const { height } = canvas as HTMLCanvasElement;
          const { data } = (canvas as HTMLCanvasElement)
            .getContext("2d")!
            .getImageData(left + 2, Math.floor(top * height), width - 4, Math.floor((bottom - top) * height));
          let found = 0;
          for (let i = 0; i < data.length; i += 4) {
            const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!];
            if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) found++;
          }
          return found;
        },
        box,
        from,
        until,
      );
    }

    it("draws what came before it was opened, and goes on with what comes", async () => {
      await open("--units", "metric");
      await says("#waiting", "Waiting");
      rig.send(seconds(0, 600, items));
      await rows(600);
      await says("h1", "NO 15/9-F-4");
      await says("#headlines", "1005.99");
      expect(await text("#heads")).toMatch(/ROPA M\/HR0.*50.*DMEA M.*HKLA KDN0.*80/s);
      expect(await inked(0, 0, 0.3)).toBeGreaterThan(500);
      expect(await inked(0, 0.4, 1)).toBe(0);
      rig.send(seconds(600, 1500, items));
      await rows(1500);
      await says("#headlines", "1014.99");
      await page.waitForFunction(() =>
        (document.getElementById("range")?.textContent ?? "").includes("06:30:00"),
      );
      expect(await inked(0, 0.4, 0.8)).toBeGreaterThan(500);
      expect(await text("#links")).toMatch(/● open.*frames.*B\/s/);
      await says("#items", "HKLA77.5KDN");
      expect(faults).toEqual([]);
    });

    it("leaves gaps open, where values are null and where nothing came", async () => {
      await open("--tracks", "HKLA:0-100|ROPA:0-100");
      rig.send(seconds(0, 600, items) + seconds(1200, 1801, items));
      await rows(1201);
      const at = (second: number): number => second / 1800;
      expect(await inked(0, at(20), at(180))).toBeGreaterThan(100);
      expect(await inked(0, at(210), at(390))).toBe(0);
      expect(await inked(0, at(410), at(590))).toBeGreaterThan(100);
      expect(await inked(1, at(610), at(1190))).toBe(0);
      expect(await inked(1, at(1210), at(1790))).toBeGreaterThan(100);
      expect(faults).toEqual([]);
    });

    it("follows until its user looks back, and again at the end", async () => {
      await open();
      rig.send(seconds(0, 3600, items));
      await rows(3600);
      await says("#range", "to 2024-03-04 06:59:59");
      expect(await follows()).toBe("yes");
      await page.keyboard.press("PageUp");
      await says("#range", "to 2024-03-04 06:32:59");
      expect(await follows()).toBe("no");
      const looked = await text("#range");
      rig.send(seconds(3600, 3660, items));
      await rows(3660);
      expect(await text("#range")).toBe(looked);
      await page.keyboard.press("End");
      await says("#range", "to 2024-03-04 07:00:59");
      expect(await follows()).toBe("yes");
      await page.keyboard.press("+");
      await page.keyboard.press("PageUp");
      await page.click("#live");
      await says("#range", "2024-03-04 06:45:59 to 2024-03-04 07:00:59");
      rig.send(seconds(3660, 3720, items));
      await says("#range", "2024-03-04 06:46:59 to 2024-03-04 07:01:59");
      await page.click("#whole");
      await says("#range", "2024-03-04 06:00:00 to 2024-03-04 07:01:59");
      rig.send(seconds(3720, 3780, items));
      await says("#range", "2024-03-04 06:00:00 to 2024-03-04 07:02:59");
      expect(faults).toEqual([]);
    });

    it("shows the values of the row under the cursor", async () => {
      await open();
      rig.send(seconds(0, 1801, items));
      await rows(1801);
      const { x, y, height } = (await (await page.$("#cursor"))!.boundingBox())!;
      for (const share of [0.1, 0.2, 0.8]) {
        await page.mouse.move(x + 400, y + Math.round(share * height));
        const reading = await text("#reading");
        const second = (Date.parse(`${reading.slice(0, 19).replace(" ", "T")}Z`) - START) / 1000;
        expect(Math.abs(second - share * 1800)).toBeLessThan(5);
        expect(reading).toContain(second < 300 ? "drilling" : "connection");
        expect(await text("[data-name=ROPA] .value")).toBe(String((second % 50) + 0.25));
        const missing = second >= 200 && second < 400;
        expect(await text("[data-name=HKLA] .value")).toBe(missing ? "–" : "77.5");
      }
      expect(faults).toEqual([]);
    });

    it("connects again by itself when the server has been started anew", async () => {
      await open();
      rig.send(seconds(0, 600, items));
      await rows(600);
      const { port } = new URL(served.url);
      await served.stop();
      await page.waitForFunction(() => document.documentElement.dataset["connected"] === "no", {
        timeout: 50_000,
      });
      expect(await text("#lost")).toMatch(/connection to witskit is lost; trying again/);
      expect(await inked(0, 0, 0.3)).toBeGreaterThan(500);
      served = await Served.start(rig.url, "--web", port);
      await page.waitForFunction(() => document.documentElement.dataset["connected"] === "yes", {
        timeout: 50_000,
      });
      await rig.untilConnected();
      rig.send(seconds(5000, 5100, items));
      await says("#headlines", "1050.99");
      await says("#range", "07:23:20");
      // Of the connection that failed the console tells by itself.
      expect(faults.filter((fault) => !fault.includes("ERR_"))).toEqual([]);
    });

    it("lets another sender's board be chosen, and goes back when a rig's clock is set back", async () => {
      const other = await Sender.start();
      try {
        await open(other.url);
        await other.untilConnected();
        other.send(seconds(0, 100, () => ({ "0101": "OTHER", "0110": 50, "0113": 3 })));
        rig.send(seconds(2000, 2100, items));
        await rows(100);
        await page.waitForSelector("#boards:not([hidden])");
        await page.select("#boards", other.url);
        await says("h1", "OTHER");
        await says("#range", "06:00:00");
        await page.select("#boards", rig.url);
        await says("#range", "06:33:20");
        rig.send(seconds(100, 150, items));
        // Nine of them might have been mistakes.
        await says("#range", "06:01:49");
        expect(faults).toEqual([]);
      } finally {
        await other.close();
      }
    });

    it("shows what the rig does, why, and open events, with a lane of states, when it is to be analysed", async () => {
      await open("--analyze", "--units", "metric");
      const sent = secondsOf("circulation_break", 900).filter((_, i) => i % 5 === 0);
      rig.send(sent.join(""));
      await rows(sent.length);
      await says("#rig", "circulation break: note, ");
      expect(await text("#rig")).toMatch(
        /^[a-z ]+ for \d+ s: the string .*Events: 1 open\. Advisory, not a well-control system! circulation break: .*since 2024-03-04 06:10:\d\d: pumps off for /,
      );
      expect(await text("#heads")).toMatch(/Activity.*State/s);
      const { x, y, height } = (await (await page.$("#cursor"))!.boundingBox())!;
      await page.mouse.move(x + 400, y + Math.round(height / 8));
      expect(await text("#reading")).toContain("drill rotate");
      expect(faults).toEqual([]);
    });

    it("runs nothing that a sender says, and shows it as it is", async () => {
      await open();
      rig.send(seconds(0, 100, (second) => ({ "0101": HOSTILE, "0113": second, "0199": HOSTILE })));
      await rows(100);
      await says("h1", "<img src=x onerror=alert(1)>");
      expect(await page.$$("img")).toHaveLength(0);
      expect(faults).toEqual([]);
    });
  },
);
