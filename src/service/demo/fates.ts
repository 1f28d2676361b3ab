/**
 * What becomes of a report once it is written. Most are submitted, approved next morning with the other of their day, and accepted the day
 * after; the others are the story of the demo.
 */
import { dateAfter, HOUR, instantAt, localDate, MINUTE } from "../shift/clock.js";
import type { ShiftContent } from "../shift/document.js";
import type { DemoRig } from "./company.js";
import { atRig, type Desk, type Happening, inOffice } from "./desk.js";
import type { PlannedShift } from "./programme.js";

export const fates = [
  "usual",
  /** The other slot of its day has no report: released alone, with the reason. */
  "alone",
  /** Sent back with comments on its rows, and not mended yet. */
  "returned",
  /** Sent back, mended, and on its way again. */
  "mended",
  /** The client does not agree, and waits for an answer. */
  "disputed",
  /** The same, answered and then accepted as it was. */
  "answered",
  /** The same, written anew as revision 2. */
  "reworked",
  /** Begun for the wrong hole, made void, written again. */
  "begun-twice",
  /** Final, its month issued, and amended then. */
  "amended",
] as const;
export type Fate = (typeof fates)[number];

/** A report on its way. */
export interface WrittenShift {
  readonly rig: DemoRig;
  readonly plan: PlannedShift;
  readonly content: ShiftContent;
  readonly fate: Fate;
  /** Whether the client decides, by the contract. */
  readonly clientDecides: boolean;
  /** When an amendment begins. */
  readonly amendedAt: number;
  /** Who decides at an instant, and for whom. */
  readonly decider: (at: number) => { readonly account: string; readonly onBehalf?: string };
}

