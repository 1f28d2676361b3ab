/** Who asks, as the audit chain has it; and events of it that are about accounts, whose tables the chain is not in. */

import type { Principal } from "../identity/principal.js";
import type { Actor, Json } from "../store/audit/event.js";
import type { Asked } from "./call.js";
import type { Service } from "./service.js";

export const actorOf = (who: Principal, asked: Pick<Asked, "address">): Actor => ({
  account: who.account,
  kind: who.by === "session" ? "person" : "key",
  role: who.role,
  ip: asked.address,
});

export interface Told {
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** Before the change it tells of: an event without its change is better than a change without its event. */
export const audited = (service: Service, tenant: string, by: Actor, told: Told): Promise<void> =>
  service.store.transaction(tenant, async (transaction) => transaction.audit({ by, ...told }));
