/** Rows as one JSON document, written as they come: what the columns are, the rows, and at its end whether there are more. */
import type { ColumnData } from "../../kernel/batch.js";
import { type Cell, type CellNotation, cellsIn } from "../../output/cell.js";
import { filePerTable } from "../../output/file-sink.js";
import type { Sink, SinkOptions } from "../../output/sink.js";
import { textWriter } from "../../output/text-writer.js";
import { formatCode } from "../../wits/catalog/code.js";

const notation: CellNotation = {
  text: (value) => JSON.stringify(value),
  plain: (value) => `"${value}"`,
  largeInteger: (value) => `"${value}"`,
};

/** `more` is called where rows are left out. */
export type JsonSink = Sink & { more?(): void };

/** A null is left out of its row, since most rows lack most items. */
export async function jsonRows(
  head: { readonly dataset: string; readonly table: string },
  options: SinkOptions,
): Promise<JsonSink> {
  let hasMore = false;
  const open = filePerTable(async (output, { table }, { timezone }) => {
    const writer = textWriter(output);
    const cellOf = (data: ColumnData): Cell => cells(data);
    const cells = cellsIn(notation, timezone !== undefined);
    const keys = table.columns.map(({ name }) => `${JSON.stringify(name)}:`);
    const columns = table.columns.map(({ name, type, unit, description, code }) => ({
      name,
      type,
      ...(unit !== undefined && { unit }),
      meaning: description,
      ...(code !== undefined && { code: formatCode(code) }),
    }));
    await writer.write(`${JSON.stringify({ ...head, columns }).slice(0, -1)},"items":[`);
    let before = "\n";
    return {
      async write(batch) {
        const own = batch.columns.map(cellOf);
        let text = "";
        for (let row = 0; row < batch.rows; row++) {
          const members = own.flatMap((cell, i) => {
            const value = cell(row);
            return value === undefined ? [] : [keys[i]! + value];
          });
          text += `${before}{${members.join(",")}}`;
          before = ",\n";
          if (writer.isFull(text)) {
            await writer.write(text);
            text = "";
          }
        }
        await writer.write(text);
      },
      end: () => writer.write(`\n],"more":${hasMore}}\n`),
    };
  });
  const sink = await open(options);
  return Object.assign(sink, {
    more: () => {
      hasMore = true;
    },
  });
}
