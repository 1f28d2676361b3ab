/**
 * CSV as RFC 4180 has it, with a header of column names, but for the line end: a bare LF, which every reader takes
 * and which `head`, `diff` and `awk` expect. A null is an empty field, and an empty text is `""`. Bytes are base64.
 */
import { type Cell, cellsIn, type Dialect } from "./cell.js";
import type { OpenSink } from "./sink.js";
import { textWriter } from "./text-writer.js";

/** A field's text, quoted where it must be. */
export const csvField = (value: string): string =>
  value === "" || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

const dialect: Dialect = {
  text: csvField,
  plain: (value) => (value === "" ? '""' : value),
  largeInteger: (value) => `${value}`,
};

export const openCsv: OpenSink = async (output, table, { timezone } = {}) => {
  const writer = textWriter(output);
  const cellOf = cellsIn(dialect, timezone !== undefined);
  await writer.write(`${table.columns.map(({ name }) => dialect.text(name)).join(",")}\n`);
  return {
    lateColumns: false,
    async write(batch) {
      const cells = batch.columns.map(cellOf);
      let text = "";
      for (let row = 0; row < batch.rows; row++) {
        text += line(cells, row);
        if (writer.isFull(text)) {
          await writer.write(text);
          text = "";
        }
      }
      await writer.write(text);
    },
    close: () => output.finish(),
    abort: () => output.abort(),
  };
};

function line(cells: readonly Cell[], row: number): string {
  let text = cells[0]!(row) ?? "";
  for (let i = 1; i < cells.length; i++) {
    const cell = cells[i]!(row);
    text += cell === undefined ? "," : `,${cell}`;
  }
  return `${text}\n`;
}
