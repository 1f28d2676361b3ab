/** The filters of all lists of reports and of their rows, and what they come to within what who asks may see. */
import Type from "typebox";
import { type Principal, scopeOf } from "../identity/principal.js";
import type { ShiftFilter, ShiftSummary } from "../store/repositories/shift-list.js";
import { WITH_CLIENT } from "../store/repositories/shift-totals.js";
import { shiftState } from "./schema/shift.js";
import { date, id } from "./schema/values.js";

/** The filters of all lists of reports and of their rows. */
export const shiftQuery = {
  from: Type.Optional(date),
  to: Type.Optional(date),
  rig: Type.Optional(Type.Array(id, { maxItems: 100 })),
  client: Type.Optional(id),
  project: Type.Optional(id),
  contract: Type.Optional(id),
  hole: Type.Optional(id),
  slot: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.Array(shiftState, { maxItems: 8 })),
  q: Type.Optional(Type.String({ maxLength: 400 })),
};

export type ShiftQuery = {
  readonly [Name in Exclude<keyof typeof shiftQuery, "rig" | "state">]?: string;
} & { readonly rig?: readonly string[]; readonly state?: readonly ShiftSummary["state"][] };

/** What was asked for, within what who asks may see. */
export function filterOf(who: Principal, query: ShiftQuery): ShiftFilter {
  const scope = scopeOf(who);
  const { from, to, client, project, contract, hole, slot, state, q } = query;
  const rig =
    scope.rigs === null ? query.rig : (query.rig ?? scope.rigs).filter((one) => scope.rigs?.includes(one));
  const given = { from, to, rig, client, project, contract, hole, slot, state, q };
  const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (scope.client === null) return filter;
  // What another client's id would list is nothing, as it would be for an id that nobody has.
  const own = client === undefined || client === scope.client ? scope.client : "";
  const states = state === undefined ? {} : { state: statesOf(state) };
  const inContent = hole === undefined && q === undefined ? states : { state: shown(state ?? WITH_CLIENT) };
  return { ...filter, client: own, released: true, ...inContent };
}

/** What is written anew is searched by nobody outside: a find would tell what is in it. */
const shown = (asked: readonly ShiftSummary["state"][]): ShiftSummary["state"][] =>
  asked.filter((state) => WITH_CLIENT.includes(state));

/** What is written anew is with its client as it was. */
const statesOf = (asked: NonNullable<ShiftQuery["state"]>): NonNullable<ShiftQuery["state"]> => {
  const states = shown(asked);
  return states.includes("with_client") ? [...states, "draft", "submitted", "returned", "approved"] : states;
};
