/**
 * What the head of a log says of the rows behind it: which curve a column is, its unit and its type, what the index is. All versions and
 * what vendors make of them: `logs/log` of 1.3.1.1 and 1.4.1.1, `Log/ChannelSet` of 2.0 and 2.1.
 */

import { unitOfUom } from "./unit-of-uom.js";

/** What a curve's values are. */
export type CurveType = "number" | "text" | "time";

/** `other`: a count, a length, or what nothing tells. */
export type IndexKind = "time" | "depth" | "vertical-depth" | "elapsed" | "other";

export interface Curve {
  readonly mnemonic: string;
  /** 1 for the first of the log that is called so, 2 for the next. */
  readonly occurrence: number;
  /** As the document writes it; empty where it has none. */
  readonly uom: string;
  /** What the curve itself says, where the list beside the data says another unit. */
  readonly contradicted?: string | undefined;
  /** Undefined where nothing tells it. */
  readonly type: CurveType | undefined;
  /** The code of WITS that the document says it has. */
  readonly code: number | undefined;
  /** A number of four digits that it is called by as well, and nothing says whose: WITSML 1.3.1.1 has no naming systems. */
  readonly alias: number | undefined;
  readonly description: string;
  /** What stands for no value, besides an empty text. */
  readonly nullValue: string | undefined;
  /** Of 2.x: how many things are told of each value, as the curve declares (`PointMetadata`). */
  readonly details: number;
}

export interface LogHead {
  readonly version: string | undefined;
  /** Of the log, or of the set of channels: parts of one log have one. */
  readonly name: string;
  readonly well: string;
  readonly wellbore: string;
  readonly indexKind: IndexKind;
  /** Which column is the index; undefined where none is. */
  readonly index: number | undefined;
  /** In the order of the columns. */
  readonly curves: readonly Curve[];
  /** The byte between values of a row. */
  readonly delimiter: number;
}

/** What is told of a curve before it is known which column it is. */
export interface CurveTold {
  mnemonic: string;
  uom: string;
  type: string;
  code: string;
  alias: string;
  description: string;
  nullValue: string;
  details: number;
  column: string;
  /** Of the curve itself, where the list of units has another one. */
  contradicted?: string;
  /** Where the curve begins in the document, and between which values of the index it lies, as it says. */
  at: number;
  least: string;
  most: string;
}

export const newCurve = (at = 0): CurveTold => ({
  at,
  least: "",
  most: "",
  mnemonic: "",
  uom: "",
  type: "",
  code: "",
  alias: "",
  description: "",
  nullValue: "",
  details: 0,
  column: "",
});

/** What a log tells of itself before its rows. */
export interface LogTold {
  version: string | undefined;
  name: string;
  well: string;
  wellbore: string;
  indexType: string;
  indexCurve: string;
  /** From 1, as 1.3.1.1 counts columns. */
  indexColumn: string;
  nullValue: string;
  delimiter: string;
  curves: CurveTold[];
  mnemonicList: string | undefined;
  unitList: string | undefined;
  /** Of 2.x: how many of the first curves are indexes. */
  indexes: number;
  /** Where it begins in the document, and its lists. */
  at: number;
  listAt: number;
  unitsAt: number;
  direction: string;
  /** Of the index, as it says. */
  start: string;
  end: string;
}

export const newLog = (version: string | undefined, at = 0): LogTold => ({
  at,
  listAt: at,
  unitsAt: at,
  direction: "",
  start: "",
  end: "",
  version,
  name: "",
  well: "",
  wellbore: "",
  indexType: "",
  indexCurve: "",
  indexColumn: "",
  nullValue: "",
  delimiter: "",
  curves: [],
  mnemonicList: undefined,
  unitList: undefined,
  indexes: 0,
});

/** A list of mnemonics or of units. It has commas by the standard, and some servers write what stands between values. */
export function listed(text: string, delimiter = ","): string[] {
  const other = String.fromCharCode(delimiterOf(delimiter));
  return text.split(!text.includes(",") && text.includes(other) ? other : ",").map((part) => part.trim());
}

/** A code of four digits: no record is 00, and no item. */
function codeIn(text: string): number | undefined {
  const code = /^\d{4}$/.test(text) ? Number(text) : 0;
  return code > 100 && code % 100 > 0 ? code : undefined;
}

