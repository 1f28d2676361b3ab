/** A contract as it travels: lengths, prices and percents as decimal strings. The one codec for pages and server. */
import type { Contract, Rate } from "./contract.js";
import { decimalText, parseDecimal } from "./decimal.js";
import { errorAt, type Problem } from "./problem.js";

/** A rate on the wire: depths in metres, the price of a unit, the markup in percent. */
export interface WireRate extends Pick<Rate, "id" | "kind" | "reason" | "size" | "item" | "rig" | "payer"> {
  readonly activity_type: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly price: string;
  readonly free_min: number;
  readonly markup: string;
}

/** What is sent of a contract: its terms and rates. */
export interface WireTerms extends Pick<Contract, "client" | "project" | "code" | "currency"> {
  readonly minor_digits: number;
  readonly length_unit: Contract["lengthUnit"];
  readonly length_step: string;
  readonly time_step_min: number;
  readonly month_split: Contract["monthSplit"];
  /** `draft` where it is left out. */
  readonly month_end?: "draft" | "issue";
  /** Percent. */
  readonly tax: string;
  readonly client_approval: boolean;
  readonly client_prices: boolean;
  readonly deemed_days: number | null;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly rates: readonly WireRate[];
}

export interface WireContract extends WireTerms {
  readonly id: string;
  readonly state: Contract["state"];
}

const rateToWire = (rate: Rate): WireRate => ({
  id: rate.id,
  kind: rate.kind,
  activity_type: rate.activityType,
  reason: rate.reason,
  size: rate.size,
  item: rate.item,
  rig: rate.rig,
  from: rate.fromMm === null ? null : decimalText(rate.fromMm, 3, 2),
  to: rate.toMm === null ? null : decimalText(rate.toMm, 3, 2),
  price: decimalText(rate.priceE4, 4, 2),
  free_min: rate.freeMin,
  markup: decimalText(rate.markupBp, 2),
  payer: rate.payer,
});

export const contractToWire = (contract: Contract): WireContract => ({
  id: contract.id,
  client: contract.client,
  project: contract.project,
  code: contract.code,
  currency: contract.currency,
  minor_digits: contract.minorDigits,
  length_unit: contract.lengthUnit,
  length_step: decimalText(contract.lengthStepMm, 3, 2),
  time_step_min: contract.timeStepMin,
  month_split: contract.monthSplit,
  month_end: contract.monthEnd ?? "draft",
  tax: decimalText(contract.taxBp, 2),
  client_approval: contract.clientApproval,
  client_prices: contract.clientPrices,
  deemed_days: contract.deemedDays,
  state: contract.state,
  valid_from: contract.validFrom,
  valid_to: contract.validTo,
  rates: contract.rates.map(rateToWire),
});

/** The terms of what was sent, or which of its decimals say no number of so many decimals. */
export function termsFromWire(
  wire: WireTerms,
): { readonly value: Omit<Contract, "id" | "state"> } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const decimal = (at: string, text: string, decimals: number): number => {
    const value = parseDecimal(text, decimals);
    if (value === undefined) problems.push(errorAt(at, "decimals", { text, most: decimals }));
    return value ?? 0;
  };
  const rateFrom = (rate: WireRate): Rate => {
    const at = (field: string): string => `rates/${rate.id}/${field}`;
    const depth = (field: "from" | "to"): number | null =>
      rate[field] === null ? null : decimal(at(field), rate[field], 3);
    return {
      id: rate.id,
      kind: rate.kind,
      activityType: rate.activity_type,
      reason: rate.reason,
      size: rate.size,
      item: rate.item,
      rig: rate.rig,
      fromMm: depth("from"),
      toMm: depth("to"),
      priceE4: decimal(at("price"), rate.price, 4),
      freeMin: rate.free_min,
      markupBp: decimal(at("markup"), rate.markup, 2),
      payer: rate.payer,
    };
  };
  const value = {
    client: wire.client,
    project: wire.project,
    code: wire.code,
    currency: wire.currency,
    minorDigits: wire.minor_digits,
    lengthUnit: wire.length_unit,
    lengthStepMm: decimal("length_step", wire.length_step, 3),
    timeStepMin: wire.time_step_min,
    monthSplit: wire.month_split,
    monthEnd: wire.month_end ?? "draft",
    taxBp: decimal("tax", wire.tax, 2),
    clientApproval: wire.client_approval,
    clientPrices: wire.client_prices,
    deemedDays: wire.deemed_days,
    validFrom: wire.valid_from,
    validTo: wire.valid_to,
    rates: wire.rates.map(rateFrom),
  };
  return problems.length > 0 ? { problems } : { value };
}

/** A contract that the server answered. Throws RangeError for what it would not have answered. */
export function contractFromWire(wire: WireContract): Contract {
  const read = termsFromWire(wire);
  if ("problems" in read)
    throw new RangeError(`a contract that was answered cannot be read: ${JSON.stringify(read.problems[0])}`);
  return { ...read.value, id: wire.id, state: wire.state };
}
