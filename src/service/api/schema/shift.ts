/** Reports as they travel: the schemas of their one codec, and what lists and histories say of them. */
import Type from "typebox";
import { type WireContent, type WireDocument, wireSchema } from "../../shift/wire.js";
import { STATES } from "../../shift/wire-fields.js";
import { count, date, decimal, id, instant, orNull, told, word } from "./values.js";

export const shiftContent = Type.Unsafe<WireContent>(wireSchema("content"));
export const shiftDocument = Type.Unsafe<WireDocument>(wireSchema("document"));
export const shiftState = word(...STATES);

export const problem = told({
  at: Type.String(),
  code: Type.String(),
  params: Type.Unknown(),
  message: Type.String(),
  severity: word("error", "warning"),
});

export const shiftSummary = told({
  id,
  rig: id,
  date,
  slot: Type.String(),
  starts_at: instant,
  ends_at: instant,
  time_zone: Type.String(),
  client: id,
  contract: orNull(id),
  project: orNull(id),
  supervisor: orNull(id),
  state: shiftState,
  revision: count,
  row_version: count,
  updated_at: instant,
  metres: decimal,
  /** Of runs and of people, to the minute. */
  drilling_minutes: count,
  crew_minutes: count,
  holes: Type.Array(id),
});

export const comment = told({
  id,
  row_id: orNull(id),
  author: told({ id, name: Type.String() }),
  audience: word("staff", "client"),
  text: Type.String(),
  at: instant,
});
