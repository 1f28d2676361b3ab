/**
 * Days of the rig's clock: when each begins and ends, and what a moment is called. A day begins at the same time of the clock every day; so
 * one has 23 or 25 hours where the clock is put forward or back.
 */
import type { Timezone } from "../../wits/catalog/timezone.js";
import type { Instant } from "../figure.js";

const SECOND = 1000;
const DAY = 86_400_000;

export interface DayClock {
  /** Of the rig's clock; undefined where nobody told. */
  readonly zone: string | undefined;
  /** The day that a moment is in, counted from 1970. */
  dayOf(time: number): number;
  /** When a day begins, milliseconds on the clock of the rows. */
  startOf(day: number): number;
  /** `2024-03-04`: the date on which it begins. */
  dateOf(day: number): string;
  instant(time: number): Instant;
  /** As the end of a line: the end of a day that begins at midnight is `24:00`. */
  until(time: number): Instant;
}

export interface ClockOptions {
  /** Milliseconds from midnight at which a day begins: 0 unless told. */
  readonly dayStart?: number | undefined;
  /** Times are instants in UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** Of the rig, where rows are in UTC. */
  readonly zone?: Timezone | undefined;
}

export function dayClock({ dayStart = 0, utc, zone }: ClockOptions): DayClock {
  const toLocal = (time: number): number => (utc && zone !== undefined ? zone.toLocal(time) : time);
  const startOf = (day: number): number => {
    const local = day * DAY + dayStart;
    return utc && zone !== undefined ? zone.toUtc(local) : local;
  };
  const iso = (time: number): string => {
    const local = toLocal(time);
    const text = new Date(local).toISOString().replace(/(\.\d+)?Z$/, "");
    return text + (utc ? (zone === undefined ? "Z" : offsetText(local - time)) : "");
  };
  const clock: DayClock = {
    zone: zone?.name ?? (utc ? "UTC" : undefined),
    startOf,
    dayOf(time) {
      const day = Math.floor((toLocal(time) - dayStart) / DAY);
      // An hour that occurs twice may stand around the start of a day.
      if (time < startOf(day)) return day - 1;
      return time >= startOf(day + 1) ? day + 1 : day;
    },
    dateOf: (day) => new Date(day * DAY).toISOString().slice(0, 10),
    instant: (time) => {
      const text = iso(Math.round(time / SECOND) * SECOND);
      return { iso: text, clock: text.slice(11, 16) };
    },
    until(time) {
      const { iso: text, clock: shown } = clock.instant(time);
      return { iso: text, clock: dayStart === 0 && shown === "00:00" && isStart(time) ? "24:00" : shown };
    },
  };
  const isStart = (time: number): boolean => startOf(clock.dayOf(time)) === time;
  return clock;
}

/** `+01:00`. */
function offsetText(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${milliseconds < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
