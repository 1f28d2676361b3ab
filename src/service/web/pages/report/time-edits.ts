/** Edits of the time grid: it closes itself as far as it can, since a row begins where the one before has ended. */
import { gridOf } from "../../../shift/grid.js";
import { contentOf, type Draft } from "../../device/draft.js";
import { newId } from "../../device/new-id.js";

export type TimeSection = "runs" | "activities";

interface Timed {
  readonly id: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
}

/** A row of the main line or beside it, whole or not, in the order in which it is read. */
export interface TimeRow extends Timed {
  readonly section: TimeSection;
  readonly parallel: boolean;
}

export function timeRows(draft: Draft): TimeRow[] {
  const rows: TimeRow[] = [
    ...draft.runs.map(({ id, startsAt, endsAt }) => ({
      id,
      startsAt,
      endsAt,
      section: "runs" as const,
      parallel: false,
    })),
    ...draft.activities.map(({ id, startsAt, endsAt, parallel }) => ({
      id,
      startsAt,
      endsAt,
      section: "activities" as const,
      parallel: parallel === true,
    })),
  ];
  // What has no time yet stays at the end, in the order in which it was made.
  return rows
    .map((row, i) => ({ row, i }))
    .sort((a, b) => (a.row.startsAt ?? Infinity) - (b.row.startsAt ?? Infinity) || a.i - b.i)
    .map(({ row }) => row);
}

export function changeRow(
  draft: Draft,
  section: keyof Draft,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): Draft {
  const rows = draft[section] as readonly { readonly id: string; readonly source?: string }[];
  return {
    ...draft,
    [section]: rows.map((row) =>
      row.id === id ? { ...row, ...fields, ...(row.source === "rig" && { source: "edited" }) } : row,
    ),
  };
}

export function removeRow(draft: Draft, section: keyof Draft, id: string): Draft {
  const rows = draft[section] as readonly { readonly id: string }[];
  return { ...draft, [section]: rows.filter((row) => row.id !== id) };
}

/** The end of a row; the one that began there goes along, as far as it stays longer than nothing. */
export function moveEnd(draft: Draft, { section, id, parallel }: TimeRow, endsAt: number | null): Draft {
  const rows = timeRows(draft);
  const before = rows.find((row) => row.id === id)?.endsAt ?? null;
  const changed = changeRow(draft, section, id, { endsAt });
  if (endsAt === null || parallel) return changed;
  const next = rows.find(
    (row) =>
      row.id !== id &&
      !row.parallel &&
      (row.startsAt === before || row.startsAt === null) &&
      (row.endsAt === null || row.endsAt > endsAt),
  );
  const follows = next !== undefined && (before !== null ? next.startsAt === before : next.startsAt === null);
  return follows ? changeRow(changed, next.section, next.id, { startsAt: endsAt }) : changed;
}

/** Where the next row begins: the first piece of the shift that no row has. */
export function nextFree(draft: Draft): { readonly startsAt: number | null; readonly endsAt: number | null } {
  const { free } = gridOf(contentOf(draft));
  const started = timeRows(draft).filter(({ startsAt, endsAt }) => startsAt !== null && endsAt === null);
  const piece = free.find(({ startsAt }) => !started.some((row) => row.startsAt === startsAt));
  return { startsAt: piece?.startsAt ?? null, endsAt: null };
}

export function addActivity(draft: Draft): { readonly draft: Draft; readonly id: string } {
  const id = newId();
  const { startsAt } = nextFree(draft);
  return {
    id,
    draft: {
      ...draft,
      activities: [
        ...draft.activities,
        {
          id,
          type: null,
          startsAt,
          endsAt: null,
          hole: lastHole(draft),
          reason: null,
          payer: "client",
          parallel: false,
          source: "typed",
          remarks: "",
        },
      ],
    },
  };
}

/** A run goes on where the last one of the report stopped. */
export function addRun(
  draft: Draft,
  depthOf: (hole: string, at: number) => number | null,
): { readonly draft: Draft; readonly id: string } {
  const id = newId();
  const { startsAt } = nextFree(draft);
  const last = draft.runs.at(-1);
  const hole = last?.hole ?? null;
  return {
    id,
    draft: {
      ...draft,
      runs: [
        ...draft.runs,
        {
          id,
          hole,
          size: last?.size ?? "",
          kind: "new",
          fromMm: last?.toMm ?? (hole === null ? null : depthOf(hole, startsAt ?? draft.endsAt)),
          toMm: null,
          startsAt,
          endsAt: null,
          recoveredMm: null,
          onBottomSeconds: null,
          bit: last?.bit ?? null,
          source: "typed",
          remarks: "",
        },
      ],
    },
  };
}

export const lastHole = (draft: Draft): string | null => draft.runs.at(-1)?.hole ?? null;
