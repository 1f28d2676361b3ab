/** What an activity is called by those who count hours. */

export interface ActivityCodes {
  /** The number in the time code table of the IADC's daily drilling report: `2`; null where it has none. */
  readonly iadc: string | null;
  /** Of daily reports to the Norwegian authority, which `drillReport` of WITSML has too: `drilling -- drill`. */
  readonly npd: string | null;
  /** Of WITSML's list of drilling activities: `drilling -- new hole`. */
  readonly witsml: string | null;
}

/** Where an hour goes in the sums. */
export type TimeClass = "planned" | "lost" | "no data";
