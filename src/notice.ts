/** A notice, as whoever tells it and every way out have it. */

/** That something holds which a rule of `witskit.toml` names, or that it is over. It is what every way out is given. */
export interface Notice {
  /** The same each time when the same is told. */
  readonly id: string;
  readonly rule: string;
  /** The rule as it is written. */
  readonly when: string;
  readonly phase: "opened" | "cleared";
  /** The stream or link; empty where it is about the whole run. */
  readonly source: string;
  /** ISO 8601 in UTC, by the clock of this machine: when it opened, and when what is told was so. */
  readonly since: string;
  readonly time: string;
  /** What it is about, a sentence. */
  readonly text: string;
  /** Of a value. */
  readonly value?: number | undefined;
  readonly unit?: string | undefined;
  /** Of an event. */
  readonly severity?: string | undefined;
  readonly evidence?: string | undefined;
  readonly advice?: string | undefined;
}
