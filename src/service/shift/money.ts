/**
 * Money: prices in 1/10,000 of the currency's unit, amounts in its smallest coin, never a float. What was measured is kept as an exact
 * fraction until it is priced, so that 20 minutes are a third of an hour and not 0.333 of one.
 */
import { exactSum } from "./beyond-count.js";
import { decimalText, parseDecimal } from "./decimal.js";
import { halfUp } from "./half-up.js";

/** `value / per` units: 13,800 / 1,000 m, 75 / 60 h. */
export interface Quantity {
  readonly value: number;
  readonly per: number;
}

export const NOTHING: Quantity = { value: 0, per: 1 };

/** Of fractions, exactly. */
export const plus = (a: Quantity, b: Quantity): Quantity => {
  if (a.value === 0) return b;
  if (b.value === 0) return a;
  return a.per === b.per
    ? { value: a.value + b.value, per: a.per }
    : { value: a.value * b.per + b.value * a.per, per: a.per * b.per };
};

/** Thousandths of the unit, half up: what is shown and stored of a quantity, never what is priced. */
export const quantityMilli = ({ value, per }: Quantity): number => halfUp([value, 1000], [per]);

/** A quantity with two decimals, or three where it has three. */
export const quantityText = (quantity: Quantity): string => decimalText(quantityMilli(quantity), 3, 2);

/** What a quantity costs at a price, with a markup in 1/100 of a percent, in the currency's smallest coin: rounded here and never again. */
export const amountMinor = (
  priceE4: number,
  { value, per }: Quantity,
  minorDigits: number,
  markupBp = 0,
): number => halfUp([priceE4, value, 10_000 + markupBp, 10 ** minorDigits], [per, 10_000, 10_000]);

/** The tax on a whole document, in 1/100 of a percent. */
export const taxMinor = (amount: number, taxBp: number): number => halfUp([amount, taxBp], [10_000]);

/** `1346.96`. */
export const moneyText = (minor: number, minorDigits: number): string => decimalText(minor, minorDigits);

/** `35,632.42`, of the sums that people read aloud. */
export const inThousands = (shown: string): string => shown.replace(/\B(?=(\d{3})+(?!\d)(?:\.|$))/g, ",");

/** `97.50`: with two decimals, or up to four where it has more. */
export const priceText = (priceE4: number): string => decimalText(priceE4, 4, 2);

export const parsePrice = (text: string): number | undefined => parseDecimal(text, 4);

export const parseMoney = (text: string, minorDigits: number): number | undefined =>
  parseDecimal(text, minorDigits);

/** The sums of amounts, a currency each: those of different currencies are never added. */
export function totalsByCurrency(
  amounts: Iterable<{ readonly currency: string; readonly amountMinor: number }>,
): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { currency, amountMinor: amount } of amounts)
    totals.set(currency, exactSum([totals.get(currency) ?? 0, amount]));
  return totals;
}
