/**
 * Values that may stand for "no value" although nothing says so, and channels that are dead: guesses, told with where they
 * occur. `--nulls` makes a value null everywhere, so it is for people to decide.
 */
import { type Code, itemOf } from "../../wits/catalog/code.js";
import { quantile, type Spread, type Spreads, SUSPECTS } from "./spread.js";
import type { CodeSurvey } from "./survey.js";

export interface SuspectedNull {
  readonly value: number;
  /** Codes that send nothing else. */
  readonly only: readonly Code[];
  /** Codes in which it lies far from all other values. */
  readonly apart: readonly Code[];
  readonly count: number;
}

export interface SteadyValue {
  readonly value: number;
  readonly codes: readonly Code[];
  /** The temperature scale whose absolute zero it is. */
  readonly absoluteZero: "°C" | "°F" | undefined;
}

/** These occur as values too: several codes must have them. */
const COMMON = new Map([
  [-1, 2],
  [0, 5],
]);

export function suspectedNulls(
  codes: readonly CodeSurvey[],
  spreads: Spreads,
  declared: readonly unknown[],
): readonly SuspectedNull[] {
  const measured = measuredIn(codes, spreads);
  return SUSPECTS.flatMap((value, i) => {
    if (declared.includes(value)) return [];
    const having = measured.filter(([, spread]) => spread.suspects[i]! > 0);
    const only = having.filter(([, spread]) => spread.constant === value);
    const apart = value === 0 ? [] : having.filter(([, spread]) => liesApart(value, spread));
    const found = [...only, ...apart];
    // Zero is what many a channel reads for hours: half of all must read nothing else.
    const least = value === 0 ? Math.max(5, measured.length / 2) : (COMMON.get(value) ?? 1);
    if (found.length < least) return [];
    const count = found.reduce((sum, [, spread]) => sum + spread.suspects[i]!, 0);
    return [{ value, only: only.map(([code]) => code), apart: apart.map(([code]) => code), count }];
  });
}

/** Values other than 0 that are all that two codes or more send, or that no sensor reads. */
export function steadyValues(codes: readonly CodeSurvey[], spreads: Spreads): readonly SteadyValue[] {
  const byValue = new Map<number, Code[]>();
  for (const [code, { constant, count }] of measuredIn(codes, spreads)) {
    if (constant === undefined || constant === 0 || count < STEADY || SUSPECTS.includes(constant)) continue;
    byValue.set(constant, [...(byValue.get(constant) ?? []), code]);
  }
  return [...byValue]
    .map(([value, codes]) => ({ value, codes, absoluteZero: scaleOf(value) }))
    .filter(({ codes, absoluteZero }) => codes.length > 1 || absoluteZero !== undefined);
}

const STEADY = 20;

/** Numbers of rows, times and activities are no measurements. */
const measuredIn = (codes: readonly CodeSurvey[], spreads: Spreads): [Code, Spread][] =>
  codes.flatMap(({ code, mapped }) => {
    const spread = spreads.of(code);
    const isHeader = mapped && itemOf(code) <= 7;
    return spread === undefined || isHeader ? [] : [[code, spread] as [Code, Spread]];
  });

/** Negative where all else is not, or three times as large as nearly all else. */
function liesApart(value: number, { values, constant }: Spread): boolean {
  if (constant !== undefined) return false;
  const others = values.filter((one) => one !== value && one !== 0);
  if (others.length === 0) return true;
  const most = quantile(others.map(Math.abs), 0.99);
  return Math.abs(value) > 3 * most || (value < 0 && others.every((one) => one > 0));
}

function scaleOf(value: number): SteadyValue["absoluteZero"] {
  if (value <= -273 && value >= -273.2) return "°C";
  return value <= -459 && value >= -460 ? "°F" : undefined;
}
