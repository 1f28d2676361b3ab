/** A report as plain text, for terminals and messages: all of it, or what is read first. */
import type { Report } from "../document.js";
import type { Render } from "../renderer.js";
import { daySections } from "../sections/day.js";
import { madeSections, overviewSections } from "../sections/report.js";
import {
  cellShown,
  cellShownWhole,
  headShown,
  type Section,
  type TableSection,
} from "../sections/section.js";

/** Of a line. */
const WIDTH = 100;
/** What is read first of a day. */
const FIRST = new Set([
  "head",
  "warnings",
  "summary",
  "depth",
  "time",
  "totals",
  "lost",
  "connections",
  "gaps",
]);

export const text: Render = async (report) => Buffer.from(`${reportText(report, {})}\n`);

export interface TextOptions {
  readonly width?: number | undefined;
  /** Only what is read first. */
  readonly brief?: boolean | undefined;
}

export function reportText(report: Report, { width = WIDTH, brief = false }: TextOptions): string {
  const days = report.days.map((day) => daySections(day).filter(({ id }) => !brief || FIRST.has(id)));
  // A row of days says more than page after page of them.
  const shown = brief && report.days.length > 1 ? [] : days.flat();
  return [...overviewSections(report), ...shown, ...(brief ? [] : madeSections(report))]
    .flatMap((section) => sectionText(section, width) ?? [])
    .join("\n\n");
}

function sectionText(section: Section, width: number): string | undefined {
  if (section.kind === "pictures") return undefined;
  const lines = [section.title.toUpperCase()];
  if (section.kind === "text") lines.push(...section.paragraphs.flatMap((one) => wrapped(one, width)));
  else if (section.kind === "figures") {
    const longest = Math.max(...section.figures.map(({ name }) => name.length));
    for (const { name, cell } of section.figures)
      lines.push(`  ${name.padEnd(longest)}  ${cellShownWhole(cell)}`);
  } else lines.push(...tableLines(section, width));
  if (section.note !== null) lines.push(...wrapped(section.note, width));
  return lines.join("\n");
}

/** The column that has most to say takes what width is left, and its text is broken into lines. */
function tableLines({ columns, rows, total }: TableSection, width: number): string[] {
  const body = [...rows, ...(total === null ? [] : [total])].map((row) => row.map(cellShown));
  const heads = columns.map(headShown);
  const natural = heads.map((head, place) => Math.max(head.length, ...body.map((row) => row[place]!.length)));
  const wide = columns.reduce(
    (most, { weight }, place) => (weight > columns[most]!.weight ? place : most),
    0,
  );
  const others = natural.reduce((sum, one, place) => (place === wide ? sum : sum + one + 2), 2);
  const widths = natural.map((one, place) =>
    place === wide ? Math.max(heads[place]!.length, 20, Math.min(one, width - others)) : one,
  );
  const line = (cells: readonly string[]): string =>
    `  ${cells
      .map((cell, place) =>
        columns[place]!.align === "right" ? cell.padStart(widths[place]!) : cell.padEnd(widths[place]!),
      )
      .join("  ")}`.trimEnd();
  return [heads, ...body].flatMap((cells) => {
    const parts = wrapped(cells[wide]!, widths[wide]!);
    return Array.from({ length: Math.max(1, parts.length) }, (_, at) =>
      line(cells.map((cell, place) => (place === wide ? (parts[at] ?? "") : at === 0 ? cell : ""))),
    );
  });
}

function wrapped(words: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
