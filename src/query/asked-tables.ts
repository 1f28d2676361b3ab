/** What a question can be about, by its text: views that it does not name need not be made, nor their tables be here. */
import { recordOfTable, tableAlias } from "../wits/catalog/table.js";

/** Asks what there is, or makes names while it runs: then any view may be meant. */
const OPEN =
  /\b(show|information_schema|pragma\w*|duckdb_\w+|sqlite_\w+|query|query_table|sql_auto_complete)\b/;

/** Whether the one statement that will be run may ask for a view; where nobody knows it, for any. */
export function namedIn(sql: string | undefined): (view: string) => boolean {
  const text = sql?.toLowerCase();
  if (text === undefined || OPEN.test(text)) return () => true;
  return (view) => text.includes(view);
}

/**
 * Those tables of a dataset that a statement may ask for, by their names: `record=01`. All of them where it names none that is there, so that what is
 * said of an unknown name tells what there is.
 */
export function tablesAsked(sql: string | undefined, tables: readonly string[]): readonly string[] {
  const named = namedIn(sql);
  const first = tables.find((table) => table === "record=01") ?? tables.find(hasRows);
  const asked = tables.filter(
    (table) =>
      viewsOf(table).some(named) || (table === first && named("log")) || (table === "frame" && named("r01")),
  );
  return asked.length === 0 ? tables : asked;
}

const hasRows = (table: string): boolean => table !== "rejects" && table !== "unmapped";

function viewsOf(table: string): readonly string[] {
  const record = recordOfTable(table);
  if (record === undefined) return [table];
  const alias = tableAlias(record);
  return [`r${String(record).padStart(2, "0")}`, ...(alias === undefined ? [] : [alias])];
}
