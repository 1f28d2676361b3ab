/** Sends a decision about a report: on the version that was looked at, once, however often it is sent. */
import type { Id, ShiftDocument } from "../../shift/document.js";
import type { ShiftEvent } from "../../shift/event.js";
import { linkIs } from "../device/link.js";
import { session } from "../device/standing.js";
import { ask, type Refusal } from "./request.js";

/** Undefined when it is done; else why not. `own` names the decision: sent again under it, it is the same. */
export async function decide(
  { id, rowVersion }: Pick<ShiftDocument, "id" | "rowVersion">,
  { event, comment, own }: { readonly event: ShiftEvent; readonly comment: string; readonly own: Id },
): Promise<Refusal | "no-link" | undefined> {
  const reply = await ask(`/shifts/${id}/${event}`, {
    method: "POST",
    headers: { "if-match": `"${rowVersion}"`, "idempotency-key": own },
    json: { id: own, ...(comment !== "" && { comment }) },
  });
  linkIs(reply.kind !== "no-link");
  if (reply.kind === "answer") return undefined;
  if (reply.kind !== "refused") return "no-link";
  if (reply.refusal.status === 401) session.set("ended");
  return reply.refusal;
}
