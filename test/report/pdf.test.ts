/** Reports on paper, read by poppler: nothing is lost or cut, whatever is in them, and the same report is the same bytes. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasLettersBesideFor, hasLettersFor } from "../../src/drawing/font.js";
import type { Report } from "../../src/report/document.js";
import { pdf } from "../../src/report/pdf/pdf.js";
import type { Paper } from "../../src/report/renderer.js";
import { program, skipped } from "../program.js";
import { exampleReport } from "./example.js";
import { emptyDay, longDay, reportOf, severalDays } from "./odd.js";
import { missingFrom, printedNumbers, printedWords } from "./reading.js";

const reader = program("pdftotext");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-paper-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const paths = new Map<string, string>();
/** Written once for each report and paper: long ones take their time. */
async function written(report: Report, paper: Paper = "a4"): Promise<string> {
  const key = `${paper} ${JSON.stringify(report)}`;
  const path = paths.get(key) ?? join(folder, `${paths.size}.pdf`);
  if (!paths.has(key)) writeFileSync(path, await pdf(report, { paper }));
  paths.set(key, path);
  return path;
}

function read(name: "pdftotext" | "pdffonts" | "pdfinfo", ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(name, words, { encoding: "utf8", maxBuffer: 1 << 28 });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
}

/** In the order in which it was written. */
const textOf = (path: string): string => read("pdftotext", "-raw", path, "-");

/** A line may end behind a hyphen, and within a word that is wider than its column: parts of words are what can be looked for. */
const parts = (words: readonly string[]): string[] =>
  words
    .flatMap((word) => word.split(/[^\p{L}\p{N}.,%]+/u))
    .filter((part) => part.length < 12 && part !== "" && (hasLettersFor(part) || hasLettersBesideFor(part)));
const unbroken = (text: string): string => text.replace(/[\s-]+/g, "");

it("gives the same bytes for the same report, and others for another", async () => {
  const first = await pdf(exampleReport, {});
  expect(Buffer.compare(Buffer.from(first), Buffer.from(await pdf(exampleReport, {})))).toBe(0);
  const idOf = (bytes: Uint8Array): string | undefined =>
    /\/ID \[<[0-9a-f]+>/.exec(Buffer.from(bytes).toString("latin1"))?.[0];
  const other = await pdf(reportOf({ ...exampleReport.days[0]!, summary: "Another." }), {});
  expect(idOf(first)).toBeDefined();
  expect(idOf(other)).not.toBe(idOf(first));
});

describe(skipped("a report on paper", reader, "pdftotext"), () => {
  const where = reader === undefined ? it.skip : it;

  where.each<[string, Report, Paper]>([
    ["a day", exampleReport, "a4"],
    ["a day on letter", exampleReport, "letter"],
    ["a day of long texts and lists", reportOf(longDay), "a4"],
    ["a day of which nothing is known", reportOf(emptyDay), "a4"],
    ["days of several wells", severalDays(["NO 15/9-F-9 A", "Жетыбай 12"], 3), "a4"],
  ])("holds every number and every word of %s", async (_, report, paper) => {
    const text = textOf(await written(report, paper));
    expect(missingFrom(text, printedNumbers(report))).toEqual([]);
    expect(missingFrom(text.replace(/[^\p{L}\p{N}.,%]+/gu, " "), parts(printedWords(report)))).toEqual([]);
  });

  where("breaks what has no place to break, and writes what no letter shows as its code", async () => {
    const text = unbroken(textOf(await written(reportOf(longDay))));
    expect(text).toContain("unbroken".repeat(70));
    expect(text).toContain("Operator".repeat(30));
    expect(text).toContain(`Ж3\\u4E95\\u202E\\x07<script>alert(1)</script>`);
  });

  where("ends no line within a unit", async () => {
    const rates = Array.from({ length: 90 }, (_, place) => `${"w".repeat(1 + (place % 9))} 18.4 m/h,`).join(
      " ",
    );
    const text = textOf(await written(reportOf({ ...exampleReport.days[0]!, summary: rates })));
    expect(text.match(/18\.4\s+m\/h,/g)).toHaveLength(90);
    expect(text).not.toMatch(/m\/\n/);
  });

  where("keeps every letter on its sheet, on A4 and on letter", async () => {
    for (const paper of ["a4", "letter"] as const) {
      const boxes = read("pdftotext", "-bbox", await written(reportOf(longDay), paper), "-");
      const [, width, height] = /<page width="([\d.]+)" height="([\d.]+)"/.exec(boxes)!.map(Number);
      expect([width, height]).toEqual(paper === "a4" ? [595.28, 841.89] : [612, 792]);
      const words = [
        ...boxes.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">/g),
      ];
      expect(words.length).toBeGreaterThan(3000);
      const outside = words
        .map((found) => found.slice(1).map(Number) as [number, number, number, number])
        .filter(
          ([left, top, right, bottom]) =>
            left < 35 || right > width! - 35 || top < 10 || bottom > height! - 10,
        );
      expect(outside).toEqual([]);
    }
  });

  where("has the head of a table, and the number of the page, on every sheet that it goes on", async () => {
    const pages = textOf(await written(reportOf(longDay)))
      .split("\f")
      .slice(0, -1);
    expect(pages.length).toBeGreaterThan(8);
    pages.forEach((page, place) => {
      expect(page).toContain(`Page ${place + 1} of ${pages.length}`);
      expect(page).toContain("Daily drilling report 6 · 2024-03-04");
      if (/sign\d+x\d/.test(page)) expect(page).toMatch(/What stood out[\s\S]*Severity/);
      if (/\n1[0-5]\d 2238\.9/.test(page)) expect(page).toMatch(/Each connection[\s\S]*Slip to slip/);
    });
  });

  where("has its fonts within, and says what it is", async () => {
    const path = await written(severalDays(["Жетыбай 12"], 2));
    const fonts = read("pdffonts", path).trim().split("\n").slice(2);
    expect(fonts.length).toBeGreaterThanOrEqual(3);
    for (const font of fonts) expect(font).toMatch(/IBMPlexSans\S* +CID TrueType +Identity-H +yes yes yes/);
    const info = read("pdfinfo", path);
    expect(info).toMatch(/Title: +Жетыбай 12, 2024-03-04 to 2024-03-05/);
    expect(info).toMatch(/Creator: +witskit 0\.1\.0/);
    expect(info).toMatch(/CreationDate: +Tue Mar {2}5 05:00:00 2024 UTC/);
  });
});
