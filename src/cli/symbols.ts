/** `witskit symbols`: the catalog's items and records, listed and searched. */
import { allItems, itemsOfRecord } from "../catalog/catalog.js";
import { formatCode, itemOf, recordOf } from "../catalog/code.js";
import type { Item } from "../catalog/item.js";
import { type RecordType, recordByNumber, records } from "../catalog/record.js";
import { searchItems } from "../catalog/search.js";
import { Failure } from "../failure.js";
import type { Command } from "./command.js";
import { print, terminalWidth } from "./print.js";
import { formatTable } from "./table.js";

export interface SymbolsOptions {
  /** Words that all must match: a code, a mnemonic, words of the name. */
  readonly search?: string | undefined;
  readonly record?: number | undefined;
  readonly listRecords?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** Characters in a line of the terminal; unlimited when absent. */
  readonly width?: number | undefined;
}

export const symbolsCommand: Command = {
  name: "symbols",
  summary: "Look up codes, mnemonics and units in the WITS catalog.",
  examples: [
    { line: 'witskit symbols --search "weight on bit"', does: "find items by words of their name" },
    { line: "witskit symbols --search 0108", does: "what a code means" },
    { line: "witskit symbols --record 1", does: "all items of a record" },
    { line: "witskit symbols --list-records", does: "all records" },
  ],
  arguments: [],
  flags: ["search", "record", "listRecords", "json", "verbose"],
  async run({ flags }) {
    await print(symbols({ ...flags, width: terminalWidth() }));
    return undefined;
  },
};

/** What goes to stdout, without the last line end. Throws a `Failure` when nothing is found. */
export function symbols(options: SymbolsOptions): string {
  if (options.listRecords) return listRecords(options);
  const items = find(options);
  return options.json ? JSON.stringify(items.map(itemJson), undefined, 2) : itemTable(items, options);
}

function find({ search, record }: SymbolsOptions): readonly Item[] {
  if (record !== undefined && recordByNumber(record) === undefined) {
    throw new Failure(
      "usage",
      `Record ${record} is not in the catalog, which has 1 to ${records().length}; higher records are the users' own. ` +
        "`witskit symbols --list-records` lists them.",
    );
  }
  const among = record === undefined ? allItems() : itemsOfRecord(record);
  if (search === undefined) return among;
  const found = searchItems(search, among);
  if (found.length > 0) return found;
  const where = record === undefined ? "The catalog has no item" : `Record ${record} has no item`;
  const next = record === undefined ? "" : ", all records without `--record`";
  throw new Failure(
    "usage",
    `${where} for "${search}". Try a code (0108), a mnemonic (DBTM) or fewer or shorter words of the name (bit)${next}.`,
  );
}

function itemTable(items: readonly Item[], { record, search, width }: SymbolsOptions): string {
  const table = formatTable(
    items.map((item) => [
      formatCode(item.code),
      item.mnemonic,
      item.longMnemonic,
      item.type + item.length,
      item.metricUnit ?? "",
      item.fpsUnit ?? "",
      item.name,
    ]),
    { head: ["CODE", "MNEMONIC", "LONG", "TYPE", "METRIC", "FPS", "NAME"], width },
  );
  const one = record === undefined ? undefined : recordByNumber(record);
  const title = one === undefined ? [] : [`Record ${one.number}: ${one.name}`, ""];
  const all = search === undefined ? "" : ` for "${search}"`;
  return [...title, table, "", count(items.length, "item") + all].join("\n");
}

function listRecords({ record, search, json, width }: SymbolsOptions): string {
  if (record !== undefined || search !== undefined) {
    throw new Failure(
      "usage",
      "`--list-records` lists all records and takes neither `--record` nor `--search`. `witskit symbols --record 1` " +
        "lists the items of record 1.",
    );
  }
  const all = records();
  if (json) return JSON.stringify(all.map(recordJson), undefined, 2);
  const table = formatTable(
    all.map((one) => [
      `${one.number}`,
      one.name,
      `${one.items}`,
      `${one.spares}`,
      `${one.lisType}`,
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

const count = (number: number, what: string): string =>
  `${number.toLocaleString("en-US")} ${what}${number === 1 ? "" : "s"}`;

const itemJson = (item: Item) => ({
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
});

const recordJson = (record: RecordType) => ({
  record: record.number,
  name: record.name,
  items: record.items,
  spares: record.spares,
  mode: record.mode,
  trigger: record.trigger,
  level1_bytes: record.level1Bytes,
  lis_type: record.lisType,
});
