/**
 * Bills of the month before, issued on the day that a tenant has chosen. A bill is for ever: where a report of the month is not final, or work has no
 * rate, it is left to people, and they are told why.
 */
import { periodOf } from "../../shift/bill.js";
import { dateAfter, localDate } from "../../shift/clock.js";
import { SYSTEM } from "../../store/audit/event.js";
import type { Transaction } from "../../store/database.js";
import { billFor, issueBill } from "../../store/repositories/boq.js";
import { listContracts, type StoredContract } from "../../store/repositories/contracts.js";
import { expectedOf } from "../../store/repositories/expected.js";
import { enqueueOnce } from "../../store/repositories/outbox.js";
import { rigPatterns } from "../../store/repositories/rig-patterns.js";
import type { Said } from "../outbox/told.js";
import { counted, inEachTenant, type Job } from "./job.js";

export const issueJob: Job = {
  name: "issue",
  does: "issues the bills of the month before, where the tenant has chosen a day for it",
  due: "30 3 * * *",
  dated: true,
  async run(run) {
    const issued = await inEachTenant(run, async ({ id, settings: { timetable } }) => {
      const today = run.date ?? localDate(run.now, timetable.timeZone);
      if (timetable.issueDay === 0 || Number(today.slice(8)) < timetable.issueDay) return 0;
      const period = periodOf(dateAfter(`${periodOf(today)}-01`, -1));
      const { store } = run.service;
      const codes = await store.read(id, async (transaction) => [
        ...new Set(
          (await listContracts(transaction)).filter(({ state }) => state !== "draft").map(({ code }) => code),
        ),
      ]);
      let count = 0;
      for (const code of codes) {
        const done = await store.transaction(id, (transaction) => issueOne(transaction, code, period));
        if (done) count++;
      }
      run.service.wake(id);
      return count;
    });
    return `${counted(issued, "bill")} issued`;
  },
};

async function issueOne(transaction: Transaction, code: string, period: string): Promise<boolean> {
  const versions = (await listContracts(transaction, { code })).filter(({ state }) => state !== "draft");
  const contract = versions[0]!;
  const bill = await billFor(transaction, contract.id, period);
  if (bill.state === "issued" || (bill.lines.length === 0 && bill.adjustments.length === 0)) return false;
  const why = await reasonsAgainst(transaction, versions, period, bill.problems.length);
  const path = `/boq/${contract.id}/${period}`;
  if (why.length > 0) {
    const said: Said = {
      title: `Not issued: the bill of ${code}, ${period}`,
      lines: [...why, "It can be issued by hand, and is issued by itself once nothing of that holds."],
      path,
      data: { contract: contract.id, period },
    };
    await enqueueOnce(transaction, `not-issued-${contract.id}-${period}`, {
      kind: "notice",
      target: "manager",
      payload: said,
    });
    return false;
  }
  await issueBill(transaction, { contract: contract.id, period, by: SYSTEM });
  const said: Said = {
    title: `Issued: the bill of ${code}, ${period}`,
    lines: await missingIn(transaction, versions, period),
    path,
    data: { contract: contract.id, period },
  };
  await enqueueOnce(transaction, `issued-${contract.id}-${period}`, {
    kind: "notice",
    target: "manager",
    payload: said,
  });
  return true;
}

/** What would be wrong for ever with a bill of now. */
async function reasonsAgainst(
  transaction: Transaction,
  versions: readonly StoredContract[],
  period: string,
  unpriced: number,
): Promise<string[]> {
  const open = (await reportsOf(transaction, versions, period)).filter(
    ({ state }) => state !== "final" && state !== "void",
  ).length;
  return [
    ...sentences(open, "report of the month is not final", "reports of the month are not final"),
    ...sentences(unpriced, "piece of work has no rate", "pieces of work have no rate"),
    // Depths at midnight are the rig's to tell, and a person's to look at.
    ...(versions.some(({ monthSplit }) => monthSplit === "calendar")
      ? ["The contract is cut at midnight of the calendar, and a person looks at the depths there."]
      : []),
  ];
}

/** A rig that rested has no reports, and one whose reports are late has none yet: the bill does not know which. */
async function missingIn(
  transaction: Transaction,
  versions: readonly StoredContract[],
  period: string,
): Promise<string[]> {
  const reports = await reportsOf(transaction, versions, period);
  const rigs = await rigPatterns(transaction, [...new Set(reports.map(({ rig_id }) => rig_id))]);
  let missing = 0;
  for (const rig of rigs) {
    const slots = await expectedOf(transaction, rig, monthOf(period));
    missing += slots.filter(({ status }) => status === "missing").length;
  }
  return sentences(
    missing,
    "shift of its rigs has no report; if one comes, it is a line of the open month",
    "shifts of its rigs have no report; what comes of them is a line of the open month",
  );
}

const sentences = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}.`];

const monthOf = (period: string): { readonly from: string; readonly to: string } => ({
  from: `${period}-01`,
  to: dateAfter(`${periodOf(dateAfter(`${period}-01`, 31))}-01`, -1),
});

async function reportsOf(
  { sql }: Transaction,
  versions: readonly StoredContract[],
  period: string,
): Promise<readonly { readonly rig_id: string; readonly state: string }[]> {
  const { from, to } = monthOf(period);
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
