/** Rows of a record as rows of values, in the columns of layout `long`: those that have one, in the order of the columns. */
import type { Field } from "../../columns/field.js";
import type { Page, Values } from "../../columns/page.js";
import { formatCode } from "../../wits/catalog/code.js";

const ours = (name: string, type: Field["type"], meaning: string): Field => ({
  name,
  type,
  utc: false,
  code: undefined,
  mnemonic: undefined,
  meaning,
  unit: undefined,
});

/** What the columns of rows of values are; times are as those of the record. */
export const LONG_FIELDS = (fields: readonly Field[]): Field[] => [
  ...fields.filter(
    ({ name, code }) => code === undefined && ["timestamp", "source", "offset"].includes(name),
  ),
  ours("code", "text", "Record and item, four digits"),
  ours("mnemonic", "text", "Name of the item in the catalog"),
  ours("value", "number", "Value of a numeric item"),
  ours("text", "text", "Value of a text item"),
  ours("unit", "text", "Unit of the value"),
];

/** Values of a page; a page of a record has many times as many. */
const MOST = 65_536;

export async function* longPages(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  for await (const page of pages) {
    const fields = LONG_FIELDS(page.fields);
    const items = page.fields.flatMap((field, i) => {
      const values = page.values[i];
      return field.code === undefined || values === undefined
        ? []
        : [{ field, values, code: formatCode(field.code) }];
    });
    const own = fields
      .slice(0, -5)
      .map(({ name }) => page.values[page.fields.findIndex((field) => field.name === name)]);
    let cells = emptyCells(fields.length);
    for (let row = 0; row < page.rows; row++) {
      for (const { field, values, code } of items) {
        const value = values[row];
        if (value === undefined || (typeof value === "number" && Number.isNaN(value))) continue;
        own.forEach((values, i) => {
          cells[i]!.push(values?.[row]);
        });
        const isNumber = typeof value === "number";
        [
          code,
          field.mnemonic,
          isNumber ? value : Number.NaN,
          isNumber ? undefined : value,
          field.unit,
        ].forEach((cell, i) => {
          cells[own.length + i]!.push(cell);
        });
      }
      if (cells[0]!.length >= MOST || (row === page.rows - 1 && cells[0]!.length > 0)) {
        yield pageOf(fields, cells);
        cells = emptyCells(fields.length);
      }
    }
  }
}

type Cell = number | string | undefined;
const emptyCells = (columns: number): Cell[][] => Array.from({ length: columns }, () => []);

function pageOf(fields: readonly Field[], cells: readonly Cell[][]): Page {
  const values = cells.map((column, i): Values => {
    if (fields[i]!.type === "text") return column as (string | undefined)[];
    return Float64Array.from(column, (cell) => (cell === undefined ? Number.NaN : (cell as number)));
  });
  return { rows: cells[0]!.length, fields, values };
}
