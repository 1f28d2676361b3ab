/** What is wrong with a report, as a person reads it under the field: the same list in a browser and in an answer of the server. */

/** A `warning` is told and kept; an `error` refuses what was asked for. */
export type Severity = "error" | "warning";

/** One thing that is wrong. */
export interface Problem {
  /** The field by its names on the wire, a row by its id: `runs/0192f6a0-…/to`, `crew`, `notes`. */
  readonly at: string;
  /** For programs; it outlives the words. */
  readonly code: string;
  /** What, where and what to do about it. */
  readonly message: string;
  readonly severity: Severity;
}

export const errorAt = (at: string, code: string, message: string): Problem => ({
  at,
  code,
  message,
  severity: "error",
});

export const warningAt = (at: string, code: string, message: string): Problem => ({
  at,
  code,
  message,
  severity: "warning",
});

/** Whether a list holds anything that refuses. */
export const refuses = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === "error");
