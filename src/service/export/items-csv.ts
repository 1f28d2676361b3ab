/**
 * Items of an answer as CSV after RFC 4180: a column a field, decimals and instants as they travel, and beside each id the name that people
 * know. A text that a spreadsheet would run as a formula has an apostrophe before it, unless programs read the file.
 */
import { csvField, spreadsheetField } from "../../output/csv/csv.js";

type Item = Readonly<Record<string, unknown>>;
/** For fields that hold ids: the name of one, undefined where it has none. */
export type NamesBeside = Readonly<Record<string, (id: string) => string | undefined>>;

/** Of a number a spreadsheet makes no formula, and a minus before it begins none. */
const NUMBER = /^-?\d+(\.\d+)?$/;

export function itemsCsv(
  columns: readonly string[],
  items: readonly Item[],
  names: NamesBeside,
  { forPrograms = false }: { readonly forPrograms?: boolean } = {},
): string {
  const field = (value: unknown): string => {
    if (value === null || value === undefined || value === "") return "";
    const text = String(value);
    return forPrograms || NUMBER.test(text) ? csvField(text) : spreadsheetField(text);
  };
  const head = columns.flatMap((name) => (names[name] === undefined ? [name] : [name, `${name}_name`]));
  const lines = items.map((item) =>
    columns.flatMap((name) => {
      const [value, nameOf] = [item[name], names[name]];
      if (nameOf === undefined) return [field(value)];
      return [field(value), field(typeof value === "string" ? nameOf(value) : null)];
    }),
  );
  return `${[head, ...lines].map((line) => line.join(",")).join("\r\n")}\r\n`;
}
