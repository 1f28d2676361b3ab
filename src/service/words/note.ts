/** What the service tells of by itself, by its code: it waits in no language, and is written in that of each who gets it. */
import type { ShiftState } from "../shift/document.js";
import type { Told } from "../shift/told.js";
import type { Said } from "./refusal.js";

/** What a report is called: `Rig 7, night of 2026-03-28`. */
export interface CalledReport {
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
}

/** What becomes of the bill of a month that is over, and what it lacks. */
export interface BillNote {
  readonly what: "draft" | "not-issued" | "issued";
  readonly contract: string;
  readonly month: string;
  readonly total: string;
  /** Shifts of its rigs without a report. */
  readonly unreported: number;
  /** Reports of the month that are not final. */
  readonly open: number;
  /** Pieces of work without a rate. */
  readonly unpriced: number;
}

export interface NoteParams {
  readonly "still-waiting": CalledReport & {
    readonly state: Extract<ShiftState, "submitted" | "disputed" | "returned">;
    readonly hours: number;
  };
  readonly "bill-of-month": BillNote;
  readonly "kept-checked": { readonly count: number; readonly faults: readonly Said[] };
  readonly "chain-ends": { readonly seq: number; readonly hash: string };
}

export type Note = Told<NoteParams>;
