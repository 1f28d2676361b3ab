/**
 * What the store does not do, and why: the answer to somebody who asked for it, where a `Failure` is about the machine below. The API
 * turns each into a problem with its status; the database stays as it was.
 */
import type { Problem } from "../shift/problem.js";
import { type Said, said } from "../words/refusal.js";
import { textOf } from "../words/speech.js";

export const refusals = {
  "not-found": "there is no such thing here",
  "version-mismatch": "somebody has changed it meanwhile",
  "already-decided": "somebody has decided about this version",
  "not-from-this-state": "it is not in a state from which that can be done",
  locked: "it may not be changed any more",
  taken: "another one has that already",
  "reference-missing": "it names something that is not there",
  "not-valid": "a value is not one that may be stored",
  "same-key-other-request": "the key was used for another request",
} as const;

export type RefusalCode = keyof typeof refusals;

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  /** Why, in no language; the message of the error has it in English. */
  readonly said: Said;
  /** What it is about: a constraint, a column, an id. */
  readonly about: string;
  /** What is wrong, one by one, where that is known. */
  readonly problems: readonly Problem[];

  constructor(
    code: RefusalCode,
    why: Said,
    about = "",
    { problems = [], ...options }: ErrorOptions & { readonly problems?: readonly Problem[] } = {},
  ) {
    super(textOf(why), options);
    this.code = code;
    this.said = why;
    this.about = about;
    this.problems = problems;
  }
}

export const isRefusal = (error: unknown, ...codes: readonly RefusalCode[]): error is Refusal =>
  error instanceof Refusal && (codes.length === 0 || codes.includes(error.code));

/** What both engines say of a key that another row has: `about` is `shift(rig_id, date, slot)`. */
export function taken(table: string, columns: readonly string[], cause: Error): Refusal {
  const own = columns.filter((one) => one !== "tenant_id");
  return new Refusal("taken", said("taken", { what: table, columns: own }), `${table}(${own.join(", ")})`, {
    cause,
  });
}
