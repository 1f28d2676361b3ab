/** Alerts of what rigs did that no row of a report accounts for, while shifts go on and after them. */
import { lookForGaps } from "../rig-gaps.js";
import { counted, inEachTenant, type Job } from "./job.js";

export const rigGapsJob: Job = {
  name: "rig-gaps",
  does: "holds reports against what their rigs recorded, and raises alerts of what no row accounts for",
  due: "*/10 * * * *",
  async run(run) {
    const { service, now, signal } = run;
    const open = await inEachTenant(run, async ({ id: tenant, settings: { alerts: limits } }) => {
      const count = await lookForGaps(service, { tenant, limits, now, signal });
      service.wake(tenant);
      return count;
    });
    return `${counted(open, "alert")} open`;
  },
};
