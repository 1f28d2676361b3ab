/**
 * Alerts: one that is open for a report and kind, for an item and a rig, for a shift that has no report, until somebody has seen it or it
 * holds no more.
 */
import { said } from "../../words/refusal.js";
import { canonical } from "../audit/canonical.js";
import { type Actor, type Json, SYSTEM } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";
import { enqueue } from "./outbox.js";
import { limitOf, MOST_ROWS, type Page, type Paged, pagedBy, placeOf } from "./page.js";

export type Alert = Omit<TenantTables["alert"], "tenant_id">;

/** What is looked at by alerts. */
export const ALERT_KINDS = [
  "recovery",
  "rate",
  "not-drilling",
  "stock",
  "report-missing",
  "rig-gap",
  "with-client",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What an alert is about: two that say the same are one. */
export interface AlertPlace {
  readonly kind: AlertKind;
  readonly shift?: string;
  readonly rig?: string;
  readonly item?: string;
  /** Of a shift of the rig, whether or not it has a report. */
  readonly date?: string;
  readonly slot?: string;
}

export interface NewAlert extends AlertPlace {
  readonly severity: Alert["severity"];
  readonly value?: number | null;
  readonly threshold?: number | null;
  readonly details?: Json;
}

/** Raises it, or says of the one that is open what is true now. */
export async function raiseAlert(transaction: Transaction, alert: NewAlert): Promise<string> {
  const { sql, tenant, now } = transaction;
  const open = await findOpen(transaction, alert);
  const said = {
    severity: alert.severity,
    value: alert.value ?? null,
    threshold: alert.threshold ?? null,
    details: canonical(alert.details ?? {}),
  };
  if (open !== undefined) {
    await sql.updateTable("alert").set(said).where("id", "=", open).execute();
    return open;
  }
  const id = newId(now);
  await sql
    .insertInto("alert")
    .values({
      tenant_id: tenant,
      id,
      kind: alert.kind,
      shift_id: alert.shift ?? null,
      rig_id: alert.rig ?? null,
      item_id: alert.item ?? null,
      date: alert.date ?? null,
      slot: alert.slot ?? null,
      ...said,
      at: now,
      acknowledged_by: null,
      acknowledged_at: null,
    })
    .execute();
  const payload = {
    alert: id,
    kind: alert.kind,
    severity: alert.severity,
    shift: alert.shift ?? null,
    rig: alert.rig ?? null,
    item: alert.item ?? null,
    date: alert.date ?? null,
    slot: alert.slot ?? null,
    value: alert.value ?? null,
    threshold: alert.threshold ?? null,
    details: alert.details ?? {},
  };
  await enqueue(transaction, { kind: "notice", target: "manager", payload });
  // Who should have written it is told first of all.
  if (alert.kind === "report-missing" || alert.kind === "rig-gap")
    await enqueue(transaction, { kind: "notice", target: "supervisor", payload });
  await enqueue(transaction, { kind: "event", target: "alert.raised", payload });
  return id;
}

async function findOpen(transaction: Transaction, place: AlertPlace): Promise<string | undefined> {
  const found = await at(transaction, place).where("acknowledged_at", "is", null).executeTakeFirst();
  return found?.id;
}

function at({ sql }: Transaction, { kind, shift, rig, item, date, slot }: AlertPlace) {
  let query = sql.selectFrom("alert").select("id").where("kind", "=", kind);
  for (const [column, value] of [
    ["shift_id", shift],
    ["rig_id", rig],
    ["item_id", item],
    ["date", date],
    ["slot", slot],
  ] as const)
    query = value === undefined ? query.where(column, "is", null) : query.where(column, "=", value);
  return query;
}

/** Closes the open one, where there is one: it holds no more, and nobody needs to look at it. */
export async function settleAlert(transaction: Transaction, place: AlertPlace): Promise<void> {
  const open = await findOpen(transaction, place);
  if (open !== undefined) await close(transaction, open, SYSTEM);
}

/** Whether there was one since then, open or seen: what was seen is not told again. */
export async function wasRaised(transaction: Transaction, place: AlertPlace, since = 0): Promise<boolean> {
  const found = await at(transaction, place).where("at", ">=", since).executeTakeFirst();
  return found !== undefined;
}

/** The one that was raised last, open or not. */
export const lastAlert = (
  { sql }: Transaction,
  { kind, rig, date, slot }: AlertPlace,
): Promise<Pick<Alert, "acknowledged_by" | "acknowledged_at"> | undefined> =>
  sql
    .selectFrom("alert")
    .select(["acknowledged_by", "acknowledged_at"])
    .where("kind", "=", kind)
    .where("rig_id", "=", rig ?? "")
    .where("date", "=", date ?? "")
    .where("slot", "=", slot ?? "")
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();

/** Of which shifts of rigs one of a kind is open. */
export const openPlaces = (
  { sql }: Transaction,
  kind: AlertKind,
): Promise<Pick<Alert, "rig_id" | "date" | "slot">[]> =>
  sql
    .selectFrom("alert")
    .select(["rig_id", "date", "slot"])
    .where("kind", "=", kind)
    .where("acknowledged_at", "is", null)
    .execute();

/** The same once more changes nothing: who was first has seen it. */
export async function acknowledgeAlert(transaction: Transaction, id: string, by: Actor): Promise<Alert> {
  await close(transaction, id, by);
  return getAlert(transaction, id);
}

export async function getAlert({ sql }: Transaction, id: string): Promise<Alert> {
  const alert = await sql.selectFrom("alert").selectAll().where("id", "=", id).executeTakeFirst();
  if (alert === undefined) throw new Refusal("not-found", said("no-such", { what: "alert" }), id);
  return alert;
}

async function close(transaction: Transaction, id: string, by: Actor): Promise<void> {
  const { sql, now } = transaction;
  const closed = await sql
    .updateTable("alert")
    .set({ acknowledged_by: by.account ?? by.kind, acknowledged_at: now })
    .where("id", "=", id)
    .where("acknowledged_at", "is", null)
    .returning("kind")
    .executeTakeFirst();
  if (closed !== undefined)
    transaction.audit({
      by,
      action: by === SYSTEM ? "alert.settled" : "alert.acknowledged",
      entity: "alert",
      entityId: id,
      after: { kind: closed.kind },
    });
}

export interface AlertFilter {
  readonly open?: boolean;
  readonly kind?: AlertKind;
  /** None of no rigs. */
  readonly rigs?: readonly string[] | null;
  readonly shift?: string;
}

/** The newest first, a page at a time. */
export async function listAlerts(
  { sql }: Transaction,
  { open = true, kind, rigs = null, shift }: AlertFilter = {},
  page: Page = { limit: MOST_ROWS },
): Promise<Paged<Alert>> {
  const limit = limitOf(page);
  const place = placeOf(page, "ns");
  let query = sql.selectFrom("alert").selectAll();
  if (open) query = query.where("acknowledged_at", "is", null);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  // Of a report, and of its shift: what was noticed before there was a report is about it too.
  if (shift !== undefined)
    query = query.where(({ or, eb, exists, selectFrom }) =>
      or([
        eb("shift_id", "=", shift),
        exists(
          selectFrom("shift as s")
            .select("s.id")
            .where("s.id", "=", shift)
            .whereRef("s.rig_id", "=", "alert.rig_id")
            .whereRef("s.date", "=", "alert.date")
            .whereRef("s.slot", "=", "alert.slot"),
        ),
      ]),
    );
  if (rigs !== null) query = query.where("rig_id", "in", rigs.length === 0 ? [""] : rigs);
  if (place !== undefined)
    query = query.where(({ or, eb, and }) =>
      or([
        eb("at", "<", Number(place[0])),
        and([eb("at", "=", Number(place[0])), eb("id", "<", String(place[1]))]),
      ]),
    );
  const rows = await query
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  return pagedBy(rows, limit, ({ at: when, id }) => [when, id]);
}
