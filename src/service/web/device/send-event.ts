/** Sends an event that a person asked for while there may have been no link: a submit, or that it is taken back. */
import { ask } from "../server/request.js";
import type { KeptReport } from "./kept-report.js";
import { type Outcome, outcomeOf, troubleOf } from "./outcome.js";
import { change, takeFromServer } from "./reports.js";
import { documentIn } from "./send-document.js";

export async function sendEvent(
  report: KeptReport,
  { event, key }: NonNullable<KeptReport["wanted"]>,
): Promise<Outcome> {
  const reply = await ask(`/shifts/${report.id}/${event}`, {
    method: "POST",
    headers: { "idempotency-key": key, "if-match": `"${report.server?.rowVersion ?? 0}"` },
    json: { id: key },
  });
  if (reply.kind === "answer") {
    change(report.id, (now) => ({ ...now, wanted: null, refused: null, trouble: null }));
    const server = documentIn(reply.body) ?? documentIn(await looked(report.id));
    if (server !== undefined) takeFromServer(server);
    return "done";
  }
  if (reply.kind === "refused" && ![401, 429].includes(reply.refusal.status) && reply.refusal.status < 500) {
    // A try whose answer was lost may have done it: then the report is where it was to be brought.
    const server = documentIn(await looked(report.id));
    const { reason, params, detail, errors } = reply.refusal;
    const isDone = server !== undefined && server.state === (event === "submit" ? "submitted" : "draft");
    change(report.id, (now) => ({
      ...now,
      wanted: null,
      refused: isDone ? null : { event, reason, params, detail, errors, at: Date.now() },
      trouble: null,
    }));
    if (server !== undefined) takeFromServer(server);
    return "done";
  }
  const trouble = troubleOf(reply, report.trouble);
  change(report.id, (now) => ({ ...now, trouble }));
  return outcomeOf(trouble);
}

async function looked(id: string): Promise<unknown> {
  const reply = await ask(`/shifts/${id}`);
  return reply.kind === "answer" ? reply.body : undefined;
}
