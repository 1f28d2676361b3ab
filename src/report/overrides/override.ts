/** What a person says of some times of a report, in the place of what was found: names, codes, classes, comments, depths. */
import type { Moment } from "../../wits/catalog/moment.js";
import type { TimeClass } from "../document/codes.js";

/** Everything but the span may be left out: what is not said stays as it was found. The span is a line of its own. */
export interface ReportOverride {
  readonly start: Moment;
  readonly end: Moment;
  readonly activity?: string | undefined;
  /** Of the Norwegian list, `drilling -- casing`; what begins with `interruption` is lost, where no class says otherwise. */
  readonly code?: string | undefined;
  readonly iadc?: string | undefined;
  readonly witsml?: string | undefined;
  readonly class?: Exclude<TimeClass, "no data"> | undefined;
  /** What it was lost to. */
  readonly cause?: string | undefined;
  /** In the place of what the report would say of it. */
  readonly comment?: string | undefined;
  /** Among the remarks, beside what was done. */
  readonly remark?: string | undefined;
  /** Of the hole and of the bit, at the end of the span, in the unit of the report. */
  readonly holeDepth?: number | undefined;
  readonly bitDepth?: number | undefined;
  /** For one well alone, where a report has several. */
  readonly well?: string | undefined;
  /** Where it was written: `day.toml:12`. */
  readonly place: string;
}

/** Another name for an activity, and other codes, wherever it was found. */
export interface Rename {
  readonly activity?: string | undefined;
  readonly code?: string | undefined;
  readonly iadc?: string | undefined;
  readonly witsml?: string | undefined;
  readonly class?: Exclude<TimeClass, "no data"> | undefined;
}

/** What people say of times, and how they call activities. */
export interface Overrides {
  /** By the name that the report would give. */
  readonly renames: Readonly<Record<string, Rename>>;
  readonly spans: readonly ReportOverride[];
}

export const noOverrides: Overrides = { renames: {}, spans: [] };

/** Keys of a span as they are written, and what each is of. */
export const spanKeys = {
  start: "start",
  end: "end",
  activity: "activity",
  code: "code",
  iadc: "iadc",
  witsml: "witsml",
  class: "class",
  cause: "cause",
  comment: "comment",
  remark: "remark",
  "hole-depth": "holeDepth",
  "bit-depth": "bitDepth",
  well: "well",
} as const satisfies Readonly<Record<string, keyof ReportOverride>>;

export const lossClasses = ["planned", "lost"] as const;
