/** Depths and lengths: integer millimetres within, metres or feet with point or comma where people type and read. */
import { decimalText, parseDecimal } from "./decimal.js";
import { halfUp } from "./half-up.js";
import type { ProblemParams, Typable } from "./problem.js";
import type { Told } from "./told.js";

/** What people type and read lengths in. What is stored, sent and counted stays in millimetres. */
export type LengthUnit = "m" | "ft";
export const LENGTH_UNITS = ["m", "ft"] as const satisfies readonly LengthUnit[];

/** Deeper than any hole that was ever drilled. */
export const DEEPEST_MM = 99_999_999;

/** Why a text is no number of what was asked for. */
export type TypedProblems = Pick<
  ProblemParams,
  "missing" | "not-a-number" | "too-fine" | "negative" | "too-deep"
>;

/** What a person typed, or why it is no such number. */
export type Typed = { readonly value: number } | Told<TypedProblems>;

/** The metres that a person typed, `120.5` or `120,5`, in millimetres. */
export function parseMetres(text: string): Typed {
  const number = typedNumber(text, 3, "metres");
  return "value" in number ? within(number.value) : number;
}

/**
 * The feet that a person typed, to two decimals, in the nearest millimetre. 0.01 ft are 3.048 mm, so that each has a millimetre of its own, and
 * `feetText` gives back what was typed, to the digit. A third decimal would not come back, and is refused.
 */
export function parseFeet(text: string): Typed {
  const number = typedNumber(text, 2, "feet");
  return "value" in number ? within(halfUp([number.value, 3048], [1000])) : number;
}

/** What a person typed in their unit, in millimetres. */
export const parseLength = (text: string, unit: LengthUnit): Typed =>
  unit === "ft" ? parseFeet(text) : parseMetres(text);

/** Metres with two decimals, or three where there are three. */
export const metresText = (mm: number): string => decimalText(mm, 3, 2);

/** Thousandths of a foot, half up: a foot is 0.3048 m exactly. */
export const milliFeet = (mm: number): number => halfUp([mm, 10_000], [3048]);

/** Hundredths of a foot, half up: what is typed and read in feet. */
export const centiFeet = (mm: number): number => halfUp([mm, 1000], [3048]);

/** Feet with two decimals. */
export const feetText = (mm: number): string => decimalText(centiFeet(mm), 2);

/** A depth or a length in a unit, without its name. */
export const lengthText = (mm: number, unit: LengthUnit): string =>
  unit === "ft" ? feetText(mm) : metresText(mm);

/**
 * A decimal as people type it, in thousandths or whatever `decimals` say. A text with both a comma and a point is refused: nobody can know
 * whether `1.234,5` or `1,234.5` was meant by whoever typed it in a hurry.
 */
export function typedNumber(text: string, decimals: number, what: Typable): Typed {
  const typed = text.trim();
  if (typed === "") return { code: "missing", params: { what } };
  const value = /^-?(?:\d+[.,]?|\d*[.,]\d+)$/.test(typed)
    ? parseDecimal(withPoint(typed.replace(",", ".")), Math.max(decimals, 9))
    : undefined;
  if (value === undefined) return { code: "not-a-number", params: { typed, what } };
  const exact = parseDecimal(withPoint(typed.replace(",", ".")), decimals);
  if (exact === undefined) return { code: "too-fine", params: { typed, what, most: decimals } };
  return exact < 0 ? { code: "negative", params: { what } } : { value: exact };
}

/** `.5` and `120.` as they are written out. */
const withPoint = (text: string): string => text.replace(/^(-?)\./, "$10.").replace(/\.$/, "");

const within = (value: number): Typed =>
  value <= DEEPEST_MM ? { value } : { code: "too-deep", params: { most: metresText(DEEPEST_MM) } };
