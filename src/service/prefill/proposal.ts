/**
 * What the rig's own data say of a shift, as a person would write it: proposed, never entered. Every row can be taken as it is, changed or left;
 * the difference between it and what was typed is shown to those who approve.
 */

import type { ProposedActivity, ProposedRun, ProposedSurvey, ProposedTotals } from "../shift/proposed.js";
import type { RigTold } from "../shift/rig-told.js";

/** With the time in each state of the rig; they fill the shift. */
export interface StateTotals extends ProposedTotals {
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
  readonly totals: StateTotals;
  /** How deep the hole was at each quarter of an hour within the span, the first one first; null where the rig told nothing. Midnights of all clocks are among them. */
  readonly depths: { readonly from: number; readonly mm: readonly (number | null)[] };
  /** What the reader must know. */
  readonly warnings: readonly RigTold[];
  readonly origin: ProposalOrigin;
}
