/**
 * The catalog as a run sees it: the predefined items with a user's map laid over them. Whoever asks by code what an
 * item is asks here, and not the predefined catalog.
 */
import { itemByCode, itemByMnemonic, itemsOfRecord } from "./catalog.js";
import { CODE_LIMIT, type Code, codeOf, itemOf, recordOf } from "./code.js";
import type { Item, ItemType } from "./item.js";
import { kindOfItem, kindOfType, type ValueKind } from "./kind.js";
import type { MapEntry, MapType } from "./map-entry.js";
import { records } from "./record.js";
import { conversion, type UnitSet, unitOf } from "./units.js";
import { usualUnit } from "./usual-unit.js";

/** The catalog of the specification, or one with the entries of a map laid over it; `catalogOf` makes one. */
export interface Catalog {
  /** Records that have items, ascending. */
  readonly records: readonly number[];
  /** Undefined for a code that neither the specification nor the map has. */
  readonly itemByCode: (code: Code) => Item | undefined;
  /** By code; empty when the record has none. */
  readonly itemsOfRecord: (record: number) => readonly Item[];
  /** By code. */
  readonly allItems: () => readonly Item[];
  /** Of an item without an entry anywhere: a float. */
  readonly kindOf: (code: Code) => ValueKind;
  /** The unit that the feed sends: the map's, else that of the unit set that is declared; undefined when nothing tells it. */
  readonly sentUnit: (code: Code, units: UnitSet | undefined) => string | undefined;
  /** Item 07 of a record, or what the map says is it: its values are activity codes. */
  readonly isActivity: (code: Code) => boolean;
  /** The entries of the map. */
  readonly entries: readonly MapEntry[];
  /** What the map says of the code. */
  readonly entryOf: (code: Code) => MapEntry | undefined;
}

const noEntries: readonly MapEntry[] = Object.freeze([]);
/** By the map: it is laid over once, however many ask. */
const catalogs = new WeakMap<readonly MapEntry[], Catalog>();

/** The entries must have been checked, as those of `readMap` are. */
export function catalogOf(map: readonly MapEntry[] = noEntries): Catalog {
  let catalog = catalogs.get(map);
  if (catalog === undefined) {
    catalog = overlaid(map);
    catalogs.set(map, catalog);
  }
  return catalog;
}

/**
 * The predefined item whose meaning an entry has, where it does not say otherwise: that of the record's item with
 * this mnemonic, for a feed that numbers its items differently, else that of the code.
 */
export const baseOf = ({ code, mnemonic }: MapEntry): Item | undefined =>
  (mnemonic === undefined ? undefined : namesake(code, mnemonic)) ?? itemByCode(code);

function namesake(code: Code, mnemonic: string): Item | undefined {
  const found = itemByMnemonic(recordOf(code), mnemonic);
  return found?.mnemonic === mnemonic.toUpperCase() ? found : undefined;
}

/** The item of every predefined record that tells the rig's activity. */
const ACTIVITY = 7;

interface Mapped {
  readonly entry: MapEntry;
  readonly item: Item;
  readonly kind: ValueKind;
}

function overlaid(map: readonly MapEntry[]): Catalog {
  const mapped = new Map<Code, Mapped>();
  for (const entry of map) {
    const base = baseOf(entry);
    mapped.set(entry.code, { entry, item: itemOfEntry(entry, base), kind: kindOfEntry(entry, base) });
  }
  const numbers = new Set([
    ...records().map(({ number }) => number),
    ...map.map(({ code }) => recordOf(code)),
  ]);
  const recordNumbers = Object.freeze([...numbers].sort((a, b) => a - b));
  const byRecord = new Map<number, readonly Item[]>();

  const itemsIn = (record: number): readonly Item[] => {
    const known = byRecord.get(record);
    if (known !== undefined) return known;
    const own = map.filter(({ code }) => recordOf(code) === record);
    const items = own.length === 0 ? itemsOfRecord(record) : merged(record, mapped);
    byRecord.set(record, items);
    return items;
  };

  return {
    entries: map,
    records: recordNumbers,
    itemByCode: (code) => mapped.get(code)?.item ?? itemByCode(code),
    itemsOfRecord: itemsIn,
    allItems: () => recordNumbers.flatMap(itemsIn),
    kindOf(code) {
      const item = itemByCode(code);
      return mapped.get(code)?.kind ?? (item === undefined ? "float64" : kindOfItem(item));
    },
    sentUnit(code, units) {
      const found = mapped.get(code);
      if (found?.entry.unit !== undefined) return found.entry.unit || undefined;
      const item = found?.item ?? itemByCode(code);
      return item === undefined || units === undefined ? undefined : unitOf(item, units);
    },
    isActivity(code) {
      const { entry } = mapped.get(code) ?? {};
      const item = entry === undefined ? undefined : namesake(code, entry.mnemonic ?? "");
      const isRenamed = entry?.mnemonic !== undefined && item === undefined;
      return !isRenamed && itemOf(item?.code ?? code) === ACTIVITY;
    },
    entryOf: (code) => mapped.get(code)?.entry,
  };
}

function merged(record: number, mapped: ReadonlyMap<Code, Mapped>): readonly Item[] {
  const items: Item[] = [];
  for (let code = codeOf(record, 1); code < Math.min(codeOf(record + 1, 0), CODE_LIMIT); code++) {
    const item = mapped.get(code)?.item ?? itemByCode(code);
    if (item !== undefined) items.push(item);
  }
  return Object.freeze(items);
}

const kindOfEntry = ({ type }: MapEntry, base: Item | undefined): ValueKind =>
  type === undefined ? (base === undefined ? "float64" : kindOfItem(base)) : kindOfType(type, base);

/** Of dates and times, the specification's type. */
const letters: Readonly<Record<MapType, ItemType>> = { A: "A", F: "F", S: "S", L: "L", D: "L", T: "L" };
/** Bytes at level 1; a text that the catalog does not know has no length there. */
const lengths: Readonly<Record<ItemType, number>> = { A: 0, F: 4, S: 2, L: 4 };

function itemOfEntry(entry: MapEntry, base: Item | undefined): Item {
  const { code, mnemonic = base?.mnemonic ?? "", unit } = entry;
  const type = entry.type === undefined ? (base?.type ?? "F") : letters[entry.type];
  const renamed = mnemonic.toUpperCase() !== base?.mnemonic;
  return Object.freeze({
    code,
    name: entry.name ?? base?.name ?? mnemonic,
    mnemonic,
    longMnemonic: renamed || base === undefined ? mnemonic : base.longMnemonic,
    type,
    length: type === base?.type ? base.length : lengths[type],
    metricUnit: unit === undefined ? base?.metricUnit : unitInSet(unit, base?.metricUnit, "metric"),
    fpsUnit: unit === undefined ? base?.fpsUnit : unitInSet(unit, base?.fpsUnit, "fps"),
  });
}

/** The unit in a set of an item whose feed sends `sent`: the predefined item's where that measures the same. */
function unitInSet(sent: string, ofBase: string | undefined, set: "metric" | "fps"): string | undefined {
  if (sent === "") return undefined;
  if (ofBase !== undefined && conversion(sent, ofBase) !== undefined) return ofBase;
  return usualUnit(sent, set) ?? sent;
}
