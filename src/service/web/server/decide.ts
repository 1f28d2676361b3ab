/** Sends a decision about a report: on the version that was looked at, once, however often it is sent. */
import type { ShiftDocument } from "../../shift/document.js";
import type { ShiftEvent } from "../../shift/workflow.js";
import { newId } from "../device/new-id.js";
import { ask, type Refusal } from "./request.js";

/** Undefined when it is done; else why not. */
export async function decide(
  { id, rowVersion }: Pick<ShiftDocument, "id" | "rowVersion">,
  event: ShiftEvent,
  comment: string,
): Promise<Refusal | { readonly detail: string } | undefined> {
  const own = newId();
  const reply = await ask(`/shifts/${id}/${event}`, {
    method: "POST",
    headers: { "if-match": `"${rowVersion}"`, "idempotency-key": own },
    json: { id: own, ...(comment !== "" && { comment }) },
  });
  if (reply.kind === "answer") return undefined;
  if (reply.kind === "refused") return reply.refusal;
  return { detail: reply.kind === "no-link" ? reply.why : "" };
}