export function happeningsOf(shift: WrittenShift, desk: Desk): Happening[] {
  const { plan, content, rig, fate, clientDecides, decider } = shift;
  const { id } = plan;
  const { writer } = rig;
  const client = desk.client(rig.client);
  const morning = nextAt(plan.endsAt + 10 * MINUTE, "08:30", rig.zone);
  const decisionOfClient = instantAt(dateAfter(plan.date, 3), "10:15", rig.zone);
  const write = atRig(plan.endsAt - 15 * MINUTE, (t) => desk.write(t, writer, id, content));
  const submit = (at: number) => atRig(at, (t) => desk.decide(t, writer, "submit", id));
  const manage = (
    at: number,
    event: "approve" | "return" | "release" | "answer" | "rework" | "amend" | "void",
    comment = "",
    rows: readonly string[] = [],
    own = id,
  ) =>
    inOffice(at, (t) => {
      const { account, onBehalf } = decider(at);
      return desk.decide(t, account, event, own, {
        comment,
        rows,
        ...(onBehalf !== undefined && { onBehalf }),
      });
    });
  const accept = (at: number) =>
    clientDecides ? [inOffice(at, (t) => desk.decide(t, client, "accept", id))] : [];
  const dispute = (comment: string, rows: readonly string[]) =>
    inOffice(decisionOfClient + 20 * MINUTE, (t) => desk.decide(t, client, "dispute", id, { comment, rows }));
  const change = (at: number, changed: (content: ShiftContent) => ShiftContent) =>
    inOffice(at, (t) => desk.change(t, writer, id, changed));
  const begun = [write, submit(plan.endsAt + 10 * MINUTE)];
  const approved = [...begun, manage(morning, "approve")];
  const lastRun = content.runs.at(-1);
  switch (fate) {
    case "usual":
      return [...approved, ...accept(decisionOfClient)];
    case "alone":
      return [
        ...approved,
        manage(
          instantAt(dateAfter(plan.date, 2), "14:00", rig.zone),
          "release",
          "The night crew was stood down for the storm; its report is still to come",
        ),
        ...accept(instantAt(dateAfter(plan.date, 3), "10:15", rig.zone)),
      ];
    case "returned":
      return [
        ...begun,
        inOffice(morning, async (t) => {
          const { account } = decider(morning);
          for (const [row, text] of [
            [lastRun?.id, "The tray of this run shows less core than was written down"],
            [content.activities.at(-1)?.id, "Who was at the rig for the handover?"],
          ] as const)
            if (row !== undefined) await desk.say(t, account, { shift: id, row, text, audience: "staff" });
        }),
        manage(
          morning + MINUTE,
          "return",
          "Look at the last run and at the handover, please: see the comments",
          [...(lastRun === undefined ? [] : [lastRun.id])],
        ),
      ];
    case "mended":
      return [
        ...begun,
        manage(morning, "return", "Polymer is missing: the pill of the evening"),
        change(morning + HOUR, (before) => ({
          ...before,
          notes: "Polymer pill at 21:40, 6 L, in the materials.",
        })),
        submit(morning + 2 * HOUR),
        manage(morning + 3 * HOUR, "approve"),
        ...accept(decisionOfClient),
      ];
    case "disputed":
      return [
        ...approved,
        dispute(
          "Our geologist measured less core in the last tray. We do not agree with the recovery of the last run.",
          lastRun === undefined ? [] : [lastRun.id],
        ),
      ];
    case "answered":
      return [
        ...approved,
        dispute("Was the survey taken on this shift, or on the one before?", []),
        manage(
          decisionOfClient + 5 * HOUR,
          "answer",
          "On this one: the file of the tool says so, see the photo",
        ),
        ...accept(decisionOfClient + 24 * HOUR),
      ];
    case "reworked":
      return [
        ...approved,
        dispute(
          "The rig was not ready when we opened the site: the last hour was not ours to pay.",
          content.activities.filter(({ type }) => type === "standby").map(({ id: row }) => row),
        ),
        manage(decisionOfClient + 4 * HOUR, "rework", "Agreed: the hour goes to us"),
        change(decisionOfClient + 5 * HOUR, (before) => ({
          ...before,
          activities: before.activities.map((row) =>
            row.type === "standby"
              ? {
                  ...row,
                  payer: "contractor",
                  reason: "equipment breakdown",
                  remarks: "Agreed with the client",
                }
              : row,
          ),
        })),
        submit(decisionOfClient + 5 * HOUR + 10 * MINUTE),
        manage(decisionOfClient + 6 * HOUR, "approve"),
        ...accept(decisionOfClient + 24 * HOUR),
      ];
    case "begun-twice": {
      const wrong = `${id}-void`;
      const noon = plan.startsAt + 6 * HOUR;
      const empty: ShiftContent = {
        ...{ ...content, runs: [], activities: [], materials: [], surveys: [], casings: [], photos: [] },
        notes: "Begun for the wrong hole",
        crew: content.crew.map((row) => ({ ...row, id: `${row.id}-void` })),
      };
      return [
        atRig(plan.startsAt + HOUR, (t) => desk.write(t, writer, wrong, empty)),
        manage(noon, "void", "It was begun for the wrong hole", [], wrong),
        ...approved,
        ...accept(decisionOfClient),
      ];
    }
    case "amended": {
      const { amendedAt: at } = shift;
      return [
        ...approved,
        ...accept(decisionOfClient),
        manage(at, "amend", "The store counted four bags of bentonite more than were written down"),
        change(at + 4 * HOUR, (before) => ({
          ...before,
          materials: before.materials.map((row, i) =>
            i === 0 ? { ...row, quantityMilli: row.quantityMilli + 4000 } : row,
          ),
        })),
        submit(at + 4 * HOUR + 10 * MINUTE),
        manage(at + 5 * HOUR, "approve"),
        ...accept(at + 6 * HOUR),
      ];
    }
  }
}

/** The next instant, not before another, at which a clock shows a time. */
export function nextAt(after: number, time: string, zone: string): number {
  const date = localDate(after, zone);
  const today = instantAt(date, time, zone);
  return today >= after ? today : instantAt(dateAfter(date), time, zone);
}
