/** Who should act and has not: reminded once, and then those above them told once, for each time that a report came to them. */
import { HOUR } from "../../shift/clock.js";
import type { Transaction } from "../../store/database.js";
import { namesOf } from "../../store/repositories/names.js";
import { enqueueOnce } from "../../store/repositories/outbox.js";
import type { NoteParams } from "../../words/note.js";
import { type Noted, payloadOf, type Reader } from "../outbox/told.js";
import type { Timetable } from "../timetable.js";
import { counted, inEachTenant, type Job } from "./job.js";

/** For whom a report waits in a state, and who is told when nothing happens. */
const waits: readonly {
  readonly state: NoteParams["still-waiting"]["state"];
  readonly on: Reader;
  readonly above: Reader;
}[] = [
  { state: "submitted", on: "manager", above: "admin" },
  { state: "disputed", on: "manager", above: "admin" },
  { state: "returned", on: "supervisor", above: "manager" },
];

export const remindersJob: Job = {
  name: "reminders",
  does: "reminds those for whom a report waits, and tells those above them when nothing happens",
  due: "*/15 * * * *",
  async run(run) {
    const told = await inEachTenant(run, async ({ id, settings }) => {
      const count = await run.service.store.transaction(id, (transaction) =>
        remind(transaction, settings.timetable, run.now),
      );
      if (count > 0) run.service.wake(id);
      return count;
    });
    return `${counted(told, "reminder")} written`;
  },
};

async function remind(transaction: Transaction, timetable: Timetable, now: number): Promise<number> {
  const rows = await transaction.sql
    .selectFrom("shift as s")
    .innerJoin("decision as d", (join) =>
      join.onRef("d.tenant_id", "=", "s.tenant_id").onRef("d.shift_id", "=", "s.id"),
    )
    .select(({ fn }) => [
      "s.id",
      "s.rig_id",
      "s.date",
      "s.slot",
      "s.state",
      fn.max<number>("d.at").as("since"),
    ])
    .where(
      "s.state",
      "in",
      waits.map(({ state }) => state),
    )
    .whereRef("d.to_state", "=", "s.state")
    .groupBy(["s.id", "s.rig_id", "s.date", "s.slot", "s.state"])
    .having(({ fn }) => fn.max("d.at"), "<=", now - timetable.remindHours * HOUR)
    .orderBy("s.id")
    .execute();
  if (rows.length === 0) return 0;
  const { rigs } = await namesOf(transaction);
  let count = 0;
  for (const { id, rig_id, date, slot, state, since } of rows) {
    const wait = waits.find((one) => one.state === state)!;
    const hours = Math.floor((now - since) / HOUR);
    const called = { rig: rigs.get(rig_id) ?? rig_id, date, slot };
    const noted: Noted = {
      shift: id,
      note: { code: "still-waiting", params: { ...called, state: wait.state, hours } },
      path: `/shifts/${id}`,
      data: { hours },
    };
    const tell = (step: string, target: Reader): Promise<boolean> =>
      // By the time since which it waits: what comes back and is sent again is another wait.
      enqueueOnce(transaction, `${step}-${id}-${since}`, {
        kind: "notice",
        target,
        payload: payloadOf(noted),
      });
    if (await tell("remind", wait.on)) count++;
    if (hours >= timetable.escalateHours && (await tell("escalate", wait.above))) count++;
  }
  return count;
}
