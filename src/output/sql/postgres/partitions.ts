/**
 * Months that rows are in. A year of a rig at a row a second is 31 million rows a record: a month of it, some 2.6 million, is what
 * an index of holds in memory, and what one drops when it is old. Times before 1970 and after 2100, which no clock of a rig has seen, and
 * rows without one are in the partition of all others.
 */
import type { Values } from "../../../columns/page.js";

const FIRST = Date.UTC(1970, 0);
const LAST = Date.UTC(2100, 0);

/** `2026-11`, each once; the months of rows, by their times in milliseconds. */
export function monthsOf(times: Values | undefined): Set<string> {
  const months = new Set<string>();
  if (!(times instanceof Float64Array)) return months;
  let [from, until] = [0, 0];
  for (const time of times) {
    if (time >= from && time < until) continue;
    if (!(time >= FIRST && time < LAST)) continue;
    const date = new Date(time);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    [from, until] = [Date.UTC(year, month), Date.UTC(year, month + 1)];
    months.add(date.toISOString().slice(0, 7));
  }
  return months;
}

/** Where a month begins and ends, as PostgreSQL reads it. */
export function boundsOf(month: string): { readonly from: string; readonly until: string } {
  const [year, number] = month.split("-").map(Number);
  const next = new Date(Date.UTC(year!, number!)).toISOString().slice(0, 7);
  return { from: `${month}-01`, until: `${next}-01` };
}
