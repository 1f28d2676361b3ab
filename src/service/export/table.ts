/**
 * A table as every file has it: CSV, workbook, paper and star schema take their columns from one place, and so say the same. Numbers are
 * exact fractions until a file has to write them.
 */
import { halfUp } from "../shift/half-up.js";
import { plus, type Quantity } from "../shift/money.js";
import type { Heading, PaperWords, Title } from "../words/en/papers.js";

/** Words of papers that are looked up by what a cell holds. */
export type Dictionary =
  | "states"
  | "kinds"
  | "classes"
  | "norths"
  | "payers"
  | "sources"
  | "lines"
  | "units"
  | "reasons";

/** A text, a number, an instant or a date by its column's kind; null is an empty cell. */
export type Value = string | number | Quantity | boolean | null;

export interface Column {
  /** In files for programs. */
  readonly name: string;
  /** For people: as papers call it in their language. */
  readonly title: Title;
  /** Whose words a text has in files for people, where it is one of a few. */
  readonly says?: Dictionary;
  readonly unit: string | null;
  readonly kind: "text" | "number" | "date" | "instant" | "truth";
  /** Of numbers: how many are shown. */
  readonly decimals: number;
  /** As many as a value needs, up to these: a depth of 120.505 m is not shown as another. */
  readonly finest?: number;
  /** Its sum stands below it. */
  readonly adds?: true;
  /** The sum of one column by the sum of another stands below it, so many times. */
  readonly mean?: { readonly of: string; readonly by: string; readonly times: number };
}

export interface Table {
  /** `activities`. */
  readonly name: string;
  readonly title: Heading;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  /** Of instants, as each row has it in this column; a spreadsheet has no zones. */
  readonly zones: readonly string[];
}

export const text = (name: string, title: Title): Column => ({
  ...{ name, title, unit: null, kind: "text", decimals: 0 },
});

/** A text that is one of a few, which people read in their language. */
export const oneOf = (name: string, title: Title, says: Dictionary): Column => ({
  ...text(name, title),
  says,
});

export const number = (
  name: string,
  title: Title,
  unit: string | null,
  decimals: number,
  more: Pick<Column, "adds" | "mean" | "finest"> = {},
): Column => ({ name, title, unit, kind: "number", decimals, ...more });

export const instant = (name: string, title: Title): Column => ({ ...text(name, title), kind: "instant" });
export const date = (name: string, title: Title): Column => ({ ...text(name, title), kind: "date" });

const isQuantity = (value: Value): value is Quantity => typeof value === "object" && value !== null;

/** A text as people read it. */
export function shownText(value: string, { says }: Column, words: PaperWords): string {
  if (says === undefined) return value;
  const texts: Readonly<Record<string, string>> = words[says];
  const word = [value, value.replaceAll(" ", "_")].find((one) => Object.hasOwn(texts, one));
  return word === undefined ? value : texts[word]!;
}

/** Nothing and texts are 0. */
export const quantityOf = (value: Value): Quantity =>
  isQuantity(value) ? value : { value: typeof value === "number" ? value : 0, per: 1 };

/** A number as 10^-`decimals`, half up; undefined of an empty cell. */
export function scaled(value: Value, decimals: number): number | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  const { value: top, per } = quantityOf(value);
  return halfUp([top, 10 ** decimals], [per]);
}

/** What stands below a column: its sum, or its weighted mean, 10^-`decimals`; undefined where nothing does. */
export function footOf(table: Table, column: Column): number | undefined {
  const sumOf = (name: string): Quantity => {
    const place = table.columns.findIndex((one) => one.name === name);
    return table.rows.map((row) => quantityOf(row[place] ?? null)).reduce(plus, { value: 0, per: 1 });
  };
  if (column.adds === true) return scaled(sumOf(column.name), column.decimals);
  if (column.mean === undefined) return undefined;
  const [of, by] = [sumOf(column.mean.of), sumOf(column.mean.by)];
  if (by.value === 0) return undefined;
  return halfUp([of.value, by.per, column.mean.times, 10 ** column.decimals], [of.per, by.value]);
}

/** The same with the decimals that its values need. */
export function fitted(table: Table): Table {
  const columns = table.columns.map((column, place): Column => {
    const { finest } = column;
    if (finest === undefined) return column;
    let { decimals } = column;
    for (const row of table.rows)
      while (decimals < finest && !isExact(row[place]!, decimals, finest)) decimals++;
    return { ...column, decimals };
  });
  return { ...table, columns };
}

const isExact = (value: Value, decimals: number, finest: number): boolean =>
  (scaled(value, finest) ?? 0) % 10 ** (finest - decimals) === 0;
