/** The rows of a dataset's tables, some at a time: what exports and charts are made of. */
import { type Field, fieldType } from "../columns/field.js";
import type { Page } from "../columns/page.js";
import { rowPages, type TimesAsked } from "../columns/parquet/row-pages.js";
import { unreadable } from "../input/bytes/unreadable.js";
import { type Aggregate, aggregates } from "../wits/catalog/aggregate.js";
import { itemByCode } from "../wits/catalog/catalog.js";
import { parseCode } from "../wits/catalog/code.js";
import { type DateOrder, dateOrders } from "../wits/dialect/dialect.js";
import type { BrokenParts } from "./broken-parts.js";
import { type FileColumn, fileInfo } from "./file.js";
import { openPart } from "./leaving.js";
import type { DatasetTable } from "./tables.js";

const isAggregate = (word: string | undefined): word is Aggregate =>
  (aggregates as readonly (string | undefined)[]).includes(word);

export interface TableReader {
  /** `record=01`, ... */
  readonly name: string;
  readonly meaning: string;
  readonly rows: number;
  /** All that have a value anywhere, in order. */
  readonly fields: readonly Field[];
  /** Those without a value too. */
  readonly columns: readonly Field[];
  /** Of the rig's clock, where the files tell it and have times in UTC. */
  readonly timezone?: string | undefined;
  /** Of the parts of its dates, where that is not year, month, day. */
  readonly dateOrder?: DateOrder | undefined;
  /** How its rows were made of others, where they are of steps already. */
  readonly resampled?: string | undefined;
  /**
   * Pages of these fields, in the order of the rows, as often as it is asked for. They are who asked for them's own. Where times are asked
   * for, what has no row of them may be passed over.
   */
  pages(fields: readonly Field[], times?: TimesAsked): AsyncGenerator<Page>;
}

/**
 * Reads the footers of a Parquet table's parts. Parts that are not whole are left out, and `broken` has them; where that is not
 * given, they are thrown as a `Failure`.
 */
export async function readTable(
  { name, meaning, files }: Omit<DatasetTable, "folder">,
  broken?: BrokenParts,
): Promise<TableReader> {
  const found = new Map<string, { readonly field: Field; empty: boolean }>();
  let rows = 0;
  const sound: string[] = [];
  let resampled: string | undefined;
  let timezone: string | undefined;
  let dateOrder: DateOrder | undefined;
  for (const path of files) {
    const info = await fileInfo(path, "parquet").catch((error: unknown) => {
      if (broken === undefined) throw error;
      broken.add(path, error);
      return undefined;
    });
    if (info === undefined) continue;
    sound.push(path);
    resampled ??= info.provenance?.resampled;
    timezone ??= zoneIn(info.provenance?.options);
    dateOrder ??= dateOrderIn(info.provenance?.options);
    rows += info.rows;
    for (const column of info.columns) {
      const known = found.get(column.name) ?? { field: fieldOfFile(column), empty: true };
      known.empty &&= column.nulls === info.rows;
      found.set(column.name, known);
    }
  }
  const fields = [...found.values()].flatMap(({ field, empty }) => (empty ? [] : [field]));
  const columns = [...found.values()].map(({ field }) => field);
  return {
    name,
    meaning,
    rows,
    fields,
    columns,
    resampled,
    timezone,
    dateOrder,
    pages: (some, times) => pagesOf(sound, some, times, broken),
  };
}

const zoneIn = (options: Readonly<Record<string, unknown>> = {}): string | undefined =>
  typeof options["tz"] === "string" ? options["tz"] : undefined;

const dateOrderIn = (options: Readonly<Record<string, unknown>> = {}): DateOrder | undefined =>
  dateOrders.find((order) => order === options["date_order"]);

/** What the file says of a column. One that says nothing is taken by its name. */
export function fieldOfFile({ name, type, utc, meaning }: FileColumn): Field {
  const code = meaning?.code === undefined ? undefined : parseCode(meaning.code);
  const known = code === undefined ? name : itemByCode(code)?.mnemonic;
  return {
    name,
    type: fieldType(type),
    utc,
    code,
    mnemonic: meaning?.mnemonic ?? known,
    meaning: meaning?.name ?? name,
    unit: meaning?.unit,
    ...(type === "int32" && { stored: type }),
    ...(meaning?.type && { itemType: meaning.type }),
    ...(isAggregate(meaning?.aggregate) && { aggregate: meaning.aggregate }),
  };
}

/** A page is a row group. Of a part that turns out to be damaged, what comes behind is left out. */
async function* pagesOf(
  files: readonly string[],
  fields: readonly Field[],
  times: TimesAsked | undefined,
  broken: BrokenParts | undefined,
): AsyncGenerator<Page> {
  for (const path of files) {
    const pages = pagesIn(path, fields, times);
    try {
      for (;;) {
        const page = await pages.next().catch((error: unknown) => {
          if (broken === undefined) throw error;
          broken.add(path, error);
          return undefined;
        });
        if (page === undefined || page.done) break;
        yield page.value;
      }
    } finally {
      // Who asked may have stopped in the middle of it.
      await pages.return(undefined);
    }
  }
}

async function* pagesIn(
  path: string,
  fields: readonly Field[],
  times: TimesAsked | undefined,
): AsyncGenerator<Page> {
  const handle = await openPart(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    yield* rowPages(path, handle, fields, times);
  } finally {
    await handle.close();
  }
}
