/** What a daily report begins with: the well, the rig, the day; and what to know before reading on. */
import type { DayReport } from "../document.js";
import { count, figures } from "./build.js";
import type { Cell, Section } from "./section.js";

export function headSections({ head, date, start, end, zone }: DayReport): readonly Section[] {
  const pairs: readonly (readonly [string, Cell])[] = [
    ["Well", head.well],
    ["Wellbore", head.wellbore],
    ["Rig", head.rig],
    ["Operator", head.operator],
    ["Contractor", head.contractor],
    ["Field", head.field],
    ["Country", head.country],
    ["Section", head.section],
    ["Date", date],
    ["From", start],
    ["To", end],
    ["Time zone", zone],
    ["Spud", head.spud],
    ["Day", count(head.dayNumber)],
    ["Report", count(head.reportNumber)],
    ["Supervisor", head.supervisor],
  ];
  const note = head.missing.length === 0 ? null : `Not told: ${head.missing.join(", ")}.`;
  return figures("head", "Daily drilling report", pairs, note);
}

export function warningSections({ quality }: DayReport): readonly Section[] {
  if (quality.warnings.length === 0) return [];
  return [
    { kind: "text", id: "warnings", title: "Before you read on", note: null, paragraphs: quality.warnings },
  ];
}
