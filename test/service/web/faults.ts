/** What is wrong with a page as a person has it before them: what axe finds, and what is too wide, or covered where the keyboard comes to it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "puppeteer-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2, A and AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

export async function faultsOfPage(page: Page): Promise<string[]> {
  await drawn(page);
  return [...(await faultsByAxe(page)), ...(await faultsOfLayout(page))];
}

/** What follows from the size of the page is there two frames later; a page behind another one draws none. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        setTimeout(resolve, 2000);
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      }),
  );

/** A target that a bar lies over is looked at again where it can be scrolled to: bars stay, and pages move beneath them. */
async function faultsByAxe(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const findings = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as {
      readonly axe: {
        run(what: Element, options: object): Promise<{ readonly violations: readonly Finding[] }>;
      };
    };
    const found = async (what: Element, runOnly: object): Promise<readonly Finding[]> =>
      (await axe.run(what, { runOnly, resultTypes: ["violations"] })).violations;
    const isSmallAnywhere = async ({ target }: Finding["nodes"][number]): Promise<boolean> => {
      const element = document.querySelector(target.join(" "))!;
      element.scrollIntoView({ block: "center" });
      return (await found(element, { type: "rule", values: ["target-size"] })).length > 0;
    };
    const findings: Finding[] = [];
    for (const { id, nodes } of await found(document.documentElement, { type: "tag", values: tags })) {
      const still: Finding["nodes"][number][] = [];
      for (const node of nodes) if (id !== "target-size" || (await isSmallAnywhere(node))) still.push(node);
      if (still.length > 0) findings.push({ id, nodes: still });
    }
    return findings;
  }, RULES);
  return findings.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}

/** Nothing is wider than the page or hidden at a side of it, cards do not touch, what is shown is meant for people, and whatever the keyboard comes to is seen when it is there. */
export async function faultsOfLayout(page: Page): Promise<string[]> {
  await drawn(page);
  return page.evaluate(() => {
    const faults: string[] = [];
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}${element.id === "" ? "" : `#${element.id}`} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}"`;
    if (document.documentElement.scrollWidth > innerWidth)
      for (const element of document.querySelectorAll("main *"))
        if (element.getBoundingClientRect().right > innerWidth + 1 && element.closest(".scroll") === null)
          faults.push(`too wide: ${nameOf(element)}`);
    for (const element of document.querySelectorAll("nav, .scroll"))
      if (element.scrollWidth > element.clientWidth + 1)
        faults.push(
          `hidden to the right: ${element.scrollWidth - element.clientWidth} pixels of ${nameOf(element)}`,
        );
    for (const card of document.querySelectorAll(".card + .card")) {
      const [above, below] = [card.previousElementSibling!, card].map((one) => one.getBoundingClientRect());
      if (above!.left === below!.left && below!.top >= above!.top && below!.top - above!.bottom < 8)
        faults.push(`touches what is above it: ${nameOf(card)}`);
    }
    const said = /[^.!?\n]{0,30}(\[object|undefined|NaN|Infinity)/.exec(
      // biome-ignore lint/performance/useDomNodeTextContent: what is not shown is not said
      document.querySelector<HTMLElement>("main")?.innerText ?? "",
    );
    if (said !== null) faults.push(`says "${said[0]}"`);
    const before = document.activeElement as HTMLElement | null;
    const top = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
    for (const element of top.querySelectorAll<HTMLElement>(
      "a[href],button,input,select,textarea,[tabindex='0']",
    )) {
      if (element.matches(":disabled,.unseen,.skip") || element.getClientRects().length === 0) continue;
      element.focus();
      if (document.activeElement !== element) continue;
      const { left, right, top: above, bottom } = element.getBoundingClientRect();
      // Of what is larger than the window, the middle of what is in it.
      const seen = document.elementFromPoint(
        (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
        (Math.max(above, 0) + Math.min(bottom, innerHeight)) / 2,
      );
      if (
        seen === null ||
        !(element.contains(seen) || seen.contains(element) || seen.closest("label")?.contains(element))
      )
        faults.push(`covered: ${nameOf(element)} by ${seen === null ? "the edge" : nameOf(seen)}`);
      else if (seen !== element && seen.contains(element))
        faults.push(`not seen: ${nameOf(element)} at ${Math.round(left)},${Math.round(above)}`);
    }
    before?.focus();
    return faults;
  });
}
