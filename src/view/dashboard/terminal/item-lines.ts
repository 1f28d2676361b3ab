/** Items as lines: name, value, unit, age and trend, in as much room as there is. */
import { ageText } from "../age.js";
import type { ItemRow } from "../shown.js";
import { type Line, piece, type Style } from "./line.js";
import { dots, type Look, plain } from "./look.js";
import { spark } from "./spark.js";
import { padded, shown } from "./text.js";

/** The items that a search leaves, by code, mnemonic or words of the name. */
export function found(items: readonly ItemRow[], search: string | undefined): readonly ItemRow[] {
  const words = (search ?? "").toUpperCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter(({ code, label, name }) => {
    const text = `${code} ${label} ${name}`.toUpperCase();
    return words.every((word) => text.includes(word));
  });
}

/** Columns of the items' table. What is left of a wide screen goes to names first, and to the trends then. */
function itemWidths(columns: number) {
  const fixed = { label: 8, value: 10, unit: 6, age: 12 };
  const code = columns >= 100 ? 5 : 0;
  const rest = columns - 2 - code - fixed.label - fixed.value - fixed.unit - fixed.age;
  const name = Math.max(10, Math.min(36, Math.floor(rest * 0.64)));
  return { ...fixed, code, name, trend: Math.max(0, rest - name - 1) };
}

/** Most characters of a trend on a screen of this width. */
export const trendWidth = (columns: number): number => Math.min(120, itemWidths(columns).trend);

export function itemHeads(columns: number, span: number, look: Look): Line {
  const { code, label, name, value, unit, age, trend } = itemWidths(columns);
  const since = span === 0 ? "" : trend >= 13 ? `LAST ${ageText(span).toUpperCase()}` : ageText(span);
  return [
    piece(
      `  ${padded(code > 0 ? "CODE" : "", code)}${padded("ITEM", label)}${padded("", name)}` +
        `${padded("VALUE", value, "right")} ${padded("UNIT", unit - 1)}${padded("AGE", age - 1, "right")}  ` +
        `${padded(since, trend, "left", dots(look))}`,
      "head",
    ),
  ];
}

export function itemLine(item: ItemRow, columns: number, look: Look): Line {
  const { code, label, name, value, unit, age, trend } = itemWidths(columns);
  const missing = item.age === undefined;
  const faint: Style = item.stale || missing ? "faint" : "plain";
  const since = missing ? "not yet" : `${item.stale ? "stale " : ""}${ageText(item.age)}`;
  return [
    piece(item.stale ? "! " : "  ", "warning"),
    piece(padded(code > 0 ? item.code : "", code), "faint"),
    piece(padded(shown(item.label), label - 1, "left", dots(look)), item.stale ? "faint" : "strong"),
    piece(` ${padded(shown(item.name), name - 1, "left", dots(look))} `, faint),
    piece(
      padded(plain(shown(item.value), look), value, "right", dots(look)),
      item.stale ? "faint" : "strong",
    ),
    piece(` ${padded(shown(item.unit), unit - 1, "left", dots(look))}`, "faint"),
    piece(padded(since, age - 1, "right"), item.stale ? "warning" : "faint"),
    piece(`  ${padded(spark(item.trend, look.unicode), trend)}`, item.stale ? "faint" : "trend"),
  ];
}
