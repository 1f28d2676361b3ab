/** Survey stations as items of record 07. */

import { itemByCode } from "../../../wits/catalog/catalog.js";
import { type Code, codeOf } from "../../../wits/catalog/code.js";
import type { MapEntry } from "../../../wits/catalog/map-entry.js";
import { conversion } from "../../../wits/catalog/units.js";
import type { Station, Trajectory } from "../../../witsml/read/reader.js";
import { unitOfUom } from "../../../witsml/read/unit-of-uom.js";
import { wellLine } from "./well.js";

/** By element, in small letters. */
export const stationCodes: Readonly<Record<string, Code>> = {
  md: codeOf(7, 8),
  tvd: codeOf(7, 9),
  typetrajstation: codeOf(7, 12),
  incl: codeOf(7, 13),
  azi: codeOf(7, 15),
  mtf: codeOf(7, 16),
  gtf: codeOf(7, 17),
  dispns: codeOf(7, 18),
  dispew: codeOf(7, 19),
  dls: codeOf(7, 20),
  rateturn: codeOf(7, 21),
};

const DATE: Code = codeOf(7, 5);
const WELL: Code = codeOf(7, 1);

export interface StationItem {
  /** Undefined: what cannot be one of the column's values. */
  readonly code: Code | undefined;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The unit that an element's values are in, by the catalog; the uom itself where the catalog has none. */
export const stationUnit = (code: Code, uom: string): string | undefined => {
  const item = itemByCode(code)!;
  if (uom === "") return undefined;
  const unit = unitOfUom(uom);
  return unit !== undefined &&
    item.metricUnit !== undefined &&
    conversion(unit, item.metricUnit) !== undefined
    ? unit
    : uom;
};

/** A value in another unit than the map says its column has is rejected: it would be another number. */
export function stationItems(
  { values }: Station,
  trajectory: Trajectory,
  map: readonly MapEntry[] = [],
): { date: Code; well: Uint8Array; items: readonly StationItem[] } {
  const seen = new Set<Code>();
  const items = values.flatMap(({ name, text, uom, start, end }): StationItem[] => {
    const code = /^dtimstn$/.test(name) ? DATE : stationCodes[name];
    if (code === undefined || seen.has(code)) return [];
    seen.add(code);
    if (code === DATE || code === stationCodes["typetrajstation"]) return [{ code, text, start, end }];
    const unit = stationUnit(code, uom);
    const told = map.find((entry) => entry.code === code)?.unit;
    const fits = told === undefined || unit === undefined || told === unit;
    return [{ code: fits ? code : undefined, text: fits ? text : `${text} ${uom}`, start, end }];
  });
  return { date: DATE, well: wellLine(trajectory, WELL), items };
}
