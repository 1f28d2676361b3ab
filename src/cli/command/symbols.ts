/** `witskit symbols`: the catalog's items and records, listed and searched. */

import { Failure } from "../../failure/failure.js";
import { mapOf } from "../../input/feed/map-file.js";
import { formatCode, itemOf, recordOf } from "../../wits/catalog/code.js";
import type { Item } from "../../wits/catalog/item.js";
import { entryJson, type MapEntry } from "../../wits/catalog/map-entry.js";
import { type Catalog, catalogOf } from "../../wits/catalog/overlay.js";
import { type RecordType, recordByNumber, records } from "../../wits/catalog/record.js";
import { searchItems } from "../../wits/catalog/search.js";
import type { Command } from "../command.js";
import { print, printData, terminalWidth } from "../page/print.js";
import { formatTable } from "../page/table.js";

export interface SymbolsOptions {
  /** Words that all must match: a code, a mnemonic, words of the name. */
  readonly search?: string | undefined;
  readonly record?: number | undefined;
  readonly listRecords?: boolean | undefined;
  /** What a map says otherwise than the catalog, or besides. */
  readonly map?: readonly MapEntry[] | undefined;
  readonly json?: boolean | undefined;
  /** Characters in a line of the terminal; unlimited when absent. */
  readonly width?: number | undefined;
}

export const symbolsCommand: Command = {
  name: "symbols",
  summary: "Look up codes, mnemonics and units in the WITS catalog.",
  examples: [
    { line: "witskit symbols weight on bit", does: "find items by words of their name" },
    { line: "witskit symbols ROP", does: "by the beginning of a mnemonic" },
    { line: "witskit symbols 0108", does: "what a code means" },
    { line: "witskit symbols --record 1", does: "all items of a record" },
    { line: "witskit symbols --list-records", does: "all records" },
    { line: "witskit symbols --map rig.csv --search pump", does: "with the items of a map" },
  ],
  arguments: [
    {
      name: "WORD",
      description: "words that all must match: a code, a mnemonic, words of the name; all items without",
      optional: true,
      variadic: true,
    },
  ],
  flags: ["search", "record", "listRecords", "map", "json", "verbose"],
  async run({ arguments: words, flags }) {
    const map = flags.map === undefined ? undefined : await mapOf(flags.map);
    const search = [...words, ...(flags.search === undefined ? [] : [flags.search])].join(" ");
    await (flags.json ? printData : print)(
      symbols({ ...flags, search: words.length === 0 ? flags.search : search, map, width: terminalWidth() }),
    );
    return undefined;
  },
};

/** What goes to stdout, without the last line end. Throws a `Failure` when nothing is found. */
export function symbols(options: SymbolsOptions): string {
  if (options.listRecords) return listRecords(options);
  const catalog = catalogOf(options.map);
  const items = find(options, catalog);
  return options.json
    ? JSON.stringify(
        items.map((item) => itemJson(item, catalog)),
        undefined,
        2,
      )
    : itemTable(items, options, catalog);
}

function find({ search, record }: SymbolsOptions, catalog: Catalog): readonly Item[] {
  if (record !== undefined && !catalog.records.includes(record)) {
    throw new Failure(
      "unknown-name",
      `Record ${record} is not in the catalog, which has 1 to ${records().length}; higher records are the users' own, ` +
        "and a --map tells their items. `witskit symbols --list-records` lists them.",
    );
  }
  const among = record === undefined ? catalog.allItems() : catalog.itemsOfRecord(record);
  if (search === undefined) return among;
  const found = searchItems(search, among);
  if (found.length > 0) return found;
  const where = record === undefined ? "The catalog has no item" : `Record ${record} has no item`;
  const next = record === undefined ? "" : ", all records without `--record`";
  throw new Failure(
    "unknown-name",
    `${where} for "${search}". Try a code (0108), a mnemonic (DBTM) or fewer or shorter words of the name (bit)${next}.`,
  );
}

