/** Bills as whoever asks may see them: which contracts, in what words, and what of them a filter leaves. */
import type { Principal } from "../identity/principal.js";
import { exactSum } from "../shift/beyond-count.js";
import type { BillLine } from "../shift/bill-line.js";
import { sumOfLines } from "../shift/bill-line.js";
import { lineToWire, quantityToWire } from "../shift/bill-wire.js";
import { decimalText } from "../shift/decimal.js";
import { moneyText } from "../shift/money.js";
import type { WorkQuantity } from "../shift/quantities.js";
import type { Transaction } from "../store/database.js";
import type { StoredBill } from "../store/repositories/boq.js";
import { billedVersions } from "../store/repositories/boq-list.js";
import { type Versions, versionsOf } from "../store/repositories/boq-rows.js";
import { findContract } from "../store/repositories/contracts.js";
import { billedText } from "../words/billed-text.js";
import type { Language } from "../words/language.js";
import { clientOf, seesPrices } from "./prices.js";
import { notFound } from "./problem.js";

/** What of a bill's lines is asked for. */
export interface LineFilter {
  readonly rig?: readonly string[] | undefined;
  readonly hole?: string | undefined;
  readonly size?: string | undefined;
}

export const fits =
  ({ rig, hole, size }: LineFilter) =>
  (line: {
    readonly rig: string | null;
    readonly hole: string | null;
    readonly size: string | null;
  }): boolean =>
    (rig === undefined || (line.rig !== null && rig.includes(line.rig))) &&
    (hole === undefined || line.hole === hole) &&
    (size === undefined || line.size === size);

/** Throws Problem where it is not there, or its prices are not for them: the same sentence. */
export async function seenVersions(
  transaction: Transaction,
  who: Principal,
  contract: string,
): Promise<Versions> {
  const found = await findContract(transaction, contract);
  if (found === undefined) throw notFound("contract");
  const versions = await versionsOf(transaction, contract);
  if (!isSeen(who, versions)) throw notFound("contract");
  return versions;
}

/** All versions have one bill, and the client sees it by what the one says that came into force last. */
export function isSeen(who: Principal, { all, first }: Versions): boolean {
  const last = all.findLast(({ state }) => state !== "draft") ?? first;
  return seesPrices(who, last);
}

export async function versionsOfMonth(
  transaction: Transaction,
  who: Principal,
  period: string,
  { contract, client }: { readonly contract?: string; readonly client?: string },
): Promise<Versions[]> {
  if (contract !== undefined) return [await seenVersions(transaction, who, contract)];
  const own = clientOf(who);
  // Of what belongs to another client there is nothing, as there is of what nobody has.
  if (own !== undefined && client !== undefined && client !== own) return [];
  const whose = own ?? client;
  const all = await billedVersions(transaction, period, whose === undefined ? {} : { client: whose });
  return all.filter((versions) => isSeen(who, versions));
}

export const sumsShown = (bill: StoredBill, { first }: Versions) => ({
  contract: bill.contract,
  ...{ code: first.code, client: first.client, period: bill.period },
  ...{ currency: bill.currency, minor_digits: bill.minorDigits, state: bill.state },
  issued_at: bill.issuedAt === null ? null : new Date(bill.issuedAt).toISOString(),
  hash: bill.hash,
  tax_rate: decimalText(bill.taxBp, 2),
  net: moneyText(bill.netMinor, bill.minorDigits),
  tax: moneyText(bill.taxMinor, bill.minorDigits),
  total: moneyText(bill.totalMinor, bill.minorDigits),
});

/** With what each is for in the language of whoever asks. */
export const linesShown = (lines: readonly BillLine[], minorDigits: number, language: Language) =>
  lines.map((line) => ({
    ...lineToWire(line, minorDigits),
    description: billedText(line.billed, language),
  }));

export const netShown = (lines: readonly BillLine[], minorDigits: number): string =>
  moneyText(sumOfLines(lines), minorDigits);

export const quantitiesShown = (
  quantities: readonly WorkQuantity[],
  filter: LineFilter,
  language: Language,
) =>
  quantities
    .filter(fits(filter))
    .map((one) => ({ ...quantityToWire(one), description: billedText(one.billed, language) }));

/** The sums of bills, a currency each, in the order of the currencies' names. */
export function sumsByCurrency(
  bills: readonly Pick<StoredBill, "currency" | "minorDigits" | "netMinor" | "taxMinor" | "totalMinor">[],
) {
  const currencies = [...new Set(bills.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = bills.filter((bill) => bill.currency === currency);
    // Contracts may count one currency with more decimals than others do.
    const digits = Math.max(...own.map(({ minorDigits }) => minorDigits));
    const sum = (of: "netMinor" | "taxMinor" | "totalMinor"): string =>
      moneyText(exactSum(own.map((bill) => bill[of] * 10 ** (digits - bill.minorDigits))), digits);
    return { currency, net: sum("netMinor"), tax: sum("taxMinor"), total: sum("totalMinor") };
  });
}
