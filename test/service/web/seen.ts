/** What a page says, waited for; where it does not come, what it says instead. */
import type { ElementHandle, Page } from "puppeteer-core";

/** By the clock: a page behind another one draws no frames, and would be asked no more. */
const WITHIN = { timeout: 25_000, polling: 50 };

/** Some element of a selector has a text in it. */
export async function says(page: Page, selector: string, text: string): Promise<void> {
  await shown(
    page,
    `${selector} does not say "${text}"`,
    page.waitForFunction(
      (wanted, part) => [...document.querySelectorAll(wanted)].some((one) => one.textContent?.includes(part)),
      WITHIN,
      selector,
      text,
    ),
  );
}

/** Presses what says a text, as a finger does: where it is, so that what covers it is pressed instead. */
export async function press(page: Page, text: string, within = "main"): Promise<void> {
  const find = page.waitForFunction(
    (room, part) =>
      [...document.querySelectorAll(`${room} button, ${room} a`)].find(
        (one) => one.textContent?.includes(part) && one.getClientRects().length > 0,
      ),
    WITHIN,
    within,
    text,
  );
  const found = await shown(page, `nothing in ${within} says "${text}"`, find);
  await (found.asElement() as ElementHandle<Element>).click();
}

/** Says what the page had instead. */
export async function shown<Found>(page: Page, what: string, waiting: Promise<Found>): Promise<Found> {
  try {
    return await waiting;
  } catch (cause) {
    const text = await page.evaluate(() => document.body.textContent);
    throw new Error(`${what}, at ${page.url()}:\n${text}`, { cause });
  }
}
