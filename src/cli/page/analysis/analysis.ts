/** What `analyze` shows: a page for people, one table for them, or all as one JSON document. */

import { type TableColumn, type TableName, unitIn } from "../../../analysis/table.js";
import { analysisTable as tableNamed, usualTableNames } from "../../../analysis/table-columns.js";
import type { Analyzed } from "../../../bulk/analysis/analyze.js";
import type { Row } from "../../../bulk/analysis/table-pages.js";
import { numberText } from "../../../text/number-text.js";
import { formatTable } from "../table.js";
import { counted, instant } from "../wording.js";

export { analysisPage } from "./page.js";

const rowsOf = (analyzed: Analyzed, table: TableName): readonly Row[] =>
  analyzed[table] as unknown as readonly Row[];

const isUtc = ({ inputs }: Analyzed): boolean => inputs.some(({ utc }) => utc);

/** The first rows as a table, and below it how many there are. */
export function analysisTable(
  analyzed: Analyzed,
  table: TableName,
  {
    limit,
    width,
    byDay,
  }: { readonly limit: number; readonly width: number | undefined; readonly byDay: boolean | undefined },
): string {
  const { columns } = tableNamed(table, byDay);
  const all = rowsOf(analyzed, table);
  const shown = limit === 0 ? all : all.slice(0, limit);
  const utc = isUtc(analyzed);
  const text = formatTable(
    shown.map((row) => columns.map((column) => cell(row[column.name], column, utc))),
    {
      head: columns.map((column) => {
        const unit = unitIn(column, analyzed.unitOf);
        return unit === undefined ? column.name : `${column.name} (${unit})`;
      }),
      align: columns.map(({ type }) => (type === "number" || type === "integer" ? "right" : "left")),
      width,
    },
  );
  const more = all.length > shown.length ? `, the first ${shown.length} shown (--limit 0 shows all)` : "";
  return `${text}\n\n${counted(all.length, "row")}${more}`;
}

function cell(value: number | string | undefined, { type }: TableColumn, utc: boolean): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return type === "time" ? instant(value, utc) : numberText(Number(value.toPrecision(9)));
}

/** One table as an array of objects, or all by their names, with what was read. Nulls are there, and times are ISO 8601. */
export function analysisJson(
  analyzed: Analyzed,
  table: TableName | undefined,
  byDay: boolean | undefined,
): string {
  const utc = isUtc(analyzed);
  const rows = (name: TableName): object[] =>
    rowsOf(analyzed, name).map((row) =>
      Object.fromEntries(
        tableNamed(name, byDay).columns.map(({ name: column, type }) => {
          const value = row[column];
          return [
            column,
            type === "time" && typeof value === "number" ? instant(value, utc) : (value ?? null),
          ];
        }),
      ),
    );
  if (table !== undefined) return JSON.stringify(rows(table), undefined, 2);
  const document = {
    inputs: analyzed.inputs.map(({ path, what, mode, rigs, failures }) => ({
      path,
      what,
      mode,
      rigs: rigs.map(({ withoutTime, behind, well, ...rig }) => ({
        ...rig,
        well: well ?? null,
        without_time: withoutTime,
        behind,
      })),
      failures: failures.map(({ message }) => message),
    })),
    units: Object.fromEntries(
      usualTableNames.map((name) => [
        name,
        Object.fromEntries(
          tableNamed(name, byDay).columns.flatMap((column) => {
            const unit = unitIn(column, analyzed.unitOf);
            return unit === undefined ? [] : [[column.name, unit]];
          }),
        ),
      ]),
    ),
    tables: Object.fromEntries(usualTableNames.map((name) => [name, rows(name)])),
  };
  return JSON.stringify(document, undefined, 2);
}
