/** Which datasets somebody sees: staff those of their company, a supervisor those of own rigs, a client none. */
import type { FailureCode } from "../../failure/codes.js";
import { Failure } from "../../failure/failure.js";
import { type Principal, scopeOf } from "../identity/principal.js";
import type { AllowedDataset } from "../recorded/allowed.js";
import { type AskedSpan, lacksSpan } from "../recorded/span.js";
import { witsOf } from "../recorded/wits.js";
import { listMaster } from "../store/repositories/master.js";
import { said } from "../words/refusal.js";
import { notFound, Problem, type ProblemCode, wrongIn } from "./problem.js";
import { withoutPath } from "./proposing.js";
import type { Service } from "./service.js";

/** The rigs of who asks, with the names of their datasets. */
export async function datasetsOfRigs(
  { store }: Service,
  who: Principal,
): Promise<readonly { readonly rig: string; readonly dataset: string }[]> {
  const { rigs } = scopeOf(who);
  const rows = await store.read(who.tenant, (transaction) => listMaster(transaction, "rig"));
  return rows.flatMap(({ id, wits }) => {
    const dataset = witsOf(wits)?.dataset;
    return dataset === undefined || (rigs !== null && !rigs.includes(id)) ? [] : [{ rig: id, dataset }];
  });
}

export async function seenDatasets(service: Service, who: Principal): Promise<readonly AllowedDataset[]> {
  if (who.role === "client") return [];
  const all = await service.datasets.of(who.tenant);
  if (scopeOf(who).rigs === null) return all;
  const own = new Set((await datasetsOfRigs(service, who)).map(({ dataset }) => dataset));
  return all.filter(({ id }) => own.has(id));
}

/** Throws Problem where it is not there, or not for them: the same sentence. */
export async function seenDataset(service: Service, who: Principal, id: string): Promise<AllowedDataset> {
  const found = who.role === "client" ? undefined : await service.datasets.find(who.tenant, id);
  if (found === undefined) throw notFound("dataset");
  if (scopeOf(who).rigs === null) return found;
  const own = await datasetsOfRigs(service, who);
  if (!own.some(({ dataset }) => dataset === id)) throw notFound("dataset");
  return found;
}

/** Throws Problem, with its place, for times that are none, and for two between which nothing lies. */
export function checkSpan(span: AskedSpan): void {
  const wrong = lacksSpan(span);
  if (wrong === undefined) return;
  const at = `?${wrong.at}`;
  throw wrong.text === undefined
    ? wrongIn("bad-request", at, "not-after-from")
    : wrongIn("bad-request", at, "no-moment", { text: wrong.text });
}

const codes: Readonly<Partial<Record<FailureCode, ProblemCode>>> = {
  "nothing-there": "not-found",
  "input-empty": "not-found",
  "unknown-name": "bad-request",
  "bad-option": "bad-request",
  "conflicting-options": "bad-request",
  "missing-option": "bad-request",
  "zone-undeclared": "bad-request",
  "units-undeclared": "bad-request",
  "too-much": "bad-request",
  "input-unsuited": "conflict",
};

/** What reading refuses, in words that name no folder; what is no matter of who asks is told to the log whole. */
export async function reading<Result>(
  { log }: Service,
  dataset: AllowedDataset,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const code = codes[error.code];
    if (code === undefined) log.warn("a dataset cannot be read", { dataset: dataset.id, error });
    if (error.code === "zone-undeclared")
      throw new Problem("bad-request", said("clock-without-zone"), { cause: error });
    const words = withoutPath(error, dataset);
    throw new Problem(
      code ?? "unavailable",
      said(code === undefined ? "dataset-unreadable" : "in-its-words", { words }),
      { cause: error },
    );
  }
}
