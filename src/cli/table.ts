/**
 * Text tables for people: aligned columns, two spaces between them, no rules and no trailing blanks, so that a
 * table survives being pasted into a mail. Machines get `--json`.
 */
export type Align = "left" | "right";

export interface TableOptions {
  readonly head: readonly string[];
  /** One for each column; a column without one is aligned left. */
  readonly align?: readonly Align[];
  /** The most characters a line may have: the widest column gives way, its cells end in `…`. Unlimited when absent. */
  readonly width?: number | undefined;
}

const GAP = "  ";
/** Below this a shortened column tells nothing: then lines are longer than `width` instead. */
const NARROWEST = 8;

/** Lines joined by `\n`, the head first, no line end after the last. */
export function formatTable(rows: readonly (readonly string[])[], options: TableOptions): string {
  const lines = [options.head, ...rows];
  const columns = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => lengthOf(line[column] ?? ""))),
  );
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
  const total = widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
  const widest = widths.indexOf(Math.max(...widths));
  if (total > most)
    widths[widest] = Math.max(Math.min(widths[widest]!, NARROWEST), widths[widest]! - (total - most));
}

function pad(text: string, width: number, align: Align): string {
  const length = lengthOf(text);
  if (length > width) return `${[...text].slice(0, width - 1).join("")}…`;
  const blanks = " ".repeat(width - length);
  return align === "right" ? blanks + text : text + blanks;
}
