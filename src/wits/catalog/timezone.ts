/**
 * Time zones: between a rig's local clock, which is all that items 05 and 06 tell, and UTC.
 *
 * When clocks go back, an hour of local time happens twice: the first occurrence, in daylight time, is taken. When they
 * go forward an hour is missing: a time in it moves forward by what the clock was put forward. (So does ISO 8601 software
 * with the rule "compatible", such as Temporal and java.time.)
 */
import { Failure } from "../../failure.js";
import { nearest } from "../../nearest.js";

/** All times in milliseconds since 1970, on the clock that the name says. */
export interface Timezone {
  /** As IANA spells it, or the offset as it was given. */
  readonly name: string;
  /** Milliseconds on the rig's clock to milliseconds since 1970. */
  toUtc(local: number): number;
  /** The other way round. */
  toLocal(utc: number): number;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** A zone of the IANA database, in any case, or a fixed offset, `+03:30`. */
export function timezoneNamed(name: string): Timezone {
  const fixed = /^([+-])(\d{2}):?(\d{2})$/.exec(name);
  if (fixed !== null) {
    const offset = (Number(fixed[2]) * HOUR + Number(fixed[3]) * MINUTE) * (fixed[1] === "-" ? -1 : 1);
    return { name, toUtc: (local) => local - offset, toLocal: (utc) => utc + offset };
  }
  const offsetAt = offsetsOf(name);
  return {
    name: offsetAt.zone,
    toUtc: byHour((local) => -localOffset(local, offsetAt)),
    toLocal: byHour(offsetAt),
  };
}

interface Offsets {
  /** What to add to UTC, at a moment in UTC. */
  (utc: number): number;
  readonly zone: string;
}

function offsetsOf(name: string): Offsets {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  } catch (cause) {
    throw unknownZone(name, cause);
  }
  const offsetAt = (utc: number): number => {
    const text = format.formatToParts(utc).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const parts = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
    if (parts === null) throw new Error(`Intl gave "${text}" as an offset of ${name}`);
    const [, sign, hours = "0", minutes = "0", seconds = "0"] = parts;
    const offset = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * 1000;
    return sign === "-" ? -offset : offset;
  };
  return Object.assign(offsetAt, { zone: format.resolvedOptions().timeZone });
}

/**
 * The offset of a local time. A day before and a day after bracket any change; the time read in each of the two offsets
 * holds when the zone has that offset then. Two that hold: the earlier one. None: the offset from before the gap.
 */
function localOffset(local: number, offsetAt: Offsets): number {
  const before = offsetAt(local - DAY);
  const after = offsetAt(local + DAY);
  const holding = [before, after].filter((offset) => offsetAt(local - offset) === offset);
  return holding.length === 0 ? before : Math.max(...holding);
}

/**
 * Adds `shift`, which costs microseconds to find, to a time. Rows follow each other in time, and nearly every hour has
 * one shift at its start and its end, and so all along: it is found once. Hours that have two ask each time.
 */
function byHour(shift: (time: number) => number): (time: number) => number {
  const shifts = new Map<number, number | undefined>();
  let lastHour = Number.NaN;
  let lastShift: number | undefined;
  return (time) => {
    const hour = Math.floor(time / HOUR);
    if (hour !== lastHour) {
      if (!shifts.has(hour)) {
        const first = shift(hour * HOUR);
        shifts.set(hour, first === shift(hour * HOUR + HOUR - 1) ? first : undefined);
      }
      lastHour = hour;
      lastShift = shifts.get(hour);
    }
    return time + (lastShift ?? shift(time));
  };
}

function unknownZone(name: string, cause: unknown): Failure {
  const zones = Intl.supportedValuesOf("timeZone");
  const cityOf = (zone: string): string => zone.slice(zone.lastIndexOf("/") + 1);
  const city = nearest(cityOf(name).replaceAll(" ", "_"), zones.map(cityOf));
  const meant = nearest(name, zones) ?? (city && zones.find((zone) => cityOf(zone) === city));
  const hint = meant === undefined ? "names are like Europe/Oslo, UTC or +03:00" : `did you mean ${meant}?`;
  return new Failure("usage", `there is no time zone ${name}; ${hint}`, { cause });
}
