/** Who sees what of contracts and prices. A client sees those contracts that say so, once they are in force; that prices were read is told to the audit chain. */
import { type Principal, reachFor } from "../identity/principal.js";
import type { Contract } from "../shift/contract.js";
import { actorOf, audited } from "./acting.js";
import type { Call } from "./call.js";

/** Whether somebody sees the prices of a contract. A draft is not the client's yet. */
export function seesPrices(who: Principal, { client, clientPrices, state }: Contract): boolean {
  const reach = reachFor(who, "price:read");
  if (reach === "all") return true;
  return reach === "contract" && client === who.client && clientPrices && state !== "draft";
}

/** Whose contracts and bills somebody asks for: undefined for those of all clients. */
export const clientOf = (who: Principal): string | undefined =>
  who.role === "client" ? (who.client ?? "") : undefined;

export interface PriceRead {
  readonly entity: "contract" | "boq" | "shift";
  readonly entityId: string;
  readonly of?: string;
}

/** Before the answer: a reading that is told and did not reach anybody is better than one that nobody knows of. */
export const auditRead = (
  { service, who, asked }: Call<unknown, unknown, unknown>,
  { entity, entityId, of }: PriceRead,
): Promise<void> =>
  audited(service, who.tenant, actorOf(who, asked), {
    action: "price.read",
    ...{ entity, entityId },
    ...(of !== undefined && { after: { of } }),
  });
