/**
 * From what a user wrote to entries that hold: each row by itself first, then all of them over the catalog. Every
 * problem is found, and a map with one is not used at all.
 */

import { nearest } from "../../failure/nearest.js";
import { CODE_LIMIT, type Code, formatCode, parseCode, recordOf } from "../catalog/code.js";
import type { ValueKind } from "../catalog/kind.js";
import { frameColumnName, isVendorCode } from "../catalog/layout.js";
import type { MapEntry, MapType } from "../catalog/map-entry.js";
import { type Catalog, catalogOf } from "../catalog/overlay.js";
import { allUnits, unit, unknownUnit } from "../catalog/units.js";

/** The columns of a map file, and the keys of its TOML. */
export const mapColumns = ["code", "mnemonic", "type", "unit", "name", "scale", "offset", "curve"] as const;
/** One of `mapColumns`. */
export type MapColumn = (typeof mapColumns)[number];

/** An entry as a program gives it; `MapEntry` is one. What is empty is as the catalog has it. */
export interface MapRow {
  /** Four digits, or record * 100 + item. */
  readonly code: Code | string;
  readonly mnemonic?: string | undefined;
  /** A or text, F or float, S or int, L or long, D or date, T or time, in any case. */
  readonly type?: string | undefined;
  /** A unit that `unit` knows; `-` or empty for none. */
  readonly unit?: string | undefined;
  readonly name?: string | undefined;
  readonly scale?: number | string | undefined;
  readonly offset?: number | string | undefined;
  /** The curve of WITSML logs that has the code: its mnemonic, or `LOG/MNEMONIC` for that of one log alone. */
  readonly curve?: string | undefined;
}

/** A row and where it stands, for messages. */
export interface PlacedRow {
  /** `rig.csv:4`, or `entry 3`. */
  readonly place: string;
  /** In a file, from 1. */
  readonly line?: number | undefined;
  /** What a place is called beside others: `line 4`, `entry 3`. */
  readonly short: string;
  readonly cells: { readonly [Column in MapColumn]?: unknown };
}

export interface Problem {
  readonly place: string;
  /** In a file, from 1, where that is known. */
  readonly line?: number | undefined;
  readonly reason: string;
}

export interface CheckedMap {
  /** By code. */
  readonly entries: readonly MapEntry[];
  readonly problems: readonly Problem[];
}

interface PlacedEntry extends PlacedRow {
  readonly entry: MapEntry;
  /** Nothing is wrong in it by itself. */
  readonly whole: boolean;
}

export function checkedMap(rows: readonly PlacedRow[]): CheckedMap {
  const problems: Problem[] = [];
  const placed = new Map<Code, PlacedEntry>();
  for (const row of rows) {
    const { entry, reasons } = entryOf(row.cells);
    const earlier = entry && placed.get(entry.code);
    if (earlier !== undefined)
      reasons.push(`${earlier.short} has the code ${formatCode(earlier.entry.code)} already`);
    else if (entry !== undefined) placed.set(entry.code, { ...row, entry, whole: reasons.length === 0 });
    problems.push(...reasons.map((reason) => ({ place: row.place, line: row.line, reason })));
  }
  const entries = [...placed.values()].map(({ entry }) => entry).sort((a, b) => a.code - b.code);
  const catalog = catalogOf(entries);
  const names = columnNames(catalog);
  for (const { entry, whole, place, line } of placed.values()) {
    if (!whole) continue;
    const reasons = [
      ...misfits(entry, catalog),
      secondClock(entry, catalog),
      nameTaken(entry.code, catalog, names),
    ].filter((reason) => reason !== undefined);
    problems.push(...reasons.map((reason) => ({ place, line, reason })));
  }
  return { entries, problems };
}

// -- A row by itself -------------------------------------------------------------------------------------------

const types: Readonly<Record<string, MapType>> = {
  A: "A",
  TEXT: "A",
  F: "F",
  FLOAT: "F",
  S: "S",
  INT: "S",
  L: "L",
  LONG: "L",
  D: "D",
  DATE: "D",
  T: "T",
  TIME: "T",
};

