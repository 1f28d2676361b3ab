/** The tables of a dataset that are exported: all, or those of the records that were asked for. */
import type { DatasetTable } from "../../../dataset/tables.js";
import { Failure } from "../../../failure/failure.js";

/** At least one. Throws a Failure where there is none of them. */
export function tablesAsked(
  tables: readonly DatasetTable[],
  records: readonly number[] | undefined,
): readonly DatasetTable[] {
  const wanted = tables.filter(({ name }) => name !== "rejects" && isAskedFor(name, records));
  if (wanted.length === 0) throw noTable(tables, records);
  return wanted;
}

function isAskedFor(table: string, records: readonly number[] | undefined): boolean {
  const record = /^record=(\d\d)$/.exec(table)?.[1];
  return records === undefined || (record !== undefined && records.includes(Number(record)));
}

function noTable(tables: readonly DatasetTable[], records: readonly number[] | undefined): Failure {
  const there = tables.map(({ name, meaning }) => `${name.replace("record=", "record ")} (${meaning})`);
  return new Failure(
    "nothing-there",
    records === undefined
      ? "there is nothing to export: no frame had a value"
      : `there is no record ${records.join(", ")} here; there are ${there.join(", ")}`,
  );
}