/** What the rows behind a head are. */
export function headOf(log: LogTold): LogHead {
  const told = columnsOf(log);
  const occurrences = new Map<string, number>();
  const curves = told.map((curve): Curve => {
    const key = curve.mnemonic.toLowerCase();
    const occurrence = (occurrences.get(key) ?? 0) + 1;
    occurrences.set(key, occurrence);
    return {
      mnemonic: curve.mnemonic,
      occurrence,
      uom: isNoUnit(curve.uom) ? "" : curve.uom,
      ...(curve.contradicted !== undefined && { contradicted: curve.contradicted }),
      type: typeOf(curve.type),
      code: codeIn(curve.code),
      alias: codeIn(curve.alias),
      description: curve.description,
      nullValue: curve.nullValue || log.nullValue || undefined,
      details: curve.details,
    };
  });
  return {
    version: log.version,
    name: log.name,
    well: log.well,
    wellbore: log.wellbore,
    indexKind: kindOf(log.indexType),
    index: indexIn(log, curves),
    curves,
    delimiter: delimiterOf(log.delimiter),
  };
}

function columnsOf({ curves, mnemonicList, unitList, delimiter }: LogTold): readonly CurveTold[] {
  if (mnemonicList !== undefined && mnemonicList.trim() !== "") {
    const mnemonics = listed(mnemonicList, delimiter);
    const list = unitList === undefined ? [] : listed(unitList, delimiter);
    // Of one that is shorter or longer nothing tells which unit is whose.
    const units = list.length === mnemonics.length ? list : [];
    const left = [...curves];
    return mnemonics.map((mnemonic, i) => {
      const at = left.findIndex((curve) => curve.mnemonic === mnemonic);
      const curve = at < 0 ? newCurve() : left.splice(at, 1)[0]!;
      // What stands beside the data tells their unit.
      const unit = units[i] || curve.uom;
      return {
        ...curve,
        mnemonic,
        uom: unit,
        ...(!isSameUnit(unit, curve.uom) && { contradicted: curve.uom }),
      };
    });
  }
  const places = curves.map(({ column }) => Number(column));
  const numbered = places.every((place) => Number.isInteger(place) && place > 0);
  if (!numbered || new Set(places).size < places.length) return curves;
  const last = Math.max(0, ...places);
  // A curve that a part of a log does not have leaves no gap in some servers' data, and one in others'.
  if (last > MOST_COLUMNS) return curves;
  return Array.from({ length: last }, (_, i) => curves[places.indexOf(i + 1)] ?? newCurve());
}

/** Not told is no other one. */
function isSameUnit(one: string, other: string): boolean {
  if (one === other || isNoUnit(one) || isNoUnit(other)) return true;
  return (unitOfUom(one) ?? one) === (unitOfUom(other) ?? other);
}

const MOST_COLUMNS = 5000;

function indexIn(log: LogTold, curves: readonly Curve[]): number | undefined {
  if (curves.length === 0) return undefined;
  if (log.indexes > 0) return 0;
  const column = Number(log.indexColumn);
  const named = curves.findIndex(({ mnemonic }) => mnemonic === log.indexCurve.trim());
  if (named >= 0) return named;
  if (Number.isInteger(column) && column >= 1 && column <= curves.length) return column - 1;
  return 0;
}

/** As schemas and vendors write it. */
function kindOf(type: string): IndexKind {
  const plain = type.toLowerCase().replace(/[^a-z]/g, "");
  if (plain === "datetime" || plain === "time") return "time";
  if (plain === "measureddepth" || plain === "depth" || plain === "md") return "depth";
  if (plain === "verticaldepth" || plain === "trueverticaldepth") return "vertical-depth";
  return plain === "elapsedtime" ? "elapsed" : "other";
}

function typeOf(type: string): CurveType | undefined {
  const plain = type.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (plain === "") return undefined;
  if (plain === "datetime") return "time";
  return /^(double|float|int|long|short|byte|measure|truedouble|truesingle|unsigned)/.test(plain)
    ? "number"
    : "text";
}

const delimiterOf = (text: string): number => {
  const trimmed = text.length > 1 ? text.trim() : text;
  if (/^(tab|\\t)$/i.test(trimmed)) return 9;
  return trimmed.length === 1 && trimmed.charCodeAt(0) < 128 ? trimmed.charCodeAt(0) : 44;
};

const isNoUnit = (uom: string): boolean => /^(|unitless|none|euc|-+|n\/a)$/i.test(uom);