const MNEMONIC = /^[A-Za-z][A-Za-z0-9_]*$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Longer ones are a mistake, such as a whole file in quotes, and would stand in every file's metadata. */
const LONGEST_MNEMONIC = 64;
const LONGEST_NAME = 256;
const LONGEST_CURVE = 1024;

/** The entry as far as it can be read, without what is wrong in it; undefined when its code is none. */
function entryOf(cells: PlacedRow["cells"]): { entry: MapEntry | undefined; reasons: string[] } {
  const reasons: string[] = [];
  const read = <Value>(column: MapColumn, parse: (text: string) => Value): Value | undefined => {
    const cell = cells[column];
    if (cell === undefined || cell === null) return undefined;
    if (typeof cell !== "string" && typeof cell !== "number") {
      reasons.push(`${column} is neither a text nor a number`);
      return undefined;
    }
    const text = String(cell).trim();
    if (text === "" && column !== "unit" && column !== "code") return undefined;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      reasons.push(error.message);
      return undefined;
    }
  };
  const code = read("code", codeIn);
  if (code === undefined && reasons.length === 0) reasons.push("it has no code");
  const entry = {
    mnemonic: read("mnemonic", mnemonicIn),
    type: read("type", typeIn),
    // WITSML has more units than the catalog: that of a curve stays as its log has it.
    unit: read("unit", (text) => (cells.curve && unit(text) === undefined ? text : unitIn(text))),
    name: read("name", nameIn),
    scale: read("scale", scaleIn),
    offset: read("offset", (text) => numberIn("offset", text)),
    curve: read("curve", curveIn),
  };
  const given = Object.entries(entry).filter(([, value]) => value !== undefined);
  return { entry: code === undefined ? undefined : { code, ...Object.fromEntries(given) }, reasons };
}

/** What is wrong with one cell. */
class Wrong extends Error {}

/** Spreadsheets take a code for a number and drop its zero: 108 is 0108. */
function codeIn(text: string): Code {
  const code = /^\d{3,4}$/.test(text) ? parseCode(text.padStart(4, "0")) : undefined;
  if (code !== undefined) return code;
  throw new Wrong(
    `"${shortened(text)}" is no code; a code is a record, 01 to 99, and an item, 01 to 99, as in 0108`,
  );
}

function mnemonicIn(text: string): string {
  if (text.length > LONGEST_MNEMONIC)
    throw new Wrong(`its mnemonic has more than ${LONGEST_MNEMONIC} letters`);
  if (MNEMONIC.test(text)) return text;
  throw new Wrong(`"${text}" is no mnemonic; one is a letter, and then letters, digits and _, as in DBTM`);
}

function typeIn(text: string): MapType {
  const type = types[text.toUpperCase()];
  if (type !== undefined) return type;
  const hint = guess(
    text,
    Object.keys(types).map((name) => name.toLowerCase()),
  );
  throw new Wrong(
    `there is no type "${shortened(text)}"; there are A or text, F or float, S or int, L or long, D or date, T or time${hint}`,
  );
}

function unitIn(text: string): string {
  if (text === "" || text === "-") return "";
  const found = unit(text);
  if (found !== undefined) return found.symbol;
  const spellings = allUnits().flatMap(({ symbol, aliases }) => [symbol, ...aliases]);
  const near = nearest(text, spellings);
  if (near === undefined) throw new Wrong(unknownUnit(shortened(text)).message);
  throw new Wrong(
    `there is no unit "${shortened(text)}"; did you mean ${near}? \`witskit units\` lists all units`,
  );
}

function nameIn(text: string): string {
  if (text.length <= LONGEST_NAME) return text;
  throw new Wrong(`its name has more than ${LONGEST_NAME} letters`);
}

function curveIn(text: string): string {
  if (text.length <= LONGEST_CURVE) return text;
  throw new Wrong(`its curve has more than ${LONGEST_CURVE} letters`);
}

function scaleIn(text: string): number {
  const scale = numberIn("scale", text);
  if (scale === 0) throw new Wrong("scale is 0, which would make every value the same; leave it empty for 1");
  return scale;
}

