/** What somebody can be made in a tenant, and by whom. */

import type { Store } from "../store/database.js";
import type { Membership } from "../store/repositories/accounts.js";
import { findMaster } from "../store/repositories/master.js";
import type { Call } from "./call.js";
import { forbidden, wrong } from "./problem.js";

export interface Place {
  readonly role: Membership["role"];
  readonly client: string | null;
  readonly rigs: readonly string[] | null;
}

/** Throws Problem for a role that who asks cannot give, or that lacks what belongs to it. `where` begins its places in the body. */
export async function checkPlace(
  { who, service }: Call<unknown, unknown, unknown>,
  { role, client, rigs }: Place,
  where = "",
): Promise<void> {
  if (who.role === "super_admin" && role !== "admin") throw forbidden("first-admin");
  if (role === "super_admin") throw forbidden("terminal-alone");
  await checkHeld(service.store, who.tenant, { role, client, rigs }, where);
}

/** Throws Problem for a role that lacks what belongs to it, or names what the tenant has not. */
export async function checkHeld(
  store: Store,
  tenant: string,
  { role, client, rigs }: Place,
  where = "",
): Promise<void> {
  if ((role === "client") !== (client !== null)) throw wrong(`${where}/client`, "client-of-role");
  if (rigs !== null && role !== "supervisor") throw wrong(`${where}/rigs`, "rigs-of-role");
  await store.read(tenant, async (transaction) => {
    if (client !== null && (await findMaster(transaction, "client", client)) === undefined)
      throw wrong(`${where}/client`, "reference-missing", { what: "client" });
    for (const rig of rigs ?? [])
      if ((await findMaster(transaction, "rig", rig)) === undefined)
        throw wrong(`${where}/rigs`, "reference-missing", { what: "rig" });
  });
}
