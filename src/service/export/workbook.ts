/**
 * Tables as a workbook: real numbers, dates and formulas, and beside each formula the number that it comes to. Sums are `ROUND(SUM(…))`,
 * means the sum of one column by the sum of another, amounts of a bill quantity times price.
 */
import { type ExcelCell, textCell } from "../../report/excel/cells.js";
import { columnLetter, type Row, type Sheet } from "../../report/excel/sheets.js";
import { workbookOf } from "../../report/excel/workbook.js";
import type { Bill } from "../shift/bill.js";
import type { BillLine } from "../shift/bill-line.js";
import { zoneNamed } from "../shift/clock.js";
import type { Id } from "../shift/document.js";
import type { PaperWords, Title } from "../words/en/papers.js";
import type { Language } from "../words/language.js";
import { paperWords } from "../words/paper-words.js";
import { billTable, dayTable, workTable } from "./bill-table.js";
import type { Names } from "./names.js";
import { type ExportedShift, shiftTables } from "./shift-tables.js";
import { type Column, footOf, quantityOf, shownText, type Table, type Value } from "./table.js";

/** The sheets Summary, Progress, Activities, Crew, Materials, Surveys, Casing, and a BOQ for each bill. */
export async function shiftsWorkbook(
  shifts: readonly ExportedShift[],
  bills: readonly Bill[],
  names: Names,
  language?: Language,
): Promise<Uint8Array> {
  const words = paperWords(language);
  const slots = new Map<Id, string>(shifts.map(({ id, content }) => [id, content.slot]));
  const sheets = [
    ...shiftTables(shifts, names).map((table) => sheetOf(table, words)),
    ...bills.map((bill, i) => billSheet(bill, billTable(bill, names, slots, language), i, words)),
  ];
  return workbookOf(sheets);
}

/** A bill by itself: its lines, what the same work came to, and its days. */
export async function billWorkbook(
  bill: Bill,
  names: Names,
  slots: ReadonlyMap<Id, string>,
  language?: Language,
): Promise<Uint8Array> {
  const words = paperWords(language);
  const tables = bill.lines.length === 0 ? [] : [workTable(bill, language), dayTable(bill)];
  return workbookOf([
    billSheet(bill, billTable(bill, names, slots, language), 0, words),
    ...tables.map((table) => sheetOf(table, words)),
  ]);
}

const HEAD = { fontWeight: "bold", backgroundColor: "#e8eef4" } as const;
const TOP = { alignVertical: "top" } as const;

/** 1 in the table is row 2 of the sheet. */
const FIRST = 2;

function sheetOf(table: Table, words: PaperWords, sum: Title = "Total"): Sheet {
  const { columns, rows, zones, title } = table;
  const results = new Map<string, number>();
  const last = FIRST + rows.length - 1;
  const foot = columns.map((column, place): ExcelCell | null => {
    const value = footOf(table, column);
    if (rows.length === 0 || value === undefined)
      return place === 0 ? bold(textCell(words.titles[sum])) : null;
    results.set(`${columnLetter(place)}${last + 1}`, value / 10 ** column.decimals);
    return bold({
      value: footFormula(table, column, last),
      type: "Formula",
      format: formatOf(column),
      ...TOP,
    });
  });
  const adds = rows.length > 0 && columns.some((column) => footOf(table, column) !== undefined);
  return {
    name: words.headings[title],
    rows: [
      columns.map((column) => headCell(column, words)),
      ...rows.map(
        (row, i): Row => row.map((value, place) => cellOf(value, columns[place]!, words, zones[i])),
      ),
      ...(adds ? [foot] : []),
    ],
    widths: columns.map((column) => widthOf(column, words)),
    results,
    heads: 1,
  };
}

const bold = (cell: ExcelCell): ExcelCell => ({ ...cell, fontWeight: "bold" });

const headCell = ({ title, unit, kind }: Column, words: PaperWords): ExcelCell => ({
  ...textCell(unit === null ? words.titles[title] : `${words.titles[title]} (${unit})`),
  ...HEAD,
  align: kind === "number" ? "right" : "left",
});

const widthOf = ({ name, kind, title }: Column, words: PaperWords): number =>
  Math.max(
    words.titles[title].length + 4,
    kind === "instant" ? 17 : kind === "number" ? 12 : wide.has(name) ? 40 : 14,
  );
