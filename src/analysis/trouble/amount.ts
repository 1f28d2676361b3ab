/** Numbers with their units, in sentences of evidence; and thresholds that only mean something where the unit is known. */
import { spelled } from "../../wits/catalog/spelled.js";
import { type Conversion, conversion } from "../../wits/catalog/units.js";

/** Three figures, whatever the size. */
function figures(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toString();
  return value.toFixed(size >= 10 ? 1 : 2);
}

/** `symbol` is of the catalog; people read its unit as they write it. */
export function amount(value: number, symbol: string | undefined): string {
  const { unit, factor } = spelled(symbol);
  return `${figures(value * factor)} ${unit ?? "(its unit is not declared)"}`;
}

export const signed = (value: number, unit: string | undefined): string =>
  `${value < 0 ? "" : "+"}${amount(value, unit)}`;

export const percent = (share: number): string => `${(100 * share).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`;

export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(seconds < 600 ? 1 : 0)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** By unit and unit: thresholds are turned in every row, and exact fractions take their time. */
const turns = new Map<string, Map<string, Conversion | undefined>>();

function turnOf(from: string, to: string): Conversion | undefined {
  let others = turns.get(from);
  if (others === undefined) {
    others = new Map();
    turns.set(from, others);
  }
  if (!others.has(to)) others.set(to, conversion(from, to));
  return others.get(to);
}

/** So much, in the unit of the rows; undefined where it is not known, and then no absolute threshold holds. */
export function inUnit(value: number, from: string, to: string | undefined): number | undefined {
  const turn = to === undefined ? undefined : turnOf(from, to);
  return turn === undefined ? undefined : value * turn.scale + turn.offset;
}
