/** What a report says by its sections, all cells one after the other: what paper and page must hold. */
import type { Report } from "../../src/report/document.js";
import { daySections } from "../../src/report/sections/day.js";
import { madeSections, overviewSections } from "../../src/report/sections/report.js";
import {
  type Cell,
  cellShown,
  isFigure,
  isInstant,
  type Section,
} from "../../src/report/sections/section.js";

export const sectionsOf = (report: Report): readonly Section[] => [
  ...overviewSections(report),
  ...report.days.flatMap(daySections),
  ...madeSections(report),
];

export function cellsOf(section: Section): readonly Cell[] {
  switch (section.kind) {
    case "figures":
      return section.figures.map(({ cell }) => cell);
    case "table":
      return [...section.rows.flat(), ...(section.total ?? [])];
    case "text":
      return section.paragraphs;
    case "pictures":
      return [];
  }
}

/** Numbers and moments, as they are printed. */
export const printedNumbers = (report: Report): string[] =>
  sectionsOf(report)
    .flatMap(cellsOf)
    .filter((cell) => isFigure(cell) || isInstant(cell))
    .map(cellShown)
    .filter((shown) => shown !== "");

/** Everything else, in words. */
export const printedWords = (report: Report): string[] =>
  sectionsOf(report)
    // Their titles stand where there is something to draw.
    .filter(({ kind }) => kind !== "pictures")
    .flatMap((section) => [section.title, section.note ?? "", ...cellsOf(section)])
    .filter((cell) => typeof cell === "string")
    .flatMap((text) => text.split(/\s+/))
    .filter((word) => word !== "");

/** How often each word stands in a text. */
function wordsIn(text: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const word of text.split(/\s+/)) if (word !== "") words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** Of these words, as often as they are listed, those that the text has not, or not as often. */
export function missingFrom(text: string, words: Iterable<string>): string[] {
  const left = wordsIn(text);
  const missing: string[] = [];
  for (const word of words) {
    const times = left.get(word) ?? 0;
    if (times === 0) missing.push(word);
    else left.set(word, times - 1);
  }
  return missing;
}
