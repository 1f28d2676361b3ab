/** All routes, in the order of the documentation. */
import type { AnyRoute } from "../route.js";
import { accountRoutes } from "./accounts.js";
import { adminRoutes } from "./admin.js";
import { alertRoutes } from "./alerts.js";
import { analyticsRoutes } from "./analytics.js";
import { auditRoutes } from "./audit.js";
import { backupRoutes } from "./backups.js";
import { boqRoutes } from "./boq.js";
import { commentRoutes } from "./comments.js";
import { contractRoutes } from "./contracts.js";
import { datasetRoutes } from "./datasets.js";
import { dayApprovalRoutes } from "./day-approval.js";
import { dayRoutes } from "./days.js";
import { decisionRoutes } from "./decisions.js";
import { erasingRoutes } from "./erasing.js";
import { eventRoutes } from "./events.js";
import { billExportRoutes } from "./export-bills.js";
import { shiftExportRoutes } from "./export-shifts.js";
import { exportRoutes } from "./exports.js";
import { flatReadRoutes } from "./flat-reads.js";
import { identityRoutes } from "./identities.js";
import { issuingRoutes } from "./issuing.js";
import { jobRoutes } from "./jobs.js";
import { keyRoutes } from "./keys.js";
import { masterRoutes } from "./master.js";
import { messageRoutes } from "./messages.js";
import { linkRoutes } from "./one-time-links.js";
import { ownAccountRoutes } from "./own-account.js";
import { photoRoutes } from "./photos.js";
import { revisionRoutes } from "./revisions.js";
import { rigDataRoutes } from "./rig-data.js";
import { sessionRoutes } from "./session.js";
import { shiftRoutes } from "./shifts.js";
import { ssoRoutes } from "./sso.js";
import { ssoProviderRoutes } from "./sso-providers.js";
import { ssoTrialRoutes } from "./sso-trials.js";
import { stockRoutes } from "./stock.js";
import { tenantRoutes } from "./tenants.js";
import { webhookRoutes } from "./webhooks.js";

export const routes: readonly AnyRoute[] = [
  ...sessionRoutes,
  ...ownAccountRoutes,
  ...linkRoutes,
  ...ssoRoutes,
  ...identityRoutes,
  ...shiftRoutes,
  ...commentRoutes,
  ...decisionRoutes,
  ...revisionRoutes,
  ...dayRoutes,
  ...dayApprovalRoutes,
  ...flatReadRoutes,
  ...analyticsRoutes,
  ...alertRoutes,
  ...stockRoutes,
  ...photoRoutes,
  ...rigDataRoutes,
  ...datasetRoutes,
  ...masterRoutes,
  ...contractRoutes,
  ...boqRoutes,
  ...issuingRoutes,
  ...exportRoutes,
  ...shiftExportRoutes,
  ...billExportRoutes,
  ...accountRoutes,
  ...erasingRoutes,
  ...keyRoutes,
  ...ssoProviderRoutes,
  ...ssoTrialRoutes,
  ...adminRoutes,
  ...auditRoutes,
  ...webhookRoutes,
  ...messageRoutes,
  ...jobRoutes,
  ...backupRoutes,
  ...tenantRoutes,
  ...eventRoutes,
];
