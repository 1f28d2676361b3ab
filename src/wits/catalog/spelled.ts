/** Units as people write them: WITS has symbols of its own, `KDN` of ten kilonewtons, `L/M` of litres a minute. */

interface Spelled {
  readonly unit: string;
  /** What a value is multiplied by; left out where the unit is the same. */
  readonly factor?: number;
}

const table: Readonly<Record<string, Spelled>> = {
  M: { unit: "m" },
  F: { unit: "ft" },
  "M/HR": { unit: "m/h" },
  "F/HR": { unit: "ft/h" },
  "M/h": { unit: "m/h" },
  "F/h": { unit: "ft/h" },
  KDN: { unit: "kN", factor: 10 },
  KLB: { unit: "klbf" },
  KNM: { unit: "kN·m" },
  KFLB: { unit: "kft·lbf" },
  RPM: { unit: "rpm" },
  KPA: { unit: "kPa" },
  PSI: { unit: "psi" },
  SPM: { unit: "spm" },
  "L/M": { unit: "L/min" },
  GPM: { unit: "gpm" },
  "GPM-UK": { unit: "gpm (UK)" },
  M3: { unit: "m³" },
  BBL: { unit: "bbl" },
  KGM3: { unit: "kg/m³" },
  PPG: { unit: "ppg" },
  "PPG-UK": { unit: "ppg (UK)" },
  DEGC: { unit: "°C" },
  DEGF: { unit: "°F" },
  DEG: { unit: "°" },
  DGHM: { unit: "°/30 m" },
  DGHF: { unit: "°/100 ft" },
  API: { unit: "API" },
  OHMM: { unit: "ohm·m" },
  IN: { unit: "in" },
  MM: { unit: "mm" },
};

/** How a unit of the catalog is written, and what its values are multiplied by. A unit that is not in the list is written as it is. */
export const spelled = (
  symbol: string | undefined,
): { readonly unit: string | undefined; readonly factor: number } =>
  symbol === undefined ? { unit: undefined, factor: 1 } : { factor: 1, unit: symbol, ...table[symbol] };

/** The unit of numbers that stay as they were sent, as people write it: `kPa`, and `10 kN` for WITS' KDN. */
export function unitShown(symbol: string): string {
  const { unit, factor } = spelled(symbol);
  return factor === 1 ? unit! : `${factor} ${unit}`;
}
