/** Numbers: the plain form, and the signs that feeds put in its place. */
import type { Dialect, ThousandsSign } from "../dialect/dialect.js";

/** A sign, digits, a point, an exponent. No two parts can match the same characters, so that none is tried twice. */
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number of a plain decimal, infinite when float64 cannot hold it; undefined when it is none. */
export const plainDecimal = (text: string): number | undefined =>
  PLAIN.test(text) ? Number(text) : undefined;

const groupSigns: Record<ThousandsSign, string> = {
  none: "",
  space: " ",
  comma: ",",
  point: ".",
  apostrophe: "'",
};

/** More digits than the largest integer of any column has. */
const HUGE = 20;

/** The integer that a plain decimal is, by all its digits. */
export function wholeNumber(plain: string): bigint | "fraction" | "huge" {
  const [, sign, digits = "", decimals = "", exponent = "0"] =
    /^([+-]?)(\d*)\.?(\d*)(?:e(.*))?$/i.exec(plain) ?? [];
  const all = `${digits}${decimals}`.replace(/^0+/, "");
  const significant = all.replace(/0+$/, "");
  if (significant === "") return 0n;
  const zeros = Number(exponent) - decimals.length + all.length - significant.length;
  if (zeros < 0) return "fraction";
  if (significant.length + zeros > HUGE) return "huge";
  const magnitude = BigInt(significant) * 10n ** BigInt(zeros);
  return sign === "-" ? -magnitude : magnitude;
}

/** A number with the signs of the dialect in plain form; undefined when its groups are none. The rest may be anything. */
export function plainForm(text: string, { decimal, thousands }: Dialect): string | undefined {
  const decimalSigns = (decimal === "comma" ? ".," : ".").replace(groupSigns[thousands], "");
  const at = [...text].findIndex(
    (character) => !"+-0123456789".includes(character) && character !== groupSigns[thousands],
  );
  const whole = at < 0 ? text : text.slice(0, at);
  const rest = at < 0 ? "" : text.slice(at);
  const ungrouped = withoutGroups(whole, groupSigns[thousands]);
  if (ungrouped === undefined) return undefined;
  const isDecimal = rest !== "" && decimalSigns.includes(rest[0]!);
  return ungrouped + (isDecimal ? `.${rest.slice(1)}` : rest);
}

/** The whole part without the signs between its groups: three digits each, but for the first, which has one to three. */
function withoutGroups(whole: string, sign: string): string | undefined {
  if (sign === "" || !whole.includes(sign)) return whole;
  const [first = "", ...others] = whole.replace(/^[+-]/, "").split(sign);
  const isGrouped = /^\d{1,3}$/.test(first) && others.every((group) => /^\d{3}$/.test(group));
  return isGrouped ? whole.replaceAll(sign, "") : undefined;
}
