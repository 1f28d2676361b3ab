/** Sends all that waits now. A service that runs does so all the time; this is for whoever asks by hand or from another clock. */
import { deliverDue } from "../outbox/courier.js";
import { inEachTenant, type Job } from "./job.js";

export const deliverJob: Job = {
  name: "deliver",
  does: "sends mails and webhooks that wait; a running service does so all the time",
  due: "always",
  async run(run) {
    let failed = 0;
    const sent = await inEachTenant(run, async ({ id }) => {
      const done = await deliverDue(run.service, id, run.signal);
      failed += done.failed;
      return done.sent;
    });
    return `${sent} sent, ${failed} not taken`;
  },
};
