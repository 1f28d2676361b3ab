/** The names that queries use on a dataset, as views of a database's tables: the same question has the same answer in both. */
import { recordOfTable, tableAlias } from "../../wits/catalog/table.js";
import { analysisOf, PLACE } from "./analysis-tables.js";

export interface SqlView {
  readonly name: string;
  /** The table whose rows it has. */
  readonly table: string;
  /** Of a table of a record, which: `01`. */
  readonly record?: string;
  /** A column of the table that nobody asks for. */
  readonly without?: string;
}

/** `r01` and `general_time_based` of a record, `states` of an analysis, `log` of what one looks at first. `tables` are by the names of a dataset. */
export function viewsOf(tables: readonly { readonly name: string; readonly of: string }[]): SqlView[] {
  const views: SqlView[] = [];
  const sorted = [...tables].sort(
    (one, other) => rank(one.of) - rank(other.of) || (one.of < other.of ? -1 : 1),
  );
  for (const { name, of } of sorted) {
    const record = recordOfTable(of);
    const found = analysisOf(of);
    if (found !== undefined) views.push({ name: found, table: name, without: PLACE });
    if (record === undefined) continue;
    const digits = String(record).padStart(2, "0");
    views.push({ name: `r${digits}`, table: name, record: digits });
    const alias = tableAlias(record);
    if (alias !== undefined) views.push({ name: alias, table: name, record: digits });
  }
  const rows = sorted.filter(
    ({ of }) => of !== "rejects" && of !== "unmapped" && analysisOf(of) === undefined,
  );
  const first = rows.find(({ of }) => of === "record=01") ?? rows[0];
  const record = /^record=(\d\d)$/.exec(first?.of ?? "")?.[1];
  if (first !== undefined) views.push({ name: "log", table: first.name, ...(record && { record }) });
  // A row of layout frame holds items of all records, those of record 01 under their own names.
  if (first?.of === "frame") views.push({ name: "r01", table: first.name });
  return views;
}

const ORDER = ["record", "frame", "long", "unmapp", "reject", "analys"];
const rank = (of: string): number => ORDER.indexOf(of.slice(0, 6).replace("=", ""));
