/** What was thrown as a problem of the request; what is none is a fault of ours, logged whole and told in a sentence. */
import { randomUUID } from "node:crypto";
import { Failure } from "../../failure/failure.js";
import { ProviderSilent } from "../identity/sso/issuers.js";
import { BeyondCount } from "../shift/beyond-count.js";
import { Refusal, type RefusalCode } from "../store/refusal.js";
import { said } from "../words/refusal.js";
import type { Log } from "./log.js";
import { Problem, type ProblemCode, type ProblemPart } from "./problem.js";

const ofRefusals: Readonly<Record<RefusalCode, ProblemCode>> = {
  "not-found": "not-found",
  "version-mismatch": "changed",
  "already-decided": "conflict",
  "not-from-this-state": "conflict",
  locked: "conflict",
  taken: "conflict",
  "reference-missing": "invalid",
  "not-valid": "invalid",
  "same-key-other-request": "invalid",
};

export function problemOf(error: unknown, log: Log): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) {
    const { code, about, problems } = error;
    // A refusal of one thing is told of that thing.
    const errors = problems.length > 0 ? problems : [{ at: about, ...error.said }];
    return new Problem(ofRefusals[code], error.said, { errors: errors as ProblemPart[], cause: error });
  }
  if (error instanceof ProviderSilent) {
    log.warn("a provider of tokens does not answer", { error });
    return new Problem("unavailable", said("token-unseen", { why: error.message }), {
      cause: error,
    });
  }
  if (error instanceof BeyondCount)
    return new Problem("conflict", said("sum-beyond-count"), { cause: error });
  const id = randomUUID();
  if (error instanceof Failure && error.code === "disk-full") {
    log.error("no room is left", { id, error });
    return new Problem("unavailable", said("disk-full"), {
      headers: { "retry-after": "60" },
      cause: error,
    });
  }
  log.error("a request failed", { id, error });
  return new Problem("failed", said("failed", { id }), {
    cause: error,
  });
}
