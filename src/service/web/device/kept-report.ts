/** A report as this device keeps it: what a person sees, what the server has of it, and what lies between. */
import type { Id, ShiftContent, ShiftDocument } from "../../shift/document.js";
import type { Conflict } from "../../shift/merge.js";
import type { Coded, Refused } from "../words/told.js";
import type { Draft } from "./draft.js";

/** Events that a device may ask for while there is no link. */
export type WantedEvent = "submit" | "recall";

export interface Told extends Refused {
  readonly errors: readonly Complaint[];
}

/** Why something waits, since when, and when it is tried again. */
export interface Trouble {
  readonly kind: "no-link" | "sign-in" | "refused" | "choose" | "locked" | "failed";
  readonly why: string;
  /** What the server said: told by its codes, in the language of whoever reads it then. */
  readonly refusal?: Told;
  readonly since: number;
  readonly attempts: number;
  readonly nextAt: number;
}

export interface Complaint extends Coded {
  readonly at: string;
}

export interface KeptReport {
  readonly id: Id;
  readonly draft: Draft;
  /** One more with each edit. */
  readonly edition: number;
  /** The edition that the server has given a receipt for. */
  readonly sent: number;
  /** What is being sent, frozen: it is sent again as it is until there is a receipt, whatever is typed meanwhile. */
  readonly sending: {
    readonly edition: number;
    readonly content: ShiftContent;
    readonly version: number | null;
  } | null;
  /** The last version that server and device agreed on: the base of a merge. */
  readonly server: ShiftDocument | null;
  readonly receipt: { readonly hash: string; readonly at: number } | null;
  readonly wanted: { readonly event: WantedEvent; readonly key: string } | null;
  /** Why the server did not take an event. */
  readonly refused: (Told & { readonly event: WantedEvent; readonly at: number }) | null;
  readonly conflicts: readonly Conflict[];
  readonly trouble: Trouble | null;
  readonly editedAt: number;
}

export const isUnsent = ({ edition, sent, wanted }: KeptReport): boolean => edition > sent || wanted !== null;

/** Where the report stands for its reader: what it waits for counts as done, and can be undone until it is sent. */
export const stateOf = ({ server }: KeptReport): ShiftDocument["state"] => server?.state ?? "draft";

/** Whether a person may write in it now. */
export const isWritable = (report: KeptReport): boolean => {
  const state = stateOf(report);
  return (state === "draft" || state === "returned") && report.wanted === null;
};
