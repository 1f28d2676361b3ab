/**
 * The rows of a table as the curves of a chart, in memory that depends on what is drawn and not on how long the log is:
 * few enough rows are kept as they are, more are gathered in buckets of equal width, of which each keeps the least and the
 * greatest value, so that no peak is lost.
 */
import type { Field } from "../../columns/field.js";
import { type Page, picked } from "../../columns/page.js";
import type { TableReader } from "../../dataset/read.js";
import { type Selection, selectedPages } from "../../dataset/select.js";
import type { Curve, Sheet } from "./page/chart.js";
import { distances, strideOf } from "./page/sheet.js";

export interface SeriesRequest {
  readonly table: TableReader;
  readonly kind: "time" | "depth";
  readonly index: Field;
  readonly fields: readonly Field[];
  readonly selection: Selection;
  /** Rows of this well alone; one without a name is of the well that was named last. */
  readonly well: { readonly field: Field; readonly name: string } | undefined;
  /** So many rows at most are kept as they are; otherwise there are so many buckets at most. */
  readonly rows: number;
  readonly buckets: number;
}

export type Values = Pick<Curve, "least" | "greatest" | "stride">;

export interface Series {
  readonly sheet: Sheet;
  /** In the order of the fields. */
  readonly values: readonly Values[];
  /** Of the index. */
  readonly first: number;
  readonly last: number;
  /** Of the table in the selection, those without an index left out. */
  readonly rows: number;
  readonly leftOut: number;
  /** By time: some rows were older than one before them. */
  readonly sorted: boolean;
}

/** Undefined when no row has an index. */
export async function readSeries(request: SeriesRequest): Promise<Series | undefined> {
  const extent = await extentOf(request);
  if (extent.rows === 0) return undefined;
  const gathered =
    extent.rows <= request.rows ? await asTheyAre(request, extent) : await inBuckets(request, extent);
  const { index, columns, reduced } = gathered;
  const { rows, leftOut, first, last, sorted } = extent;
  const sheet: Sheet = { index, reduced, ...distances(index, request.kind) };
  const values = columns.map(({ least, greatest }) => ({ least, greatest, stride: strideOf(least) }));
  return { sheet, values, first, last, rows, leftOut, sorted };
}

interface Extent {
  readonly rows: number;
  readonly leftOut: number;
  readonly first: number;
  readonly last: number;
  readonly sorted: boolean;
}

interface Gathered {
  readonly index: Float64Array;
  readonly columns: readonly Pick<Values, "least" | "greatest">[];
  readonly reduced: boolean;
}

/** Pages of the fields, with the rows' index, NaN for rows that have no place in the chart. */
async function* placedPages(
  { table, kind, index, selection, well }: SeriesRequest,
  fields: readonly Field[],
) {
  let deepest = Number.NEGATIVE_INFINITY;
  let named = well?.name;
  const asked = [...(well === undefined ? [] : [well.field]), index, ...fields];
  for await (const page of selectedPages(table, asked, selection)) {
    const { rows, values } = well === undefined ? page : ofWell(page);
    const [indices, ...columns] = values as readonly (Float64Array | undefined)[];
    const places = indices?.slice() ?? new Float64Array(rows).fill(Number.NaN);
    // By depth a row stands for each step of the hole: what happens off bottom has no depth of its own.
    if (kind === "depth") {
      for (let row = 0; row < rows; row++) {
        if (places[row]! > deepest) deepest = places[row]!;
        else places[row] = Number.NaN;
      }
    }
    yield { rows, places, columns };
  }

  function ofWell({ rows, fields: [, ...fields], values: [names, ...values] }: Page): Page {
    const kept: number[] = [];
    for (let row = 0; row < rows; row++) {
      named = (names?.[row] as string | undefined) ?? named;
      if (named === well?.name) kept.push(row);
    }
    return { rows: kept.length, fields, values: values.map((one) => picked(one, kept)) };
  }
}

async function extentOf(request: SeriesRequest): Promise<Extent> {
  let kept = 0;
  let leftOut = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let sorted = true;
  for await (const { rows, places } of placedPages(request, [])) {
    for (let row = 0; row < rows; row++) {
      const place = places[row]!;
      if (Number.isNaN(place)) {
        leftOut++;
        continue;
      }
      kept++;
      if (place < last) sorted = false;
      if (place < first) first = place;
      if (place > last) last = place;
    }
  }
  return { rows: kept, leftOut, first, last, sorted };
}

async function asTheyAre(request: SeriesRequest, { rows: length, sorted }: Extent): Promise<Gathered> {
  const index = new Float64Array(length);
  const columns = request.fields.map(() => new Float32Array(length).fill(Number.NaN));
  let next = 0;
  for await (const page of placedPages(request, request.fields)) {
    for (let row = 0; row < page.rows; row++) {
      const place = page.places[row]!;
      if (Number.isNaN(place)) continue;
      index[next] = place;
      for (let i = 0; i < columns.length; i++) {
        const values = page.columns[i];
        if (values !== undefined) columns[i]![next] = values[row]!;
      }
      next++;
    }
  }
  const asOne = (values: Float32Array) => ({ least: values, greatest: values });
  if (sorted) return { index, columns: columns.map(asOne), reduced: false };
  const order = Uint32Array.from(index, (_, row) => row).sort((a, b) => index[a]! - index[b]! || a - b);
  return {
    index: Float64Array.from(order, (row) => index[row]!),
    columns: columns.map((values) => asOne(Float32Array.from(order, (row) => values[row]!))),
    reduced: false,
  };
}

async function inBuckets(request: SeriesRequest, { first, last }: Extent): Promise<Gathered> {
  const count = Math.max(1, request.buckets);
  const index = new Float64Array(count).fill(Number.NaN);
  const columns = request.fields.map(() => ({
    least: new Float32Array(count).fill(Number.NaN),
    greatest: new Float32Array(count).fill(Number.NaN),
  }));
  const perUnit = last > first ? count / (last - first) : 0;
  for await (const page of placedPages(request, request.fields)) {
    for (let row = 0; row < page.rows; row++) {
      const place = page.places[row]!;
      if (Number.isNaN(place)) continue;
      const bucket = Math.min(count - 1, Math.floor((place - first) * perUnit));
      if (!(index[bucket]! <= place)) index[bucket] = place;
      for (let i = 0; i < columns.length; i++) {
        const value = page.columns[i]?.[row] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        const { least, greatest } = columns[i]!;
        if (!(least[bucket]! <= value)) least[bucket] = value;
        if (!(greatest[bucket]! >= value)) greatest[bucket] = value;
      }
    }
  }
  const filled = index.reduce<number[]>((some, place, bucket) => {
    if (!Number.isNaN(place)) some.push(bucket);
    return some;
  }, []);
  const picked = (values: Float32Array) => Float32Array.from(filled, (bucket) => values[bucket]!);
  return {
    index: Float64Array.from(filled, (bucket) => index[bucket]!),
    columns: columns.map(({ least, greatest }) => ({ least: picked(least), greatest: picked(greatest) })),
    reduced: true,
  };
}
