/** Days that are whole by now, though no approval made them so: a slot was voided, or a rig's pattern has changed. */
import { releaseDay } from "../deciding.js";
import { changed } from "../shift-changed.js";
import { counted, inEachTenant, type Job } from "./job.js";

export const releaseJob: Job = {
  name: "release",
  does: "sends approved reports to their client once the other shifts of the day are approved",
  due: "*/5 * * * *",
  async run(run) {
    const { store, events } = run.service;
    const released = await inEachTenant(run, async ({ id }) => {
      const days = await store.read(id, ({ sql }) =>
        sql
          .selectFrom("shift")
          .select(["rig_id", "date"])
          .distinct()
          .where("state", "=", "approved")
          .orderBy("date")
          .orderBy("rig_id")
          .execute(),
      );
      let count = 0;
      for (const { rig_id: rig, date } of days) {
        const moved = await store.transaction(id, (transaction) => releaseDay(transaction, { rig, date }));
        for (const { document } of moved) events.tell(changed(id, document));
        count += moved.length;
      }
      return count;
    });
    return `${counted(released, "report")} released`;
  },
};
