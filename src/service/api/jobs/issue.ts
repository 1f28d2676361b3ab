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
import { enqueueOnce } from "../../store/repositories/outbox.js";
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
      lines: [...why, "Issue it by hand when that is mended."],
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
    lines: [],
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

async function reasonsAgainst(
  { sql }: Transaction,
  versions: readonly StoredContract[],
  period: string,
  unpriced: number,
): Promise<string[]> {
  const { count } = await sql
    .selectFrom("shift")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("date", ">=", `${period}-01`)
    .where("date", "<=", `${period}-31`)
    .where(
      "contract_id",
      "in",
      versions.map(({ id }) => id),
    )
    .where("state", "not in", ["final", "void"])
    .executeTakeFirstOrThrow();
  const open = Number(count);
  return [
    ...(open === 0
      ? []
      : [`${counted(open, "report")} of the month ${open === 1 ? "is" : "are"} not final.`]),
    ...(unpriced === 0
      ? []
      : [`${counted(unpriced, "piece", "pieces")} of work ${unpriced === 1 ? "has" : "have"} no rate.`]),
    // Depths at midnight are the rig's to tell, and a person's to look at.
    ...(versions.some(({ monthSplit }) => monthSplit === "calendar")
      ? ["The contract is cut at midnight of the calendar, by the rig's depth where that is known."]
      : []),
  ];
}
