/**
 * Time zones: between a rig's local clock, which is all that items 05 and 06 tell, and UTC.
 *
 * When clocks go back, an hour of local time happens twice: whoever asks says which of the two is meant. When they
 * go forward an hour is missing: a time in it moves forward by what the clock was put forward. (So does ISO 8601 software
 * with the rule "compatible", such as Temporal and java.time.)
 */
import { Failure } from "../../failure/failure.js";
import { nearest } from "../../failure/nearest.js";

/** All times in milliseconds since 1970, on the clock that the name says. */
export interface Timezone {
  /** As IANA spells it, or the offset as it was given. */
  readonly name: string;
  /** Milliseconds on the rig's clock to milliseconds since 1970; of a time that occurs twice the first, or the second. */
  toUtc(local: number, second?: boolean): number;
  /** The other way round. */
  toLocal(utc: number): number;
  /** The hours of the rig's clock that occur twice or never, ascending, of the years 1970 to 2069. */
  turns(): readonly Turn[];
}

/** Milliseconds of the rig's clock from `from` on and before `until` that occur twice or never. */
export interface Turn {
  readonly from: number;
  readonly until: number;
  readonly never: boolean;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** A zone of the IANA database, in any case, or a fixed offset, `+03:30`. */
export function timezoneNamed(name: string): Timezone {
  const fixed = /^([+-])(\d{2}):?(\d{2})$/.exec(name);
  if (fixed !== null) {
    const offset = (Number(fixed[2]) * HOUR + Number(fixed[3]) * MINUTE) * (fixed[1] === "-" ? -1 : 1);
    return { name, toUtc: (local) => local - offset, toLocal: (utc) => utc + offset, turns: () => [] };
  }
  const offsetAt = offsetsOf(name);
  const first = byHour((local) => -localOffset(local, offsetAt, Math.max));
  const last = byHour((local) => -localOffset(local, offsetAt, Math.min));
  return {
    name: offsetAt.zone,
    toUtc: (local, second = false) => (second ? last(local) : first(local)),
    toLocal: byHour(offsetAt),
    turns: () => turnsOf(offsetAt),
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
 * holds when the zone has that offset then. Two that hold: the larger one is that of the first time. None: the offset from before the gap.
 */
function localOffset(local: number, offsetAt: Offsets, ofTwo: (a: number, b: number) => number): number {
  const before = offsetAt(local - DAY);
  const after = offsetAt(local + DAY);
  const holding = [before, after].filter((offset) => offsetAt(local - offset) === offset);
  return holding.length === 0 ? before : holding.reduce((a, b) => ofTwo(a, b));
}

/** No zone has had one offset for less: Morocco's for Ramadan are 29 days and more. */
const SHORTEST_OFFSET = 21 * DAY;
const turnsByZone = new Map<string, readonly Turn[]>();

/** Found once a zone and process: some thousand questions, 20 ms. */
function turnsOf(offsetAt: Offsets): readonly Turn[] {
  let turns = turnsByZone.get(offsetAt.zone);
  if (turns === undefined) {
    turns = findTurns(offsetAt);
    turnsByZone.set(offsetAt.zone, turns);
  }
  return turns;
}

function findTurns(offsetAt: Offsets): Turn[] {
  const turns: Turn[] = [];
  let before = 0;
  let offset = offsetAt(before);
  for (let after = SHORTEST_OFFSET; before < Date.UTC(2070, 0); after += SHORTEST_OFFSET) {
    const next = offsetAt(after);
    if (next !== offset) {
      let [from, until] = [before, after];
      while (until - from > MINUTE) {
        const middle = Math.round((from + until) / 2 / MINUTE) * MINUTE;
        if (offsetAt(middle) === offset) from = middle;
        else until = middle;
      }
      const [low, high] = [until + Math.min(offset, next), until + Math.max(offset, next)];
      turns.push({ from: low, until: high, never: next > offset });
    }
    before = after;
    offset = next;
  }
  return turns;
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
  return new Failure("unknown-name", `there is no time zone ${name}; ${hint}`, { cause });
}
