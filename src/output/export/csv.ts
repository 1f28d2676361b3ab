/**
 * CSV for people and their spreadsheets: RFC 4180 to the line end, and no cell that a spreadsheet would run as a
 * formula. `convert` writes CSV for programs, which has neither.
 */
import type { Field } from "../../columns/field.js";
import type { Values } from "../../columns/page.js";
import type { Output } from "../../durable/output.js";
import { type ExportedTable, headOf, timeText } from "./exporter.js";

/** A text that begins so is a formula to spreadsheets, whatever its quotes: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;

export async function writeCsv(table: ExportedTable, output: Output): Promise<void> {
  await output.write(Buffer.from(`${table.fields.map((field) => textCell(headOf(field))).join(",")}\r\n`));
  for await (const { rows, values } of table.pages()) {
    const cells = values.map((one, i) => cellOf(table.fields[i]!, one));
    for (let first = 0; first < rows; first += LINES) {
      let text = "";
      for (let row = first; row < Math.min(rows, first + LINES); row++) {
        text += `${cells.map((cell) => cell(row)).join(",")}\r\n`;
      }
      await output.write(Buffer.from(text));
    }
  }
}

/** Lines of a write. */
const LINES = 4096;

function cellOf({ type, utc }: Field, values: Values | undefined): (row: number) => string {
  if (values === undefined) return () => "";
  if (!(values instanceof Float64Array)) return (row) => textCell(values[row]);
  const text = type === "time" ? (value: number) => timeText(value, utc) : String;
  return (row) => (Number.isNaN(values[row]!) ? "" : text(values[row]!));
}

/** Before a formula stands an apostrophe, which spreadsheets take for the mark of a text. */
export function textCell(text: string | undefined): string {
  if (text === undefined) return "";
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
