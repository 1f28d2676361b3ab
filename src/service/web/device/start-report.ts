/** A new report, with what the last one of the rig lets carry over: who, which hole and size, what was done and used, never times and amounts. */
import { copyFrom, type Ticks } from "../../shift/copy.js";
import type { Id } from "../../shift/document.js";
import type { ExpectedShift } from "../../shift/slots.js";
import { contractFor } from "./contracts.js";
import { contentOf, type Draft } from "./draft.js";
import type { KeptReport } from "./kept-report.js";
import { newId } from "./new-id.js";
import { keep, reports } from "./reports.js";

export interface Beginning {
  readonly rig: { readonly id: Id; readonly timeZone: string };
  readonly occasion: ExpectedShift;
  readonly previous: KeptReport | undefined;
  readonly take: Ticks;
  /** Used where there is no previous report. */
  readonly client: Id;
  readonly project: Id | null;
  readonly supervisor: Id | null;
}

/** Of the shift that is meant: one that is there already, where a hand has pressed twice. */
export function startReport({ rig, occasion, previous, take, ...own }: Beginning): Id {
  const known = [...reports.get().values()].find(
    ({ draft, server }) =>
      draft.rig === rig.id &&
      draft.date === occasion.date &&
      draft.slot === occasion.slot &&
      server?.state !== "void",
  );
  if (known !== undefined) return known.id;
  const id = newId();
  const before = previous?.draft;
  const client = before?.client ?? own.client;
  const project = before?.project ?? own.project;
  const copied = before === undefined ? undefined : copyFrom(contentOf(before), occasion, take, newId);
  const draft: Draft = {
    rig: rig.id,
    date: occasion.date,
    slot: occasion.slot,
    startsAt: occasion.startsAt,
    endsAt: occasion.endsAt,
    timeZone: rig.timeZone,
    client,
    contract: contractFor({ client, project, date: occasion.date }, before?.contract ?? null),
    project,
    supervisor: own.supervisor ?? before?.supervisor ?? null,
    notes: "",
    crew: copied?.crew ?? [],
    // The first goes on where the last shift stopped; the others wait for their times.
    runs: (copied?.runs ?? []).map((run, i) => ({
      ...run,
      id: newId(),
      kind: "new",
      toMm: null,
      startsAt: i === 0 ? occasion.startsAt : null,
      endsAt: null,
      recoveredMm: null,
      onBottomSeconds: null,
      source: "typed",
      remarks: "",
    })),
    activities: (copied?.activities ?? []).map((row) => ({
      ...row,
      id: newId(),
      startsAt: null,
      endsAt: null,
      source: "typed",
      remarks: "",
    })),
    materials: (copied?.materials ?? []).map((row) => ({ ...row, id: newId(), quantityMilli: null })),
    surveys: [],
    casings: [],
    photos: [],
  };
  keep({
    id,
    draft,
    edition: 1,
    sent: 0,
    sending: null,
    server: null,
    receipt: null,
    wanted: null,
    refused: null,
    conflicts: [],
    trouble: null,
    editedAt: Date.now(),
  });
  return id;
}

/** The newest report of a rig that starts before an instant. */
export function previousReport(rig: Id, before: number): KeptReport | undefined {
  return [...reports.get().values()]
    .filter(({ draft, server }) => draft.rig === rig && draft.startsAt < before && server?.state !== "void")
    .sort((a, b) => b.draft.startsAt - a.draft.startsAt)[0];
}
