/** A real browser, for tests of pages: Chromium where it is installed, and what it finds wrong with a page. */
import type { Browser, Page } from "puppeteer-core";
import { program } from "./program.js";

/** Undefined where there is none. */
export const chromium = program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

export async function startBrowser(): Promise<Browser> {
  const { default: puppeteer } = await import("puppeteer-core");
  return puppeteer.launch({
    executablePath: chromium!,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
    // Where ten programs share a core.
    timeout: 90_000,
  });
}

/**
 * What the console says from now on, what throws, and every address that is asked for but the page's own. The list
 * grows with them.
 */
export function faultsOf(page: Page, isOwn: (url: string) => boolean): readonly string[] {
  const faults: string[] = [];
  page.on("console", (message) => {
    // Of these tests' own looking at the canvas.
    if (!message.text().includes("willReadFrequently")) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`thrown: ${String(error)}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!isOwn(url) && !url.startsWith("data:")) faults.push(`request: ${url}`);
  });
  return faults;
}
