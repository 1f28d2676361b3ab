/** What a look at a log finds, each with its place. */

import type { Code } from "../wits/catalog/code.js";
import type { Reason } from "../wits/decoding/counters.js";
import type { Warning } from "./explanations.js";

/** Why bytes were rejected; a frame without an end is none of these. */
export type Problem = Exclude<Reason, "unterminated-frame">;

interface Place {
  /** Byte of the source. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1 in the source; undefined outside all frames. */
  readonly frame: number | undefined;
}

export interface ProblemFound extends Place {
  readonly kind: "problem";
  readonly reason: Problem;
  readonly length: number;
  readonly code: Code | undefined;
  /** Those that were rejected. */
  readonly bytes: Uint8Array;
}

export interface WarningFound extends Place {
  readonly kind: "warning";
  readonly reason: Exclude<Warning, "unmapped">;
  /** Of a clock that steps back: from when to when, milliseconds since 1970. */
  readonly step?: { readonly from: number; readonly to: number };
}

export type Finding = ProblemFound | WarningFound;

/** A code outside the catalog: where it first occurs, and its values in all. */
export interface UnmappedFound extends Place {
  readonly source: string;
  readonly code: Code;
  values: number;
}
