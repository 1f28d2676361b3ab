/**
 * The items of the predefined records: 1,031, found by code, record or mnemonic. A record's lines are parsed the
 * first time somebody asks for one of its items, and frozen.
 */
import { type Code, itemOf, recordOf } from "./code.js";
import { itemLines } from "./data/items.js";
import type { Item, ItemType } from "./item.js";
import { records } from "./record.js";

const none: readonly Item[] = Object.freeze([]);
const parsed = new Map<number, readonly Item[]>();

/** In the order of their codes, without gaps: item n is at index n - 1. Empty when the catalog has no such record. */
export function itemsOfRecord(record: number): readonly Item[] {
  const known = parsed.get(record);
  if (known !== undefined) return known;
  const lines = itemLines[record];
  if (lines === undefined) return none;
  const items = Object.freeze(lines.trim().split("\n").map(parseItem));
  parsed.set(record, items);
  return items;
}

/** Every item of every record, by code. */
export const allItems = (): readonly Item[] => records().flatMap((record) => itemsOfRecord(record.number));

/** Undefined for items beyond a record's last and for users' records: such codes are legal, and unmapped. */
export const itemByCode = (code: Code): Item | undefined => itemsOfRecord(recordOf(code))[itemOf(code) - 1];

/**
 * In any case, short mnemonics before long ones, and the lowest code where a mnemonic is there twice: record 20 has
 * `MRHT` as one item's long and another's short mnemonic, record 24 the long `THRF06` twice.
 */
export function itemByMnemonic(record: number, mnemonic: string): Item | undefined {
  const items = itemsOfRecord(record);
  const wanted = mnemonic.trim().toUpperCase();
  return items.find((item) => item.mnemonic === wanted) ?? items.find((item) => item.longMnemonic === wanted);
}

/** Spares have a place and a type but no meaning: sender and receiver agree on one. */
export const isSpare = (item: Item): boolean => item.name.startsWith("SPARE");

function parseItem(line: string): Item {
  const fields = /^(\d{4}) (\S+) +(\S+) +([AFSL]) +(\d+) (\S+) +(\S+) +(.+)$/.exec(line);
  if (fields === null) throw new Error(`src/catalog/data/items.ts has a line that is no item: "${line}"`);
  const [, code, mnemonic = "", longMnemonic = "", type, length, metricUnit, fpsUnit, name = ""] = fields;
  return Object.freeze({
    code: Number(code),
    name,
    mnemonic,
    longMnemonic,
    type: type as ItemType,
    length: Number(length),
    metricUnit: metricUnit === "-" ? undefined : metricUnit,
    fpsUnit: fpsUnit === "-" ? undefined : fpsUnit,
  });
}
