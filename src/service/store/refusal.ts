/**
 * What the store does not do, and why: the answer to somebody who asked for it, where a `Failure` is about the machine below. The API
 * turns each into a problem with its status; the database stays as it was.
 */
import type { Problem } from "../shift/problem.js";

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
  /** What it is about: a constraint, a column, an id. */
  readonly about: string;
  /** What is wrong, one by one, where that is known. */
  readonly problems: readonly Problem[];

  constructor(
    code: RefusalCode,
    message: string,
    about = "",
    { problems = [], ...options }: ErrorOptions & { readonly problems?: readonly Problem[] } = {},
  ) {
    super(message, options);
    this.code = code;
    this.about = about;
    this.problems = problems;
  }
}

export const isRefusal = (error: unknown, ...codes: readonly RefusalCode[]): error is Refusal =>
  error instanceof Refusal && (codes.length === 0 || codes.includes(error.code));

/** What both engines say of a key that another row has: `about` is `shift(rig_id, date, slot)`. */
export function taken(table: string, columns: readonly string[], cause: Error): Refusal {
  const own = columns.filter((one) => one !== "tenant_id").join(", ");
  return new Refusal("taken", `another ${table} has the same ${own}`, `${table}(${own})`, { cause });
}
