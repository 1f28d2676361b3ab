/**
 * Some rows as columns: the one view of whatever has rows, be it a decoder, a Parquet file or a link. Numbers are typed
 * arrays, lent where they stand so already; a row without a value has NaN, which no value on the wire is, so that a
 * computation that forgets to ask has no value either, and never a 0 that nobody sent.
 */
import type { Field } from "./field.js";

/** Numbers and times, NaN where a row has none; or texts, undefined where it has none. */
export type Values = Float64Array | readonly (string | undefined)[];

/** Some rows of a table, as columns. */
export interface Page {
  readonly rows: number;
  /** The same array in all pages of a reading, as long as the columns are the same. */
  readonly fields: readonly Field[];
  /** By field; undefined where none of these rows has a value. Lent: they hold until the next page is asked for. */
  readonly values: readonly (Values | undefined)[];
}

/** Rows of one table and one source, in its order: what measures are given. */
export interface SourcePage extends Page {
  /** `record=01`, `frame`, `unmapped`. */
  readonly table: string;
  /** Of which these are rows; undefined for rows of another table. */
  readonly record: number | undefined;
  readonly source: string;
  /** Milliseconds since 1970; NaN where nothing tells it. */
  readonly times: Float64Array;
  /** The byte of the source where each row's frame begins: with the source it names the row for ever. */
  readonly offsets: Float64Array;
}

/** The values of a column of this name; undefined where there is none. */
export const columnOf = ({ fields, values }: Page, name: string): Values | undefined =>
  values[fields.findIndex((field) => field.name === name)];

/** The rows `from` to `to` of a page, as views of it. */
export function partOf(page: SourcePage, from: number, to: number): SourcePage {
  if (from === 0 && to === page.rows) return page;
  return {
    ...page,
    rows: to - from,
    values: page.values.map((values) =>
      values instanceof Float64Array ? values.subarray(from, to) : values?.slice(from, to),
    ),
    times: page.times.subarray(from, to),
    offsets: page.offsets.subarray(from, to),
  };
}

/** The values of some rows. */
export function picked(values: Float64Array, rows: ArrayLike<number>): Float64Array;
export function picked(values: Values | undefined, rows: ArrayLike<number>): Values | undefined;
export function picked(values: Values | undefined, rows: ArrayLike<number>): Values | undefined {
  if (values === undefined) return undefined;
  return values instanceof Float64Array
    ? Float64Array.from(rows, (row) => values[row]!)
    : Array.from(rows, (row) => values[row]);
}

/** The rows of a page of which `keep` holds. */
export function selected(page: SourcePage, keep: (row: number) => boolean): SourcePage {
  const rows: number[] = [];
  for (let row = 0; row < page.rows; row++) if (keep(row)) rows.push(row);
  if (rows.length === page.rows) return page;
  return {
    ...page,
    rows: rows.length,
    values: page.values.map((values) => picked(values, rows)),
    times: picked(page.times, rows),
    offsets: picked(page.offsets, rows),
  };
}

/** Pages of one source each, of rows whose sources are these. */
export function* bySource(
  page: Omit<SourcePage, "source">,
  sources: ArrayLike<string | undefined>,
): Generator<SourcePage> {
  for (let from = 0; from < page.rows; ) {
    const source = sources[from];
    let to = from + 1;
    while (to < page.rows && sources[to] === source) to++;
    yield partOf({ ...page, source: source ?? "" }, from, to);
    from = to;
  }
}
