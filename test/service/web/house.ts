/** A tablet: a browser whose profile outlives it; and what its pages are asked of. */
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { chromium } from "../../browser.js";
import { until } from "../../until.js";
import { EMAIL } from "../api/on-disk.js";
import { PASSWORD } from "../api/serving.js";

export { companyOnDisk, EMAIL, peopleOnDisk, Server } from "../api/on-disk.js";
export { PASSWORD };

export class Tablet {
  readonly #profile = mkdtempSync(join(tmpdir(), "witskit-tablet-"));
  readonly #size: { readonly width: number; readonly height: number };
  #browser: Browser | undefined;
  page!: Page;

  constructor(size: { readonly width: number; readonly height: number }) {
    this.#size = size;
  }

  async start(): Promise<void> {
    const { default: puppeteer } = await import("puppeteer-core");
    this.#browser = await puppeteer.launch({
      executablePath: chromium!,
      userDataDir: this.#profile,
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
      timeout: 90_000,
    });
    this.page = await this.another();
    await this.page.setViewport(this.#size);
  }

  /** One more page of the same browser. */
  async another(): Promise<Page> {
    const page = await this.#browser!.newPage();
    // Shortly before a test's own limit, where a busy machine takes longer than puppeteer waits.
    page.setDefaultTimeout(50_000);
    return page;
  }

  /** As when its battery is empty: all of its processes at once. */
  async kill(): Promise<void> {
    const child = this.#browser?.process();
    if (child == null) return;
    const gone = once(child, "exit");
    process.kill(-child.pid!, "SIGKILL");
    await gone;
    // One that still has the profile open would have the next browser take its store for a broken one, and empty it.
    await until(() => !livesIn(child.pid!));
    this.#browser = undefined;
  }

  async end(): Promise<void> {
    await this.kill();
    // Its children outlive it for a moment.
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Whether a process of the group has not ended; where the system does not tell of processes, nobody knows. */
const livesIn = (group: number): boolean =>
  existsSync("/proc/self/stat") &&
  readdirSync("/proc").some((id) => {
    if (!/^\d+$/.test(id)) return false;
    try {
      const [state, , of] = readFileSync(`/proc/${id}/stat`, "latin1").split(") ").at(-1)!.split(" ");
      return Number(of) === group && state !== "Z";
    } catch {
      return false;
    }
  });

export async function signIn(page: Page, url: string, email = EMAIL): Promise<void> {
  await page.goto(url);
  await page.waitForSelector("#sign-in-email");
  await page.type("#sign-in-email", email);
  await page.type("#sign-in-password", PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#sign-in-email") === null);
  await page.waitForSelector(".bar");
}
