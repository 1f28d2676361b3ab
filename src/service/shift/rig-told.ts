/** What a rig's data, or their absence, have to say to people: a code with what its sentence names. Codes and names outlive the words. */
import type { Naming, Nothing, Told } from "./told.js";

/** What a rig does in a piece of time, as the report of a day has it. */
export const RIG_ACTIVITIES = [
  "drilling",
  "reaming",
  "back reaming",
  "circulating",
  "tripping in",
  "tripping out",
  "handling assembly",
  "out of hole",
  "working string",
  "waiting",
  "no data",
] as const;
export type RigActivity = (typeof RIG_ACTIVITIES)[number];

/** Lengths are metres as decimal texts. */
export interface RigToldParams {
  // Why there is nothing.
  readonly "no-dataset-named": Nothing;
  readonly "dataset-not-served": { readonly dataset: string };
  readonly "shift-not-begun": Nothing;
  /** In the words of what reads them. */
  readonly "data-unreadable": { readonly words: string };
  readonly "data-of-before": Nothing;
  // What a person must say of an activity.
  readonly "ask-out-of-hole": Nothing;
  readonly "ask-waiting": Nothing;
  readonly "ask-no-data": Nothing;
  readonly "ask-drilling": Nothing;
  /** By the feed's own code: its name in the catalog, or the code. */
  readonly "ask-code": { readonly activity: string };
  // What must be known before rows are taken.
  readonly "deeper-than-drilled": { readonly deeper: string; readonly drilled: string };
  readonly "no-depth-unit": Nothing;
  readonly "by-codes": Nothing;
  /** Null for a well without a name. */
  readonly "other-well": { readonly well: string | null; readonly proposed: string | null };
}

export type RigTold = Told<RigToldParams>;

export const rigTold = <Code extends keyof RigToldParams>(
  code: Code,
  ...[params]: Naming<RigToldParams[Code]>
): RigTold => ({ code, params: params ?? {} }) as unknown as RigTold;
