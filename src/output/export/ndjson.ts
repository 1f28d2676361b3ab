/** NDJSON: an object a row, with the columns that have a value in it. */
import type { Field } from "../../columns/field.js";
import type { Values } from "../../columns/page.js";
import type { Output } from "../../durable/output.js";
import { type ExportedTable, timeText } from "./exporter.js";

export async function writeNdjson(table: ExportedTable, output: Output): Promise<void> {
  for await (const { rows, values } of table.pages()) {
    const members = values.map((one, i) => memberOf(table.fields[i]!, one));
    for (let first = 0; first < rows; first += LINES) {
      let text = "";
      for (let row = first; row < Math.min(rows, first + LINES); row++) {
        text += `{${members.flatMap((member) => member(row) ?? []).join(",")}}\n`;
      }
      await output.write(Buffer.from(text));
    }
  }
}

/** Lines of a write. */
const LINES = 4096;

function memberOf(
  { name, type, utc }: Field,
  values: Values | undefined,
): (row: number) => string | undefined {
  const key = JSON.stringify(name);
  if (values === undefined) return () => undefined;
  return (row) => {
    const value = values[row];
    if (value === undefined || Number.isNaN(value)) return undefined;
    return `${key}:${type === "time" ? `"${timeText(value as number, utc)}"` : JSON.stringify(value)}`;
  };
}
