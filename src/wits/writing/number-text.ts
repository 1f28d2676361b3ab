/** Numbers as WITS has them: digits and a decimal sign, never an exponent, which many receivers do not read. */
import { numberText } from "../../number-text.js";
import type { DateOrder } from "../dialect/dialect.js";
import type { Writing } from "./writing.js";

/** Of a finite number. */
export function decimalText(
  value: number,
  { decimals, decimal }: Pick<Writing, "decimals" | "decimal">,
): string {
  const text = withoutExponent(decimals === undefined ? numberText(value) : value.toFixed(decimals));
  return decimal === "comma" ? text.replace(".", ",") : text;
}

/** `1.5e-7` as `0.00000015`: the same digits at the same places. */
export function withoutExponent(text: string): string {
  const at = text.indexOf("e");
  if (at < 0) return text;
  const power = Number(text.slice(at + 1));
  const sign = text.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = text.slice(sign.length, at).split(".");
  const digits = whole + fraction;
  const point = whole.length + power;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** A date of digits with the zeros that a number loses: six, or eight where the year has four. */
export function dateText(digits: number, from: DateOrder, to: DateOrder | undefined): string {
  const short = digits <= 999_999;
  const text = `${digits}`.padStart(short ? 6 : 8, "0");
  if (to === undefined || to === from) return text;
  const year = short ? 2 : 4;
  const parts: Record<string, string> = {};
  let at = 0;
  for (const part of from) {
    const length = part === "y" ? year : 2;
    parts[part] = text.slice(at, at + length);
    at += length;
  }
  return [...to].map((part) => parts[part]!).join("");
}

/** HHMMSS, or HHMMSSfff where it has a fraction. */
export const timeText = (digits: number): string => `${digits}`.padStart(digits <= 999_999 ? 6 : 9, "0");
