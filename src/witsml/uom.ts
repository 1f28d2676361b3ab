/**
 * Units as WITSML writes them, by how people and WITS do. Both generations enumerate theirs, and spell some otherwise; of a measure no
 * schema knows whether its number was meant in that unit.
 */

/** `1`: versions 1.3.1.1 and 1.4.1.1. `2`: 2.0 and 2.1. */
export type Generation = 1 | 2;

/** The unit in 1.x, and in 2.x where it is another. */
const uoms: Readonly<Record<string, readonly [first: string, second?: string]>> = {
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
  "M3/M": ["m3/min"],
  "bbl/min": ["bbl/min"],
  BPM: ["bbl/min"],
  "m³": ["m3"],
  m3: ["m3"],
  bbl: ["bbl"],
  "kg/m³": ["kg/m3"],
  "kg/m3": ["kg/m3"],
  "g/cm³": ["g/cm3"],
  "G/CC": ["g/cm3"],
  ppg: ["lbm/galUS", "lbm/gal[US]"],
  "ppg (UK)": ["lbm/galUK", "lbm/gal[UK]"],
  "°": ["dega"],
  "°/30 m": ["dega/30m", "1/30 dega/m"],
  "°/100 ft": ["dega/100ft", "0.01 dega/ft"],
  "%": ["%"],
  ppm: ["ppm"],
  PPM: ["ppm"],
};

/** Null of a unit that is not in the list, and of none: such a number is left out, for WITSML has no measure without a unit. */
export function uomOf(unit: string | null, generation: Generation): string | null {
  const found = unit === null || !Object.hasOwn(uoms, unit) ? undefined : uoms[unit];
  if (found === undefined) return null;
  const [first, second = first] = found;
  return generation === 1 ? first : second;
}

/** All of a generation, for tests. */
export const knownUnits = Object.keys(uoms) as readonly string[];
