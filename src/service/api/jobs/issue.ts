/**
 * What is done with the bills of the month before, on the day that a tenant has chosen: managers are told that they can be issued, or they are issued where their
 * contract says so. A bill is for ever: where anything of the month is missing it is left to people, and they are told what.
 */
import { periodOf } from "../../shift/bill.js";
import { dateAfter, localDate } from "../../shift/clock.js";
import { contractOn } from "../../shift/contract.js";
import { moneyText } from "../../shift/money.js";
import { SYSTEM } from "../../store/audit/event.js";
import type { Transaction } from "../../store/database.js";
import { billOfVersions, issueBill, type StoredBill } from "../../store/repositories/boq.js";
import { type Versions, versionsOf } from "../../store/repositories/boq-rows.js";
import { listContracts, type StoredContract } from "../../store/repositories/contracts.js";
import { expectedOf } from "../../store/repositories/expected.js";
import { enqueueOnce } from "../../store/repositories/outbox.js";
import { rigPatterns } from "../../store/repositories/rig-patterns.js";
import type { BillNote } from "../../words/note.js";
import { keepMonthEnds } from "../month-ends.js";
import { type Noted, payloadOf } from "../outbox/told.js";
import { counted, inEachTenant, type Job } from "./job.js";

export const issueJob: Job = {
  name: "issue",
  does: "tells of the bills of the month before that can be issued, and issues those whose contract says so, on the tenant's day for it",
  due: "30 3 * * *",
  dated: true,
  async run(run) {
    const issued = await inEachTenant(run, async ({ id, settings: { timetable } }) => {
      const today = run.date ?? localDate(run.now, timetable.timeZone);
      if (timetable.issueDay === 0 || Number(today.slice(8)) < timetable.issueDay) return 0;
      const period = periodOf(dateAfter(`${periodOf(today)}-01`, -1));
      const { store } = run.service;
      let count = 0;
      const failed: string[] = [];
      for (const contract of await store.read(id, firstVersions)) {
        if (run.signal.aborted) break;
        // A bill that cannot be counted keeps none of the others from being looked at.
        try {
          await keepMonthEnds(run.service, { tenant: id, contract, period }, run.signal);
          if (await store.transaction(id, (transaction) => endMonth(transaction, contract, period))) count++;
        } catch (error) {
          if (run.signal.aborted) throw error;
          run.service.log.error("a bill could not be looked at", { tenant: id, contract, period, error });
          failed.push(`contract ${contract}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      run.service.wake(id);
      if (failed.length > 0) throw new Error(failed.join("; "));
      return count;
    });
    return `${counted(issued, "bill")} issued`;
  },
};

/** Of each contract that is or was in force, one version: two clients may have contracts of one code. */
async function firstVersions(transaction: Transaction): Promise<string[]> {
  const all = (await listContracts(transaction)).filter(({ state }) => state !== "draft");
  return [...new Map(all.toReversed().map(({ id, client, code }) => [`${client} ${code}`, id])).values()];
}

async function endMonth(transaction: Transaction, contract: string, period: string): Promise<boolean> {
  const versions = await versionsOf(transaction, contract);
  const bill = await billOfVersions(transaction, versions, period);
  if (bill.state === "issued" || (bill.lines.length === 0 && bill.adjustments.length === 0)) return false;
  const { to } = monthOf(period);
  const inForce = contractOn(versions.all, versions.first.code, to) ?? versions.first;
  const missing = await missingOf(transaction, versions, period, bill);
  const isWhole = missing.unreported + missing.open + missing.unpriced === 0;
  if (inForce.monthEnd !== "issue") {
    await tell(transaction, { versions, bill, period }, "draft", missing);
    return false;
  }
  if (!isWhole) {
    await tell(transaction, { versions, bill, period }, "not-issued", missing);
    return false;
  }
  await issueBill(transaction, { contract: versions.first.id, period, by: SYSTEM });
  await tell(transaction, { versions, bill, period }, "issued", missing);
  return true;
}

type Missing = Pick<BillNote, "unreported" | "open" | "unpriced">;

/** Once, whatever became of it since. */
async function tell(
  transaction: Transaction,
  { versions: { first }, bill, period }: { versions: Versions; bill: StoredBill; period: string },
  what: BillNote["what"],
  missing: Missing,
): Promise<void> {
  const total = `${moneyText(bill.totalMinor, bill.minorDigits)} ${bill.currency}`;
  const noted: Noted = {
    note: { code: "bill-of-month", params: { what, contract: first.code, month: period, total, ...missing } },
    path: `/boq/${first.id}/${period}`,
    data: { contract: first.id, period },
  };
  await enqueueOnce(transaction, `${what}-${first.id}-${period}`, {
    kind: "notice",
    target: "manager",
    payload: payloadOf(noted),
  });
}

/** What would be wrong for ever with a bill of now, or may be: days without a report, reports that are not final, work without a price. */
async function missingOf(
  transaction: Transaction,
  { all }: Versions,
  period: string,
  bill: StoredBill,
): Promise<Missing> {
  const span = monthOf(period);
  const isCalendar = all.some(({ monthSplit }) => monthSplit === "calendar");
  // Of a calendar month the night is too that begins on the last day of the one before.
  const reports = await reportsOf(transaction, all, {
    ...span,
    ...(isCalendar && { from: dateAfter(span.from, -1) }),
  });
  return {
    unreported: await unreported(transaction, reports, span),
    open: reports.filter(({ state }) => state !== "final" && state !== "void").length,
    unpriced: bill.problems.length,
  };
}

/** Slots of the month without a report, of the rigs that worked under the contract in it: one that rested has a void one. */
async function unreported(
  transaction: Transaction,
  reports: readonly Reported[],
  span: { readonly from: string; readonly to: string },
): Promise<number> {
  let missing = 0;
  for (const rig of await rigPatterns(transaction, [...new Set(reports.map(({ rig_id }) => rig_id))])) {
    const slots = await expectedOf(transaction, rig, span);
    missing += slots.filter(({ status }) => status === "missing").length;
  }
  return missing;
}

const monthOf = (period: string): { readonly from: string; readonly to: string } => ({
  from: `${period}-01`,
  to: dateAfter(`${periodOf(dateAfter(`${period}-01`, 31))}-01`, -1),
});

interface Reported {
  readonly rig_id: string;
  readonly state: string;
}

async function reportsOf(
  { sql }: Transaction,
  versions: readonly StoredContract[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly Reported[]> {
  return sql
    .selectFrom("shift")
    .select(["rig_id", "state"])
    .where("date", ">=", from)
    .where("date", "<=", to)
    .where(
      "contract_id",
      "in",
      versions.map(({ id }) => id),
    )
    .execute();
}
