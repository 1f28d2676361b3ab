/** What the report's folds share: the draft, how it is edited, what is wrong with it, and the words of the lists. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { EarlierRun } from "../../../shift/continuity.js";
import { holeDepthAt } from "../../../shift/continuity.js";
import { errorAt, type Problem } from "../../../shift/problem.js";
import { problemsOf } from "../../../shift/rules.js";
import { type Section, wireName } from "../../../shift/wire-fields.js";
import { contentOf, type Draft, isWhole, lacking, unfinished } from "../../device/draft.js";
import type { KeptReport } from "../../device/kept-report.js";
import type { Master } from "../../device/master.js";
import { reports } from "../../device/reports.js";

export interface Writing {
  readonly report: KeptReport;
  readonly draft: Draft;
  readonly master: Master;
  readonly edit: (how: (draft: Draft) => Draft) => void;
  /** Takes a row away, and lets it be put back. */
  readonly remove: (section: Section, id: string, name: string) => void;
  readonly depthOf: (hole: string, at: number) => number | null;
}

export const WritingContext = createContext<Writing | null>(null);

export function useWriting(): Writing {
  const writing = useContext(WritingContext);
  if (writing === null) throw new Error("a fold stands in a report");
  return writing;
}

/** Runs of the other reports on this device. */
export function otherRuns(id: string): EarlierRun[] {
  return [...reports.get().values()]
    .filter((report) => report.id !== id && report.server?.state !== "void")
    .flatMap(({ draft }) => contentOf(draft).runs);
}

/** How deep a hole is, as far as this device knows; null where it never heard of it. */
export function knownDepth(hole: string, at: number, runs: readonly EarlierRun[]): number | null {
  return runs.some((run) => run.hole === hole) ? holeDepthAt(hole, at, runs) : null;
}

/** All that stands in the way of a submit, and what is to be looked at: the rules of the shift, and rows that are not whole. */
export function allProblems(report: KeptReport, master: Master): Problem[] {
  const { draft } = report;
  const others = otherRuns(report.id);
  const content = contentOf(draft);
  const problems = problemsOf(content, {
    activityTypes: new Map(master.types.map((type) => [type.id, type])),
    otherRuns: others,
    toleranceMinutes: 0,
  });
  // Which contract it is, is for the office to say.
  const knows = (problem: Problem): boolean =>
    problem.code !== "no-contract" && !isGuess(problem, draft, others);
  return [...loose(draft), ...problems.filter(knows)];
}

/** Of a hole that this device never heard of, only the server can say where it ends. */
function isGuess({ at, code }: Problem, draft: Draft, others: readonly EarlierRun[]): boolean {
  if (!["depth-gap", "below-hole", "recovery-of-hole"].includes(code)) return false;
  const [section, id] = at.split("/");
  const rows = draft[section as Section] as readonly { readonly id: string; readonly hole?: string | null }[];
  const hole = rows.find((row) => row.id === id)?.hole;
  return !others.some((run) => run.hole === hole);
}

function loose(draft: Draft): Problem[] {
  return unfinished(draft).flatMap(({ section, id }) => {
    const row = (draft[section] as readonly { readonly id: string }[]).find((one) => one.id === id)!;
    const fields = lacking(section, row);
    if (fields.length > 0)
      return fields.map((field) =>
        errorAt(`${section}/${id}/${wireName(field)}`, "missing", { what: "value" }),
      );
    return isWhole(section, row) ? [] : [upsideDown(section, id, row)];
  });
}

function upsideDown(section: Section, id: string, row: object): Problem {
  const { startsAt, endsAt } = row as { readonly startsAt?: number | null; readonly endsAt?: number | null };
  if (section === "materials") return errorAt(`${section}/${id}/quantity`, "nothing", { what: "quantity" });
  if (startsAt != null && endsAt != null && endsAt <= startsAt)
    return errorAt(`${section}/${id}/ends_at`, "ends-before-start", { what: "row" });
  return errorAt(`${section}/${id}/to`, "upside-down", { what: "depths", from: null });
}
