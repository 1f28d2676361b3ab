/** How sections are put together: a table takes the unit of a column from its numbers, and is left out where it has no rows. */
import { figure } from "../figure.js";
import { type Cell, type Column, type FiguresSection, isFigure, type TableSection } from "./section.js";

/** A column, and what it has of a row. */
export interface ColumnOf<Row> extends Omit<Column, "unit" | "align" | "weight"> {
  readonly weight?: number;
  readonly of: (row: Row) => Cell;
}

interface TableParts<Row> {
  readonly id: string;
  readonly title: string;
  readonly note?: string | null;
  readonly rows: readonly Row[];
  readonly columns: readonly ColumnOf<Row>[];
  /** Of columns that add up, by title. */
  readonly totals?: Readonly<Record<string, Cell>>;
}

export function table<Row>({
  id,
  title,
  note = null,
  rows,
  columns,
  totals,
}: TableParts<Row>): TableSection[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => columns.map(({ of }) => of(row)));
  const heads = columns.map(({ title: name, weight = 1, adds }, place): Column => {
    const figures = cells.map((row) => row[place]!).filter(isFigure);
    return {
      title: name,
      unit: figures.find(({ unit }) => unit !== null)?.unit ?? null,
      align: figures.length > 0 ? "right" : "left",
      weight,
      ...(adds && { adds }),
    };
  });
  const total = totals && columns.map(({ title: name }): Cell => totals[name] ?? null);
  return [{ kind: "table", id, title, note, columns: heads, rows: cells, total: total ?? null }];
}

/** Pairs of a name and what it is. What nobody knows is left out, unless that leaves none. */
export function figures(
  id: string,
  title: string,
  pairs: readonly (readonly [name: string, cell: Cell])[],
  note: string | null = null,
): FiguresSection[] {
  const known = pairs.filter(([, cell]) => !(cell === null || (isFigure(cell) && cell.value === null)));
  if (known.length === 0) return [];
  return [{ kind: "figures", id, title, note, figures: known.map(([name, cell]) => ({ name, cell })) }];
}

/** A number of things, or nothing where it is not known. */
export const count = (value: number | null): Cell => (value === null ? null : figure(value, undefined, 0));
