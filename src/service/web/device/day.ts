/** A day of rigs as the server puts it together, with its reports as documents. */
import type { ShiftDocument, ShiftState } from "../../shift/document.js";
import type { Problem } from "../../shift/problem.js";
import { documentFromWire } from "../../shift/wire.js";
import { type Asked, useAnswer } from "./answers.js";

export interface Change {
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface DaySlot {
  readonly slot: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly status: "submitted" | "open" | "missing" | "void" | "due" | "not-released";
  readonly shift: {
    readonly document: ShiftDocument;
    readonly since: number;
    readonly problems: readonly Problem[];
    readonly changed: readonly Change[] | null;
  } | null;
}

export interface DayTotals {
  readonly metres: string;
  /** Shifts with a report, of those that the day has. */
  readonly reported: number;
  readonly expected: number;
  readonly missing: readonly string[];
  readonly rate: string | null;
  readonly recovery: string | null;
  readonly drilling_hours: string;
  readonly man_hours: string;
  readonly standby_hours: { readonly client: string; readonly contractor: string };
}

export interface RigDay {
  readonly rig: { readonly id: string; readonly name: string; readonly zone: string };
  readonly slots: readonly DaySlot[];
  readonly totals: DayTotals;
}

interface SlotOnWire {
  readonly slot: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly status: DaySlot["status"];
  readonly shift: {
    readonly state: ShiftState;
    readonly since: string;
    readonly report: unknown;
    readonly problems: readonly Problem[];
    readonly changed: readonly Change[] | null;
  } | null;
}

interface OnWire {
  readonly rigs: readonly {
    readonly rig: RigDay["rig"];
    readonly slots: readonly SlotOnWire[];
    readonly totals: DayTotals;
  }[];
}

export function useDay(date: string, rig: string | undefined, version: number) {
  const asked: Asked<OnWire> = useAnswer<OnWire>(
    `/days/${date}${rig === undefined ? "" : `?rig=${encodeURIComponent(rig)}`}`,
    version,
  );
  const rigs = asked.answer?.body.rigs.map(({ rig: own, slots, totals }) => ({
    rig: own,
    totals,
    slots: slots.map(slotOf),
  }));
  return { asked, rigs };
}

function slotOf({ slot, starts_at, ends_at, status, shift }: SlotOnWire): DaySlot {
  const document = shift === null ? undefined : documentFromWire(shift.report).value;
  return {
    slot,
    status,
    startsAt: Date.parse(starts_at),
    endsAt: Date.parse(ends_at),
    shift:
      shift === null || document === undefined
        ? null
        : {
            document,
            since: Date.parse(shift.since),
            problems: shift.problems,
            changed: shift.changed,
          },
  };
}
