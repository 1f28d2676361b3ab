/** All routes, in the order of the documentation. */
import type { AnyRoute } from "../route.js";
import { adminRoutes } from "./admin.js";
import { decisionRoutes } from "./decisions.js";
import { exportRoutes } from "./exports.js";
import { masterRoutes } from "./master.js";
import { photoRoutes } from "./photos.js";
import { sessionRoutes } from "./session.js";
import { shiftRoutes } from "./shifts.js";

export const routes: readonly AnyRoute[] = [
  ...sessionRoutes,
  ...shiftRoutes,
  ...decisionRoutes,
  ...photoRoutes,
  ...masterRoutes,
  ...exportRoutes,
  ...adminRoutes,
];
