/** Numbers as WITS has them: digits and a decimal sign, never an exponent, which many receivers do not read. */
import { numberText } from "../../text/number-text.js";
import { itemByCode } from "../catalog/catalog.js";
import type { Code } from "../catalog/code.js";
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

/** Dates and times of the catalog beside those of the frame: numbers to us, digits with leading zeros to whoever reads them. */
const DATES: ReadonlySet<Code> = new Set([1210, 2013, 2321]);
const TIMES: ReadonlySet<Code> = new Set([1114, 1211, 2014]);

const isDigits = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 99_999_999;

/** What writes the measurements of an item; `mnemonic` is what it is here, which may not be what the catalog has for its code. */
export function measurementText(
  { code, mnemonic }: { readonly code: Code | undefined; readonly mnemonic?: string | undefined },
  writing: Writing,
  dateOrder: DateOrder,
): (value: number) => string {
  const isOwn = code !== undefined && (mnemonic === undefined || mnemonic === itemByCode(code)?.mnemonic);
  if (isOwn && DATES.has(code))
    return (value) =>
      isDigits(value) ? dateText(value, dateOrder, writing.dateOrder) : decimalText(value, writing);
  if (isOwn && TIMES.has(code))
    return (value) => (isDigits(value) ? timeText(value) : decimalText(value, writing));
  return (value) => decimalText(value, writing);
}

/** The milliseconds that a time of six digits does not tell, and the timestamp of its row does: `.250`, or nothing. */
export function fractionText(digits: number, timestamp: number): string {
  if (digits > 235_959) return "";
  const fraction = ((timestamp % 1000) + 1000) % 1000;
  if (fraction === 0) return "";
  const seconds = ((((timestamp - fraction) / 1000) % 60) + 60) % 60;
  return seconds === digits % 100 ? `.${`${fraction}`.padStart(3, "0")}` : "";
}
