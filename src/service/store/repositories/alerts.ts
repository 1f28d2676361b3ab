/** Alerts: one that is open for a report and kind, or an item, a rig and a kind, until somebody has seen it. */
import { canonical } from "../audit/canonical.js";
import type { Actor, Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";

export type Alert = Omit<TenantTables["alert"], "tenant_id">;

export interface NewAlert {
  readonly kind: string;
  readonly severity: Alert["severity"];
  readonly shift?: string;
  readonly rig?: string;
  readonly item?: string;
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
      ...said,
      at: now,
      acknowledged_by: null,
      acknowledged_at: null,
    })
    .execute();
  return id;
}

async function findOpen(
  { sql }: Transaction,
  { kind, shift, rig, item }: NewAlert,
): Promise<string | undefined> {
  let query = sql
    .selectFrom("alert")
    .select("id")
    .where("kind", "=", kind)
    .where("acknowledged_at", "is", null);
  for (const [column, value] of [
    ["shift_id", shift],
    ["rig_id", rig],
    ["item_id", item],
  ] as const)
    query = value === undefined ? query.where(column, "is", null) : query.where(column, "=", value);
  return (await query.executeTakeFirst())?.id;
}

export async function acknowledgeAlert(transaction: Transaction, id: string, by: Actor): Promise<Alert> {
  const { sql, now } = transaction;
  const { numUpdatedRows } = await sql
    .updateTable("alert")
    .set({ acknowledged_by: by.account ?? by.kind, acknowledged_at: now })
    .where("id", "=", id)
    .where("acknowledged_at", "is", null)
    .executeTakeFirstOrThrow();
  const alert = await sql.selectFrom("alert").selectAll().where("id", "=", id).executeTakeFirst();
  if (alert === undefined) throw new Refusal("not-found", "there is no such alert", id);
  if (numUpdatedRows > 0n)
    transaction.audit({
      by,
      action: "alert.acknowledged",
      entity: "alert",
      entityId: id,
      after: { kind: alert.kind },
    });
  return alert;
}

export async function listAlerts(
  { sql }: Transaction,
  { open = true }: { readonly open?: boolean } = {},
): Promise<Alert[]> {
  let query = sql.selectFrom("alert").selectAll();
  if (open) query = query.where("acknowledged_at", "is", null);
  return query.orderBy("at", "desc").orderBy("id").limit(500).execute();
}
