/**
 * What is late, noticed as time goes by: a report that was not handed in after its slot has ended, one that its client has had for days.
 * Two functions for whoever keeps time; each may be called as often as one likes, and tells a thing once.
 */
import { DAY, dateAfter, HOUR, localDate } from "../shift/clock.js";
import type { Store, Transaction } from "../store/database.js";
import { raiseAlert, wasRaised } from "../store/repositories/alerts.js";
import { expectedOf } from "../store/repositories/expected.js";
import { rigPatterns } from "../store/repositories/rig-patterns.js";
import { listTenants } from "../store/repositories/tenants.js";
import { settingsIn, type TenantSettings } from "./tenant-settings.js";

/** Days back in which a report that never came is still asked for. */
const ASKED_FOR = 14;

/** Alerts of reports that were not handed in so many hours after the end of their slot; how many were raised. */
export const raiseMissingReports = (store: Store, now: number): Promise<number> =>
  inEachTenant(store, (transaction, { alerts }) =>
    missingReports(transaction, now, alerts.reportMissingHours * HOUR),
  );

/** Alerts of reports on which their client has not decided for so many days; how many were raised. */
export const raiseLongWithClient = (store: Store, now: number): Promise<number> =>
  inEachTenant(store, (transaction, { alerts }) => longWithClient(transaction, now, alerts.withClientDays));

async function inEachTenant(
  store: Store,
  work: (transaction: Transaction, settings: TenantSettings) => Promise<number>,
): Promise<number> {
  let raised = 0;
  for (const tenant of await listTenants(store))
    if (tenant.active === 1)
      raised += await store.transaction(tenant.id, (transaction) => work(transaction, settingsIn(tenant)));
  return raised;
}

async function missingReports(transaction: Transaction, now: number, grace: number): Promise<number> {
  let raised = 0;
  for (const rig of await rigPatterns(transaction)) {
    const today = localDate(now, rig.timeZone);
    const slots = await expectedOf(transaction, rig, { from: dateAfter(today, -ASKED_FOR), to: today }, now);
    for (const { date, slot, status, endsAt, shift } of slots) {
      // What was sent back is with the rig, and was there in time.
      const isLate = status === "missing" || shift?.state === "draft";
      if (!isLate || endsAt + grace > now) continue;
      const place = { kind: "report-missing", rig: rig.id, date, slot } as const;
      if (await wasRaised(transaction, place)) continue;
      await raiseAlert(transaction, { ...place, severity: "warning", threshold: grace / HOUR });
      raised++;
    }
  }
  return raised;
}

async function longWithClient(transaction: Transaction, now: number, days: number): Promise<number> {
  const rows = await transaction.sql
    .selectFrom("shift as s")
    .innerJoin("decision as d", (join) =>
      join.onRef("d.tenant_id", "=", "s.tenant_id").onRef("d.shift_id", "=", "s.id"),
    )
    .select(({ fn }) => ["s.id", "s.rig_id", fn.max<number>("d.at").as("since")])
    .where("s.state", "=", "with_client")
    .where("d.to_state", "=", "with_client")
    .groupBy(["s.id", "s.rig_id"])
    .having(({ fn }) => fn.max("d.at"), "<=", now - days * DAY)
    .orderBy("s.id")
    .execute();
  let raised = 0;
  for (const { id, rig_id, since } of rows) {
    const place = { kind: "with-client", shift: id, rig: rig_id } as const;
    if (await wasRaised(transaction, place, since)) continue;
    const value = Math.floor((now - since) / DAY);
    await raiseAlert(transaction, { ...place, severity: "warning", value, threshold: days });
    raised++;
  }
  return raised;
}
