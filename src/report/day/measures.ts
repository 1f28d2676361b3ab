/** Figures of a report in the units of its rows, each with the decimals that it is shown with. */
import type { UnitOf } from "../../analysis/table.js";
import type { ChannelName } from "../../wits/catalog/channel.js";
import { spelled } from "../../wits/catalog/spelled.js";
import { type Figure, figure } from "../figure.js";

/** By unit as it is shown: what a reader needs of it. Others have one. */
const DECIMALS: Readonly<Record<string, number>> = {
  kPa: 0,
  psi: 0,
  rpm: 0,
  "L/min": 0,
  gpm: 0,
  "gpm (UK)": 0,
  "kg/m³": 0,
  ppg: 2,
  "ppg (UK)": 2,
  "%": 2,
  "°": 2,
  "°/30 m": 2,
  "°/100 ft": 2,
  s: 0,
  h: 2,
};

export interface Measures {
  depth(value: number | undefined): Figure;
  /** Of hole made, and of the bit on a trip. */
  rate(value: number | undefined): Figure;
  of(channel: ChannelName, value: number | undefined): Figure;
  /** In a unit of the catalog. */
  inUnit(symbol: string | undefined, value: number | undefined): Figure;
}

export const hours = (seconds: number | undefined): Figure =>
  figure(seconds === undefined ? undefined : seconds / 3600, "h", 2);
export const seconds = (value: number | undefined): Figure => figure(value, "s", 0);
export const percent = (value: number | undefined): Figure => figure(value, "%", 1);
export const count = (value: number | undefined): Figure => figure(value, undefined, 0);

export function measuresIn(unitOf: UnitOf): Measures {
  const inUnit = (symbol: string | undefined, value: number | undefined): Figure => {
    const { unit, factor } = spelled(symbol);
    return figure(value === undefined ? undefined : value * factor, unit, DECIMALS[unit ?? ""] ?? 1);
  };
  const depth = unitOf("hole-depth");
  return {
    depth: (value) => inUnit(depth, value),
    rate: (value) => inUnit(depth === undefined ? undefined : `${depth}/h`, value),
    of: (channel, value) => inUnit(unitOf(channel), value),
    inUnit,
  };
}

/** `12 1/4"` for what is a size of the field, to a sixteenth; else in the unit of depth. Of a diameter in metres. */
export function sizeText(metres: number): string {
  const sixteenths = (metres / 0.0254) * 16;
  const near = Math.round(sixteenths);
  if (Math.abs(sixteenths - near) > 0.08) return `${(metres * 1000).toFixed(0)} mm`;
  const whole = Math.floor(near / 16);
  let [over, under] = [near % 16, 16];
  while (over > 0 && over % 2 === 0) [over, under] = [over / 2, under / 2];
  if (over === 0) return `${whole}"`;
  return whole === 0 ? `${over}/${under}"` : `${whole} ${over}/${under}"`;
}
