/** Whether the clock of this device goes with that of the server: shifts and times of a report are chosen by it. */
import { MINUTE } from "../../shift/clock.js";
import { cellOf } from "../cell.js";

/** How far this device is ahead of the server, in ms; less than nothing where it is behind, 0 where both agree, or nobody has told. */
export const clockOff = cellOf(0);

/** An answer may be a minute on its way; who is off by more than this writes into the wrong quarter of an hour. */
const AGREES = 5 * MINUTE;

/** `date` is what an answer says of when it was made, as HTTP has it. */
export function serverClock(date: string | null, now = Date.now()): void {
  const told = Date.parse(date ?? "");
  if (Number.isNaN(told)) return;
  const off = now - told;
  clockOff.set(Math.abs(off) < AGREES ? 0 : Math.round(off / MINUTE) * MINUTE);
}
