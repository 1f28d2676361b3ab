/** The end of each tenant's audit chain, once a day, to the log and to webhooks: kept elsewhere, it tells whether the chain was written anew. */
import { headOf } from "../../store/audit/chain.js";
import { enqueueOnce } from "../../store/repositories/outbox.js";
import { type Noted, payloadOf } from "../outbox/told.js";
import { counted, inEachTenant, type Job } from "./job.js";

export const auditHeadJob: Job = {
  name: "audit-head",
  does: "writes the end of the audit chain to the log and to webhooks",
  due: "5 0 * * *",
  async run(run) {
    const { service, now } = run;
    const day = new Date(now).toISOString().slice(0, 10);
    const told = await inEachTenant(run, async ({ id }) => {
      const head = await service.store.transaction(id, async (transaction) => {
        const { seq, hash } = await headOf(transaction.sql);
        const noted: Noted = {
          note: { code: "chain-ends", params: { seq, hash } },
          path: "/audit",
          data: { seq, hash, date: day },
        };
        await enqueueOnce(transaction, `audit-head-${day}`, {
          kind: "event",
          target: "audit.head",
          payload: payloadOf(noted),
        });
        return { seq, hash };
      });
      service.log.info("the audit chain ends", { tenant: id, ...head });
      service.wake(id);
      return 1;
    });
    return `${counted(told, "head")} told`;
  },
};
