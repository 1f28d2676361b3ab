/** What comes of sending one thing, and what is kept of it when it does not arrive. */
import type { Reply } from "../server/request.js";
import { refusalText, toldText } from "../words/told.js";
import { waitOf } from "./back-off.js";
import type { Trouble } from "./kept-report.js";
import { linkIs } from "./link.js";
import { session } from "./standing.js";

/** It has arrived; it cannot go as it is, others may; there is nobody to send to. */
export type Outcome = "done" | "stuck" | "stop";

/** What is told of a reply that is no receipt, beside what stood before. */
export function troubleOf(reply: Exclude<Reply, { kind: "answer" }>, before: Trouble | null): Trouble {
  const attempts = (before?.attempts ?? 0) + 1;
  const since = before?.since ?? Date.now();
  if (reply.kind === "no-link") {
    linkIs(false);
    return { kind: "no-link", why: reply.why, since, attempts, nextAt: Date.now() + waitOf(attempts) };
  }
  linkIs(true);
  if (reply.kind === "unchanged") return { kind: "failed", why: "304", since, attempts, nextAt: 0 };
  const { status, retryAfter, reason, params, detail, errors } = reply.refusal;
  const refusal = { reason, params, detail, errors };
  const why = detail;
  if (status === 401) {
    session.set("ended");
    return { kind: "sign-in", why, refusal, since, attempts, nextAt: 0 };
  }
  if (status === 429 || status >= 500) {
    const wait = retryAfter === null ? waitOf(attempts) : retryAfter * 1000;
    return { kind: "failed", why, refusal, since, attempts, nextAt: Date.now() + wait };
  }
  return { kind: "refused", why, refusal, since, attempts, nextAt: 0 };
}

/** Why, with what the server says of single fields. */
export const whyOf = ({ why, refusal }: Pick<Trouble, "why" | "refusal">): string =>
  refusal === undefined
    ? why
    : [refusalText(refusal), ...refusal.errors.map((error) => `${error.at}: ${toldText(error)}`)].join("\n");

export const outcomeOf = (trouble: Trouble): Outcome =>
  trouble.kind === "no-link" || trouble.kind === "sign-in" ? "stop" : "stuck";
