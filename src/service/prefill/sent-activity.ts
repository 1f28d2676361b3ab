/**
 * What a rig did by the feed's own activity code, item 07, where sensors do not tell it: many feeds of mineral rigs have a code and a depth, and neither
 * hookload nor block. What a code says is a driller's word, so time on bottom is not made of it.
 */

import { activityName } from "../../wits/catalog/activity.js";
import type { RigState } from "../../wits/catalog/state.js";
import type { ActivityClass } from "../shift/document.js";
import { type RigTold, rigTold } from "../shift/rig-told.js";

/** Rows that follow each other, of one code, and of no state that sensors told. */
export interface SentActivity {
  readonly start: number;
  readonly end: number;
  readonly code: number;
}

const states: Readonly<Record<number, RigState>> = {
  2: "drill_rotate",
  3: "connection",
  4: "ream_down",
  5: "ream_down",
  6: "drill_rotate",
  7: "circulate",
  8: "trip_in",
  9: "trip_out",
  33: "trip_in",
  34: "trip_out",
};

/** Of codes that are no state of the rig: what a person could sign. Others ask why. */
const classes: Readonly<Record<number, ActivityClass>> = {
  1: "other",
  10: "maintenance",
  12: "maintenance",
  14: "other",
  15: "casing",
  16: "other",
  17: "other",
  18: "other",
  20: "other",
  21: "other",
  22: "other",
  24: "other",
  30: "other",
  31: "other",
};

/** Undefined of what is no state of the rig. */
export const stateOfCode = (code: number): RigState | undefined => states[code];

export interface ToldByCode {
  readonly what: string;
  readonly class: ActivityClass | null;
  readonly activity: null;
  readonly why: RigTold | null;
}

export function toldByCode(code: number): ToldByCode {
  const name = activityName(code);
  const what = name === undefined ? `Activity ${code}` : name.charAt(0).toUpperCase() + name.slice(1);
  const of = classes[code] ?? null;
  return {
    what,
    class: of,
    activity: null,
    why: of === null ? rigTold("ask-code", { activity: name ?? String(code) }) : null,
  };
}

/** Codes that are no state, within a span: of whole minutes, none shorter than `shortest`, in order and apart. */
export function codesWithin(
  sent: readonly SentActivity[],
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
  shortest: number,
): SentActivity[] {
  const MINUTE = 60_000;
  const found: SentActivity[] = [];
  const own = sent
    .filter(({ code, start, end }) => stateOfCode(code) === undefined && end > startsAt && start < endsAt)
    .sort((one, other) => one.start - other.start);
  for (const { code, start, end } of own) {
    const last = found.at(-1);
    const from = Math.max(startsAt, last?.end ?? startsAt, Math.round(start / MINUTE) * MINUTE);
    const to = Math.min(endsAt, Math.round(end / MINUTE) * MINUTE);
    if (last?.code === code && from - last.end < shortest)
      found[found.length - 1] = { ...last, end: Math.max(last.end, to) };
    else if (to > from) found.push({ code, start: from, end: to });
  }
  return found.filter(({ start, end }) => end - start >= shortest);
}
