/**
 * NDJSON: an object a line, in UTF-8. A null is left out of its object, since most rows lack most items. An int64
 * beyond what a JavaScript number holds exactly is a string; a timestamp is one, as in CSV; bytes are base64.
 */
import type { ColumnData } from "../../kernel/batch.js";
import { type Cell, type CellNotation, cellsIn } from "../cell.js";
import { filePerTable } from "../file-sink.js";
import { textWriter } from "../text-writer.js";

const notation: CellNotation = {
  text: (value) => JSON.stringify(value),
  plain: (value) => `"${value}"`,
  largeInteger: (value) => `"${value}"`,
};

export const ndjson = filePerTable(async (output, { table, json }, { timezone }) => {
  const writer = textWriter(output);
  const utc = timezone !== undefined;
  const [texts, documents] = [cellsIn(notation, utc), cellsIn({ ...notation, text: (value) => value }, utc)];
  const cellOf = (data: ColumnData): Cell => (json?.has(data.column.name) ? documents : texts)(data);
  const keys = table.columns.map(({ name }) => `${JSON.stringify(name)}:`);
  return {
    async write(batch) {
      const cells = batch.columns.map(cellOf);
      let text = "";
      for (let row = 0; row < batch.rows; row++) {
        let separator = "{";
        for (let i = 0; i < cells.length; i++) {
          const cell = cells[i]!(row);
          if (cell === undefined) continue;
          text += separator + keys[i]! + cell;
          separator = ",";
        }
        text += separator === "{" ? "{}\n" : "}\n";
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
