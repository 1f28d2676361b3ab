/**
 * The bill of a contract and month: the lines of its days, charges, and corrections of months that were issued. An issued bill never
 * changes; what an amended report changes in it goes into the open month.
 */
import { exactSum } from "./beyond-count.js";
import { type BillLine, sumOfLines } from "./bill-line.js";
import type { Contract } from "./contract.js";
import type { Id } from "./document.js";
import { amountMinor, NOTHING, plus, type Quantity, taxMinor } from "./money.js";

/** Something that a manager adds: a one-off, which may be below 0. */
export interface Charge {
  readonly id: Id;
  readonly date: string;
  readonly rig: Id | null;
  readonly description: string;
  readonly quantityMilli: number;
  readonly unit: string;
  readonly priceE4: number;
}

/** A bill before or after it is issued. */
export interface Bill {
  readonly contract: Id;
  /** `2026-03`. */
  readonly period: string;
  readonly currency: string;
  readonly minorDigits: number;
  readonly taxBp: number;
  readonly lines: readonly BillLine[];
  /** What is corrected of earlier, issued months. */
  readonly adjustments: readonly BillLine[];
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}

export const periodOf = (date: string): string => date.slice(0, 7);

/** The bill of a month, of the lines of its days, or of any more: those of other months are left out. */
export function billOf(
  contract: Contract,
  period: string,
  lines: readonly BillLine[],
  charges: readonly Charge[] = [],
  adjustments: readonly BillLine[] = [],
): Bill {
  const own = [...lines, ...charges.map((charge) => chargeLine(contract, charge))]
    .filter(({ date }) => periodOf(date) === period)
    .sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1));
  const net = exactSum([sumOfLines(own), sumOfLines(adjustments)]);
  const tax = taxMinor(net, contract.taxBp);
  return {
    contract: contract.id,
    ...{ period, currency: contract.currency, minorDigits: contract.minorDigits, taxBp: contract.taxBp },
    ...{ lines: own, adjustments, netMinor: net, taxMinor: tax, totalMinor: net + tax },
  };
}

/** What a day comes to, before tax: tax is of a document as a whole. */
export const netOfDay = (bill: Bill, date: string): number =>
  sumOfLines(bill.lines.filter((line) => line.date === date));

export function chargeLine(contract: Contract, charge: Charge): BillLine {
  const quantity: Quantity = { value: charge.quantityMilli, per: 1000 };
  return {
    key: JSON.stringify(["charge", charge.id]),
    ...{
      shift: null,
      revision: null,
      hole: null,
      size: null,
      rate: null,
      kind: "charge",
      markupBp: 0,
      adjusts: null,
    },
    ...{ date: charge.date, rig: charge.rig, quantity, unit: charge.unit },
    billed: { code: "typed", params: { words: charge.description } },
    priceE4: charge.priceE4,
    amountMinor: amountMinor(charge.priceE4, quantity, contract.minorDigits),
  };
}

/**
 * What has changed since a month was issued, as lines for the open one. `issued` are its lines with all corrections of it that were issued since; `now` what
 * the same days come to by the revisions that are valid now.
 */
export function adjustmentLines(
  period: string,
  issued: readonly BillLine[],
  now: readonly BillLine[],
): BillLine[] {
  const current = now.filter(({ date }) => periodOf(date) === period);
  const keys = [...new Set([...issued, ...current].map(({ key }) => key))];
  return keys.flatMap((key) => {
    const before = issued.filter((line) => line.key === key);
    const after = current.filter((line) => line.key === key);
    const quantity = less(total(after), total(before));
    const amount = sumOfLines(after) - sumOfLines(before);
    if (amount === 0 && quantity.value === 0) return [];
    const line = after.at(-1) ?? before.at(-1)!;
    return [{ ...line, quantity, amountMinor: amount, adjusts: period }];
  });
}

const total = (lines: readonly BillLine[]): Quantity =>
  lines.reduce<Quantity>((sum, { quantity }) => plus(sum, quantity), NOTHING);

const less = (a: Quantity, b: Quantity): Quantity => plus(a, { value: -b.value, per: b.per });
