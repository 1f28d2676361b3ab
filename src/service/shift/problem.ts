/**
 * What is wrong with a report, a contract or a typed number: a code, what its sentence has to name, and where it is. There are no words here:
 * `service/words` has a sentence for each code in each language, the same in a browser and in an answer of the server.
 */
import type { Billed } from "./billed.js";
import type { RunKind, ShiftState } from "./document.js";
import type { Part, ShiftEvent } from "./event.js";
import type { RateKind } from "./rate-kind.js";
import type { Naming, Nothing, Told } from "./told.js";

/** A `warning` is told and kept; an `error` refuses what was asked for. */
export type Severity = "error" | "warning";

/** A value of a report as it travels: what it should have been. */
export type Wanted =
  | { readonly kind: "id" | "instant" | "date" | "zone" | "truth" | "hash" }
  | { readonly kind: "text"; readonly least: number; readonly most: number }
  | { readonly kind: "integer"; readonly most: number }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | {
      readonly kind: "decimal";
      readonly of: "metres" | "quantity" | "degrees";
      readonly example: string;
      readonly from: string;
      readonly to: string;
      readonly decimals: number;
    };

/** A piece of time as the clock of the shift shows it: `16:15`, or `2026-03-28 16:15` where that is far from the shift. */
export interface ShownSpan {
  readonly from: string;
  readonly until: string;
}

/** What people type as a number. */
export type Typable = "metres" | "feet" | "degrees" | "hours" | "percent" | "price" | "quantity";

/**
 * What the sentence of a code names, as it travels: lengths are metres and shares percents, both as decimal texts; durations are seconds, dates
 * `2026-03-28`, months `2026-03`. Codes and names outlive the words.
 */
export interface ProblemParams {
  // Of any field.
  readonly missing: {
    readonly what: "value" | "size" | "slot" | "role" | "reason" | "item" | "slot-name" | Typable;
  };
  readonly twice:
    | { readonly what: "person" | "item" | "survey" }
    | { readonly what: "slot"; readonly name: string };
  readonly nothing: { readonly what: "quantity" | "hours" };
  readonly "upside-down":
    | { readonly what: "depths"; readonly from: string | null }
    | { readonly what: "band" }
    | { readonly what: "days" };
  readonly negative: { readonly what: Typable };
  readonly decimals: { readonly text: string; readonly most: number };
  // Of a number that a person types.
  readonly "not-a-number": { readonly typed: string; readonly what: Typable };
  readonly "too-fine": { readonly typed: string; readonly what: Typable; readonly most: number };
  readonly "too-deep": { readonly most: string };
  // Of a report.
  readonly "ends-before-start": { readonly what: "shift" | "row" };
  readonly "too-long": { readonly most_s: number };
  readonly "repeated-id": Nothing;
  readonly "no-dip": Nothing;
  readonly "no-azimuth": Nothing;
  readonly "no-zone": { readonly zone: string };
  readonly "other-date": { readonly starts: string };
  readonly "no-contract": Nothing;
  readonly "no-supervisor": Nothing;
  readonly "no-crew": Nothing;
  readonly "longer-than-shift": { readonly worked_s: number; readonly shift_s: number };
  readonly unknown: Nothing;
  readonly "below-hole": { readonly kind: RunKind | null; readonly depth: string; readonly end: string };
  readonly "far-from-shift": Nothing;
  readonly "outside-shift": { readonly row: ShownSpan; readonly shift: ShownSpan };
  readonly overlap: ShownSpan;
  readonly "too-much-time": { readonly by_s: number };
  readonly "unaccounted-time": { readonly by_s: number; readonly free: readonly ShownSpan[] };
  readonly "depth-overlap": { readonly by: string; readonly end: string };
  readonly "depth-gap": { readonly by: string; readonly end: string; readonly explained: boolean };
  readonly "recovery-of-hole": { readonly percent: string };
  readonly "recovery-of-run": {
    readonly recovered: string;
    readonly drilled: string;
    readonly percent: string;
  };
  // Of an event.
  readonly "wrong-state": { readonly event: ShiftEvent; readonly state: ShiftState };
  readonly "not-yours": { readonly event: ShiftEvent; readonly parts: readonly Part[] };
  readonly "comment-missing": { readonly event: ShiftEvent };
  readonly "own-rig": Nothing;
  readonly "own-client": Nothing;
  readonly submitter: Nothing;
  readonly "not-submitter": Nothing;
  readonly "every-slot-approved": Nothing;
  readonly "deemed-accepted": Nothing;
  readonly "client-decides": Nothing;
  readonly "never-final": Nothing;
  readonly "no-problems": Nothing;
  // Of a report as it travels.
  readonly "not-an-object": { readonly what: "report" | "row" };
  readonly "not-a-list": { readonly section: string };
  readonly "too-many": { readonly section: string; readonly most: number };
  readonly "not-readable": { readonly wanted: Wanted; readonly nullable: boolean };
  readonly "unknown-field": { readonly name: string };
  // Of the pattern of a rig.
  readonly "no-time": { readonly time: string };
  readonly "slots-overlap": { readonly name: string; readonly other: string };
  // Of a contract and its bills.
  readonly "no-currency": Nothing;
  readonly "out-of-range": {
    readonly what: "minor-digits" | "tax" | "length-step" | "time-step" | "price" | "free" | "markup";
  };
  readonly "no-date": Nothing;
  readonly "no-rates": Nothing;
  readonly "price-below-0": Nothing;
  readonly "without-use": { readonly kind: RateKind; readonly field: string };
  readonly "two-alike": { readonly from: string | null; readonly to: string | null };
  readonly "same-day": { readonly contract: string; readonly day: string };
  readonly "other-currency": {
    readonly contract: string;
    readonly currency: string;
    readonly decimals: number;
  };
  readonly "no-rate": { readonly billed: Billed };
  readonly issued: { readonly month: string };
  readonly "not-in-force": { readonly contract: string; readonly day: string };
}

/** What is wrong: it outlives the words. */
export type ProblemCode = keyof ProblemParams;

/** One thing that is wrong. */
export type Problem = Told<ProblemParams> & {
  /** The field by its names on the wire, a row by its id: `runs/0192f6a0-…/to`, `crew`, `notes`. */
  readonly at: string;
  readonly severity: Severity;
};

const made =
  (severity: Severity) =>
  <Code extends ProblemCode>(at: string, code: Code, ...[params]: Naming<ProblemParams[Code]>): Problem =>
    ({ at, code, params: params ?? {}, severity }) as Problem;

export const errorAt = made("error");
export const warningAt = made("warning");

/** Whether a list holds anything that refuses. */
export const refuses = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === "error");
