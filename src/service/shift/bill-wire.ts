/** Lines of bills as they travel and as pages show them: decimals as text, rounded as they were priced and no further. */
import type { BillLine } from "./bill-line.js";
import { decimalText } from "./decimal.js";
import { moneyText, priceText, quantityText } from "./money.js";
import type { WorkQuantity } from "./quantities.js";

/** A line on the wire. */
export interface WireLine
  extends Pick<
    BillLine,
    "shift" | "revision" | "date" | "rig" | "hole" | "size" | "rate" | "kind" | "billed" | "unit" | "adjusts"
  > {
  /** The identity of a charge, by which it is changed. */
  readonly charge: string | null;
  readonly quantity: string;
  /** The quantity exactly, for sums of it: a third of an hour is 20 of 60. */
  readonly quantity_value: number;
  readonly quantity_per: number;
  readonly price: string;
  readonly markup: string;
  readonly amount: string;
}

export const lineToWire = (line: BillLine, minorDigits: number): WireLine => ({
  shift: line.shift,
  revision: line.revision,
  date: line.date,
  rig: line.rig,
  hole: line.hole,
  size: line.size,
  rate: line.rate,
  kind: line.kind,
  charge: line.kind === "charge" ? ((JSON.parse(line.key) as readonly string[])[1] ?? null) : null,
  billed: line.billed,
  quantity: quantityText(line.quantity),
  quantity_value: line.quantity.value,
  quantity_per: line.quantity.per,
  unit: line.unit,
  price: priceText(line.priceE4),
  markup: decimalText(line.markupBp, 2),
  amount: moneyText(line.amountMinor, minorDigits),
  adjusts: line.adjusts,
});

/** Work under no contract on the wire. */
export type WireQuantity = Omit<WorkQuantity, "quantity"> & { readonly quantity: string };

export const quantityToWire = (one: WorkQuantity): WireQuantity => ({
  ...one,
  quantity: quantityText(one.quantity),
});
