/** Hands that have a keyboard alone: Tab until the field is there, then type. */
import type { Page } from "puppeteer-core";

/** More than any page of ours has. */
const MOST = 250;

/** Goes on by Tab to what fits a selector, or says in its name a text; round once, as Tab goes. */
export async function tabTo(page: Page, selector: string, says = ""): Promise<void> {
  for (let i = 0; i < MOST; i++) {
    const here = await page.evaluate(
      (wanted, text) => {
        const active = document.activeElement;
        const name = `${active?.getAttribute("aria-label") ?? ""} ${active?.textContent ?? ""}`;
        return active?.matches(wanted) === true && name.includes(text);
      },
      selector,
      says,
    );
    if (here) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not come to ${selector} ${says}`);
}

/** Presses what is reached. */
export async function press(page: Page, says: string, selector = "button,a"): Promise<void> {
  await page.waitForSelector(selector);
  await tabTo(page, selector, says);
  await page.keyboard.press("Enter");
}

/** Writes into a field by its label, the last of that name where there are several. */
export async function write(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, await fieldOf(page, label));
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

/** Chooses from a list by the first letters, as lists have it. */
export async function choose(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, await fieldOf(page, label));
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

/** The selector of the field with that label that was added last. */
async function fieldOf(page: Page, label: string): Promise<string> {
  await page.waitForFunction(
    (text) => [...document.querySelectorAll("label")].some((one) => one.textContent === text),
    {},
    label,
  );
  return page.evaluate((text) => {
    const labels = [...document.querySelectorAll("label")].filter((one) => one.textContent === text);
    return `[id="${labels.at(-1)?.htmlFor}"]`;
  }, label);
}
