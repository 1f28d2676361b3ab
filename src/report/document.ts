/**
 * A report: one typed document, from which everything that people and programs get is laid out. Every number and every text that a
 * renderer may show stands in it, with its unit and rounded already; renderers add nothing but where it goes.
 */
import type { WellDays } from "./document/days.js";
import type { Head } from "./document/head.js";
import type {
  BitRun,
  Connections,
  DayDepth,
  DayEvent,
  DayKpi,
  Hydraulics,
  Mud,
  Remark,
  Survey,
  Top,
  Trips,
} from "./document/operations.js";
import type { Pictures } from "./document/pictures.js";
import type { DayQuality, DaySource, Provenance } from "./document/quality.js";
import type { TimeBreakdown } from "./document/time.js";
import type { Instant } from "./figure.js";

/** What the JSON of a report says of itself; a change that readers must know of is another number. */
export const REPORT_FORMAT = "witskit-report/1";

/** The day of a well. */
export interface DayReport {
  readonly head: Head;
  /** The date on which it begins, on the rig's clock: `2024-03-04`. */
  readonly date: string;
  readonly start: Instant;
  readonly end: Instant;
  /** 86400, but where clocks are put forward or back. */
  readonly seconds: number;
  /** Of the rig's clock; null where nobody told. */
  readonly zone: string | null;
  /** The day in a few sentences, as it would be told on the telephone. */
  readonly summary: string;
  readonly depth: DayDepth;
  readonly time: TimeBreakdown;
  readonly connections: Connections;
  readonly trips: Trips;
  readonly bits: readonly BitRun[];
  readonly hydraulics: Hydraulics;
  readonly mud: Mud;
  readonly surveys: readonly Survey[];
  readonly tops: readonly Top[];
  readonly events: readonly DayEvent[];
  readonly remarks: readonly Remark[];
  readonly kpis: readonly DayKpi[];
  readonly quality: DayQuality;
  readonly sources: readonly DaySource[];
  readonly pictures: Pictures;
}

/** A report of days: what every renderer lays out, and what the JSON is. */
export interface Report {
  readonly format: typeof REPORT_FORMAT;
  /** By well, then by day. */
  readonly days: readonly DayReport[];
  /** A well each, where there are several days or several wells; else empty. */
  readonly wells: readonly WellDays[];
  /** What a reader must know of all of it: rows without a time, inputs that broke off, days that are left out. */
  readonly warnings: readonly string[];
  readonly made: Provenance;
}
