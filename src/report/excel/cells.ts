/**
 * Cells of a report: numbers as numbers with the decimals that they have, moments as dates of the rig's clock, texts as texts, whatever
 * they begin with.
 */
import { excelText } from "../../text/excel-file.js";
import type { Instant } from "../figure.js";
import { type Cell, isFigure, isInstant } from "../sections/section.js";

export interface ExcelCell {
  readonly value: string | number | Date | null;
  readonly type?: StringConstructor | NumberConstructor | DateConstructor | "Formula";
  readonly format?: string;
  readonly fontWeight?: "bold";
  readonly fontSize?: number;
  readonly textColor?: string;
  readonly backgroundColor?: string;
  readonly align?: "left" | "right";
  readonly alignVertical?: "top";
  readonly wrap?: boolean;
}

const MOMENT = "yyyy-mm-dd hh:mm";

/** As it stands on the rig's clock: a spreadsheet knows no zones. */
export const dateOf = ({ iso }: Instant): Date => new Date(`${iso.slice(0, 19)}Z`);

/** `0.00`, and behind it a unit where the head of the column tells another or none. */
const numberFormat = (decimals: number, unit: string | null): string => {
  const digits = decimals === 0 ? "0" : `0.${"0".repeat(decimals)}`;
  return unit === null ? digits : `${digits}" ${unit.replaceAll('"', "''")}"`;
};

export const textCell = (text: string): ExcelCell => ({
  // A report has no text that long; one that a person wrote ends in "…".
  value: excelText(text, () => undefined),
  type: String,
  wrap: true,
  alignVertical: "top",
});

/** `unit`: what stands beside the cell or above it. */
export function excelCell(cell: Cell, unit: string | null): ExcelCell | null {
  if (cell === null || cell === "") return null;
  if (isFigure(cell)) {
    if (cell.value === null) return null;
    const own = cell.unit !== null && cell.unit !== unit ? cell.unit : null;
    return {
      value: cell.value,
      type: Number,
      format: numberFormat(cell.decimals, own),
      alignVertical: "top",
    };
  }
  if (isInstant(cell)) {
    return { value: dateOf(cell), type: Date, format: MOMENT, align: "left", alignVertical: "top" };
  }
  if (typeof cell !== "string") return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(cell)) return textCell(cell);
  const date = new Date(`${cell}T00:00:00Z`);
  // A text that only looks like a day, `2024-02-31`, stays one.
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== cell
    ? textCell(cell)
    : { value: date, type: Date, format: "yyyy-mm-dd", align: "left", alignVertical: "top" };
}
