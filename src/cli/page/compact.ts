/** What a compaction did, or would do. */
import { sum } from "../../arrays/sum.js";
import type { CompactReport } from "../../bulk/compact.js";
import { formatTable } from "./table.js";
import { bytesText, counted, integer } from "./wording.js";

export function compactText(folder: string, { tables, seconds }: CompactReport, isDry: boolean): string {
  const taken = sum(tables.map(({ parts }) => parts.taken));
  if (taken === 0)
    return `${folder}: nothing to compact, of ${counted(sum(tables.map(({ parts }) => parts.before)), "part")}`;
  const bytes = sum(tables.map((table) => table.bytes.taken));
  const head = ["TABLE", "PARTS", "TAKEN", "BYTES"];
  const rows = tables.map(({ table, parts, bytes }) => [
    table,
    integer(parts.before),
    integer(parts.taken),
    integer(bytes.taken),
  ]);
  if (isDry) {
    const told = formatTable(rows, { head, align: ["left", "right", "right", "right"] });
    return `${told}\nwould put ${counted(taken, "part")} together, ${bytesText(bytes)}; nothing was done`;
  }
  const made = sum(tables.map(({ parts }) => parts.made));
  const all = tables.map(({ parts, bytes, rows: count }, i) => [
    ...rows[i]!,
    integer(parts.made),
    integer(bytes.made),
    integer(count),
  ]);
  const told = formatTable(all, {
    head: [...head, "MADE", "BYTES", "ROWS"],
    align: ["left", "right", "right", "right", "right", "right", "right"],
  });
  return (
    `${told}\nmade ${counted(made, "part")} of ${bytesText(sum(tables.map((table) => table.bytes.made)))} out of ` +
    `${integer(taken)} of ${bytesText(bytes)}, in ${seconds.toFixed(2)} s`
  );
}

export const compactJson = (folder: string, { tables, seconds }: CompactReport, isDry: boolean): unknown => ({
  kind: "compact",
  path: folder,
  dry_run: isDry,
  tables,
  seconds,
});
