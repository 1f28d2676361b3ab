/** Shift reports: the document in rows, and what was decided, frozen and said about it. */
import {
  type Column,
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
import { ACTIVITY_CLASSES } from "./master.js";

export const SHIFT_STATES = [
  "draft",
  "submitted",
  "returned",
  "approved",
  "with_client",
  "disputed",
  "final",
  "void",
] as const;
const source = () => word("rig", "edited", "typed");
const span = { starts_at: integer(), ends_at: integer() };
const depths = { from_mm: integer("? >= 0"), to_mm: integer() };
/** A row of a report, at its place there. */
const row = { shift_id: reference("shift"), position: integer("? >= 0") };
/** Milliseconds of the main line by class of activity: `standby_ms`. */
const classTimes = Object.fromEntries(ACTIVITY_CLASSES.map((one) => [`${one}_ms`, integer()])) as Record<
  `${(typeof ACTIVITY_CLASSES)[number]}_ms`,
  Column<number>
>;
const goesDown = "to_mm > from_mm";
const goesOn = "ends_at > starts_at";

export const shiftTables = {
  shift: ofTenant(
    {
      rig_id: reference("rig"),
      date: date(),
      slot: text(),
      ...span,
      time_zone: text(),
      client_id: reference("client"),
      contract_id: optional(reference("contract")),
      project_id: optional(reference("project")),
      supervisor_id: optional(reference("person")),
      notes: text(),
      state: word(...SHIFT_STATES),
      revision: integer("? >= 0"),
      row_version: integer("? > 0"),
      /** What the client sees, and what counts: a snapshot that stays when the report is opened again. */
      released_id: optional(reference("shift_revision")),
      final_id: optional(reference("shift_revision")),
      created_by: name(),
      created_at: integer(),
      submitted_by: optional(text()),
      updated_at: integer(),
    },
    {
      // A slot is free again when its report is void.
      unique: [{ columns: "rig_id, date, slot", where: "state <> 'void'" }],
      indexes: ["date, id", "rig_id, date, id", "client_id, date, id", "state, date, id", "updated_at, id"],
      checks: [goesOn, "ends_at - starts_at <= 93600000"],
    },
  ),
  crew: ofTenant({
    ...row,
    person_id: reference("person"),
    role: text(),
    minutes: integer("? >= 0"),
  }),
  run: ofTenant(
    {
      ...row,
      hole_id: reference("hole"),
      // A draft may still lack it.
      size: text(),
      kind: word("new", "ream", "redrill", "wedge"),
      ...depths,
      ...span,
      recovered_mm: optional(integer("? >= 0")),
      on_bottom_s: optional(integer("? >= 0")),
      bit: optional(text()),
      source: source(),
      remarks: text(),
      /** Where its depths were typed in feet. */
      typed_in: optional(word("ft")),
    },
    { checks: [goesDown, goesOn], indexes: ["hole_id, ends_at"] },
  ),
  activity: ofTenant(
    {
      ...row,
      type_id: reference("activity_type"),
      ...span,
      hole_id: optional(reference("hole")),
      reason: optional(text()),
      payer: word("client", "contractor"),
      parallel: flag(),
      source: source(),
      remarks: text(),
    },
    { checks: [goesOn] },
  ),
  material_use: ofTenant({ ...row, item_id: reference("item"), quantity_milli: integer("? > 0") }),
  survey: ofTenant({
    ...row,
    hole_id: reference("hole"),
    depth_mm: integer("? >= 0"),
    dip_cd: integer("? BETWEEN -9000 AND 9000"),
    azimuth_cd: integer("? >= 0 AND ? < 36000"),
    north: word("true", "magnetic", "grid"),
    instrument: text(),
    at: integer(),
    source: source(),
  }),
  casing: ofTenant(
    { ...row, hole_id: reference("hole"), size: text(), kind: text(), ...depths },
    { checks: [goesDown] },
  ),
  photo: ofTenant(
    {
      ...row,
      hole_id: optional(reference("hole")),
      from_mm: optional(integer("? >= 0")),
      to_mm: optional(integer()),
      tray: optional(text()),
      sha256: text("length(?) = 64"),
      mime: word("image/jpeg", "image/png", "image/webp"),
      bytes: integer("? > 0"),
      width: integer("? > 0"),
      height: integer("? > 0"),
      /** When its bytes were on our disk: null while they are still on the device. */
      stored_at: optional(integer()),
    },
    {
      unique: [{ columns: "shift_id, sha256" }],
      checks: ["from_mm IS NULL OR to_mm IS NULL OR to_mm > from_mm"],
      indexes: ["sha256"],
    },
  ),
  shift_revision: ofTenant(
    {
      shift_id: reference("shift"),
      revision: integer("? > 0"),
      row_version: integer("? > 0"),
      /** What it is looked for by, as it was then. */
      client_id: reference("client"),
      contract_id: optional(reference("contract")),
      rig_id: reference("rig"),
      date: date(),
      state: word("submitted", "final"),
      snapshot: json(),
      hash: text("length(?) = 64"),
      at: integer(),
    },
    {
      unique: [{ columns: "shift_id, row_version" }],
      indexes: ["contract_id, date", "rig_id, date", "client_id, date"],
    },
  ),
  decision: ofTenant(
    {
      shift_id: reference("shift"),
      revision: integer("? >= 0"),
      /** The version that it was made on: two people decide about one version once. */
      row_version: integer("? > 0"),
      event: name(),
      from_state: word(...SHIFT_STATES),
      to_state: word(...SHIFT_STATES),
      actor: name(),
      actor_role: text(),
      on_behalf: optional(text()),
      comment: text(),
      /** Of the report that were meant. */
      row_ids: json(),
      at: integer(),
    },
    { unique: [{ columns: "shift_id, row_version" }] },
  ),
  comment: ofTenant(
    {
      shift_id: reference("shift"),
      row_id: optional(text()),
      author: name(),
      audience: word("staff", "client"),
      text: name(),
      at: integer(),
    },
    { indexes: ["shift_id, at"] },
  ),
  /**
   * What a report adds up to, for figures over many: as the company has approved it, and as its client was given it. A report that is
   * written anew keeps the row of the revision that still counts.
   */
  shift_total: ofTenant(
    {
      shift_id: reference("shift"),
      seen_by: word("office", "client"),
      rig_id: reference("rig"),
      date: date(),
      slot: text(),
      client_id: reference("client"),
      project_id: optional(reference("project")),
      metres_mm: integer(),
      drilling_ms: integer(),
      on_bottom_mm: integer(),
      on_bottom_s: integer(),
      recovered_mm: integer(),
      /** Metres of runs that have a recovery: what it is a share of. */
      cored_mm: integer(),
      crew_minutes: integer(),
      ...classTimes,
      /** Of the decisions that made it count; null where a client's contract asks nobody. */
      submitted_at: optional(integer()),
      approved_at: optional(integer()),
    },
    {
      unique: [{ columns: "shift_id, seen_by" }],
      indexes: ["seen_by, date", "seen_by, rig_id, date", "seen_by, client_id, date"],
    },
  ),
  /** Of such a row: standby by payer and reason in milliseconds, items in thousandths. */
  shift_total_part: ofTenant({
    shift_total_id: reference("shift_total"),
    kind: word("standby", "item"),
    /** `client` or `contractor`; the id of an item. */
    what: name(),
    /** Why, of standby. */
    reason: text(),
    quantity: integer(),
  }),
};
