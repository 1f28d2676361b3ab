/**
 * What each report adds up to, kept beside it: figures over months are sums of these rows, and nobody's question reads reports. The office
 * counts what it has approved, a client what it was given; while a report is written anew, the revision before it counts.
 */
import { standbyOf } from "../../shift/activity.js";
import { type ClassesOfTypes, totalsOf } from "../../shift/day.js";
import {
  ACTIVITY_CLASSES,
  type ActivityClass,
  type ShiftContent,
  type ShiftState,
} from "../../shift/document.js";
import { onBottomRateOf } from "../../shift/run.js";
import { parsed } from "../audit/canonical.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import type { TenantTables } from "../schema/tables.js";
import { activityTypes } from "./activity-types.js";
import { groupedBy } from "./grouped.js";
import type { StoredShift } from "./shift-read.js";

export type SeenBy = "office" | "client";

/** States of which the content is what the office has approved. */
export const APPROVED: readonly ShiftState[] = ["approved", "with_client", "disputed", "final"];

/** States of which the content is what its client was given. In any other it has the revision that was released before, if there is one. */
export const WITH_CLIENT: readonly ShiftState[] = ["with_client", "disputed", "final"];

/** Counts a report anew, after whatever was decided about it. */
export async function updateShiftTotals(transaction: Transaction, stored: StoredShift): Promise<void> {
  const { document, finalId, releasedId } = stored;
  const office = APPROVED.includes(document.state) ? document : await frozen(transaction, finalId);
  const client = await frozen(transaction, releasedId);
  await removeTotals(transaction, document.id);
  if (office === undefined && client === undefined) return;
  const types = await activityTypes(transaction);
  const ages = await agesOf(transaction, document.id);
  for (const [seenBy, content] of [
    ["office", office],
    ["client", client],
  ] as const)
    if (content !== undefined) await insertTotals(transaction, document.id, seenBy, content, types, ages);
}

async function frozen({ sql }: Transaction, id: string | null): Promise<ShiftContent | undefined> {
  if (id === null) return undefined;
  const row = await sql
    .selectFrom("shift_revision")
    .select("snapshot")
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : (parsed(row.snapshot) as unknown as ShiftContent);
}

const totalId = (shift: string, seenBy: SeenBy): string => `${shift} ${seenBy}`;

async function removeTotals({ sql }: Transaction, shift: string): Promise<void> {
  const ids = [totalId(shift, "office"), totalId(shift, "client")];
  await sql.deleteFrom("shift_total_part").where("shift_total_id", "in", ids).execute();
  await sql.deleteFrom("shift_total").where("id", "in", ids).execute();
}

type Ages = Pick<TenantTables["shift_total"], "submitted_at" | "approved_at">;

/** From the last time that it was handed in to the approval that followed. */
async function agesOf({ sql }: Transaction, shift: string): Promise<Ages> {
  const made = await sql
    .selectFrom("decision")
    .select(["event", "at"])
    .where("shift_id", "=", shift)
    .where("event", "in", ["submit", "approve"])
    .orderBy("row_version")
    .execute();
  const last = made.findLastIndex(({ event }) => event === "approve");
  const before = made.slice(0, Math.max(last, 0)).findLast(({ event }) => event === "submit");
  return { submitted_at: before?.at ?? null, approved_at: made[last]?.at ?? null };
}

async function insertTotals(
  { sql, tenant, now }: Transaction,
  shift: string,
  seenBy: SeenBy,
  content: ShiftContent,
  types: ClassesOfTypes,
  ages: Ages,
): Promise<void> {
  const id = totalId(shift, seenBy);
  await sql
    .insertInto("shift_total")
    .values({
      tenant_id: tenant,
      id,
      shift_id: shift,
      seen_by: seenBy,
      ...shiftTotalOf(content, types),
      ...ages,
    })
    .execute();
  const parts = partsOf(content, types);
  if (parts.length === 0) return;
  await sql
    .insertInto("shift_total_part")
    .values(parts.map((part) => ({ tenant_id: tenant, id: newId(now), shift_total_id: id, ...part })))
    .execute();
}

type Sums = Omit<TenantTables["shift_total"], "tenant_id" | "id" | "shift_id" | "seen_by" | keyof Ages>;

export function shiftTotalOf(content: ShiftContent, types: ClassesOfTypes): Sums {
  const totals = totalsOf([content], types);
  const onBottom = onBottomRateOf(content.runs);
  const times = Object.fromEntries(
    ACTIVITY_CLASSES.map((one) => [`${one}_ms`, totals.byClass.get(one) ?? 0]),
  ) as Pick<Sums, `${ActivityClass}_ms`>;
  return {
    rig_id: content.rig,
    date: content.date,
    slot: content.slot,
    client_id: content.client,
    project_id: content.project,
    metres_mm: totals.metresMm,
    drilling_ms: totals.drillingMs,
    on_bottom_mm: onBottom.sum,
    on_bottom_s: Math.round(onBottom.by / 1000),
    recovered_mm: totals.recovery.sum,
    cored_mm: totals.recovery.by,
    crew_minutes: totals.crewMinutes,
    ...times,
  };
}

type PartRow = Omit<TenantTables["shift_total_part"], "tenant_id" | "id" | "shift_total_id">;

export function partsOf({ activities, materials }: ShiftContent, types: ClassesOfTypes): PartRow[] {
  return [
    ...standbyOf(activities, types).map(
      ({ payer, reason, milliseconds }): PartRow => ({
        kind: "standby",
        what: payer,
        reason,
        quantity: milliseconds,
      }),
    ),
    ...[...groupedBy(materials, ({ item }) => item)].map(
      ([item, rows]): PartRow => ({
        kind: "item",
        what: item,
        reason: "",
        quantity: rows.reduce((sum, { quantityMilli }) => sum + quantityMilli, 0),
      }),
    ),
  ];
}
