/** What the rig does, from item 07 of every record. */
import { activities } from "./data/activities.js";

/** Undefined for codes outside the list: senders use their own, and that is no error. */
export const activityName = (code: number): string | undefined => activities[code];

/** All known codes with their names, ascending. */
export const activityCodes = (): readonly (readonly [code: number, name: string])[] =>
  Object.entries(activities).map(([code, name]) => [Number(code), name]);
