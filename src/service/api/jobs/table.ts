/** All that the service does by itself. */
import { auditHeadJob } from "./audit-head.js";
import { backupJob } from "./backup.js";
import { billMailJob } from "./bill-mail.js";
import { deemedJob } from "./deemed.js";
import { deliverJob } from "./deliver.js";
import { digestJob } from "./digest.js";
import { issueJob } from "./issue.js";
import type { Job } from "./job.js";
import { alertsJob } from "./late-alerts.js";
import { proposalsJob } from "./proposals.js";
import { qualityJob } from "./quality.js";
import { releaseJob } from "./release.js";
import { remindersJob } from "./reminders.js";
import { retentionJob } from "./retention.js";
import { rigGapsJob } from "./rig-gaps.js";

export const jobs: readonly Job[] = [
  deliverJob,
  proposalsJob,
  releaseJob,
  deemedJob,
  alertsJob,
  rigGapsJob,
  remindersJob,
  digestJob,
  billMailJob,
  issueJob,
  backupJob,
  qualityJob,
  retentionJob,
  auditHeadJob,
];
