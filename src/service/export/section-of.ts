/** Tables as the sections that paper is laid out from. */
import type { Figure } from "../../report/figure.js";
import type { Cell, Column as PaperColumn, TableSection } from "../../report/sections/section.js";
import { instantText, localTime } from "../shift/clock.js";
import type { PaperWords } from "../words/en/papers.js";
import { type Column, footOf, scaled, shownText, type Table, type Value } from "./table.js";

/** The columns of these names, in this order; those that are empty in all rows are left out. */
export function sectionOf(
  table: Table,
  names: readonly string[],
  words: PaperWords,
  note: string | null = null,
): TableSection {
  const places = names
    .map((name) => table.columns.findIndex((column) => column.name === name))
    .filter((place) => place >= 0 && table.rows.some((row) => !isEmpty(row[place]!)));
  const columns = places.map((place) => table.columns[place]!);
  const feet = columns.map((column) => footOf(table, column));
  const hasFoot = table.rows.length > 1 && feet.some((foot) => foot !== undefined);
  return {
    kind: "table",
    ...{
      id: table.name,
      title: words.headings[table.title],
      note,
      columns: columns.map((column) => paperColumn(column, words)),
    },
    rows: table.rows.map((row, i) =>
      places.map((place) => cellOf(row[place]!, table.columns[place]!, words, table.zones[i])),
    ),
    total: hasFoot
      ? columns.map((column, i): Cell => {
          const foot = feet[i];
          if (foot !== undefined) return figure(foot, column);
          return i === 0 ? words.titles.Total : null;
        })
      : null,
  };
}

const isEmpty = (value: Value): boolean => value === null || value === "" || value === false;

const paperColumn = ({ title, unit, kind, name }: Column, words: PaperWords): PaperColumn => ({
  ...{ title: words.titles[title], unit, align: kind === "number" ? "right" : "left" },
  weight: RUNNING.has(name) ? 3 : 1,
});
const RUNNING = new Set(["remarks", "notes", "description"]);

const figure = (whole: number, { decimals, unit }: Column): Figure => ({
  ...{ value: whole / 10 ** decimals, unit, decimals },
});

function cellOf(value: Value, column: Column, words: PaperWords, timeZone = "UTC"): Cell {
  if (isEmpty(value)) return null;
  if (column.kind === "number") {
    const whole = scaled(value, column.decimals);
    return whole === undefined ? null : figure(whole, column);
  }
  if (column.kind === "instant") {
    const at = value as number;
    return { iso: instantText(at, timeZone), clock: localTime(at, timeZone) };
  }
  return column.kind === "truth" ? words.yes : shownText(String(value), column, words);
}
