/**
 * CSV as RFC 4180 has it, with a header of column names. A null is an empty field, and an empty text is `""`. Bytes are base64.
 * For programs lines end in a bare LF, which every reader takes and which `head`, `diff` and `awk` expect. For people
 * they end as the RFC says, heads tell the unit, and no text is one that a spreadsheet would run or cannot show.
 */

import { shownLines } from "../../text/shown-text.js";
import type { Column } from "../../wits/catalog/table.js";
import { type Cell, type CellNotation, cellsIn } from "../cell.js";
import { filePerTable } from "../file-sink.js";
import { textWriter } from "../text-writer.js";

/** A field's text, quoted where it must be. */
export const csvField = (value: string): string =>
  value === "" || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

const forPrograms: CellNotation = {
  text: csvField,
  plain: (value) => (value === "" ? '""' : value),
  largeInteger: (value) => `${value}`,
};

/**
 * A text that begins so is a formula to spreadsheets, whatever its quotes, some of them in the wide letters of East Asia too:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Before a formula stands an apostrophe, which spreadsheets take for the mark of a text. */
export function spreadsheetField(value: string): string {
  const shown = shownLines(value);
  return csvField(FORMULA.test(value) ? `'${shown}` : shown);
}

const forSpreadsheets: CellNotation = { ...forPrograms, text: spreadsheetField };

/** `DBTM (M)`: what stands above a column for people. */
const headOf = ({ name, unit }: Column): string => (unit === undefined ? name : `${name} (${unit})`);

export const csv = filePerTable(async (output, { table }, { timezone, forPeople = false }) => {
  const [notation, end] = forPeople ? [forSpreadsheets, "\r\n"] : [forPrograms, "\n"];
  const writer = textWriter(output);
  const cellOf = cellsIn(notation, timezone !== undefined);
  const heads = table.columns.map((column) => notation.text(forPeople ? headOf(column) : column.name));
  await writer.write(`${heads.join(",")}${end}`);
  return {
    async write(batch) {
      const cells = batch.columns.map(cellOf);
      let text = "";
      for (let row = 0; row < batch.rows; row++) {
        text += line(cells, row) + end;
        if (writer.isFull(text)) {
          await writer.write(text);
          text = "";
        }
      }
      await writer.write(text);
    },
    end() {},
  };
});

function line(cells: readonly Cell[], row: number): string {
  let text = cells[0]!(row) ?? "";
  for (let i = 1; i < cells.length; i++) {
    const cell = cells[i]!(row);
    text += cell === undefined ? "," : `,${cell}`;
  }
  return text;
}
