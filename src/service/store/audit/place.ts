/** Where a thing stands in the audit chain: what paper has in its foot, so that it can be held against the chain. */
import type { Transaction } from "../database.js";
import { headOf } from "./chain.js";

/** The last event that changed one of these: `412 3f9c…`. That somebody read or exported it changes nothing of it. Null where there is none. */
export async function placeInChain(
  { sql }: Transaction,
  entity: "shift" | "boq",
  ids: readonly string[],
): Promise<string | null> {
  if (ids.length === 0) return null;
  const event = await sql
    .selectFrom("audit_event")
    .select(["seq", "hash"])
    .where("entity", "=", entity)
    .where("entity_id", "in", ids)
    .where("action", "like", `${entity}.%`)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return event === undefined ? null : `${event.seq} ${event.hash}`;
}

/** Where the chain ends now: in the foot of what may change until it is issued. */
export async function endOfChain({ sql }: Transaction): Promise<string> {
  const { seq, hash } = await headOf(sql);
  return `${seq} ${hash}`;
}
