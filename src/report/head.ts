/** What people tell of a well for the top of its reports: no log sends it. */
import type { Head } from "./document/head.js";

/** What people tell for the head of a report. */
export interface HeadTold {
  readonly well?: string | undefined;
  readonly wellbore?: string | undefined;
  readonly rig?: string | undefined;
  readonly operator?: string | undefined;
  readonly contractor?: string | undefined;
  readonly field?: string | undefined;
  readonly country?: string | undefined;
  readonly supervisor?: string | undefined;
  readonly section?: string | undefined;
  /** `2024-03-01`: day 1. */
  readonly spud?: string | undefined;
  /** The number of the report of the day of the spud: 1 unless told. */
  readonly firstReport?: number | undefined;
  /** The assembly above the bit, in words. */
  readonly assembly?: string | undefined;
}

/** What stands at the top, and is listed where nobody told it. */
const asked = [
  "well",
  "wellbore",
  "rig",
  "operator",
  "contractor",
  "field",
  "country",
  "supervisor",
  "section",
  "spud",
] as const;

const DAY = 86_400_000;

/** `date` is that of the report: `2024-03-04`. */
export function headOf(told: HeadTold, well: string | undefined, date: string): Head {
  const text = (key: (typeof asked)[number]): string | null =>
    (key === "well" ? (told.well ?? well) : told[key]) ?? null;
  const passed =
    told.spud === undefined ? undefined : Math.round((Date.parse(date) - Date.parse(told.spud)) / DAY);
  // The days before the spud have no number.
  const dayNumber = passed === undefined || passed < 0 ? null : passed + 1;
  return {
    well: text("well"),
    wellbore: text("wellbore"),
    rig: text("rig"),
    operator: text("operator"),
    contractor: text("contractor"),
    field: text("field"),
    country: text("country"),
    supervisor: text("supervisor"),
    section: text("section"),
    spud: text("spud"),
    dayNumber,
    reportNumber: dayNumber === null ? null : dayNumber - 1 + (told.firstReport ?? 1),
    missing: asked.filter((key) => text(key) === null),
  };
}
