/** The rows of a Parquet file as pages, of so many rows each. */
import type { FileHandle } from "node:fs/promises";
import type { DecodedArray } from "hyparquet";
import { recordOfTable } from "../../wits/catalog/table.js";
import type { Field, FieldType } from "../field.js";
import { bySource, columnOf, type Page, type SourcePage, type Values } from "../page.js";
import type { ColumnValues } from "./flat-column.js";
import { rowGroupsOf } from "./read-columns.js";

/** Rows of a page: of a row group with sixty columns they take 4 MB, and all of it 60 MB. */
const PAGE = 8192;

/** Rows before `from`, and from `until` on, are of no account: row groups that have no others are not read. */
export interface TimesAsked {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** The columns of these fields; `path` is for messages. Throws a `Failure` when the file is not whole. */
export async function* rowPages(
  path: string,
  handle: FileHandle,
  fields: readonly Field[],
  { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: TimesAsked = {},
): AsyncGenerator<Page> {
  for await (const group of rowGroupsOf(path, handle)) {
    const times = group.timesOf("timestamp");
    if (times !== undefined && (times.most < from || times.least >= until)) continue;
    const columns: (ColumnValues | undefined)[] = [];
    for (const { name, type } of fields)
      columns.push(
        await group.values(name, type === "text" ? "texts" : "numbers", (decoded, rows) =>
          valuesOf(type, decoded, rows),
        ),
      );
    for (let first = 0; first < group.rows; first += PAGE) {
      const rows = Math.min(PAGE, group.rows - first);
      yield { rows, fields, values: columns.map((column) => column?.next(rows)) };
    }
  }
}

export interface TableRows extends TimesAsked {
  /** For messages. */
  readonly path: string;
  /** `record=01`, `frame`, `unmapped`. */
  readonly table: string;
  /** All of the file's. */
  readonly fields: readonly Field[];
  readonly wants?: ((field: Field) => boolean) | undefined;
}

/** The same by source, for measures. */
export async function* sourcePages(
  handle: FileHandle,
  { path, table, fields, wants, ...times }: TableRows,
): AsyncGenerator<SourcePage> {
  const own = fields.filter(({ name }) => ROW.includes(name));
  const others = fields.filter((field) => wants?.(field) ?? true);
  const record = recordOfTable(table);
  const asked = [...own, ...others];
  for await (const page of rowPages(path, handle, asked, times)) {
    const { rows } = page;
    const numbers = (name: string): Float64Array => {
      const values = columnOf(page, name);
      return values instanceof Float64Array ? values : new Float64Array(rows).fill(Number.NaN);
    };
    const [times, offsets] = [numbers("timestamp"), numbers("offset")];
    const values = page.values.slice(own.length);
    const sources = (columnOf(page, "source") ?? []) as readonly (string | undefined)[];
    yield* bySource({ table, record, rows, fields: others, values, times, offsets }, sources);
  }
}

/** What every row has beside its items. */
const ROW = ["timestamp", "source", "offset"];

/** A column without nulls comes as an array of its type, and is lent as it is. */
function valuesOf(type: FieldType, decoded: DecodedArray, rows: number): Values {
  const cells = decoded as ArrayLike<unknown>;
  if (type === "text") return Array.from(cells, (value) => (value == null ? undefined : textOf(value)));
  if (decoded instanceof Float64Array) return decoded;
  const numbers = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = cells[row];
    numbers[row] = value == null ? Number.NaN : Number(value);
  }
  return numbers;
}

/** Bytes, of which only rejects have some, as the characters that they are in Latin-1. */
const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
