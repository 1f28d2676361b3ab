/**
 * The wells of a table, and its rows parted by them. A row without a name is of the well that was named last in its source, since some
 * feeds tell it once; before any name it is of the only well that its source names, or else of the only one there is.
 */
import type { Field } from "../columns/field.js";
import { type Page, picked, type Values } from "../columns/page.js";
import { itemsOfChannel } from "../wits/catalog/channel.js";
import type { TableReader } from "./read.js";
import type { Selection } from "./select.js";

/** The name of rows whose well nobody tells, where others tell theirs. */
export const UNNAMED = "";

/** What it is called where a name is needed. */
export const wellText = (well: string): string => (well === UNNAMED ? "unnamed" : well);

const wellField = (fields: readonly Field[]): Field | undefined =>
  itemsOfChannel("well", fields).find(({ type }) => type === "text");

export interface Wells {
  /** Rows of each well, in the order in which they come. Empty where none is named. */
  readonly rows: ReadonlyMap<string, number>;
  /** The well of rows before any name in a source. */
  first(source: string): string;
}

/** Rows of each well within the selection. */
export async function wellsOf(table: TableReader, selection: Selection): Promise<Wells> {
  if (wellField(table.fields) === undefined) return NO_WELLS;
  /** Names by source, and how many of its rows come before any. */
  const sources = new Map<string, { readonly names: Set<string>; nameless: number }>();
  const named = new Map<string, number>();
  const add = (well: string, rows: number): void => void named.set(well, (named.get(well) ?? 0) + rows);
  for await (const { names, sources: at, kept } of namedPages(table, [], selection, undefined)) {
    for (const row of kept) {
      const source = at?.[row] ?? "";
      const known = sources.get(source) ?? { names: new Set(), nameless: 0 };
      sources.set(source, known);
      if (names[row] === UNNAMED) known.nameless++;
      else known.names.add(names[row]!);
      add(names[row]!, 1);
    }
  }
  const all = [...named.keys()].filter((name) => name !== UNNAMED);
  if (all.length === 0) return NO_WELLS;
  const [only] = all.length === 1 ? all : [];
  const first = (source: string): string => {
    const names = sources.get(source)?.names;
    return names?.size === 1 ? [...names][0]! : ((names?.size ? undefined : only) ?? UNNAMED);
  };
  for (const [source, { nameless }] of sources) {
    if (nameless === 0 || first(source) === UNNAMED) continue;
    add(UNNAMED, -nameless);
    add(first(source), nameless);
  }
  return { rows: new Map([...named].filter(([, rows]) => rows > 0)), first };
}

const NO_WELLS: Wells = { rows: new Map(), first: () => UNNAMED };

/** Rows of one well and one source. */
export interface WellPage {
  /** Undefined where the table names none. */
  readonly well: string | undefined;
  readonly source: string;
  /** What else they are parted by. */
  readonly part: string | undefined;
  readonly page: Page;
}

/** The rows within the selection, in order. */
export async function* pagesWithin(
  table: TableReader,
  fields: readonly Field[],
  selection: Selection,
): AsyncGenerator<Page> {
  for await (const { kept, page } of namedPages(table, fields, selection, undefined))
    yield pageOf(page, kept);
}

/** The rows within the selection, each page parted by wells and sources, and by the texts of `by`; `wells` as `wellsOf` has told. */
export async function* pagesByWell(
  table: TableReader,
  fields: readonly Field[],
  selection: Selection,
  wells: Wells,
  by?: Field,
): AsyncGenerator<WellPage> {
  const named = wells.rows.size > 0;
  const asked = by === undefined ? fields : [by, ...fields];
  for await (const { names, sources, kept, page } of namedPages(table, asked, selection, wells)) {
    const texts =
      by === undefined ? undefined : (page.values[0] as readonly (string | undefined)[] | undefined);
    const values = by === undefined ? page.values : page.values.slice(1);
    const parted: (Omit<WellPage, "page"> & { readonly rows: number[] })[] = [];
    let last: (typeof parted)[number] | undefined;
    for (const row of kept) {
      const well = named ? names[row] : undefined;
      const source = sources?.[row] ?? "";
      const part = texts?.[row];
      if (last?.well !== well || last?.source !== source || last?.part !== part) {
        const isOwn = (one: Omit<WellPage, "page">): boolean =>
          one.well === well && one.source === source && one.part === part;
        last = parted.find(isOwn) ?? { well, source, part, rows: [] };
        if (last.rows.length === 0) parted.push(last);
      }
      last.rows.push(row);
    }
    for (const { rows, ...of } of parted) yield { ...of, page: pageOf({ ...page, fields, values }, rows) };
  }
}

const pageOf = (page: Page, rows: ArrayLike<number>): Page =>
  rows.length === page.rows
    ? page
    : { ...page, rows: rows.length, values: page.values.map((values) => picked(values, rows)) };

interface NamedPage {
  /** The well of each row. */
  readonly names: readonly string[];
  readonly sources: readonly (string | undefined)[] | undefined;
  /** Rows within the selection. */
  readonly kept: Int32Array;
  readonly page: Page;
}

/** Without `wells` a row before any name has none. */
async function* namedPages(
  table: TableReader,
  fields: readonly Field[],
  { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: Selection,
  known: Wells | undefined,
): AsyncGenerator<NamedPage> {
  const well = wellField(table.fields);
  const source = table.fields.find(({ name, type }) => name === "source" && type === "text");
  const time = table.fields.find(({ name, type }) => name === "timestamp" && type === "time");
  const timed = from !== Number.NEGATIVE_INFINITY || until !== Number.POSITIVE_INFINITY;
  if (timed && time === undefined) return;
  const extra = [well, source, timed ? time : undefined].filter((field) => field !== undefined);
  /** By source: the rows of one need not stand together. */
  const last = new Map<string, string>();
  for await (const { rows, values } of table.pages([...extra, ...fields])) {
    const valuesOf = (field: Field | undefined): Values | undefined =>
      field === undefined ? undefined : values[extra.indexOf(field)];
    const wells = valuesOf(well) as readonly (string | undefined)[] | undefined;
    const sources = valuesOf(source) as readonly (string | undefined)[] | undefined;
    const times = timed ? (valuesOf(time) as Float64Array | undefined) : undefined;
    const names = new Array<string>(rows);
    const within = new Int32Array(rows);
    let many = 0;
    let at: string | undefined;
    let named = UNNAMED;
    for (let row = 0; row < rows; row++) {
      const own = sources?.[row] ?? "";
      if (own !== at) {
        if (at !== undefined) last.set(at, named);
        at = own;
        named = last.get(own) ?? known?.first(own) ?? UNNAMED;
      }
      named = wells?.[row] ?? named;
      names[row] = named;
      const time = times?.[row];
      if (!timed || (time !== undefined && time >= from && time < until)) within[many++] = row;
    }
    const kept = within.subarray(0, many);
    if (at !== undefined) last.set(at, named);
    if (kept.length > 0)
      yield { names, sources, kept, page: { rows, fields, values: values.slice(extra.length) } };
  }
}
