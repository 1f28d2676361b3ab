/** The list of reports without a link: what the server said last of those that the filters leave, and over it what this device has itself. */
import { metresText } from "../../shift/length.js";
import { metresOfRuns } from "../../shift/run.js";
import { contentOf } from "../device/draft.js";
import { type KeptReport, stateOf } from "../device/kept-report.js";
import type { ShiftSummary } from "./shift-table.js";

/** As the address of the list has them; what is empty or left out leaves all. */
export interface ListFilters {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly rig?: string | undefined;
  readonly hole?: string | undefined;
  readonly state?: string | undefined;
  readonly q?: string | undefined;
}

/** The newest first. A report of this device goes before what the server said of it, also where the filters leave it no more. */
export function listHere(
  own: readonly KeptReport[],
  said: readonly ShiftSummary[],
  filters: ListFilters,
): readonly ShiftSummary[] {
  const ids = new Set(own.map(({ id }) => id));
  const here = own.filter((report) => isLeft(report, filters)).map(summaryOf);
  return [...here, ...said.filter(({ id }) => !ids.has(id))].sort((a, b) =>
    a.date === b.date ? 0 : a.date < b.date ? 1 : -1,
  );
}

function summaryOf(report: KeptReport): ShiftSummary {
  const { runs, activities } = report.draft;
  const holes = [...runs, ...activities].flatMap(({ hole }) => hole ?? []);
  return {
    id: report.id,
    rig: report.draft.rig,
    date: report.draft.date,
    slot: report.draft.slot,
    state: stateOf(report),
    metres: metresText(metresOfRuns(contentOf(report.draft).runs)),
    holes: [...new Set(holes)],
  };
}

function isLeft(report: KeptReport, { from, to, rig, hole, state, q }: ListFilters): boolean {
  const { date, rig: own } = report.draft;
  return (
    (!from || date >= from) &&
    (!to || date <= to) &&
    (!rig || own === rig) &&
    (!state || stateOf(report) === state) &&
    (!hole || summaryOf(report).holes.includes(hole)) &&
    (!q || hasWords(report, q))
  );
}

/** Whether all words are in what somebody has typed; a server finds more, by names too. */
function hasWords({ draft }: KeptReport, q: string): boolean {
  const rows = [...draft.runs, ...draft.activities].map(({ remarks }) => remarks ?? "");
  const text = plain([draft.notes, ...rows].join(" "));
  return plain(q)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .trim();
