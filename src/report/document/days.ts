/** Several days, and several wells: days against depth, hours that add up, the same key figures a column a day. */
import type { Figure } from "../figure.js";

/** A day in the row of days. */
export interface DaySummary {
  readonly date: string;
  readonly dayNumber: number | null;
  readonly holeEnd: Figure;
  readonly progress: Figure;
  readonly hours: Figure;
  readonly lost: Figure;
  readonly noData: Figure;
  readonly rateOnBottom: Figure;
  /** From the first day to this one. */
  readonly cumulativeHours: Figure;
  readonly cumulativeLost: Figure;
}

/** A key figure of a well, by day: as many as there are days. */
export interface KpiByDay {
  readonly name: string;
  readonly title: string;
  readonly definition: string;
  readonly days: readonly Figure[];
  readonly together: Figure;
}

/** The days of a well beside each other. */
export interface WellDays {
  readonly well: string | null;
  readonly days: readonly DaySummary[];
  readonly kpis: readonly KpiByDay[];
  /** All hours of all days, by activity. */
  readonly hoursByActivity: readonly {
    readonly activity: string;
    readonly seconds: number;
    readonly hours: Figure;
    readonly share: Figure;
  }[];
}
