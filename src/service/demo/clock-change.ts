/** When the clock of a zone was last put forward or back. */
import { HOUR, zoneNamed } from "../shift/clock.js";

const DAY = 24 * HOUR;
/** Further back than a year no zone is looked at: it has no clock changes any more. */
const LOOKED_AT = 400;

/** The last instant before which the clock was another one, to the hour; `now` in a zone without changes. */
export function lastClockChange(now: number, zoneName: string): number {
  const zone = zoneNamed(zoneName);
  const ahead = (at: number): number => zone.toLocal(at) - at;
  for (let day = 0; day < LOOKED_AT; day++) {
    const end = now - day * DAY;
    if (ahead(end) === ahead(end - DAY)) continue;
    for (let at = Math.floor(end / HOUR) * HOUR; at > end - DAY; at -= HOUR)
      if (ahead(at) !== ahead(at - HOUR)) return at;
  }
  return now;
}
