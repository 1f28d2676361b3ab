/** Sends a report as a whole, and merges it with what somebody else has made of it meanwhile. */
import type { Id, ShiftContent, ShiftDocument } from "../../shift/document.js";
import { merge } from "../../shift/merge.js";
import { differences, snapshotOf } from "../../shift/revision.js";
import { contentToWire, documentFromWire } from "../../shift/wire.js";
import { SECTIONS } from "../../shift/wire-fields.js";
import { ask } from "../server/request.js";
import { contentOf, withUnfinished } from "./draft.js";
import type { KeptReport, Trouble } from "./kept-report.js";
import { linkIs } from "./link.js";
import { type Outcome, outcomeOf, troubleOf } from "./outcome.js";
import { change, contentIn, reportOf, saved } from "./reports.js";
import { session } from "./standing.js";

/** Versions in one go: whoever types all the time must not keep photos waiting. */
const MOST = 5;

export async function sendDocument(id: Id): Promise<Outcome> {
  for (let round = 0; round < MOST; round++) {
    const report = reportOf(id);
    if (report === undefined) return "stuck";
    if (report.conflicts.length > 0) return put(id, { kind: "choose", why: "" });
    if (report.sending === null && report.edition <= report.sent) return "done";
    const frozen = await freeze(report);
    if (frozen === undefined) return put(id, { kind: "locked", why: report.server?.state ?? "" });
    const outcome = await send(id, frozen);
    if (outcome !== "done") return outcome;
  }
  return "done";
}

/** The version to send, on disk before it goes: a device that dies meanwhile sends that very version again. */
async function freeze(report: KeptReport): Promise<NonNullable<KeptReport["sending"]> | undefined> {
  if (report.sending !== null) return report.sending;
  const { state } = report.server ?? { state: "draft" };
  if (state !== "draft" && state !== "returned") return undefined;
  const sending = {
    edition: report.edition,
    content: contentOf(report.draft),
    version: report.server?.rowVersion ?? null,
  };
  change(report.id, (now) => ({ ...now, sending }));
  await saved();
  return sending;
}

async function send(id: Id, frozen: NonNullable<KeptReport["sending"]>): Promise<Outcome> {
  const condition =
    frozen.version === null ? { "if-none-match": "*" } : { "if-match": `"${frozen.version}"` };
  const reply = await ask(`/shifts/${id}`, {
    method: "PUT",
    headers: condition,
    json: contentToWire(frozen.content),
    timeoutMs: 60_000,
  });
  if (reply.kind === "answer") {
    const server = documentIn(reply.body);
    if (server === undefined) return put(id, { kind: "failed", why: "the answer is no report" });
    return received(id, frozen, server);
  }
  const status = reply.kind === "refused" ? reply.refusal.status : 0;
  // Somebody else changed it, or it is there already from a try whose answer was lost.
  if (status === 412 || status === 428) return meet(id, frozen);
  const trouble = troubleOf(reply, reportOf(id)?.trouble ?? null);
  change(id, (report) => ({
    ...report,
    trouble,
    // What was refused does not go as it is: the next edit may.
    sending: trouble.kind === "refused" ? null : report.sending,
  }));
  return outcomeOf(trouble);
}

/** A receipt is what the server says it has: only when that is what was sent does the version leave the queue. */
async function received(
  id: Id,
  frozen: NonNullable<KeptReport["sending"]>,
  server: ShiftDocument,
): Promise<Outcome> {
  linkIs(true);
  session.set("open");
  const [other] = differences(frozen.content, contentIn(server));
  if (other !== undefined)
    return put(id, { kind: "failed", why: `the server has something else at ${other.at}` });
  const { hash } = await snapshotOf(server);
  change(id, (report) => ({
    ...report,
    server,
    sent: Math.max(report.sent, frozen.edition),
    sending: null,
    trouble: null,
    receipt: { hash, at: Date.now() },
  }));
  return "done";
}

/** Looks at what the server has, and merges. */
async function meet(id: Id, frozen: NonNullable<KeptReport["sending"]>): Promise<Outcome> {
  const reply = await ask(`/shifts/${id}`);
  const theirs = reply.kind === "answer" ? documentIn(reply.body) : undefined;
  if (theirs === undefined) {
    const why = reply.kind === "answer" ? "the answer is no report" : undefined;
    if (why !== undefined) return put(id, { kind: "failed", why });
    const trouble = troubleOf(reply as Exclude<typeof reply, { kind: "answer" }>, null);
    change(id, (report) => ({ ...report, trouble }));
    return outcomeOf(trouble);
  }
  if (differences(frozen.content, contentIn(theirs)).length === 0) return received(id, frozen, theirs);
  change(id, (report) => merged(report, frozen.content, theirs));
  return (reportOf(id)?.conflicts.length ?? 0) > 0 ? put(id, { kind: "choose", why: "" }) : "done";
}

/** Rows of ours that arrived with a try whose answer was lost count as known to the server. */
function merged(report: KeptReport, frozen: ShiftContent, theirs: ShiftDocument): KeptReport {
  const content = contentIn(theirs);
  const base = report.server === null ? begunApart(frozen) : contentIn(report.server);
  const first = merge(base, frozen, content);
  const arrived =
    first.conflicts.length === 0 ? merge(frozen, contentOf(report.draft), first.content) : undefined;
  const { content: result, conflicts } = arrived ?? merge(base, contentOf(report.draft), content);
  return {
    ...report,
    draft: withUnfinished(result, report.draft),
    edition: report.edition + 1,
    sending: null,
    server: theirs,
    conflicts,
    trouble: null,
  };
}

/** Of two that began by themselves every row that differs is of both. */
const begunApart = (content: ShiftContent): ShiftContent => ({
  ...content,
  ...Object.fromEntries(SECTIONS.map((section) => [section, []])),
});

export const documentIn = (body: unknown): ShiftDocument | undefined => documentFromWire(body).value;

function put(id: Id, { kind, why }: Pick<Trouble, "kind" | "why">): Outcome {
  change(id, (report) => {
    const before = report.trouble?.kind === kind ? report.trouble : null;
    const trouble: Trouble = {
      kind,
      why,
      since: before?.since ?? Date.now(),
      attempts: (before?.attempts ?? 0) + 1,
      nextAt: kind === "failed" ? Date.now() + 60_000 : 0,
    };
    return { ...report, trouble };
  });
  return "stuck";
}
