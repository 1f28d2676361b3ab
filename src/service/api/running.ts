/** Who runs the service: a super_admin, or the admin of the one company that has it for itself. */
import type { Reach } from "../identity/roles.js";
import { listTenants } from "../store/repositories/tenants.js";
import type { Service } from "./service.js";

/** Whether somebody with that reach of `service:manage` is the one: an admin is not where other companies share it. */
export const runsService = async ({ store }: Service, reach: Reach): Promise<boolean> =>
  reach === "all" || (await listTenants(store)).length === 1;
