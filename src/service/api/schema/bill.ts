/** Bills as they travel: lines, sums, what is amiss, and what is on its way. */
import Type from "typebox";
import { RATE_KINDS } from "../../shift/rate-kind.js";
import { problem, shiftState } from "./shift.js";
import { count, date, decimal, id, instant, orNull, told, word } from "./values.js";

export const period = Type.String({ pattern: "^\\d{4}-(0[1-9]|1[0-2])$" });

/** Amounts have as many digits as money has. */
export const money = Type.String({ pattern: "^-?\\d{1,16}(\\.\\d{1,4})?$" });

const billed = told({ code: Type.String(), params: Type.Unknown() });

export const billLine = told({
  shift: orNull(id),
  revision: orNull(count),
  date,
  rig: orNull(id),
  hole: orNull(id),
  size: orNull(Type.String()),
  rate: orNull(id),
  kind: word(...RATE_KINDS, "charge"),
  charge: orNull(id),
  /** What it is for, by a code with what its sentence names; in `description` the sentence. */
  billed,
  description: Type.String(),
  quantity: decimal,
  /** The quantity exactly, for sums of it: a third of an hour is 20 of 60. */
  quantity_value: Type.Integer(),
  quantity_per: Type.Integer({ minimum: 1 }),
  unit: Type.String(),
  price: decimal,
  markup: decimal,
  amount: money,
  /** The issued month that the line corrects. */
  adjusts: orNull(period),
});

/** Work under no contract. */
export const workQuantity = told({
  kind: word("metre", "hour", "man_hour", "item"),
  rig: id,
  hole: orNull(id),
  size: orNull(Type.String()),
  billed,
  description: Type.String(),
  quantity: decimal,
  unit: Type.String(),
});

/** What a bill comes to. */
export const billSums = told({
  contract: id,
  code: Type.String(),
  client: id,
  period,
  currency: Type.String(),
  minor_digits: count,
  state: word("open", "issued"),
  issued_at: orNull(instant),
  hash: orNull(Type.String()),
  /** Percent. */
  tax_rate: decimal,
  net: money,
  tax: money,
  total: money,
});

export const billProblem = told({ ...problem.properties, shift: id });

/** A report that a bill will have once it is final. */
export const waitingShift = told({ id, rig: id, date, slot: Type.String(), state: shiftState });

/** The sums of one currency: others are never added to them. */
export const currencySums = told({ currency: Type.String(), net: money, tax: money, total: money });
