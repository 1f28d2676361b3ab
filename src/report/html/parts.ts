/** Sections as elements of a page: figures as pairs, tables with heads that screen readers know, texts with their lines. */
import { escaped } from "../../drawing/svg.js";
import { shownLines } from "../../text/shown-text.js";
import type { DayReport } from "../document.js";
import { blanks } from "../outline.js";
import {
  type Cell,
  type Column,
  cellShown,
  cellShownWhole,
  type FiguresSection,
  isFigure,
  isInstant,
  type Section,
  type TableSection,
} from "../sections/section.js";

/** What is longer takes the whole width. */
const WIDE = 60;
/** A row that may be higher than a sheet must be allowed to go on the next. */
const LONG = 1000;

/** `level`: of its heading. */
export const opened = ({ id, title, note }: Section, level: number, anchor: string): string[] => [
  `<section id="${anchor}" aria-labelledby="${anchor}-title"${id === "warnings" ? ' class="warnings"' : ""}>`,
  `<h${level} id="${anchor}-title">${escaped(title)}</h${level}>`,
  ...(note === null ? [] : [`<p class="note">${lines(note)}</p>`]),
];

/** With a blank place for each thing that nobody told. */
export function headOf(section: FiguresSection, day: DayReport, level: number, anchor: string): string[] {
  const blank = blanks(day).map((name) => `<div><dt>${escaped(name)}</dt><dd></dd></div>`);
  return [
    ...opened(section, level, anchor),
    `<dl>`,
    ...section.figures.map(pairOf),
    ...blank,
    `</dl>`,
    `</section>`,
  ];
}

/** Pictures are drawn from the day, and stand in none of these. */
export function sectionOf(section: Section, level: number, anchor: string): string[] {
  const head = opened(section, level, anchor);
  switch (section.kind) {
    case "figures":
      return [...head, `<dl>`, ...section.figures.map(pairOf), `</dl>`, `</section>`];
    case "table":
      return [...head, ...tableOf(section, anchor), `</section>`];
    case "text":
      return [...head, ...section.paragraphs.map((one) => `<p>${lines(one)}</p>`), `</section>`];
    case "pictures":
      return [...head, `</section>`];
  }
}

function pairOf({ name, cell }: FiguresSection["figures"][number]): string {
  const shown = cellShownWhole(cell);
  return `<div${shown.length > WIDE ? ' class="wide"' : ""}><dt>${escaped(name)}</dt><dd>${lines(shown)}</dd></div>`;
}

function tableOf({ columns, rows, total }: TableSection, anchor: string): string[] {
  const rowOf = (row: readonly Cell[]): string =>
    `<tr${isLong(row) ? ' class="long"' : ""}>${row.map((cell, place) => cellOf(cell, columns[place]!)).join("")}</tr>`;
  return [
    `<div class="scroll"><table aria-labelledby="${anchor}-title">`,
    `<thead><tr>${columns.map(columnHead).join("")}</tr></thead>`,
    `<tbody>`,
    ...rows.map(rowOf),
    `</tbody>`,
    ...(total === null ? [] : [`<tfoot>${rowOf(total)}</tfoot>`]),
    `</table></div>`,
  ];
}

const isLong = (row: readonly Cell[]): boolean =>
  row.some((cell) => typeof cell === "string" && cell.length > LONG);

function columnHead({ title, unit, align }: Column): string {
  const shown = unit === null ? escaped(title) : `${escaped(title)} <span>(${escaped(unit)})</span>`;
  return `<th scope="col"${align === "right" ? ' class="number"' : ""}>${shown}</th>`;
}

function cellOf(cell: Cell, { align }: Column): string {
  const kind = isFigure(cell) || align === "right" ? "number" : isInstant(cell) ? "moment" : "text";
  return `<td class="${kind}">${lines(cellShown(cell))}</td>`;
}

/** A text of several lines keeps them. */
const lines = (text: string): string => shownLines(text).split("\n").map(escaped).join("\n");
