/** What can be told to a webhook. */
import type { ShiftEvent } from "../../shift/event.js";
import { eventPermissions } from "../deciding.js";

const ofShifts = Object.keys(eventPermissions) as readonly ShiftEvent[];

export const eventTypes = [
  ...ofShifts.map((event) => `shift.${event}` as const),
  "alert.raised",
  "audit.head",
  "quality.checked",
] as const;
