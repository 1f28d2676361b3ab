/**
 * What a rig's days add up to, from the revisions that count: kept in the transaction that makes a report final, so that months are read
 * from a row a day. A report that is amended counts by its last final revision until another one is.
 */
import { crewMinutes } from "../../shift/crew.js";
import { totalsOf } from "../../shift/day.js";
import type { ShiftContent } from "../../shift/document.js";
import { onBottomRateOf } from "../../shift/run.js";
import { canonical, parsed } from "../audit/canonical.js";
import type { Transaction } from "../database.js";
import type { TenantTables } from "../schema/tables.js";
import { activityTypes } from "./activity-types.js";

export type DailyTotal = Omit<TenantTables["daily_total"], "tenant_id" | "id">;

/** Counts the days of a report anew: the one that it is of, and those that its earlier revisions were of. */
export async function updateDailyTotals(transaction: Transaction, shift: string): Promise<void> {
  const days = await transaction.sql
    .selectFrom("shift_revision")
    .select(["rig_id", "date"])
    .distinct()
    .where("shift_id", "=", shift)
    .where("state", "=", "final")
    .orderBy("rig_id")
    .orderBy("date")
    .execute();
  for (const { rig_id, date } of days) await countDay(transaction, rig_id, date);
}

async function countDay(transaction: Transaction, rig: string, date: string): Promise<void> {
  const { sql, tenant } = transaction;
  const id = `${rig} ${date}`;
  const shifts = await finalContents(transaction, rig, date);
  await sql.deleteFrom("daily_total").where("rig_id", "=", rig).where("date", "=", date).execute();
  if (shifts.length === 0) return;
  const total = dailyTotalOf(rig, date, shifts, await activityTypes(transaction));
  await sql
    .insertInto("daily_total")
    .values({ tenant_id: tenant, id, ...total })
    .execute();
}

export function dailyTotalOf(
  rig: string,
  date: string,
  shifts: readonly ShiftContent[],
  types: Awaited<ReturnType<typeof activityTypes>>,
): DailyTotal {
  const totals = totalsOf(shifts, types);
  const onBottom = onBottomRateOf(shifts.flatMap(({ runs }) => runs));
  return {
    rig_id: rig,
    date,
    shifts: shifts.length,
    metres_mm: totals.metresMm,
    drilling_ms: totals.drillingMs,
    on_bottom_mm: onBottom.sum,
    on_bottom_s: Math.round(onBottom.by / 1000),
    recovered_mm: totals.recovery.sum,
    cored_mm: totals.recovery.by,
    crew_minutes: crewMinutes(shifts.flatMap(({ crew }) => crew)),
    standby_client_ms: totals.standbyMs.client,
    standby_contractor_ms: totals.standbyMs.contractor,
    by_class: canonical(Object.fromEntries(totals.byClass)),
  };
}

async function finalContents({ sql }: Transaction, rig: string, date: string): Promise<ShiftContent[]> {
  const rows = await sql
    .selectFrom("shift_revision as r")
    .innerJoin("shift as s", (join) =>
      join.onRef("s.tenant_id", "=", "r.tenant_id").onRef("s.final_id", "=", "r.id"),
    )
    .select("r.snapshot")
    .where("r.rig_id", "=", rig)
    .where("r.date", "=", date)
    .orderBy("s.starts_at")
    .execute();
  return rows.map(({ snapshot }) => parsed(snapshot) as unknown as ShiftContent);
}

/** Days of rigs, in order of date and rig; both ends included. */
export async function listDailyTotals(
  { sql }: Transaction,
  { from, to, rig }: { readonly from: string; readonly to: string; readonly rig?: string },
): Promise<DailyTotal[]> {
  let query = sql.selectFrom("daily_total").selectAll().where("date", ">=", from).where("date", "<=", to);
  if (rig !== undefined) query = query.where("rig_id", "=", rig);
  return query.orderBy("date").orderBy("rig_id").execute();
}
