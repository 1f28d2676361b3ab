/** What reports speak of: clients, projects, people, rigs, holes, items and kinds of activity. Put aside, never deleted. */
import { languages } from "../../../words/language.js";
import {
  date,
  flag,
  integer,
  json,
  name,
  ofTenant,
  optional,
  reference,
  text,
  word,
} from "../../schema/column.js";

// A migration says its words itself: those of the program may change, and what it made of them stays.
export const ACTIVITY_CLASSES = [
  "maintenance",
  "safety",
  "meeting",
  "standby",
  "travel",
  "survey",
  "casing",
  "reaming",
  "tripping",
  "circulating",
  "other",
] as const;

const RATE_KINDS = [
  "metre",
  "hour",
  "man_hour",
  "item",
  "fixed_shift",
  "fixed_day",
  "minimum_shift",
  "minimum_day",
  "maximum_shift",
  "maximum_day",
] as const;

/** What all of them have: since when one is put aside, and the version that `If-Match` holds. */
const kept = { archived_at: optional(integer()), updated_at: integer(), row_version: integer("? > 0") };

export const masterTables = {
  client: ofTenant(
    {
      name: name(),
      contacts: json(),
      /** What its papers have lengths in; null for what the company has. */
      length_unit: optional(word("m", "ft")),
      /** Of papers that are for the client; null is that of whoever takes them out. */
      language: optional(word(...languages)),
      ...kept,
    },
    { unique: [{ columns: "name" }] },
  ),
  project: ofTenant(
    {
      client_id: reference("client"),
      code: name(),
      name: text(),
      zone: name(),
      po_number: optional(text()),
      ...kept,
    },
    { unique: [{ columns: "client_id, code" }] },
  ),
  person: ofTenant({ name: name(), role: text(), ...kept }, { unique: [{ columns: "name" }] }),
  item: ofTenant(
    { code: name(), name: text(), unit: name(), reorder_milli: optional(integer("? >= 0")), ...kept },
    { unique: [{ columns: "code" }] },
  ),
  activity_type: ofTenant(
    {
      code: name(),
      name: text(),
      class: word(...ACTIVITY_CLASSES),
      payer: word("client", "contractor"),
      ...kept,
    },
    { unique: [{ columns: "code" }] },
  ),
  rig: ofTenant(
    { name: name(), zone: name(), slots: json(), wits: optional(json()), ...kept },
    { unique: [{ columns: "name" }] },
  ),
  hole: ofTenant(
    {
      project_id: reference("project"),
      name: name(),
      planned_mm: optional(integer("? >= 0")),
      dip_cd: optional(integer("? BETWEEN -9000 AND 9000")),
      azimuth_cd: optional(integer("? >= 0 AND ? < 36000")),
      state: word("planned", "open", "finished", "abandoned"),
      ...kept,
    },
    { unique: [{ columns: "project_id, name" }] },
  ),
  contract: ofTenant(
    {
      client_id: reference("client"),
      project_id: optional(reference("project")),
      /** The same in all versions of a contract: what is active changes by a new version alone. */
      code: name(),
      currency: text(),
      minor_digits: integer("? BETWEEN 0 AND 4"),
      length_unit: word("m", "ft"),
      length_step_mm: integer("? >= 0"),
      time_step_min: integer("? >= 0"),
      month_split: word("shift", "calendar"),
      month_end: word("draft", "issue"),
      tax_bp: integer("? >= 0"),
      client_approval: flag(),
      /** The client sees rates and bills. */
      client_prices: flag(),
      deemed_days: optional(integer("? > 0")),
      state: word("draft", "active", "ended"),
      valid_from: date(),
      valid_to: optional(date()),
      ...kept,
    },
    { indexes: ["code, valid_from"] },
  ),
  rate: ofTenant(
    {
      contract_id: reference("contract"),
      position: integer(),
      kind: word(...RATE_KINDS),
      activity_type_id: optional(reference("activity_type")),
      reason: optional(text()),
      size: optional(text()),
      item_id: optional(reference("item")),
      rig_id: optional(reference("rig")),
      from_mm: optional(integer("? >= 0")),
      to_mm: optional(integer("? > 0")),
      price_e4: integer(),
      free_min: integer("? >= 0"),
      markup_bp: integer("? >= 0"),
      payer: word("client", "contractor"),
    },
    {},
  ),
};
