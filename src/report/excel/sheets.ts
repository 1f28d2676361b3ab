/** Sections as sheets: one for figures and texts, one for each kind of table, in the order in which people read them. */
import type { DayReport, Report } from "../document.js";
import { daySections } from "../sections/day.js";
import { madeSections, overviewSections } from "../sections/report.js";
import { type Column, headShown, isFigure, type Section, type TableSection } from "../sections/section.js";
import { type ExcelCell, excelCell, textCell } from "./cells.js";

export type Row = (ExcelCell | null)[];

export interface Sheet {
  readonly name: string;
  readonly rows: Row[];
  /** Of columns, in characters. */
  readonly widths: number[];
  /** What the formulas of the sheet come to, by the address of their cells. */
  readonly results: Map<string, number>;
  /** Rows that stay in sight. */
  readonly heads?: number;
}

const FIRST = "Report";

/** Sheets in order. */
export function sheetsOf(report: Report): readonly Sheet[] {
  const sheets = new Map<string, Sheet>();
  const several = report.days.length > 1;
  const put = (section: Section, name: string, of: string | null) => {
    const sheet = sheets.get(name) ?? { name, rows: [], widths: [], results: new Map() };
    sheets.set(name, sheet);
    append(sheet, section, of);
  };
  for (const section of overviewSections(report)) put(section, overviewName(section.id), null);
  for (const day of report.days) {
    for (const section of daySections(day)) {
      put(section, section.kind === "table" ? sheetName(section.id) : FIRST, several ? dayName(day) : null);
    }
  }
  for (const section of madeSections(report)) put(section, sheetName(section.id), null);
  const first = sheets.get(FIRST);
  return [...(first === undefined ? [] : [first]), ...[...sheets.values()].filter((one) => one !== first)];
}

const dayName = ({ head, date }: DayReport): string =>
  [head.well, date].filter((part) => part !== null).join(" ");

/** Of `days LUNDE 25/8-C-11` and of those of other wells `Well days`; wells side by side are all of theirs. */
const overviewName = (id: string): string => (id === "wells" ? "Wells" : `Well ${id.split(" ")[0]}`);

/** `connection-list` as people write it. */
const sheetName = (id: string): string => `${id[0]!.toUpperCase()}${id.slice(1).replaceAll("-", " ")}`;

/** A title, what stands below it, and a line that stays empty. */
function append(sheet: Sheet, section: Section, of: string | null): void {
  // Pictures are drawn from numbers of other sections.
  if (section.kind === "pictures") return;
  const { rows } = sheet;
  if (rows.length > 0) rows.push([]);
  const title = of === null ? section.title : `${section.title}, ${of}`;
  rows.push([{ ...textCell(title), fontWeight: "bold", fontSize: 13, wrap: false }]);
  if (section.note !== null) rows.push([{ ...textCell(section.note), wrap: false, textColor: "#555555" }]);
  if (section.kind === "table") appendTable(sheet, section);
  else if (section.kind === "text")
    rows.push(...section.paragraphs.map((paragraph) => [{ ...textCell(paragraph), wrap: false }]));
  else {
    widen(sheet, [34, 22, 12]);
    for (const { name, cell } of section.figures) {
      const unit = isFigure(cell) ? cell.unit : null;
      rows.push([textCell(name), excelCell(cell, unit), unit === null ? null : textCell(unit)]);
    }
  }
}

const HEAD = { fontWeight: "bold", backgroundColor: "#e8eef4" } as const;
const TOTAL = { fontWeight: "bold" } as const;

function appendTable(sheet: Sheet, { columns, rows, total }: TableSection): void {
  widen(sheet, columns.map(widthOf));
  sheet.rows.push(
    columns.map((column) => ({ ...textCell(headShown(column)), ...HEAD, align: column.align })),
  );
  const first = sheet.rows.length + 1;
  for (const row of rows) sheet.rows.push(row.map((cell, place) => excelCell(cell, columns[place]!.unit)));
  const last = sheet.rows.length;
  if (total === null) return;
  sheet.rows.push(
    total.map((cell, place) => {
      const { unit, adds } = columns[place]!;
      const plain = excelCell(cell, unit);
      if (plain === null || adds !== true || !isFigure(cell) || cell.value === null) {
        return plain && { ...plain, ...TOTAL };
      }
      const letter = columnLetter(place);
      sheet.results.set(`${letter}${last + 1}`, cell.value);
      // Rounded as the column is: a sum of decimals is a hair beside itself.
      const formula = `ROUND(SUM(${letter}${first}:${letter}${last}),${cell.decimals})`;
      return { ...plain, ...TOTAL, value: formula, type: "Formula" };
    }),
  );
}

const widthOf = (column: Column): number =>
  Math.min(90, Math.max(headShown(column).length + 2, Math.round(12 * column.weight), 17));

function widen({ widths }: Sheet, wanted: readonly number[]): void {
  for (const [place, width] of wanted.entries()) widths[place] = Math.max(widths[place] ?? 0, width);
}

/** `A`, `Z`, `AA`. */
export function columnLetter(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${columnLetter(Math.floor(place / 26) - 1)}${letter}`;
}
