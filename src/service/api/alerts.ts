/**
 * What is noticed of a report as it is approved: poor recovery, slow drilling, much time without drilling. One open alert a report and
 * kind; what holds no more when it is approved again is closed.
 */
import { HOUR, MINUTE } from "../shift/clock.js";
import type { ShiftDocument } from "../shift/document.js";
import { type Cored, recoveryOf } from "../shift/recovery.js";
import { isNew, rateOf } from "../shift/run.js";
import { lengthOf } from "../shift/span.js";
import type { Transaction } from "../store/database.js";
import { type NewAlert, raiseAlert, settleAlert } from "../store/repositories/alerts.js";
import type { AlertLimits } from "./alert-limits.js";

type Noticed = Pick<NewAlert, "severity" | "value" | "threshold" | "details">;

export async function evaluateAlerts(
  transaction: Transaction,
  document: ShiftDocument,
  limits: AlertLimits,
): Promise<void> {
  const noticed = {
    recovery: recoveryNoticed(document, limits),
    "not-drilling": idleNoticed(document, limits),
    rate: await rateNoticed(transaction, document, limits),
  } as const;
  for (const [kind, alert] of Object.entries(noticed) as [keyof typeof noticed, Noticed | undefined][]) {
    const place = { kind, shift: document.id, rig: document.rig };
    if (alert === undefined) await settleAlert(transaction, place);
    else await raiseAlert(transaction, { ...place, ...alert });
  }
}

/** In thousandths of a share. Compared as sums, so that no rounding makes or hides an alert. */
function recoveryNoticed({ runs }: ShiftDocument, limits: AlertLimits): Noticed | undefined {
  const { sum, by } = recoveryOf(runs as readonly Cored[]);
  const isBelow = (percent: number): boolean => sum * 100 < by * percent;
  if (by === 0 || !isBelow(limits.recoveryPercent)) return undefined;
  return {
    severity: isBelow(limits.recoveryHighPercent) ? "high" : "warning",
    value: Math.floor((sum * 1000) / by),
    threshold: limits.recoveryPercent * 10,
  };
}

/** In minutes: all that is no drilling on the main line. */
function idleNoticed({ activities }: ShiftDocument, limits: AlertLimits): Noticed | undefined {
  const idle = activities
    .filter(({ parallel }) => !parallel)
    .reduce((sum, activity) => sum + lengthOf(activity), 0);
  if (idle <= limits.notDrillingHours * HOUR) return undefined;
  return { severity: "warning", value: Math.round(idle / MINUTE), threshold: limits.notDrillingHours * 60 };
}

/** Against the final shift before, of the same rig, hole and size; the worst of them where there are several. In millimetres an hour. */
async function rateNoticed(
  transaction: Transaction,
  document: ShiftDocument,
  limits: AlertLimits,
): Promise<Noticed | undefined> {
  let worst: { readonly alert: Noticed; readonly share: number } | undefined;
  for (const key of new Set(
    document.runs.filter(isNew).map(({ hole, size }) => JSON.stringify([hole, size])),
  )) {
    const [hole, size] = JSON.parse(key) as [string, string];
    const now = rateOf(document.runs.filter((run) => run.hole === hole && run.size === size));
    const then = await rateBefore(transaction, document, hole, size);
    if (then === undefined || now.by === 0) continue;
    const [slow, usual] = [now.sum / now.by, then.sum / then.by];
    const least = usual * (1 - limits.rateDropPercent / 100);
    if (slow >= least || (worst !== undefined && slow / usual >= worst.share)) continue;
    worst = {
      share: slow / usual,
      alert: {
        severity: "warning",
        value: Math.round(slow * HOUR),
        threshold: Math.round(least * HOUR),
        details: { hole, size },
      },
    };
  }
  return worst?.alert;
}

async function rateBefore({ sql }: Transaction, document: ShiftDocument, hole: string, size: string) {
  const rows = await sql
    .selectFrom("run")
    .innerJoin("shift", (join) =>
      join.onRef("shift.tenant_id", "=", "run.tenant_id").onRef("shift.id", "=", "run.shift_id"),
    )
    .select(["run.shift_id", "run.kind", "run.from_mm", "run.to_mm", "run.starts_at", "run.ends_at"])
    .where("shift.state", "=", "final")
    .where("shift.rig_id", "=", document.rig)
    .where("shift.starts_at", "<", document.startsAt)
    .where("run.hole_id", "=", hole)
    .where("run.size", "=", size)
    .where("run.kind", "=", "new")
    .orderBy("shift.starts_at", "desc")
    .orderBy("shift.id", "desc")
    .limit(500)
    .execute();
  const last = rows.filter(({ shift_id }) => shift_id === rows[0]?.shift_id);
  const rate = rateOf(
    last.map((run) => ({
      kind: run.kind,
      fromMm: run.from_mm,
      toMm: run.to_mm,
      startsAt: run.starts_at,
      endsAt: run.ends_at,
    })),
  );
  return rate.by === 0 ? undefined : rate;
}
