/** Contracts as they travel: what is written of one, and what is read of it, with prices and without. */
import Type from "typebox";
import { RATE_KINDS } from "../../shift/rate-kind.js";
import { count, date, id, line, orNull, sent, told, word } from "./values.js";

const amount = Type.String({ pattern: "^\\d{1,12}(\\.\\d{1,4})?$" });

const rateFields = {
  id,
  kind: word(...RATE_KINDS),
  activity_type: orNull(id),
  reason: orNull(line),
  size: orNull(line),
  item: orNull(id),
  rig: orNull(id),
  from: orNull(amount),
  to: orNull(amount),
  price: amount,
  free_min: Type.Integer({ minimum: 0, maximum: 1440 }),
  markup: amount,
  payer: word("client", "contractor"),
};

/** What everybody knows of a contract who writes reports under it. */
const namedFields = {
  client: id,
  project: orNull(id),
  code: line,
  currency: Type.String({ pattern: "^[A-Z]{3}$" }),
  valid_from: date,
  valid_to: orNull(date),
};

const termFields = {
  ...namedFields,
  minor_digits: Type.Integer({ minimum: 0, maximum: 4 }),
  length_unit: word("m", "ft"),
  length_step: amount,
  time_step_min: Type.Integer({ minimum: 0, maximum: 1440 }),
  month_split: word("shift", "calendar"),
  /** At the end of a month the service says that its bill can be issued, or issues it by itself where nothing is missing. `draft` where it is left out. */
  month_end: Type.Optional(word("draft", "issue")),
  tax: amount,
  client_approval: Type.Boolean(),
  client_prices: Type.Boolean(),
  deemed_days: orNull(Type.Integer({ minimum: 1, maximum: 365 })),
};

const standing = {
  id,
  state: word("draft", "active", "ended"),
  archived: Type.Boolean(),
  row_version: count,
};

/** The rates are sent with the terms, since they are priced by together. */
export const contractTerms = sent({
  ...termFields,
  rates: Type.Array(sent(rateFields), { maxItems: 1000 }),
});

export const contractWhole = told({ ...standing, ...termFields, rates: Type.Array(told(rateFields)) });

/** Without prices. */
export const contractNamed = told({ ...standing, ...namedFields });

export const chargeSent = sent({
  date,
  rig: orNull(id),
  description: line,
  quantity: Type.String({ pattern: "^-?\\d{1,6}(\\.\\d{1,3})?$" }),
  unit: Type.String({ maxLength: 60, pattern: "^[^\\u0000-\\u001f]*$" }),
  price: Type.String({ pattern: "^-?\\d{1,9}(\\.\\d{1,4})?$" }),
});
