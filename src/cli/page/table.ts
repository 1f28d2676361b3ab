/**
 * Text tables for people: aligned columns, two spaces between them, no rules and no trailing blanks, so that a
 * table survives being pasted into a mail, and each cell on one line, whatever is in it. Machines get `--json`.
 */

import { sum } from "../../arrays/sum.js";
import { shownText } from "../../text/shown-text.js";

export type Align = "left" | "right";

export interface TableOptions {
  readonly head: readonly string[];
  /** One for each column; a column without one is aligned left. */
  readonly align?: readonly Align[];
  /** The most characters a line may have: the widest columns give way, their cells end in `…`. Unlimited when absent. */
  readonly width?: number | undefined;
}

const GAP = "  ";
/** Below this a shortened column tells nothing: then lines are longer than `width` instead. */
const NARROWEST = 8;

/** Lines joined by `\n`, the head first, no line end after the last. */
export function formatTable(rows: readonly (readonly string[])[], options: TableOptions): string {
  const lines = [options.head, ...rows].map((line) => line.map((cell) => shownText(cell)));
  const widths: number[] = [];
  for (const line of lines) {
    line.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, lengthOf(cell));
    });
  }
  if (options.width !== undefined) narrow(widths, options.width);
  return lines
    .map((line) =>
      widths
        .map((width, column) => pad(line[column] ?? "", width, options.align?.[column] ?? "left"))
        .join(GAP)
        .trimEnd(),
    )
    .join("\n");
}

/** Characters, not UTF-16 units: `m³` is 2. */
const lengthOf = (text: string): number => [...text].length;

function narrow(widths: number[], most: number): void {
  let excess = sum(widths) + GAP.length * (widths.length - 1) - most;
  for (; excess > 0; excess--) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) return;
    widths[widths.indexOf(widest)] = widest - 1;
  }
}

function pad(text: string, width: number, align: Align): string {
  const length = lengthOf(text);
  if (length > width) return `${[...text].slice(0, width - 1).join("")}…`;
  const blanks = " ".repeat(width - length);
  return align === "right" ? blanks + text : text + blanks;
}
