/**
 * What the database itself refuses, whoever asks and by whatever way: changes of what is submitted, of what is issued, of history.
 * Written once, in SQL that both engines read; `lockStatements` makes triggers of it.
 */
import type { Lock } from "../../schema/lock.js";
import { masterTables } from "./master.js";
import { shiftTables } from "./shifts.js";

const OPEN = ["draft", "returned"];

/** From state to state, as section "workflow" of the service's page has them. */
export const MOVES = [
  "draft>submitted",
  "returned>submitted",
  "submitted>draft",
  "submitted>returned",
  "submitted>approved",
  "submitted>final",
  "approved>with_client",
  "approved>returned",
  "with_client>final",
  "with_client>disputed",
  "disputed>with_client",
  "disputed>returned",
  "final>returned",
  "draft>void",
  "returned>void",
] as const;

const list = (words: readonly string[]): string => words.map((one) => `'${one}'`).join(", ");
const changed = (columns: readonly string[]): string =>
  `(${columns.map((one) => `NEW.${one} IS DISTINCT FROM OLD.${one}`).join(" OR ")})`;
const without = (table: { readonly columns: object }, ...names: readonly string[]): string[] =>
  Object.keys(table.columns).filter((one) => !names.includes(one));

const free = ["state", "revision", "row_version", "released_id", "final_id", "submitted_by", "updated_at"];
const decided = (state: string, version: string): string =>
  `NOT EXISTS (SELECT 1 FROM decision d WHERE d.tenant_id = NEW.tenant_id AND d.shift_id = NEW.id AND ${version} AND ${state})`;

const shift: Lock[] = [
  {
    name: "shift_content",
    table: "shift",
    on: "UPDATE",
    refuse: `OLD.state NOT IN (${list(OPEN)}) AND ${changed(without(shiftTables.shift, ...free))}`,
    saying: "the report is submitted, and its content is locked",
  },
  {
    name: "shift_moves",
    table: "shift",
    on: "UPDATE",
    refuse: `NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN (${list(MOVES)})`,
    saying: "a report does not go from that state to this one",
  },
  {
    name: "shift_decided",
    table: "shift",
    on: "UPDATE",
    refuse: `NEW.state <> OLD.state AND ${decided("d.from_state = OLD.state AND d.to_state = NEW.state", "d.row_version = OLD.row_version")}`,
    saying: "a report changes its state by a decision that is in its history",
  },
  {
    name: "shift_born",
    table: "shift",
    on: "INSERT",
    refuse: `NEW.state <> 'draft' AND ${decided("d.to_state = NEW.state", "d.row_version < NEW.row_version")}`,
    saying: "a report begins as a draft",
  },
  {
    name: "shift_version",
    table: "shift",
    on: "UPDATE",
    refuse: "NEW.row_version <> OLD.row_version + 1",
    saying: "each change of a report is one version more",
  },
  {
    name: "shift_never_final",
    table: "shift",
    on: "UPDATE",
    refuse: "NEW.state = 'void' AND OLD.final_id IS NOT NULL",
    saying: "a report that was final is amended, and never void",
  },
  {
    name: "shift_final_stays",
    table: "shift",
    on: "UPDATE",
    refuse: "OLD.final_id IS NOT NULL AND NEW.final_id IS NULL",
    saying: "the last final revision stays valid until another one is",
  },
  {
    name: "shift_client_stays",
    table: "shift",
    on: "UPDATE",
    refuse: "OLD.released_id IS NOT NULL AND NEW.client_id <> OLD.client_id",
    saying: "a client has seen the report, and it stays that client's",
  },
  {
    name: "shift_kept",
    table: "shift",
    on: "DELETE",
    refuse: "OLD.state <> 'draft' OR OLD.revision > 0",
    saying: "a report with a history is kept",
  },
];

const rowsOfShift: Lock[] = ["crew", "run", "activity", "material_use", "survey", "casing"].map((table) => ({
  name: `${table}_locked`,
  table,
  under: { parent: "shift", by: "shift_id", open: OPEN },
  saying: "the report is submitted, and its rows are locked",
}));

const photo: Lock = {
  name: "photo_locked",
  table: "photo",
  under: { parent: "shift", by: "shift_id", open: OPEN },
  // A device sends the bytes after the report, which may be submitted by then.
  unless: `OLD.stored_at IS NULL AND NOT ${changed(without(shiftTables.photo, "stored_at"))}`,
  saying: "the report is submitted, and its photos are locked",
};

const history: Lock[] = ["decision", "shift_revision", "audit_event"].flatMap((table) =>
  (["UPDATE", "DELETE"] as const).map((on) => ({
    name: `${table}_kept_on_${on.toLowerCase()}`,
    table,
    on,
    refuse: "1 = 1",
    saying: "history is added to, and never changed",
  })),
);

const contracts: Lock[] = [
  {
    name: "contract_active",
    table: "contract",
    on: "UPDATE",
    refuse: `OLD.state <> 'draft' AND ${changed(without(masterTables.contract, "state", "valid_to", "archived_at", "updated_at", "row_version"))}`,
    saying: "an active contract changes by a new version alone",
  },
  {
    name: "contract_moves",
    table: "contract",
    on: "UPDATE",
    refuse:
      "NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('draft>active', 'active>ended', 'draft>ended')",
    saying: "a contract goes from draft to active to ended",
  },
  {
    name: "contract_kept",
    table: "contract",
    on: "DELETE",
    refuse: "OLD.state <> 'draft'",
    saying: "a contract that was active is kept",
  },
  {
    name: "rate_locked",
    table: "rate",
    under: { parent: "contract", by: "contract_id", open: ["draft"] },
    saying: "an active contract changes by a new version alone",
  },
];

const bills: Lock[] = [
  {
    name: "boq_issued",
    table: "boq",
    on: "UPDATE",
    refuse: "OLD.state = 'issued'",
    saying: "an issued bill never changes: what was wrong is a line of the open period",
  },
  {
    name: "boq_kept",
    table: "boq",
    on: "DELETE",
    refuse: "OLD.state = 'issued'",
    saying: "an issued bill is kept",
  },
  {
    name: "boq_line_locked",
    table: "boq_line",
    under: { parent: "boq", by: "boq_id", open: ["open"] },
    saying: "an issued bill never changes: what was wrong is a line of the open period",
  },
];

export const locks: readonly Lock[] = [...shift, ...rowsOfShift, photo, ...history, ...contracts, ...bills];
