/** How long something waits, `3 h`, `2 days`, and whether that is long. */
import { DAY, HOUR } from "../../shift/clock.js";
import type { ShiftState } from "../../shift/document.js";
import type { Words } from "../words/en.js";

export function ageText(ms: number, words: Words): string {
  const hours = Math.max(0, Math.floor(ms / HOUR));
  return hours < 48 ? words.inbox.hours(hours) : words.inbox.days(Math.floor(hours / 24));
}

export type Urgency = "late" | "escalated" | null;

/** A client has a week. */
const PATIENCE: Readonly<Partial<Record<ShiftState, readonly [late: number, escalated: number]>>> = {
  with_client: [7 * DAY, 14 * DAY],
};

export function urgencyOf(state: ShiftState, waitsMs: number): Urgency {
  const [late, escalated] = PATIENCE[state] ?? [DAY, 3 * DAY];
  return waitsMs >= escalated ? "escalated" : waitsMs >= late ? "late" : null;
}
