/** One mail a day to those who want no more: all that was to be told them since the last. */
import type { Transaction } from "../../store/database.js";
import { membersOf } from "../../store/repositories/accounts.js";
import { markFailed, markSent, waitingOf } from "../../store/repositories/outbox.js";
import { letterWords } from "../../words/letter-words.js";
import { putMail } from "../outbox/mail.js";
import type { Person } from "../outbox/recipients.js";
import type { Service } from "../service.js";
import { mailDay } from "../timetable.js";
import { counted, inEachTenant, type Job } from "./job.js";

/** In one mail; the others are counted. */
const MOST = 200;

export const digestJob: Job = {
  name: "digest",
  does: "writes the one mail of the day to those who want no more",
  due: "*/15 * * * *",
  async run(run) {
    const { service, now } = run;
    const mails = await inEachTenant(run, async ({ id, settings }) => {
      const day = mailDay(settings.timetable, now);
      if (day === undefined || service.settings.mail === undefined) return 0;
      const everybody = await service.store.control(({ sql }) => membersOf(sql, id));
      const count = await service.store.transaction(id, (transaction) =>
        writeDigests(transaction, { service, everybody, day }),
      );
      if (count > 0) service.wake(id);
      return count;
    });
    return `${counted(mails, "mail")} written`;
  },
};

interface Told {
  readonly title: string;
  readonly lines: readonly string[];
  readonly url: string;
  /** Of who they were when it was told to them. */
  readonly version: number;
}

async function writeDigests(
  transaction: Transaction,
  {
    service,
    everybody,
    day,
  }: { readonly service: Service; readonly everybody: readonly Person[]; readonly day: string },
): Promise<number> {
  let count = 0;
  for (const [account, waiting] of await waitingOf(transaction, "digest")) {
    const person = everybody.find((one) => one.account.id === account);
    const email =
      person?.membership.active === 1 && person.account.active === 1 ? person.account.email : null;
    if (email === null || person?.membership.mails === "none") {
      for (const { id } of waiting) await markFailed(transaction, id, "nobody wants it any more", null);
      continue;
    }
    const told: Told[] = [];
    const ids: string[] = [];
    for (const { id, payload } of waiting) {
      const one = payload as unknown as Told;
      // Whoever is something else by now may not see it any more.
      if (one.version !== person?.membership.version)
        await markFailed(transaction, id, "they are something else by now", null);
      else {
        told.push(one);
        ids.push(id);
      }
    }
    if (told.length === 0) continue;
    const more = told.length - MOST;
    const language = person?.account.language ?? "en";
    const words = letterWords(language);
    const letter = {
      language,
      subject: words.digest(told.length, day),
      paragraphs: [
        ...told.slice(0, MOST).map(({ title, lines, url }) => [title, ...lines, url].join("\n")),
        ...(more > 0 ? [words.more(more)] : []),
      ],
      link: { name: words.lookAtAll, url: `${service.url()}/inbox` },
      foot: words.foot,
    };
    // One a day, however often somebody asks for it.
    if (!(await putMail(transaction, { to: email, letter }, `digest-${day}-${account}`))) continue;
    for (const id of ids) await markSent(transaction, id);
    count++;
  }
  return count;
}
