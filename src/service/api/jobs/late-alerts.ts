/** Alerts of what is late: reports that did not come, and those with which clients take their time. */
import { raiseLongWithClient, raiseMissingReports } from "../late-alerts.js";
import { counted, type Job } from "./job.js";

export const alertsJob: Job = {
  name: "alerts",
  does: "raises alerts of reports that are missing, or have been with their client for long",
  due: "*/5 * * * *",
  async run({ service: { store }, now }) {
    const missing = await raiseMissingReports(store, now);
    const slow = await raiseLongWithClient(store, now);
    return `${counted(missing + slow, "alert")} raised`;
  },
};
