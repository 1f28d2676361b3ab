/**
 * A report in the order in which people read it: sections of figures, tables, texts and pictures. Terminal, paper, page and spreadsheet
 * lay out these, so that headings, columns and their order are decided once.
 */
import type { Pictures } from "../document/pictures.js";
import { type Figure, figureShown, type Instant, numberShown } from "../figure.js";

/** What stands in a place: a text, a number with its unit, a moment; null where there is nothing. */
export type Cell = string | Figure | Instant | null;

export interface Column {
  readonly title: string;
  /** Of all its numbers; each cell has it too. */
  readonly unit: string | null;
  readonly align: "left" | "right";
  /** Share of the width, beside those of the others. A column of running text has much. */
  readonly weight: number;
  /** Its numbers add up to the cell of the last row. */
  readonly adds?: true;
}

interface Titled {
  /** A name that does not change: `time`, for the sheet, the anchor, the test. */
  readonly id: string;
  readonly title: string;
  /** What a reader must know of it. */
  readonly note: string | null;
}

export interface FiguresSection extends Titled {
  readonly kind: "figures";
  readonly figures: readonly { readonly name: string; readonly cell: Cell }[];
}

export interface TableSection extends Titled {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** The last row, where columns add up. */
  readonly total: readonly Cell[] | null;
}

export interface TextSection extends Titled {
  readonly kind: "text";
  readonly paragraphs: readonly string[];
}

export interface PicturesSection extends Titled {
  readonly kind: "pictures";
  readonly pictures: Pictures;
}

export type Section = FiguresSection | TableSection | TextSection | PicturesSection;

export const isFigure = (cell: Cell): cell is Figure =>
  cell !== null && typeof cell === "object" && "decimals" in cell;

export const isInstant = (cell: Cell): cell is Instant =>
  cell !== null && typeof cell === "object" && "clock" in cell;

/** As it is printed where its unit stands elsewhere, in the head of its column. */
export function cellShown(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "string") return cell;
  return isFigure(cell) ? numberShown(cell) : cell.clock;
}

/** As it is printed beside its name, with its unit. */
export const cellShownWhole = (cell: Cell): string => (isFigure(cell) ? figureShown(cell) : cellShown(cell));

/** Title and unit of a column: `Depth (m)`. */
export const headShown = ({ title, unit }: Column): string => (unit === null ? title : `${title} (${unit})`);
