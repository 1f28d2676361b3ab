/** Which columns of a table are curves of a log, what they are called there, and what is no curve. */
import type { RowIndex } from "../../columns/rising.js";
import { itemByCode } from "../../wits/catalog/catalog.js";
import { formatCode } from "../../wits/catalog/code.js";
import type { Column, ColumnType } from "../../wits/catalog/table.js";
import { unit, unitOf } from "../../wits/catalog/units.js";
import { kindOf } from "../../witsml/2/kinds.js";
import type { Curve, CurveType, LogVersion } from "../../witsml/log.js";
import { type Scale, uomFor } from "../../witsml/uom.js";

/** A column that becomes a curve. */
export interface CurveColumn {
  readonly column: Column;
  readonly curve: Curve;
  readonly scale: Scale | undefined;
}

/** The name of the well, and the parts of the time, are told elsewhere in the object. */
const TOLD = new Set(["WID", "DATE", "TIME"]);
/** Where a row comes from has no place in a log; `binary` occurs in rejects alone. */
const OURS = new Set(["source", "offset", "vendor"]);

const TYPES: Readonly<Record<ColumnType, CurveType>> = {
  float64: "double",
  int32: "int",
  int64: "long",
  dictionary: "string",
  utf8: "string",
  binary: "string",
  timestamp: "time",
};

/** What rows by time go by. */
export const TIME_CURVE: Curve = {
  mnemonic: "TIME",
  code: undefined,
  description: "Time of the row, UTC",
  uom: "s",
  type: "time",
  kind: "date",
};

export interface Curves {
  readonly curves: readonly CurveColumn[];
  /** In words, each the end of a sentence that begins with what it is about. */
  readonly remarks: readonly string[];
}

interface CurvesOf {
  readonly version: LogVersion;
  readonly index: RowIndex;
  readonly indexColumn: Column;
  readonly longestMnemonic: number;
  /** Times are UTC. */
  readonly utc: boolean;
}

export function curvesOf(
  columns: readonly Column[],
  { version, index, indexColumn, longestMnemonic, utc }: CurvesOf,
): Curves {
  const taken = new Set([index === "time" ? TIME_CURVE.mnemonic : indexColumn.name]);
  const curves: CurveColumn[] = [];
  const left: string[] = [];
  const unknown: string[] = [];
  const foreign = new Map<string, string[]>();
  for (const column of columns) {
    const { name, type } = column;
    if (column === indexColumn || TOLD.has(baseName(column)) || OURS.has(name)) {
      if (name === "vendor") left.push(name);
      continue;
    }
    if (type === "timestamp" && (index === "time" || !utc || taken.has(TIME_CURVE.mnemonic))) {
      if (!utc && index !== "time") left.push(`${name} (nothing tells its zone, see --tz)`);
      continue;
    }
    if (type === "timestamp") {
      taken.add(TIME_CURVE.mnemonic);
      curves.push({ column, curve: TIME_CURVE, scale: undefined });
      continue;
    }
    const { curve, scale } = curveOf(column, version);
    const mnemonic = untaken(curve.mnemonic, longestMnemonic, taken);
    const description = isMissing(column) ? `${curve.description} (nobody told its unit)` : curve.description;
    if (isMissing(column)) unknown.push(mnemonic);
    else if (column.unit !== undefined && curve.uom === undefined)
      foreign.set(column.unit, [...(foreign.get(column.unit) ?? []), mnemonic]);
    const inUnit =
      column.unit !== undefined && curve.uom === undefined
        ? `${description} (in ${column.unit})`
        : description;
    curves.push({ column, curve: { ...curve, mnemonic, description: inUnit }, scale });
  }
  return {
    curves,
    remarks: [
      ...(unknown.length === 0
        ? []
        : [`nobody told the units of ${few(unknown)}: they are written without one; --units tells them`]),
      ...[...foreign].map(
        ([symbol, names]) =>
          `WITSML has no unit ${symbol}: ${few(names)} ${names.length === 1 ? "is" : "are"} written without one`,
      ),
      ...(left.length === 0 ? [] : [`${left.join(", ")} ${left.length === 1 ? "is" : "are"} in no curve`]),
    ],
  };
}

const few = (names: readonly string[]): string =>
  names.length <= 8 ? names.join(", ") : `${names.slice(0, 6).join(", ")} and ${names.length - 6} more`;

/** In layout `frame` the record stands behind it: `DATE_11`. */
const baseName = ({ name, code }: Column): string =>
  code === undefined ? name : (itemByCode(code)?.mnemonic ?? name);

export function curveOf(column: Column, version: LogVersion): { curve: Curve; scale: Scale | undefined } {
  const { name, type, description, code } = column;
  const found = uomFor(column.unit, version.startsWith("1.") ? 1 : 2);
  return {
    curve: {
      mnemonic: name,
      code: code === undefined ? undefined : formatCode(code),
      description,
      uom: found?.uom,
      type: found?.scale === undefined ? TYPES[type] : "double",
      kind: kindOf({
        mnemonic: code === undefined ? undefined : (itemByCode(code)?.mnemonic ?? column.mnemonic),
        dimension: column.unit === undefined ? undefined : unit(column.unit)?.dimension,
        isText: TYPES[type] === "string",
      }),
    },
    scale: found?.scale,
  };
}

/** A measurement whose unit the catalog has, and nobody told in which set. */
function isMissing({ code, unit: own, type }: Column): boolean {
  if (code === undefined || own !== undefined || type !== "float64") return false;
  const item = itemByCode(code);
  return item !== undefined && unitOf(item, "metric") !== undefined;
}

/** Each mnemonic once, and short enough. */
function untaken(name: string, most: number, taken: Set<string>): string {
  const plain = name.replace(/[^\w.-]/g, "_").slice(0, most);
  let mnemonic = plain;
  for (let i = 2; taken.has(mnemonic); i++) mnemonic = `${plain.slice(0, most - 1 - `${i}`.length)}_${i}`;
  taken.add(mnemonic);
  return mnemonic;
}