const wide = new Set(["notes", "remarks", "description", "id"]);

function footFormula(table: Table, column: Column, last: number): string {
  const sumOf = (name: string): string => {
    const letter = columnLetter(table.columns.findIndex((one) => one.name === name));
    return `SUM(${letter}${FIRST}:${letter}${last})`;
  };
  if (column.mean === undefined) return `ROUND(${sumOf(column.name)},${column.decimals})`;
  const { of, by, times } = column.mean;
  return `ROUND(${times === 1 ? "" : `${times}*`}${sumOf(of)}/${sumOf(by)},${column.decimals})`;
}

const formatOf = ({ decimals }: Column): string => (decimals === 0 ? "0" : `0.${"0".repeat(decimals)}`);

function cellOf(
  value: Value,
  column: Column,
  words: PaperWords,
  timeZone: string | undefined,
): ExcelCell | null {
  if (value === null || value === "") return null;
  if (column.kind === "number") {
    const { value: top, per } = quantityOf(value);
    return { value: top / per, type: Number, format: formatOf(column), ...TOP };
  }
  if (column.kind === "instant") {
    // The rig's clock: a spreadsheet knows no zones.
    const local = zoneNamed(timeZone ?? "UTC").toLocal(value as number);
    return { value: new Date(local), type: Date, format: "yyyy-mm-dd hh:mm", align: "left", ...TOP };
  }
  if (column.kind === "date")
    return {
      value: new Date(`${value}T00:00:00Z`),
      type: Date,
      format: "yyyy-mm-dd",
      align: "left",
      ...TOP,
    };
  return textCell(
    column.kind === "truth" ? (value === true ? words.yes : "") : shownText(String(value), column, words),
  );
}

/** Amounts by formula where they are quantity times price: not of a correction, which is what the one amount has more than the other. */
function billSheet(bill: Bill, table: Table, place: number, words: PaperWords): Sheet {
  const lines = [...bill.lines, ...bill.adjustments];
  const first = sheetOf(table, words, "Net");
  const sheet = place === 0 ? first : { ...first, name: `${first.name} ${place + 1}` };
  const letterOf = (name: string): string =>
    columnLetter(table.columns.findIndex((one) => one.name === name));
  const amountPlace = table.columns.findIndex(({ name }) => name === "amount");
  const amount = letterOf("amount");
  const digits = bill.minorDigits;
  const results = new Map(sheet.results);
  const money = { format: digits === 0 ? "0" : `0.${"0".repeat(digits)}`, type: "Formula", ...TOP } as const;
  const rows = sheet.rows.map((row, i): Row => {
    const line = i === 0 ? undefined : lines[i - 1];
    if (line === undefined || !isProduct(line)) return row;
    const at = i + 1;
    results.set(`${amount}${at}`, line.amountMinor / 10 ** digits);
    const markup = line.markupBp === 0 ? "" : `*(1+${letterOf("markup_pct")}${at}/100)`;
    const formula = `ROUND(${letterOf("quantity")}${at}*${letterOf("price")}${at}${markup},${digits})`;
    return row.with(amountPlace, { value: formula, ...money });
  });
  if (lines.length === 0) return { ...sheet, rows, results };
  const net = rows.length;
  const [taxRow, totalRow] = [net + 1, net + 2];
  const below = (label: string, formula: string): Row => {
    const row: Row = table.columns.map(() => null);
    row[0] = bold(textCell(label));
    row[amountPlace] = bold({ value: formula, ...money });
    return row;
  };
  results.set(`${amount}${taxRow}`, bill.taxMinor / 10 ** digits);
  results.set(`${amount}${totalRow}`, bill.totalMinor / 10 ** digits);
  rows.push(
    below(words.tax(`${bill.taxBp / 100}`), `ROUND(${amount}${net}*${bill.taxBp}/10000,${digits})`),
    below(`${words.titles.Total} ${bill.currency}`, `ROUND(${amount}${net}+${amount}${taxRow},${digits})`),
  );
  return { ...sheet, rows, results };
}

/** What fills up to a minimum or cuts down to a maximum is a difference of sums. */
const isProduct = ({ adjusts, kind }: BillLine): boolean =>
  adjusts === null && !kind.startsWith("minimum") && !kind.startsWith("maximum");
