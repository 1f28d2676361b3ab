/**
 * The wells of a table, and its rows parted by them. A row without a name is of the well that was named last in its
 * source, since some feeds tell it once; before any name it is of the only well, where there is but one.
 */
import type { Field } from "../../columns/field.js";
import { type Page, picked, type Values } from "../../columns/page.js";
import type { TableReader } from "../../dataset/read.js";
import type { Selection } from "../../dataset/select.js";
import { itemsOfChannel } from "../../wits/catalog/channel.js";

/** The name of rows whose well nobody tells, where others tell theirs. */
export const UNNAMED = "";

/** What it is called where a name is needed. */
export const wellText = (well: string): string => (well === UNNAMED ? "unnamed" : well);

const wellField = (fields: readonly Field[]): Field | undefined =>
  itemsOfChannel("well", fields).find(({ type }) => type === "text");

/** Rows of each well within the selection, in the order in which they come. Empty where none is named. */
export async function wellsOf(
  table: TableReader,
  selection: Selection,
): Promise<ReadonlyMap<string, number>> {
  if (wellField(table.fields) === undefined) return new Map();
  const wells = new Map<string, number>();
  for await (const { names, kept } of namedPages(table, [], selection)) {
    for (const row of kept) wells.set(names[row]!, (wells.get(names[row]!) ?? 0) + 1);
  }
  return withOnlyWell(wells);
}

function withOnlyWell(wells: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const unnamed = wells.get(UNNAMED);
  const named = [...wells.keys()].filter((well) => well !== UNNAMED);
  if (unnamed === undefined || named.length !== 1) return named.length === 0 ? new Map() : wells;
  return new Map([[named[0]!, unnamed + wells.get(named[0]!)!]]);
}

/** Rows of one well, or of one source where no well is named. */
export interface WellPage {
  /** Undefined where the table names none. */
  readonly well: string | undefined;
  readonly source: string;
  readonly page: Page;
}

/** The rows within the selection, in order. */
export async function* pagesWithin(
  table: TableReader,
  fields: readonly Field[],
  selection: Selection,
): AsyncGenerator<Page> {
  for await (const { kept, page } of namedPages(table, fields, selection)) yield pageOf(page, kept);
}

/** The rows within the selection, each page parted by wells and sources; `wells` as `wellsOf` has told. */
export async function* pagesByWell(
  table: TableReader,
  fields: readonly Field[],
  selection: Selection,
  wells: ReadonlyMap<string, number>,
): AsyncGenerator<WellPage> {
  const [only] = wells.size === 1 ? wells.keys() : [];
  for await (const { names, sources, kept, page } of namedPages(table, fields, selection)) {
    const parted: { readonly well: string | undefined; readonly source: string; readonly rows: number[] }[] =
      [];
    let last: (typeof parted)[number] | undefined;
    for (const row of kept) {
      const well = wells.size === 0 ? undefined : (only ?? names[row]);
      const source = sources?.[row] ?? "";
      if (last?.well !== well || last?.source !== source) {
        last = parted.find((one) => one.well === well && one.source === source) ?? { well, source, rows: [] };
        if (last.rows.length === 0) parted.push(last);
      }
      last.rows.push(row);
    }
    for (const { well, source, rows } of parted) yield { well, source, page: pageOf(page, rows) };
  }
}

const pageOf = (page: Page, rows: readonly number[]): Page =>
  rows.length === page.rows
    ? page
    : { ...page, rows: rows.length, values: page.values.map((values) => picked(values, rows)) };

interface NamedPage {
  /** The well of each row. */
  readonly names: readonly string[];
  readonly sources: readonly (string | undefined)[] | undefined;
  /** Rows within the selection. */
  readonly kept: readonly number[];
  readonly page: Page;
}

async function* namedPages(
  table: TableReader,
  fields: readonly Field[],
  { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: Selection,
): AsyncGenerator<NamedPage> {
  const well = wellField(table.fields);
  const source = table.fields.find(({ name, type }) => name === "source" && type === "text");
  const time = table.fields.find(({ name, type }) => name === "timestamp" && type === "time");
  const timed = from !== Number.NEGATIVE_INFINITY || until !== Number.POSITIVE_INFINITY;
  if (timed && time === undefined) return;
  const extra = [well, source, timed ? time : undefined].filter((field) => field !== undefined);
  let named = UNNAMED;
  let namedIn: string | undefined;
  for await (const { rows, values } of table.pages([...extra, ...fields])) {
    const valuesOf = (field: Field | undefined): Values | undefined =>
      field === undefined ? undefined : values[extra.indexOf(field)];
    const wells = valuesOf(well) as readonly (string | undefined)[] | undefined;
    const sources = valuesOf(source) as readonly (string | undefined)[] | undefined;
    const times = timed ? (valuesOf(time) as Float64Array | undefined) : undefined;
    const names: string[] = [];
    const kept: number[] = [];
    for (let row = 0; row < rows; row++) {
      if (sources?.[row] !== namedIn) {
        namedIn = sources?.[row];
        named = UNNAMED;
      }
      named = wells?.[row] ?? named;
      names.push(named);
      const at = times?.[row];
      if (!timed || (at !== undefined && at >= from && at < until)) kept.push(row);
    }
    if (kept.length > 0)
      yield { names, sources, kept, page: { rows, fields, values: values.slice(extra.length) } };
  }
}
