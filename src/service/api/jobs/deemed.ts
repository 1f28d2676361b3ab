/**
 * Reports on which their client did not decide in the days of the contract: they count as accepted, the history says that nobody did it, and both sides are
 * told. The days begin anew with each time that the report goes to the client.
 */
import { DAY } from "../../shift/clock.js";
import { move } from "../../shift/workflow.js";
import type { Transaction } from "../../store/database.js";
import { findContract } from "../../store/repositories/contracts.js";
import { enqueue } from "../../store/repositories/outbox.js";
import { getShift, type StoredShift } from "../../store/repositories/shift-read.js";
import { bySystem } from "../deciding.js";
import { changed } from "../shift-changed.js";
import { counted, inEachTenant, type Job } from "./job.js";

export const deemedJob: Job = {
  name: "deemed",
  does: "accepts reports on which their client did not decide in the days of the contract",
  due: "5 * * * *",
  async run(run) {
    const { store, events } = run.service;
    const accepted = await inEachTenant(run, async ({ id: tenant }) => {
      const due = await store.read(tenant, (transaction) => overdue(transaction, run.now));
      let count = 0;
      for (const one of due) {
        const done = await store.transaction(tenant, (transaction) => accept(transaction, one, run.now));
        if (done === undefined) continue;
        events.tell(changed(tenant, done.document));
        count++;
      }
      return count;
    });
    return `${counted(accepted, "report")} accepted`;
  },
};

interface Overdue {
  readonly shift: string;
  readonly days: number;
}

async function overdue(transaction: Transaction, now: number): Promise<Overdue[]> {
  const rows = await transaction.sql
    .selectFrom("shift as s")
    .innerJoin("decision as d", (join) =>
      join.onRef("d.tenant_id", "=", "s.tenant_id").onRef("d.shift_id", "=", "s.id"),
    )
    .innerJoin("contract as c", (join) =>
      join.onRef("c.tenant_id", "=", "s.tenant_id").onRef("c.id", "=", "s.contract_id"),
    )
    .select(({ fn }) => ["s.id", "c.deemed_days", fn.max<number>("d.at").as("since")])
    .where("s.state", "=", "with_client")
    .where("d.to_state", "=", "with_client")
    .where("c.deemed_days", "is not", null)
    .groupBy(["s.id", "c.deemed_days"])
    .orderBy("s.id")
    .execute();
  return rows
    .filter(({ since, deemed_days }) => since + deemed_days! * DAY <= now)
    .map(({ id, deemed_days }) => ({ shift: id, days: deemed_days! }));
}

/** Looked at once more: somebody may have decided at this moment. */
async function accept(
  transaction: Transaction,
  { shift, days }: Overdue,
  now: number,
): Promise<StoredShift | undefined> {
  if (!(await overdue(transaction, now)).some((one) => one.shift === shift)) return undefined;
  const { document } = await getShift(transaction, shift);
  const contract = await findContract(transaction, document.contract!);
  const outcome = move({
    event: "accept",
    state: document.state,
    revision: document.revision,
    parts: ["system"],
    holding: new Set(["deemed-accepted"]),
    comment: "",
    clientDecides: true,
    onePerson: false,
  });
  if ("refused" in outcome) return undefined;
  const comment = `no decision in ${days} days, as contract ${contract!.code} has it`;
  const done = await bySystem(transaction, document, outcome, comment);
  const { event, from, to, part, revision } = outcome;
  const payload = { shift, actor: null, event, from, to, part, revision, comment };
  for (const target of ["manager", "client"]) await enqueue(transaction, { kind: "notice", target, payload });
  return done;
}