function itemTable(
  items: readonly Item[],
  { record, search, width }: SymbolsOptions,
  catalog: Catalog,
): string {
  const entries = items.map(({ code }) => catalog.entryOf(code));
  const mapped = entries.some((entry) => entry !== undefined);
  const table = formatTable(
    items.map((item, i) => [
      formatCode(item.code),
      item.mnemonic,
      item.longMnemonic,
      item.length === 0 ? item.type : item.type + item.length,
      item.metricUnit ?? "",
      item.fpsUnit ?? "",
      ...(mapped ? [mapText(entries[i])] : []),
      item.name,
    ]),
    {
      head: ["CODE", "MNEMONIC", "LONG", "TYPE", "METRIC", "FPS", ...(mapped ? ["MAP"] : []), "NAME"],
      width,
    },
  );
  const one = record === undefined ? undefined : recordByNumber(record);
  const title = one === undefined ? [] : [`Record ${one.number}: ${one.name}`, ""];
  const all = search === undefined ? "" : ` for "${search}"`;
  return [...title, table, "", count(items.length, "item") + all].join("\n");
}

/** What a map says of how an item is sent; `yes` when it says other things. */
function mapText(entry: MapEntry | undefined): string {
  if (entry === undefined) return "";
  const { unit, scale, offset } = entry;
  const parts = [
    unit === "" ? "no unit" : unit,
    scale === undefined ? undefined : `* ${scale}`,
    offset === undefined ? undefined : offset < 0 ? `- ${-offset}` : `+ ${offset}`,
  ];
  return parts.filter((part) => part !== undefined).join(" ") || "yes";
}

function listRecords({ record, search, json, width, map }: SymbolsOptions): string {
  if (record !== undefined || search !== undefined) {
    throw new Failure(
      "conflicting-options",
      "`--list-records` lists all records and takes neither `--record` nor `--search`. `witskit symbols --record 1` " +
        "lists the items of record 1.",
    );
  }
  const catalog = catalogOf(map);
  const all = catalog.records.map((number) => recordOfCatalog(number, catalog));
  if (json) return JSON.stringify(all.map(recordJson), undefined, 2);
  const table = formatTable(
    all.map((one) => [
      `${one.number}`,
      one.name,
      `${one.items}`,
      `${one.spares}`,
      one.lisType === undefined ? "" : `${one.lisType}`,
      one.mode,
      one.trigger,
    ]),
    {
      head: ["RECORD", "NAME", "ITEMS", "SPARES", "LIS", "SENT", "TRIGGER"],
      align: ["right", "left", "right", "right", "right"],
      width,
    },
  );
  const items = all.reduce((sum, one) => sum + one.items, 0);
  return [table, "", `${count(all.length, "record")}, ${count(items, "item")}`].join("\n");
}

type ListedRecord = Omit<RecordType, "level1Bytes" | "lisType"> & Partial<RecordType>;

/** A user's own record has the items that the map gives it, and nobody knows more of it. */
function recordOfCatalog(number: number, catalog: Catalog): ListedRecord {
  const items = catalog.itemsOfRecord(number).length;
  const known = recordByNumber(number);
  if (known !== undefined) return { ...known, items };
  return { number, name: "User's record, by the map", mode: "", trigger: "", items, spares: 0 };
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString("en-US")} ${what}${number === 1 ? "" : "s"}`;

const itemJson = (item: Item, catalog: Catalog) => ({
  code: formatCode(item.code),
  record: recordOf(item.code),
  item: itemOf(item.code),
  mnemonic: item.mnemonic,
  long_mnemonic: item.longMnemonic,
  name: item.name,
  type: item.type,
  length: item.length,
  metric_unit: item.metricUnit ?? null,
  fps_unit: item.fpsUnit ?? null,
  ...mapJson(catalog.entryOf(item.code)),
});

/** Nothing where no map says anything. */
const mapJson = (entry: MapEntry | undefined) => (entry === undefined ? {} : { map: entryJson(entry) });

const recordJson = (record: ListedRecord) => ({
  record: record.number,
  name: record.name,
  items: record.items,
  spares: record.spares,
  mode: record.mode,
  trigger: record.trigger,
  level1_bytes: record.level1Bytes ?? null,
  lis_type: record.lisType ?? null,
});
