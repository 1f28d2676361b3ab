/** Reports as pages: every cell stands where it belongs, and nothing that a log says is taken for anything but text. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/report/document.js";
import { html } from "../../src/report/html/html.js";
import { cellShown, cellShownWhole, headShown } from "../../src/report/sections/section.js";
import { chromium, faultsOf, startBrowser } from "../browser.js";
import { program, skipped } from "../program.js";
import { exampleReport } from "./example.js";
import { emptyDay, longDay, reportOf, severalDays } from "./odd.js";
import { missingFrom, printedNumbers, sectionsOf } from "./reading.js";

const reader = program("pdftotext");

const pageOf = async (report: Report): Promise<string> => Buffer.from(await html(report, {})).toString();

/** Of elements of a name, what stands in them, without marks. */
const textsOf = (page: string, name: string): string[] =>
  [...page.matchAll(new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`, "g"))].map(([, own]) =>
    own!
      .replace(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&"),
  );

/** As the page writes what nobody could see. */
const visible = (text: string): string =>
  text.replaceAll("\u202e", "\\u202E").replaceAll("\u0007", "\\x07").replaceAll("\t", "\\x09");

describe.each<[string, Report]>([
  ["a day", exampleReport],
  ["a day of long texts and lists", reportOf(longDay)],
  ["a day of which nothing is known", reportOf(emptyDay)],
  ["days of several wells", severalDays(["NO 15/9-F-9 A", "Жетыбай 12"], 3)],
])("the page of %s", async (_, report) => {
  const page = await pageOf(report);
  const sections = sectionsOf(report);

  it("has every cell of every table under its head", () => {
    const tables = sections.filter((section) => section.kind === "table");
    expect(textsOf(page, "th")).toEqual(tables.flatMap(({ columns }) => columns.map(headShown)));
    expect(textsOf(page, "td")).toEqual(
      tables.flatMap(({ rows, total }) => [...rows.flat(), ...(total ?? [])].map(cellShown).map(visible)),
    );
  });

  it("has every figure beside its name, and a blank place for what nobody told", () => {
    const figures = sections.filter((section) => section.kind === "figures");
    const found = textsOf(page, "dd").filter((text) => text !== "");
    expect(found).toEqual(
      figures.flatMap(({ figures: own }) => own.map(({ cell }) => visible(cellShownWhole(cell)))),
    );
    const blank = textsOf(page, "dd").length - found.length;
    expect(blank).toBe(report.days.reduce((sum, { head }) => sum + head.missing.length, 0));
  });

  it("asks for nothing, runs nothing, and has each name once", () => {
    expect(page).not.toMatch(/<(?:script|iframe|object|embed|link rel="stylesheet")/i);
    expect(page).not.toMatch(/(?:src|href)="(?!data:|#)/);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(id);
  });

  it("has headings that go down step by step", () => {
    const levels = [...page.matchAll(/<h(\d)[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [place, level] of levels.slice(1).entries())
      expect(level - levels[place]!).toBeLessThanOrEqual(1);
  });
});

const printed = describe.skipIf(chromium === undefined || reader === undefined);
printed(skipped("the page in a browser", chromium && reader, "Chromium or pdftotext"), () => {
  it("is drawn without a fault, and its print has every number and every word", async () => {
    const folder = mkdtempSync(join(tmpdir(), "witskit-page-"));
    const browser = await startBrowser();
    try {
      const path = join(folder, "day.html");
      writeFileSync(path, await html(reportOf(longDay), {}));
      const page = await browser.newPage();
      const url = pathToFileURL(path).href;
      const faults = faultsOf(page, (asked) => asked === url);
      await page.goto(url);
      await page.evaluate("document.fonts.ready.then(() => true)");
      expect(await page.evaluate(`document.fonts.check("600 12px 'IBM Plex Sans Condensed'")`)).toBe(true);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      await page.pdf({ path: join(folder, "print.pdf"), preferCSSPageSize: true });
      expect(faults).toEqual([]);
      const { stdout } = spawnSync(reader!, ["-layout", join(folder, "print.pdf"), "-"], {
        encoding: "utf8",
      });
      expect(missingFrom(stdout, printedNumbers(reportOf(longDay)))).toEqual([]);
      for (const word of ["sum599", "done699", "remark624", "sign199x11"]) expect(stdout).toContain(word);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

it("gives the same bytes for the same report", async () => {
  expect(Buffer.compare(await html(exampleReport, {}), await html(exampleReport, {}))).toBe(0);
});
