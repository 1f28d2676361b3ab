/**
 * Where an item of ours stands in the frames of a receiver, by the receiver's map: the same file that the receiver's own reader
 * would be given as its map. What is read with it from what was written is what we had.
 */
import { Failure } from "../../failure/failure.js";
import { type Code, formatCode, recordOf } from "../catalog/code.js";
import type { MapEntry } from "../catalog/map-entry.js";
import { type Catalog, catalogOf } from "../catalog/overlay.js";
import { conversion } from "../catalog/units.js";

/** An item as its column or its frame tells it. */
export interface OurItem {
  readonly code: Code;
  /** Undefined where neither catalog nor map has it. */
  readonly mnemonic: string | undefined;
  /** Of its values. */
  readonly unit: string | undefined;
}

/** What becomes of an item: its code, and what turns a value into the number on the wire. */
export interface Placement {
  readonly code: Code;
  /** Undefined: values stay as they are. */
  readonly turn: ((value: number) => number) | undefined;
}

/** Answers undefined where the receiver has no code for the item. Throws a `Failure` where units are wanted that nothing tells. */
export type Recoding = (item: OurItem) => Placement | undefined;

const asItIs: Recoding = ({ code }) => ({ code, turn: undefined });

/** `ours` are the items that there may be: those of a catalog, of columns, or both. */
export function recodingOf(
  map: readonly MapEntry[] | undefined,
  ours: readonly Pick<OurItem, "code" | "mnemonic">[],
): Recoding {
  if (map === undefined || map.length === 0) return asItIs;
  const theirs = catalogOf(map);
  const entryFor = entriesByItem(map, theirs, ours);
  const taken = new Set([...entryFor.values()].map(({ code }) => code));
  return (item) => {
    const entry = entryFor.get(item.code);
    if (entry !== undefined) return { code: entry.code, turn: turnOf(entry, item) };
    const own = theirs.entryOf(item.code);
    if (own === undefined) return { code: item.code, turn: undefined };
    // Its own code, unless that means another item to the receiver.
    const other = item.mnemonic !== undefined && !isNamed(theirs, own.code, item.mnemonic);
    return taken.has(own.code) || other ? undefined : { code: own.code, turn: turnOf(own, item) };
  };
}

const isNamed = (catalog: Catalog, code: Code, mnemonic: string): boolean =>
  catalog.itemByCode(code)?.mnemonic.toUpperCase() === mnemonic.toUpperCase();

/**
 * The entry of each of our items, by our code: of those that have its mnemonic, the one in the same record, or where that has none
 * the first elsewhere, for the item of that name with the lowest code.
 */
function entriesByItem(
  map: readonly MapEntry[],
  theirs: Catalog,
  ours: readonly Pick<OurItem, "code" | "mnemonic">[],
): ReadonlyMap<Code, MapEntry> {
  const byName = new Map<string, Code[]>();
  for (const { code, mnemonic } of ours) {
    if (mnemonic === undefined) continue;
    const name = mnemonic.toUpperCase();
    byName.set(name, [...(byName.get(name) ?? []), code]);
  }
  const found = new Map<Code, MapEntry>();
  const elsewhere: [Code, MapEntry][] = [];
  for (const entry of map) {
    const name = theirs.itemByCode(entry.code)?.mnemonic.toUpperCase();
    const codes = (name && byName.get(name)) || [];
    const near = codes.find((code) => recordOf(code) === recordOf(entry.code));
    if (near !== undefined) found.set(near, entry);
    else if (codes.length > 0) elsewhere.push([Math.min(...codes), entry]);
  }
  for (const [code, entry] of elsewhere) if (!found.has(code)) found.set(code, entry);
  return found;
}

/** From a value in our unit to the receiver's, and then to what stands on its wire: value = wire × scale + offset. */
function turnOf({ unit, scale = 1, offset = 0 }: MapEntry, item: OurItem): Placement["turn"] {
  const units =
    unit === undefined || unit === "" || unit === item.unit ? undefined : conversionTo(unit, item);
  const plain = scale === 1 && offset === 0;
  if (units === undefined && plain) return undefined;
  return (value) => {
    const theirs = units === undefined ? value : value * units.scale + units.offset;
    return plain ? theirs : (theirs - offset) / scale;
  };
}

function conversionTo(unit: string, { code, mnemonic, unit: ours }: OurItem) {
  const name = `${formatCode(code)}${mnemonic === undefined ? "" : ` (${mnemonic})`}`;
  if (ours === undefined) {
    throw new Failure(
      "units-undeclared",
      `the receiver's map wants ${name} in ${unit}, and nothing tells in which unit it is here; declare it with --units, or leave the ` +
        "unit out of the map",
    );
  }
  const found = conversion(ours, unit);
  if (found !== undefined) return found.identity ? undefined : found;
  throw new Failure(
    "other-dimension",
    `the receiver's map wants ${name} in ${unit}, and it is in ${ours} here, which measures something else; correct the map's unit`,
  );
}
