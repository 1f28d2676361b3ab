/** What `query` shows people. */
import type { QueryResult } from "../../query/result.js";
import { pageOf } from "../../query/result-text.js";
import { terminalWidth } from "./print.js";
import { formatTable } from "./table.js";
import { counted } from "./wording.js";

/** The first rows as a table, and below it how many there are. */
export async function tableText(result: QueryResult, limit: number): Promise<string> {
  const { names, rows, numeric, total } = await pageOf(
    result,
    limit === 0 ? Number.POSITIVE_INFINITY : limit,
  );
  if (names.length === 0) return "done";
  const table = formatTable(rows, {
    head: names,
    align: numeric.map((one) => (one ? "right" : "left")),
    width: terminalWidth(),
  });
  const more = total > rows.length ? `, the first ${rows.length} shown (--limit 0 shows all)` : "";
  return `${table}\n\n${counted(total, "row")}${more}`;
}
