/** Contracts and rates to test with, in dollars unless a test says otherwise. */

import type { BillLine } from "../../../src/service/shift/bill-line.js";
import { type Books, type CountedShift, priceDay } from "../../../src/service/shift/bill-lines.js";
import type { Contract, Rate } from "../../../src/service/shift/contract.js";
import type { ShiftContent } from "../../../src/service/shift/document.js";
import { moneyText, quantityText } from "../../../src/service/shift/money.js";
import type { DepthAt } from "../../../src/service/shift/month-end.js";
import { billedText } from "../../../src/service/words/billed-text.js";
import { TYPES } from "./report.js";

export const BOOKS: Books = {
  activityTypes: TYPES,
  items: new Map([["mud", { name: "drilling mud", unit: "bag" }]]),
};

let made = 0;

export const rate = (kind: Rate["kind"], price: number, more: Partial<Rate> = {}): Rate => ({
  ...{ id: `rate-${++made}`, kind, priceE4: Math.round(price * 10_000) },
  ...{ activityType: null, reason: null, size: null, item: null, rig: null, fromMm: null, toMm: null },
  ...{ freeMin: 0, markupBp: 0, payer: "client" },
  ...more,
});

export const contract = (rates: readonly Rate[], more: Partial<Contract> = {}): Contract => ({
  ...{ id: "contract", client: "client", project: null, code: "C-1", currency: "USD", minorDigits: 2 },
  ...{
    lengthUnit: "m",
    lengthStepMm: 0,
    timeStepMin: 0,
    monthSplit: "shift",
    taxBp: 0,
    clientApproval: true,
    clientPrices: true,
  },
  ...{ deemedDays: null, state: "active", validFrom: "2026-01-01", validTo: null, rates },
  ...more,
});

export const counted = (content: ShiftContent, id = "shift", revision = 1): CountedShift => ({
  ...{ id, revision, content },
});

export const priced = (
  terms: Contract,
  shifts: readonly (ShiftContent | CountedShift)[],
  depthAt?: DepthAt,
): readonly BillLine[] =>
  priceDay(
    terms,
    shifts.map((shift, i) => ("content" in shift ? shift : counted(shift, `shift-${i}`))),
    BOOKS,
    depthAt,
  ).lines;

/** `drilling HQ: 13.80 m, 1346.96`. */
export const shown = (lines: readonly BillLine[]): string[] =>
  lines.map(
    ({ billed, quantity, unit, amountMinor }) =>
      `${billedText(billed)}: ${quantityText(quantity)} ${unit}, ${moneyText(amountMinor, 2)}`,
  );
