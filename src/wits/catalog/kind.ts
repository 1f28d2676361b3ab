/** How the text of an item is read, and which item or type tells it. */
import { itemOf } from "./code.js";
import type { Item } from "./item.js";
import type { MapType } from "./map-entry.js";

/** Dates and times also set the clock of their frame. */
export type ValueKind = "float64" | "int32" | "int64" | "date" | "time" | "text";

const int32Items = new Set([2, 3, 7]);

/** Of an item of the catalog: what the specification calls S or L is a float, since real feeds send decimals there. */
export function kindOfItem({ code, type }: Item): ValueKind {
  if (type === "A") return "text";
  if (itemOf(code) === 5) return "date";
  if (itemOf(code) === 6) return "time";
  if (itemOf(code) === 4) return "int64";
  return int32Items.has(itemOf(code)) ? "int32" : "float64";
}

const kinds: Readonly<Record<MapType, ValueKind>> = {
  A: "text",
  F: "float64",
  S: "int32",
  L: "int64",
  D: "date",
  T: "time",
};

/**
 * Of a type that a map gives. L is the specification's own type of dates and times: an entry that repeats it for one
 * of them does not take the clock away.
 */
export function kindOfType(type: MapType, base: Item | undefined): ValueKind {
  const before = base && kindOfItem(base);
  return type === "L" && (before === "date" || before === "time") ? before : kinds[type];
}
