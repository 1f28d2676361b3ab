/** What is noticed of a report as it is approved: poor recovery, slow drilling, much time without drilling. One open alert a report and kind. */
import { HOUR } from "../shift/clock.js";
import type { ShiftDocument } from "../shift/document.js";
import { type Cored, recoveryOf } from "../shift/recovery.js";
import { isNew, rateOf } from "../shift/run.js";
import { lengthOf } from "../shift/span.js";
import type { Transaction } from "../store/database.js";
import { raiseAlert } from "../store/repositories/alerts.js";

/** In thousandths of a share. */
const RECOVERY_LOW = 900;
const RECOVERY_HIGH = 800;
const RATE_DROP = 0.3;
const NOT_DRILLING = 4 * HOUR;

export async function evaluateAlerts(transaction: Transaction, document: ShiftDocument): Promise<void> {
  const about = { shift: document.id, rig: document.rig };
  const recovery = recoveryOf(document.runs as readonly Cored[]);
  if (recovery.by > 0) {
    const share = Math.round((recovery.sum / recovery.by) * 1000);
    if (share < RECOVERY_LOW)
      await raiseAlert(transaction, {
        ...about,
        kind: "recovery",
        severity: share < RECOVERY_HIGH ? "high" : "warning",
        value: share,
        threshold: RECOVERY_LOW,
      });
  }
  const idle = document.activities
    .filter(({ parallel }) => !parallel)
    .reduce((sum, activity) => sum + lengthOf(activity), 0);
  if (idle > NOT_DRILLING)
    await raiseAlert(transaction, {
      ...about,
      kind: "not-drilling",
      severity: "warning",
      value: Math.round(idle / 60_000),
      threshold: NOT_DRILLING / 60_000,
    });
  await evaluateRate(transaction, document);
}

/** Against the final shift before, of the same rig, hole and size. */
async function evaluateRate(transaction: Transaction, document: ShiftDocument): Promise<void> {
  for (const key of new Set(document.runs.filter(isNew).map(({ hole, size }) => `${hole} ${size}`))) {
    const own = document.runs.filter((run) => isNew(run) && `${run.hole} ${run.size}` === key);
    const { hole, size } = own[0]!;
    const before = await transaction.sql
      .selectFrom("run")
      .innerJoin("shift", (join) =>
        join.onRef("shift.tenant_id", "=", "run.tenant_id").onRef("shift.id", "=", "run.shift_id"),
      )
      .select(["run.shift_id", "run.from_mm", "run.to_mm", "run.starts_at", "run.ends_at"])
      .where("shift.state", "=", "final")
      .where("shift.rig_id", "=", document.rig)
      .where("shift.starts_at", "<", document.startsAt)
      .where("run.hole_id", "=", hole)
      .where("run.size", "=", size)
      .where("run.kind", "=", "new")
      .orderBy("shift.starts_at", "desc")
      .limit(50)
      .execute();
    const last = before.filter(({ shift_id }) => shift_id === before[0]?.shift_id);
    const then = last.reduce(
      (sum, run) => ({ mm: sum.mm + run.to_mm - run.from_mm, ms: sum.ms + run.ends_at - run.starts_at }),
      { mm: 0, ms: 0 },
    );
    const now = rateOf(own);
    if (then.ms === 0 || now.by === 0) continue;
    const [slow, usual] = [now.sum / now.by, then.mm / then.ms];
    if (slow >= usual * (1 - RATE_DROP)) continue;
    // Millimetres an hour: what a column of whole numbers holds.
    await raiseAlert(transaction, {
      shift: document.id,
      rig: document.rig,
      kind: "rate",
      severity: "warning",
      value: Math.round(slow * HOUR),
      threshold: Math.round(usual * (1 - RATE_DROP) * HOUR),
      details: { hole, size },
    });
  }
}
