/**
 * Units: what a symbol means, and how values turn from one into another. WITS sends no units; a feed keeps to one of
 * the unit sets by agreement, and each item has a unit in each set.
 */
import { Failure } from "../../failure/failure.js";
import { type Unit, unitTable } from "./data/units.js";
import type { Item } from "./item.js";
import { fromNumber, minus, over, plus, times, toNumber } from "./rational.js";

export type { Unit } from "./data/units.js";

/** `fps` has US gallons, `fps-uk` imperial ones, and is the same otherwise. */
export const unitSets = ["metric", "fps", "fps-uk"] as const;
/** A set of units: `metric`, `fps` (US gallons) or `fps-uk` (imperial gallons). */
export type UnitSet = (typeof unitSets)[number];

/**
 * For loops: `value * scale + offset`, rounded by each operation, so within 2 units in the last place where nothing
 * cancels; `convert` rounds once. `identity` says that there is nothing to do.
 */
export interface Conversion {
  readonly scale: number;
  readonly offset: number;
  readonly identity: boolean;
}

const unitsBySpelling = new Map<string, Unit>();
for (const unit of unitTable) {
  for (const spelling of [unit.symbol, unit.name, ...unit.aliases].map(plain)) {
    const other = unitsBySpelling.get(spelling);
    if (other !== undefined && other !== unit) {
      throw new Error(`src/catalog/data/units.ts: "${spelling}" means ${other.symbol} and ${unit.symbol}`);
    }
    unitsBySpelling.set(spelling, unit);
  }
}

/** A spelling without what people vary: case, blanks, dots, hyphens, superscripts and the degree sign. */
function plain(symbol: string): string {
  return symbol
    .normalize("NFKC")
    .replaceAll("°", "deg")
    .replace(/[\s.·⋅*^_-]/g, "")
    .toUpperCase();
}

/** By symbol, name or alias, in any case: `unit("klbf")` is the unit `KLB`. */
export const unit = (symbol: string): Unit | undefined => unitsBySpelling.get(plain(symbol));

/** Every unit, those of one dimension together. */
export const allUnits = (): readonly Unit[] => unitTable;

/** The unit itself and all that it converts to. */
export const unitsLike = (one: Unit): readonly Unit[] =>
  unitTable.filter(({ dimension }) => dimension === one.dimension);

/**
 * The symbol of an item's unit in a set, undefined when it has none. Rig cost per hour (1966) has a unit, `$`, in the
 * FPS sets alone: so the specification has it.
 */
export function unitOf(item: Item, set: UnitSet): string | undefined {
  if (set === "metric") return item.metricUnit;
  const symbol = item.fpsUnit;
  return set === "fps-uk" && symbol !== undefined ? (imperial[symbol] ?? symbol) : symbol;
}

/** What changes when gallons are imperial ones. Barrels are 42 US gallons everywhere. */
const imperial: Readonly<Record<string, string>> = { GPM: "GPM-UK", PPG: "PPG-UK", "S/QT": "S/QT-UK" };

const identity: Conversion = Object.freeze({ scale: 1, offset: 0, identity: true });

/** Undefined when a unit is unknown or the two measure different things; `refusal` then says which and why. */
export function conversion(from: string, to: string): Conversion | undefined {
  const [source, target] = [unit(from), unit(to)];
  if (source === undefined || target === undefined || source.dimension !== target.dimension) return undefined;
  const scale = toNumber(over(source.scale, target.scale));
  const offset = toNumber(over(minus(source.offset, target.offset), target.scale));
  return scale === 1 && offset === 0 ? identity : Object.freeze({ scale, offset, identity: false });
}

/**
 * The greatest magnitude of which float64 can hold what the conversions make, one after the other, of either sign; below 0 when it
 * cannot hold what they make of 0.
 */
export function greatestConverted(conversions: readonly Conversion[]): number {
  const convert = (value: number): number =>
    conversions.reduce((converted, { scale, offset }) => converted * scale + offset, value);
  const fits = (value: number): boolean =>
    Number.isFinite(convert(value)) && Number.isFinite(convert(-value));
  if (fits(Number.MAX_VALUE)) return Number.MAX_VALUE;
  if (!fits(0)) return -1;
  let [greatest, least] = [0, Number.MAX_VALUE];
  for (;;) {
    const middle = greatest + (least - greatest) / 2;
    if (middle === greatest || middle === least) return greatest;
    if (fits(middle)) greatest = middle;
    else least = middle;
  }
}

/** How an item's values turn from one set's unit into another's: unchanged when it lacks a unit in either. */
export function conversionOf(item: Item, from: UnitSet, to: UnitSet): Conversion {
  const [source, target] = [unitOf(item, from), unitOf(item, to)];
  if (source === undefined || target === undefined) return identity;
  const found = conversion(source, target);
  if (found === undefined) throw refusal(source, target);
  return found;
}

/**
 * The float nearest to the exact result for the decimal number that `value` prints as: 3650.4 m is 36504/10 m, the units'
 * definitions are fractions too, and the one rounding comes last. What is not finite stays as it is. Throws a `Failure` for units that do not convert.
 */
export function convert(value: number, from: string, to: string): number {
  const [source, target] = [unit(from), unit(to)];
  if (source === undefined || target === undefined || source.dimension !== target.dimension) {
    throw refusal(from, to);
  }
  if (source === target || !Number.isFinite(value)) return value;
  const base = plus(times(fromNumber(value), source.scale), source.offset);
  return toNumber(over(minus(base, target.offset), target.scale));
}

/** Why `from` does not become `to`. */
export function refusal(from: string, to: string): Failure {
  const [source, target] = [unit(from), unit(to)];
  if (source === undefined) return unknownUnit(from);
  if (target === undefined) return unknownUnit(to);
  const others = unitsLike(source).filter((other) => other !== source);
  const choice =
    others.length === 0
      ? "converts to nothing else"
      : `converts to ${others.map(({ symbol }) => symbol).join(", ")}`;
  return new Failure(
    "other-dimension",
    `${source.symbol} does not convert to ${target.symbol}: one measures ${source.dimension}, the other ` +
      `${target.dimension}. ${source.symbol} ${choice}.`,
  );
}

export function unknownUnit(symbol: string): Failure {
  const beginning = plain(symbol).slice(0, 2);
  const near = unitTable.filter((one) =>
    [one.symbol, ...one.aliases].some((name) => plain(name).startsWith(beginning)),
  );
  const hint =
    beginning === "" || near.length === 0 ? "" : ` Near it: ${near.map((one) => one.symbol).join(", ")}.`;
  return new Failure(
    "unknown-unit",
    `There is no unit "${symbol}".${hint} \`witskit units\` lists all units.`,
  );
}
