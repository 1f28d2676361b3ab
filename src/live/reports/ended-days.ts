/**
 * Which days of a rig have ended, as the dataset of its stream knows: by the rig's own clock, when a row of a later day is there, or by
 * the clock of this machine, when nothing came for a while. A rig whose clock runs ahead of ours ends no day before its time.
 */
import type { DayClock } from "../../report/day/clock.js";

/** The least and the greatest time of a part, milliseconds on the clock of the rows. */
export type Times = readonly [first: number, last: number];

export interface DaysSeen {
  readonly clock: DayClock;
  readonly parts: Iterable<Times>;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** When the dataset last grew. */
  readonly grown: number;
}

/** Milliseconds behind the end of a day in which rows of it may still come, and without any in which it is over. */
const QUIET = 15 * 60_000;
/** A rig's clock of which nobody told the zone may be so far ahead of UTC, and so far behind. */
const AHEAD = 14 * 3_600_000;
const BEHIND = 12 * 3_600_000;
/** Days that the rows of one part are taken to be in; of more only the first and the last. */
const MOST_DAYS = 31;

export interface EndedDays {
  /** Dates on which they begin, in order; there may be one without rows between others. */
  readonly ended: readonly string[];
  /** The day of the latest row that can be; undefined where no row has a time. */
  readonly latest: string | undefined;
}

export function endedDays({ clock, parts, now, grown }: DaysSeen): EndedDays {
  const known = clock.zone !== undefined;
  // On the clock of the rows it is now at most that, and at least that.
  const [most, least] = known ? [now, now] : [now + AHEAD, now - BEHIND];
  const days = new Set<number>();
  let latest: number | undefined;
  for (const [first, last] of parts) {
    const [from, to] = [clock.dayOf(first), clock.dayOf(last)];
    if (to - from > MOST_DAYS) days.add(from).add(to);
    else for (let day = from; day <= to; day++) days.add(day);
    for (const time of [first, last]) if (time <= most && time > (latest ?? -Infinity)) latest = time;
  }
  const ended = [...days]
    .filter((day) => {
      const end = clock.startOf(day + 1);
      if (most < end) return false;
      if (latest !== undefined && latest >= end) return true;
      return least >= end + QUIET && now - grown >= QUIET;
    })
    .sort((one, other) => one - other);
  return {
    ended: ended.map(clock.dateOf),
    latest: latest === undefined ? undefined : clock.dateOf(clock.dayOf(latest)),
  };
}
