/** Some rows and columns of a table: those that somebody asked for. */
import type { Field } from "../columns/field.js";
import { type Page, picked } from "../columns/page.js";
import type { TableReader } from "./read.js";

export interface Selection {
  /** Rows outside [from, until) are left out, and those without a time when either is given. Milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** The pages of a table with those rows alone. */
export async function* selectedPages(
  table: TableReader,
  fields: readonly Field[],
  { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: Selection,
): AsyncGenerator<Page> {
  if (from === Number.NEGATIVE_INFINITY && until === Number.POSITIVE_INFINITY) {
    yield* table.pages(fields);
    return;
  }
  const time = table.fields.find(({ name, type }) => name === "timestamp" && type === "time");
  if (time === undefined) return;
  for await (const { rows, values } of table.pages([time, ...fields], { from, until })) {
    const times = values[0] as Float64Array | undefined;
    if (times === undefined) continue;
    const kept = Array.from({ length: rows }, (_, row) => row).filter(
      (row) => times[row]! >= from && times[row]! < until,
    );
    if (kept.length > 0) {
      yield { rows: kept.length, fields, values: values.slice(1).map((one) => picked(one, kept)) };
    }
  }
}
