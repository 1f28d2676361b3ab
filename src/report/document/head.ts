/** What stands at the top of a report: whose day it is. No log tells most of it; what nobody told is null, and listed. */

export interface Head {
  readonly well: string | null;
  readonly wellbore: string | null;
  readonly rig: string | null;
  readonly operator: string | null;
  readonly contractor: string | null;
  readonly field: string | null;
  readonly country: string | null;
  /** Who answers for the report. */
  readonly supervisor: string | null;
  /** `8 1/2" hole`, as people told it. */
  readonly section: string | null;
  /** `2024-03-01`. */
  readonly spud: string | null;
  /** Counted from the day of the spud, which is 1; null where no spud is told. */
  readonly dayNumber: number | null;
  /** The number of the report, as people count them; the day's number where they do not. */
  readonly reportNumber: number | null;
  /** Names of what was not told, in words: `operator`. */
  readonly missing: readonly string[];
}
