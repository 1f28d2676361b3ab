/**
 * Tables as CSV after RFC 4180, one file each: exact decimals with a point, times with their offsets. A text that a spreadsheet would run as
 * a formula has an apostrophe before it, unless programs read the file.
 */
import { csvField, spreadsheetField } from "../../output/csv/csv.js";
import { instantText } from "../shift/clock.js";
import { decimalText } from "../shift/decimal.js";
import { type Column, scaled, type Table, type Value } from "./table.js";

export interface CsvOptions {
  /** For spreadsheets that take a file without one for Latin-1. */
  readonly byteOrderMark?: boolean;
  /** Texts as they are, even where a spreadsheet would run them. */
  readonly forPrograms?: boolean;
  /** Rows that go on below others: without the names of the columns. */
  readonly goesOn?: boolean;
}

/** Decimals of what is no round number of them, such as the hours of 20 minutes. */
const FINEST = 6;

export function csvOf({ columns, rows, zones }: Table, options: CsvOptions = {}): string {
  const field = options.forPrograms === true ? csvField : spreadsheetField;
  const written = (value: Value, column: Column, row: number): string => {
    if (value === null || value === "") return "";
    if (column.kind === "number") return decimalText(scaled(value, FINEST) ?? 0, FINEST, 0);
    if (column.kind === "instant") return instantText(value as number, zones[row] ?? "UTC");
    return column.kind === "truth" ? `${value === true}` : field(String(value));
  };
  const lines = [
    ...(options.goesOn === true ? [] : [columns.map(({ name }) => name)]),
    ...rows.map((row, i) => row.map((value, place) => written(value, columns[place]!, i))),
  ];
  const mark = options.byteOrderMark === true ? "\uFEFF" : "";
  return mark + lines.map((line) => `${line.join(",")}\r\n`).join("");
}
