/** All routes, in the order of the documentation. */
import type { AnyRoute } from "../route.js";
import { accountRoutes } from "./accounts.js";
import { adminRoutes } from "./admin.js";
import { alertRoutes } from "./alerts.js";
import { analyticsRoutes } from "./analytics.js";
import { auditRoutes } from "./audit.js";
import { boqRoutes } from "./boq.js";
import { contractRoutes } from "./contracts.js";
import { datasetRoutes } from "./datasets.js";
import { dayRoutes } from "./days.js";
import { decisionRoutes } from "./decisions.js";
import { eventRoutes } from "./events.js";
import { billExportRoutes } from "./export-bills.js";
import { shiftExportRoutes } from "./export-shifts.js";
import { exportRoutes } from "./exports.js";
import { flatReadRoutes } from "./flat-reads.js";
import { issuingRoutes } from "./issuing.js";
import { keyRoutes } from "./keys.js";
import { masterRoutes } from "./master.js";
import { messageRoutes } from "./messages.js";
import { photoRoutes } from "./photos.js";
import { rigDataRoutes } from "./rig-data.js";
import { sessionRoutes } from "./session.js";
import { shiftRoutes } from "./shifts.js";
import { ssoRoutes } from "./sso.js";
import { ssoProviderRoutes } from "./sso-providers.js";
import { stockRoutes } from "./stock.js";
import { webhookRoutes } from "./webhooks.js";

export const routes: readonly AnyRoute[] = [
  ...sessionRoutes,
  ...ssoRoutes,
  ...shiftRoutes,
  ...decisionRoutes,
  ...dayRoutes,
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
  ...keyRoutes,
  ...ssoProviderRoutes,
  ...adminRoutes,
  ...auditRoutes,
  ...webhookRoutes,
  ...messageRoutes,
  ...eventRoutes,
];