function numberIn(column: MapColumn, text: string): number {
  const number = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new Wrong(`${column} "${shortened(text)}" is no number; write it as 0.3048`);
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

const guess = (text: string, candidates: readonly string[]): string => {
  const near = nearest(text, candidates);
  return near === undefined ? "" : `; did you mean ${near}?`;
};

// -- All rows over the catalog -----------------------------------------------------------------------------------

const kindNames: Readonly<Record<ValueKind, string>> = {
  float64: "a float",
  int32: "a whole number",
  int64: "a whole number",
  date: "a date",
  time: "a time",
  text: "a text",
};

/** What does not go together in an entry. */
function misfits({ code, mnemonic, unit, scale, offset }: MapEntry, catalog: Catalog): string[] {
  const reasons: string[] = [];
  const shown = formatCode(code);
  const kind = catalog.kindOf(code);
  if (mnemonic === undefined && catalog.itemByCode(code)?.mnemonic === "")
    reasons.push(`${shown} is not in the catalog, so it needs a mnemonic`);
  if (isVendorCode(code) && kind !== "text")
    reasons.push(`${shown} names the vendor, which is a text; its type cannot be changed`);
  if (unit && kind !== "float64" && kind !== "int32" && kind !== "int64")
    reasons.push(`${shown} is ${kindNames[kind]}, which has no unit`);
  if ((scale !== undefined || offset !== undefined) && kind !== "float64")
    reasons.push(`${shown} is ${kindNames[kind]}, and scale and offset are for floats; give it the type F`);
  return reasons;
}

/** A record tells its time by one date and one time. */
function secondClock({ code }: MapEntry, catalog: Catalog): string | undefined {
  const kind = catalog.kindOf(code);
  if (kind !== "date" && kind !== "time") return undefined;
  const other = catalog
    .itemsOfRecord(recordOf(code))
    .find((item) => item.code !== code && catalog.kindOf(item.code) === kind);
  if (other === undefined) return undefined;
  const shown = formatCode(other.code);
  return `${formatCode(code)} is ${kindNames[kind]}, and so is ${shown}, but a record has one; give ${shown} another type in the map`;
}

/** Names of columns that are ours, and of the folders of a dataset, which readers show as columns. */
const RESERVED = new Set(["timestamp", "source", "offset", "vendor", "record", "day"]);

/** The codes of each name, in any case, that a column of layout `frame` can have: no two may be the same. */
function columnNames(catalog: Catalog): ReadonlyMap<string, readonly Code[]> {
  const names = new Map<string, Code[]>();
  for (const item of catalog.allItems()) {
    const name = frameColumnName(item.code, item).toLowerCase();
    names.set(name, [...(names.get(name) ?? []), item.code]);
  }
  return names;
}

function nameTaken(
  code: Code,
  catalog: Catalog,
  names: ReadonlyMap<string, readonly Code[]>,
): string | undefined {
  const item = catalog.itemByCode(code)!;
  const { mnemonic } = item;
  if (mnemonic === "") return undefined;
  if (RESERVED.has(mnemonic.toLowerCase()))
    return `there is a column ${mnemonic.toLowerCase()} already; give ${formatCode(code)} another mnemonic`;
  const name = frameColumnName(code, item);
  const other = names.get(name.toLowerCase())?.find((one) => one !== code) ?? unmappedNamed(name, catalog);
  if (other === undefined) return undefined;
  const theirs = catalog.itemByCode(other);
  const whose = `${formatCode(other)}${theirs === undefined ? "" : ` (${theirs.name})`}`;
  return recordOf(other) === recordOf(code)
    ? `${mnemonic} is the mnemonic of ${whose} too; give one of them another in the map`
    : `${mnemonic} makes a column ${name}, which is that of ${whose} too; give one of them another mnemonic`;
}

/** The code without an item whose column has this name. */
function unmappedNamed(name: string, catalog: Catalog): Code | undefined {
  const code = Number(/^wits(\d{4})$/i.exec(name)?.[1] ?? CODE_LIMIT);
  return parseCode(formatCode(code)) !== undefined && catalog.itemByCode(code) === undefined
    ? code
    : undefined;
}
