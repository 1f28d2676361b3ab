/** The column that the rows of a log file go by. */

import type { RowIndex } from "../columns/rising.js";
import { Failure } from "../failure/failure.js";
import { channel } from "../wits/catalog/channel.js";
import type { Column } from "../wits/catalog/table.js";
import { columnOfChannel } from "./channel-column.js";
import type { SinkTable } from "./sink.js";

/** Throws a Failure where the table has no such column; `file` is what is made, in words. */
export function indexColumn(table: SinkTable, index: RowIndex, file: string): Column {
  const found = indexColumnIn(table, index);
  if (found === undefined) throw noIndex(table, index, file);
  return found;
}

export function indexColumnIn(table: SinkTable, index: RowIndex): Column | undefined {
  const { columns } = table.table;
  const own = columns.find(({ name }) => name === table.index);
  const found =
    own ??
    (index === "time" ? columns.find(({ type }) => type === "timestamp") : columnOfChannel("depth", columns));
  return found === undefined || found.type === "utf8" || found.type === "dictionary" ? undefined : found;
}

export function noIndex({ title, well }: SinkTable, index: RowIndex, file: string): Failure {
  const what = well === undefined ? title : `${title} of ${well}`;
  const [missing, other] =
    index === "time" ? ["time", "depth"] : [`depth (${channel("depth").mnemonics.join(", ")})`, "time"];
  return new Failure(
    "nothing-there",
    `${what} has no row with a ${missing}, which the index of ${file} by ${index} needs; --index ${other} has another, ` +
      "and --records takes other records",
  );
}
