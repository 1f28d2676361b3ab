/** How long a message that could not be sent waits for its next try, and when it is given up. */
import { DAY, HOUR } from "../../shift/clock.js";

const FIRST = 30_000;
const LONGEST = HOUR;
/** A weekend without a server of mail loses nothing. */
const OLDEST = 3 * DAY;

export interface Tried {
  /** This one included. */
  readonly attempts: number;
  readonly createdAt: number;
}

/** When it is tried again; null where it is too old for that. `chance` is from 0 to 1: servers that came back are not asked by all at once. */
export function nextTry({ attempts, createdAt }: Tried, now: number, chance = Math.random()): number | null {
  if (now - createdAt >= OLDEST) return null;
  const pause = Math.min(FIRST * 2 ** Math.min(attempts - 1, 20), LONGEST);
  return now + Math.round(pause * (0.75 + chance / 2));
}
