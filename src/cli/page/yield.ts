/** Tables in which some columns give way before all others: a name can be looked up, a number that is cut is lost. */
import { shownText } from "../../text/shown-text.js";
import { formatTable, type TableOptions } from "./table.js";

export interface YieldingOptions extends TableOptions {
  /** Names from `head`, in the order in which they give way when lines are longer than `width`. */
  readonly yields: readonly string[];
}

/** Below this a name tells nothing. */
const NARROWEST = 8;
const GAP = 2;

export function yieldingTable(
  given: readonly (readonly string[])[],
  { yields, ...options }: YieldingOptions,
): string {
  const { head, width = Number.POSITIVE_INFINITY } = options;
  const rows = given.map((row) => row.map((cell) => shownText(cell)));
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => lengthOf(row[column]!))),
  );
  let excess = widths.reduce((sum, one) => sum + one + GAP, -GAP) - width;
  const most = widths.map(() => Number.POSITIVE_INFINITY);
  for (const name of yields) {
    const column = head.indexOf(name);
    const given = Math.min(excess, (widths[column] ?? 0) - Math.max(NARROWEST, name.length));
    if (given <= 0) continue;
    most[column] = widths[column]! - given;
    excess -= given;
  }
  return formatTable(
    rows.map((row) => row.map((cell, column) => cut(cell, most[column]!))),
    options,
  );
}

/** Characters, not UTF-16 units. */
const lengthOf = (text: string): number => [...text].length;

const cut = (text: string, most: number): string =>
  lengthOf(text) > most
    ? `${[...text]
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`
    : text;
