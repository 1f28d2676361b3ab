/** Logs that are made frame by frame, and what an analysis says of them. */
import { analysis } from "../../src/analysis/analysis.js";
import type { AnalysisSettings } from "../../src/analysis/settings.js";
import type { Mode } from "../../src/analysis/state/engine.js";
import { type AnalysisTables, gathered } from "../../src/bulk/analysis/analyze.js";
import type { SourcePage } from "../../src/columns/page.js";
import type { UnitSet } from "../../src/wits/catalog/units.js";
import { cut, decodedPages, kept } from "../columns/made-pages.js";

/** A frame of some items, `{ 108: 1200.5 }`, at a second from the first of May 2026 on. */
export function frame(second: number, items: Readonly<Record<number, number | string>>): string {
  const record = Number(Object.keys(items)[0]!.padStart(4, "0").slice(0, 2)) * 100;
  const clock = new Date(Date.UTC(2026, 4, 1) + second * 1000).toISOString();
  const all = {
    ...(items[record + 1] === undefined ? { [record + 1]: "MADE" } : {}),
    [record + 5]: clock.slice(2, 10).replaceAll("-", ""),
    [record + 6]: clock.slice(11, 19).replaceAll(":", ""),
    ...items,
  };
  const lines = Object.entries(all).map(([code, value]) => `${code.padStart(4, "0")}${value}`);
  return ["&&", ...lines, "!!", ""].join("\r\n");
}

export function pagesOf(log: string, units: UnitSet | "undeclared" = "metric"): SourcePage[] {
  const pages: SourcePage[] = [];
  decodedPages({ made: log }, (page) => pages.push(kept(page)), units === "undeclared" ? {} : { units });
  return pages;
}

export interface MadeOptions {
  readonly mode?: Mode;
  readonly settings?: AnalysisSettings;
  /** Lengths of pages. */
  readonly lengths?: readonly number[];
}

export function tablesOfPages(
  pages: readonly SourcePage[],
  { mode, settings, lengths }: MadeOptions = {},
): AnalysisTables {
  const { rows, finished } = gathered();
  const measure = analysis({ mode, settings, finished });
  for (const page of pages)
    for (const part of lengths === undefined ? [page] : cut(page, lengths)) measure.add(part);
  measure.end();
  return rows;
}
