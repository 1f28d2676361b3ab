/** Rows of the rig's proposal as rows of the report: taken whole, each with where it came from, and nothing that a person wrote is lost. */
import type { ActivityType } from "../../../shift/activity.js";
import type { Id } from "../../../shift/document.js";
import type {
  ProposedActivity,
  ProposedRun,
  ProposedSurvey,
  RigProposal,
  ShownActivity,
  Takeable,
} from "../../../shift/proposed.js";
import { shared } from "../../../shift/span.js";
import { contentOf, type Draft } from "../../device/draft.js";
import { lastHole } from "./time-edits.js";

export type ProposedRow =
  | { readonly section: "runs"; readonly row: Takeable<ProposedRun> }
  | { readonly section: "activities"; readonly row: Takeable<ShownActivity> }
  | { readonly section: "surveys"; readonly row: Takeable<ProposedSurvey> };

/** How a proposed row stands to what is written. */
export type Standing =
  | "open"
  /** As it was proposed. */
  | "taken"
  /** Taken, and the rig has told more of it since. */
  | "grown"
  /** Taken, and changed by a person. */
  | "edited"
  /** Its time is written already, by another row. */
  | "written";

const momentOf = (one: ProposedRow): number => (one.section === "surveys" ? one.row.at : one.row.startsAt);

/** All of a proposal, in the order of the shift. */
export const proposedRows = ({ runs, activities, surveys }: RigProposal): ProposedRow[] =>
  [
    ...runs.map((row) => ({ section: "runs" as const, row })),
    ...activities.map((row) => ({ section: "activities" as const, row })),
    ...surveys.map((row) => ({ section: "surveys" as const, row })),
  ].sort((one, other) => momentOf(one) - momentOf(other));

type WrittenRow = Readonly<Record<string, unknown>> & { readonly source?: string | null };

export function standingOf(draft: Draft, one: ProposedRow): Standing {
  const written = (draft[one.section] as readonly { readonly id: string }[]).find(
    ({ id }) => id === one.row.id,
  ) as WrittenRow | undefined;
  if (written === undefined) {
    if (one.section === "surveys")
      return draft.surveys.some(({ depthMm }) => depthMm === one.row.depthMm) ? "written" : "open";
    const content = contentOf(draft);
    const beside = [...content.runs, ...content.activities.filter(({ parallel }) => !parallel)];
    return beside.some((row) => shared(row, one.row) !== undefined) ? "written" : "open";
  }
  if (written.source !== "rig") return "edited";
  const told = Object.entries(ownOf(one));
  return told.every(([name, value]) => written[name] === value) ? "taken" : "grown";
}

/** What the rig itself says of a row. */
function ownOf(one: ProposedRow): Readonly<Record<string, unknown>> {
  if (one.section === "runs") {
    const { fromMm, toMm, startsAt, endsAt, onBottomSeconds } = one.row;
    return { fromMm, toMm, startsAt, endsAt, onBottomSeconds };
  }
  if (one.section === "activities") return { startsAt: one.row.startsAt, endsAt: one.row.endsAt };
  const { depthMm, dipCd, azimuthCd, north, at } = one.row;
  return { depthMm, dipCd, azimuthCd, north, at };
}

/** What the rig cannot know of its rows. */
export interface Beside {
  /** Of the master data: one that alone has the class is meant, of several a person chooses. */
  readonly types: readonly ActivityType[];
  /** Where the rig drills, and in which size; as the report or the shift before has it. */
  readonly hole: Id | null;
  readonly size: string;
  readonly bit: string | null;
  /** What the rig did, in the language of who takes it. */
  readonly called: (row: Pick<ProposedActivity, "activity" | "what">) => string;
}

/** As the report says it so far, else as the one before it does; a person confirms it. */
export function besideOf(
  draft: Draft,
  before: Draft | undefined,
  types: readonly ActivityType[],
): Omit<Beside, "called"> {
  const like = draft.runs.find(({ hole }) => hole !== null) ?? before?.runs.at(-1);
  return { types, hole: like?.hole ?? null, size: like?.size ?? "", bit: like?.bit ?? null };
}

export function taken(draft: Draft, one: ProposedRow, beside: Beside): Draft {
  const written = (draft[one.section] as readonly { readonly id: string }[]).some(
    ({ id }) => id === one.row.id,
  );
  if (written)
    return {
      ...draft,
      [one.section]: (draft[one.section] as readonly { readonly id: string }[]).map((row) =>
        row.id === one.row.id ? { ...row, ...ownOf(one), source: "rig" } : row,
      ),
    };
  if (one.section === "runs") return withRun(draft, one.row, beside);
  if (one.section === "surveys") {
    const last = draft.surveys.at(-1);
    const { id, ...told } = one.row;
    const row = {
      id,
      ...told,
      hole: last?.hole ?? lastHole(draft) ?? beside.hole,
      instrument: last?.instrument ?? "",
      source: "rig" as const,
    };
    return { ...draft, surveys: [...draft.surveys, row] };
  }
  const { id, startsAt, endsAt, class: of } = one.row;
  const fitting = beside.types.filter((type) => type.class === of);
  const type = of !== null && fitting.length === 1 ? fitting[0] : undefined;
  const row = {
    id,
    type: type?.id ?? null,
    startsAt,
    endsAt,
    hole: lastHole(draft) ?? beside.hole,
    reason: null,
    payer: type?.payer ?? "contractor",
    parallel: false,
    source: "rig" as const,
    remarks: beside.called(one.row),
  };
  return { ...draft, activities: [...draft.activities, row] };
}

/** A run that was begun, and says nothing but its hole and size, is the one that the rig tells of. */
function withRun(draft: Draft, run: Takeable<ProposedRun>, beside: Beside): Draft {
  const begun = draft.runs.find(
    ({ source, toMm, endsAt, recoveredMm }) =>
      source === "typed" && toMm === null && endsAt === null && recoveredMm === null,
  );
  const like = begun ?? draft.runs.at(-1);
  const row = {
    id: run.id,
    hole: like?.hole ?? beside.hole,
    size: like?.size || beside.size,
    kind: "new" as const,
    fromMm: run.fromMm,
    toMm: run.toMm,
    startsAt: run.startsAt,
    endsAt: run.endsAt,
    recoveredMm: null,
    onBottomSeconds: run.onBottomSeconds,
    bit: like?.bit ?? beside.bit,
    source: "rig" as const,
    remarks: begun?.remarks ?? "",
  };
  const others = draft.runs.filter((one) => one !== begun);
  return { ...draft, runs: [...others, row] };
}

/** All that is open or has grown; what is written by hand stays, and so does what a person has changed. */
export function allTaken(draft: Draft, proposal: RigProposal, beside: Beside): Draft {
  return proposedRows(proposal).reduce(
    (now, one) => (["open", "grown"].includes(standingOf(now, one)) ? taken(now, one, beside) : now),
    draft,
  );
}
