/** Bills, stock, notices and what the service keeps of its own work. */
import { date, integer, json, name, ofTenant, optional, reference, text, word } from "../../schema/column.js";

export const businessTables = {
  boq: ofTenant(
    {
      contract_id: reference("contract"),
      period: text("length(?) = 7"),
      state: word("open", "issued"),
      currency: text(),
      minor_digits: integer(),
      tax_bp: integer(),
      net_minor: integer(),
      tax_minor: integer(),
      total_minor: integer(),
      issued_at: optional(integer()),
      issued_by: optional(text()),
      hash: optional(text("length(?) = 64")),
    },
    {
      unique: [{ columns: "contract_id, period" }],
      checks: ["(state = 'issued') = (issued_at IS NOT NULL AND hash IS NOT NULL)"],
    },
  ),
  boq_line: ofTenant(
    {
      boq_id: reference("boq"),
      position: integer(),
      /** Names the work: by it an issued line and the one of an amended report are compared. */
      key: name(),
      date: date(),
      rig_id: optional(reference("rig")),
      shift_id: optional(reference("shift")),
      revision: optional(integer()),
      hole_id: optional(reference("hole")),
      size: optional(text()),
      rate_id: optional(reference("rate")),
      kind: name(),
      /** What it is for: a code with what its sentence names. */
      billed: json(),
      quantity_milli: integer(),
      /** The quantity exactly: a third of an hour is 20 of 60. */
      quantity_value: integer(),
      quantity_per: integer("? > 0"),
      unit: text(),
      price_e4: integer(),
      markup_bp: integer(),
      amount_minor: integer(),
      /** The issued period that the line corrects. */
      adjusts: optional(text("length(?) = 7")),
    },
    { indexes: ["adjusts"] },
  ),
  stock_move: ofTenant(
    {
      item_id: reference("item"),
      rig_id: optional(reference("rig")),
      shift_id: optional(reference("shift")),
      kind: word("delivery", "use", "count", "adjust"),
      quantity_milli: integer(),
      note: text(),
      actor: text(),
      at: integer(),
    },
    { unique: [{ columns: "item_id, shift_id, kind" }], indexes: ["item_id, rig_id, at"] },
  ),
  alert: ofTenant(
    {
      shift_id: optional(reference("shift")),
      rig_id: optional(reference("rig")),
      item_id: optional(reference("item")),
      /** Of a shift that has no report: which one of the rig's. */
      date: optional(date()),
      slot: optional(text()),
      kind: name(),
      severity: word("info", "warning", "high"),
      value: optional(integer()),
      threshold: optional(integer()),
      details: json(),
      at: integer(),
      acknowledged_by: optional(text()),
      acknowledged_at: optional(integer()),
    },
    {
      unique: [
        { columns: "shift_id, kind", where: "acknowledged_at IS NULL AND shift_id IS NOT NULL" },
        {
          columns: "item_id, rig_id, kind",
          where: "acknowledged_at IS NULL AND shift_id IS NULL AND item_id IS NOT NULL",
        },
        // A shift is missed once, whoever has seen that.
        { columns: "rig_id, date, slot, kind", where: "kind = 'report-missing'" },
        { columns: "kind, rig_id, date, slot", where: "acknowledged_at IS NULL AND date IS NOT NULL" },
      ],
      indexes: ["acknowledged_at, at"],
    },
  ),
  delegation: ofTenant(
    {
      account: name(),
      to_account: name(),
      starts_at: integer(),
      ends_at: integer(),
      created_by: name(),
      created_at: integer(),
      revoked_at: optional(integer()),
    },
    { checks: ["ends_at > starts_at", "account <> to_account"], indexes: ["to_account, ends_at"] },
  ),
  /** What the rig's own data proposed for a shift, and from what: lineage of rows that were taken. */
  prefill: ofTenant(
    {
      rig_id: reference("rig"),
      shift_id: optional(reference("shift")),
      starts_at: integer(),
      ends_at: integer(),
      source: name(),
      sha256: text(),
      version: name(),
      options: json(),
      proposal: json(),
      at: integer(),
    },
    { indexes: ["rig_id, starts_at"] },
  ),
  webhook: ofTenant({
    name: name(),
    url: name(),
    /** What its receiver reads. */
    shape: word("json", "slack", "teams"),
    events: json(),
    secret_ref: text(),
    active: integer("? IN (0, 1)"),
    row_version: integer(),
    updated_at: integer(),
  }),
  outbox: ofTenant(
    {
      kind: name(),
      target: name(),
      payload: json(),
      attempts: integer("? >= 0"),
      created_at: integer(),
      next_at: integer(),
      sent_at: optional(integer()),
      given_up_at: optional(integer()),
      error: optional(text()),
    },
    { indexes: ["sent_at, given_up_at, next_at", "kind, target, created_at"] },
  ),
  idempotency: ofTenant(
    {
      account: name(),
      request_hash: name(),
      status: integer(),
      answer: json(),
      at: integer(),
    },
    { key: ["id", "account"], indexes: ["at"] },
  ),
  audit_event: ofTenant(
    {
      seq: integer("? > 0"),
      at: integer(),
      actor: optional(text()),
      actor_kind: name(),
      ip: optional(text()),
      action: name(),
      entity: name(),
      entity_id: name(),
      before: optional(json()),
      after: optional(json()),
      prev_hash: text("length(?) = 64"),
      hash: text("length(?) = 64"),
    },
    { unique: [{ columns: "seq" }], indexes: ["entity, entity_id, seq", "at"] },
  ),
  /** Where the chain ends: without it nobody would miss its last links. */
  audit_head: ofTenant({ seq: integer(), hash: text() }),
};
