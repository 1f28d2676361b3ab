/**
 * What the rig's own data say of a shift, as a person would write it: proposed, never entered. Every row can be taken as it is, changed or left;
 * the difference between it and what was typed is shown to those who approve.
 */
import type { ActivityClass } from "../shift/document.js";

/** Hole that was made, in one go: drilling with its connections, surveys and reaming, without a longer pause. */
export interface ProposedRun {
  readonly fromMm: number;
  readonly toMm: number;
  /** Whole minutes, milliseconds since 1970. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Null where sensors do not tell it, and the feed says by its code alone that it drills. */
  readonly onBottomSeconds: number | null;
  readonly connections: number;
  /** Of them, in slips, a mean; null without a connection. */
  readonly slipToSlipSeconds: number | null;
}

/** Anything else that took time. */
export interface ProposedActivity {
  readonly startsAt: number;
  readonly endsAt: number;
  /** Null where the data tell nothing that a person could sign: `why` then asks. */
  readonly class: ActivityClass | null;
  /** In words: `Tripping in`. */
  readonly what: string;
  /** What a person must say of it. Waiting is never proposed as standby: whose it was is no matter of sensors. */
  readonly why: string | null;
}

export interface ProposedSurvey {
  readonly depthMm: number;
  readonly dipCd: number;
  readonly azimuthCd: number;
  /** `true`, where the sender corrected it; `magnetic`, as it was measured. */
  readonly north: "true" | "magnetic";
  readonly at: number;
}

/** Of the shift, whether or not rows are taken. */
export interface ProposedTotals {
  /** Of the hole, at the start and at the end of the shift; null where no row told before it. */
  readonly startMm: number | null;
  readonly endMm: number | null;
  readonly metresMm: number;
  readonly onBottomSeconds: number | null;
  readonly connections: number;
  /** By state of the rig; they fill the shift. */
  readonly secondsByState: Readonly<Record<string, number>>;
}

/** What it was made from: with the same, it is made again. */
export interface ProposalOrigin {
  readonly path: string;
  /** Of what describes the data: a log, or the manifest of a dataset. */
  readonly sha256: string;
  readonly program: string;
  readonly version: string;
  readonly options: Readonly<Record<string, string>>;
  /** Rows of the shift that were read. */
  readonly rows: number;
}

export interface Proposal {
  readonly startsAt: number;
  readonly endsAt: number;
  /** As the rig's data name it; null where nothing does. */
  readonly well: string | null;
  readonly runs: readonly ProposedRun[];
  readonly activities: readonly ProposedActivity[];
  readonly surveys: readonly ProposedSurvey[];
  readonly totals: ProposedTotals;
  /** What the reader must know, in sentences. */
  readonly warnings: readonly string[];
  readonly origin: ProposalOrigin;
}
