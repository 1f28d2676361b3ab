/** Between integers and the decimals that people and programs read: `120500` thousandths are `120.50`. */

/** An integer of 10^-`decimals` as text with a point; zeros at the end go, but `least` decimals stay. */
export function decimalText(whole: number, decimals: number, least = decimals): string {
  const digits = `${Math.abs(whole)}`.padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  let fraction = digits.slice(point);
  while (fraction.length > least && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  const sign = whole < 0 ? "-" : "";
  return sign + digits.slice(0, point) + (fraction === "" ? "" : `.${fraction}`);
}

/** The integer of 10^-`decimals` that a decimal text says, with a point alone; undefined when it says none, or one with more decimals. */
export function parseDecimal(text: string, decimals: number): number | undefined {
  const parts = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole, fraction = ""] = parts;
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
  const value = Number(whole! + fraction.slice(0, decimals).padEnd(decimals, "0"));
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === "-" && value !== 0 ? -value : value;
}
