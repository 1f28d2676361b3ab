/** What a day came to, a mail to each manager of tenants that want it: contract by contract, for what is final, and beside it the month so far. */

import { periodOf } from "../../shift/bill.js";
import { sumOfLines } from "../../shift/bill-line.js";
import { dateAfter } from "../../shift/clock.js";
import { decimalText } from "../../shift/decimal.js";
import { SYSTEM } from "../../store/audit/event.js";
import type { Transaction } from "../../store/database.js";
import { membersOf } from "../../store/repositories/accounts.js";
import { billFor, linesOfDay } from "../../store/repositories/boq.js";
import { listContracts, type StoredContract } from "../../store/repositories/contracts.js";
import { knownOf } from "../../store/repositories/outbox.js";
import { letterWords } from "../../words/letter-words.js";
import { putMail } from "../outbox/mail.js";
import { mailDay } from "../timetable.js";
import { counted, inEachTenant, type Job } from "./job.js";

export const billMailJob: Job = {
  name: "bill-mail",
  does: "mails managers what the day before came to, where the tenant wants it",
  due: "*/15 * * * *",
  dated: true,
  async run(run) {
    const { service, now } = run;
    const mails = await inEachTenant(run, async ({ id, settings }) => {
      const { timetable } = settings;
      const today = mailDay(timetable, now);
      const date = run.date ?? (today === undefined ? undefined : dateAfter(today, -1));
      if (date === undefined || !timetable.billMail || service.settings.mail === undefined) return 0;
      const everybody = await service.store.control(({ sql }) => membersOf(sql, id));
      const managers = everybody.filter(
        ({ account, membership }) =>
          membership.role === "manager" &&
          membership.active === 1 &&
          account.active === 1 &&
          account.email !== null &&
          membership.mails !== "none",
      );
      const idOf = (account: string): string => `bill-${date}-${account}`;
      const counts = await service.store.read(id, async (transaction) => {
        const known = await knownOf(
          transaction,
          managers.map(({ account }) => idOf(account.id)),
        );
        const untold = managers.filter(({ account }) => !known.has(idOf(account.id)));
        if (untold.length === 0) return undefined;
        return { untold, rows: await rowsOf(transaction, date), open: await openOf(transaction, date) };
      });
      if (counts === undefined || counts.rows.length === 0) return 0;
      const { untold, rows, open } = counts;
      const count = await service.store.transaction(id, async (transaction) => {
        let written = 0;
        for (const { account } of untold) {
          const language = account.language ?? "en";
          const words = letterWords(language);
          const letter = {
            language,
            subject: words.cameTo(date),
            paragraphs: [words.counted(open)],
            table: { head: words.billHead, rows },
            link: { name: words.lookAtDay, url: `${service.url()}/day/${date}` },
            foot: words.foot,
          };
          if (await putMail(transaction, { to: account.email!, letter }, idOf(account.id))) written++;
        }
        if (written > 0)
          transaction.audit({
            by: SYSTEM,
            action: "boq.mailed",
            entity: "day",
            entityId: date,
            after: { mails: written },
          });
        return written;
      });
      if (count > 0) service.wake(id);
      return count;
    });
    return `${counted(mails, "mail")} written`;
  },
};

/** A contract whose versions follow each other is one. Currencies are never added together. */
async function rowsOf(transaction: Transaction, date: string): Promise<string[][]> {
  const firsts = new Map<string, StoredContract>();
  for (const one of await listContracts(transaction))
    if (one.state !== "draft" && !firsts.has(one.code)) firsts.set(one.code, one);
  const rows: string[][] = [];
  for (const { id, code, currency, minorDigits } of firsts.values()) {
    const day = await linesOfDay(transaction, id, date);
    const month = await billFor(transaction, id, periodOf(date));
    if (day.length === 0 && month.lines.length === 0) continue;
    const text = (minor: number): string => decimalText(minor, minorDigits);
    rows.push([code, text(sumOfLines(day)), text(month.netMinor), currency, String(month.problems.length)]);
  }
  return rows;
}

async function openOf({ sql }: Transaction, date: string): Promise<number> {
  const { count } = await sql
    .selectFrom("shift")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("date", "=", date)
    .where("state", "not in", ["final", "void"])
    .executeTakeFirstOrThrow();
  return Number(count);
}
