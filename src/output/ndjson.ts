/**
 * NDJSON: an object a line, in UTF-8. A null is left out of its object, since most rows lack most items. An int64
 * beyond what a JavaScript number holds exactly is a string; a timestamp is one, as in CSV; bytes are base64.
 */
import { cellsIn, type Dialect } from "./cell.js";
import type { OpenSink } from "./sink.js";
import { textWriter } from "./text-writer.js";

const dialect: Dialect = {
  text: (value) => JSON.stringify(value),
  plain: (value) => `"${value}"`,
  largeInteger: (value) => `"${value}"`,
};

export const openNdjson: OpenSink = async (output, table, { timezone } = {}) => {
  const writer = textWriter(output);
  const cellOf = cellsIn(dialect, timezone !== undefined);
  const keys = table.columns.map(({ name }) => `${JSON.stringify(name)}:`);
  return {
    lateColumns: false,
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
    close: () => output.finish(),
    abort: () => output.abort(),
  };
};
