/**
 * The unit of the catalog that a WITSML uom is, of any version. Uoms tell capitals from small letters, `mPa` from `MPa`, so they are
 * looked up as they stand.
 */

/** By unit, as 1.x spells it, 2.x, and vendors. */
const spelled: Readonly<Record<string, string>> = {
  M: "m",
  F: "ft ftUS ft[US]",
  MM: "mm",
  CM: "cm",
  IN: "in",
  "I/32": "in/32",
  "M/S": "m/s",
  "M/HR": "m/h",
  "F/HR": "ft/h",
  FPM: "ft/min",
  FPS: "ft/s",
  KPH: "km/h",
  MPH: "mi/h",
  "KF/H": "kft/h",
  KNOT: "knot",
  N: "N",
  DAN: "daN",
  KN: "kN",
  KGF: "kgf",
  TF: "tonf[metric] tf Mgf",
  LB: "lbf",
  KLB: "klbf",
  NM: "N.m",
  KNM: "kN.m",
  FLB: "ft.lbf lbf.ft",
  KFLB: "kft.lbf klbf.ft",
  PA: "Pa",
  KPA: "kPa",
  MPA: "MPa",
  BAR: "bar",
  PSI: "psi",
  PHSF: "lbf/100ft2",
  IHG: "inHg(32F) inHg[32degF]",
  M3: "m3",
  L: "L",
  BBL: "bbl",
  GAL: "galUS gal[US]",
  "L/M": "L/min",
  "M3/S": "m3/s",
  GPM: "galUS/min gal[US]/min",
  "GPM-UK": "galUK/min gal[UK]/min",
  "M3/M": "m3/min",
  BPM: "bbl/min",
  "M3/D": "m3/d",
  BPD: "bbl/d",
  KGM3: "kg/m3",
  PPG: "lbm/galUS lbm/gal[US] lbm/gal",
  "PPG-UK": "lbm/galUK lbm/gal[UK]",
  PPB: "lbm/bbl",
  PCF: "lbm/ft3",
  "G/CC": "g/cm3",
  "MG/L": "mg/L",
  DEGC: "degC",
  DEGF: "degF",
  K: "K",
  DEG: "dega deg",
  DGHM: "dega/30m",
  DGHF: "dega/100ft",
  RPM: "rpm rev/min c/min",
  "C/S": "c/s rev/s",
  SPM: "1/min",
  "%": "%",
  PPM: "ppm",
  MLML: "mL/mL",
  OHMM: "ohm.m",
  MMHO: "mmho/m mS/m",
  API: "gAPI",
  MD: "mD",
  V: "V",
  CP: "cP",
  KW: "kW",
  HP: "hp",
  SQIN: "in2",
  MM2: "mm2",
  "KG/M": "kg/m",
  "LB/F": "lbm/ft",
  SEC: "s",
  MIN: "min",
  HR: "h",
};

/** Spelled with blanks in them, or by others. */
const more: Readonly<Record<string, string>> = {
  "1000 lbf.ft": "KFLB",
  "1/32 in": "I/32",
  "1000 ft/h": "KF/H",
  "0.01 lbf/ft2": "PHSF",
  "1/30 dega/m": "DGHM",
  "0.01 dega/ft": "DGHF",
  "1/30 cm3/min": "C/30",
  "cm3/30min": "C/30",
};

const byUom: ReadonlyMap<string, string> = new Map([
  ...Object.entries(spelled).flatMap(([symbol, uoms]) =>
    uoms.split(" ").map((uom) => [uom, symbol] as const),
  ),
  ...Object.entries(more),
]);

/** Undefined for a uom that the catalog has no unit for. */
export const unitOfUom = (uom: string): string | undefined => byUom.get(uom);

/** As 1.x spells it; undefined of a unit that WITSML has none for. */
export const uomOfUnit = (unit: string): string | undefined =>
  Object.hasOwn(spelled, unit) ? spelled[unit]!.split(" ")[0] : undefined;
