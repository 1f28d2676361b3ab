/**
 * Units as WITSML writes them, by how people and WITS do. Both generations enumerate theirs, and spell some otherwise; of a measure no
 * schema knows whether its number was meant in that unit.
 */
import { type Scale, type UomRow, uomRows } from "./uom-table.js";

export type { Scale };

/** `1`: versions 1.3.1.1 and 1.4.1.1. `2`: 2.0 and 2.1. */
export type Generation = 1 | 2;

/** The unit in 1.x, and in 2.x where it is another, as people write it in reports. */
const written: Readonly<Record<string, UomRow>> = {
  m: ["m"],
  ft: ["ft"],
  in: ["in"],
  mm: ["mm"],
  h: ["h"],
  min: ["min"],
  s: ["s"],
  d: ["d"],
  "m/h": ["m/h"],
  "ft/h": ["ft/h"],
  kN: ["kN"],
  klbf: ["klbf"],
  lbf: ["lbf"],
  kN·m: ["kN.m"],
  kft·lbf: ["kft.lbf", "1000 lbf.ft"],
  ft·lbf: ["ft.lbf", "lbf.ft"],
  rpm: ["rpm"],
  kPa: ["kPa"],
  MPa: ["MPa"],
  bar: ["bar"],
  psi: ["psi"],
  "L/min": ["L/min"],
  gpm: ["galUS/min", "gal[US]/min"],
  "gpm (UK)": ["galUK/min", "gal[UK]/min"],
  "m³/min": ["m3/min"],
  "bbl/min": ["bbl/min"],
  "m³": ["m3"],
  m3: ["m3"],
  bbl: ["bbl"],
  "kg/m³": ["kg/m3"],
  "kg/m3": ["kg/m3"],
  "g/cm³": ["g/cm3"],
  ppg: ["lbm/galUS", "lbm/gal[US]"],
  "ppg (UK)": ["lbm/galUK", "lbm/gal[UK]"],
  "°": ["dega"],
  "°/30 m": ["dega/30m", "1/30 dega/m"],
  "°/100 ft": ["dega/100ft", "0.01 dega/ft"],
  ppm: ["ppm"],
};

const uoms: Readonly<Record<string, UomRow>> = { ...uomRows, ...written };

export interface Uom {
  readonly uom: string;
  /** Undefined where values stay as they are. */
  readonly scale: Scale | undefined;
}

/** What a log has values of a unit in. Null where WITSML has nothing like it: seconds per quart, money, what nobody knows. */
export function uomFor(unit: string | null | undefined, generation: Generation): Uom | null {
  const found = unit == null || !Object.hasOwn(uoms, unit) ? undefined : uoms[unit];
  if (found === undefined) return null;
  const [first, second = first, scale] = found;
  return generation === 1
    ? { uom: first, scale }
    : { uom: second, scale: second === first ? scale : undefined };
}

/** The float nearest to what the value's decimals are with their point elsewhere: 75.54 is 755.4, and not 755.4000000000001. */
export function scaled(value: number, scale: Scale): number {
  const hundredths = Math.round(value * 100);
  // Exact where two decimals are all there is, and rounded once.
  if (scale === 1 && hundredths / 100 === value && Math.abs(hundredths) < 2 ** 52) return hundredths / 10;
  const text = String(value);
  return text.includes("e") ? value * 10 ** scale : Number(`${text}e${scale}`);
}

/** For a number that stays as it is. Null of a unit that is not in the list, and of none: it is left out, for WITSML has no measure without a unit. */
export function uomOf(unit: string | null, generation: Generation): string | null {
  const found = uomFor(unit, generation);
  if (found === null || found.scale !== undefined) return null;
  return generation === 1 && CURVES_ALONE.has(found.uom) ? null : found.uom;
}

/** Of 1.x: they are in the dictionary and in no list of the schemas. A curve's unit may be any text, that of a measure is one of a list. */
const CURVES_ALONE = new Set(["gAPI", "1/min", "ohm.m", "mmho/m", "hp/in2", "kW/m2"]);

/** All, for tests. */
export const knownUnits = Object.keys(uoms) as readonly string[];
