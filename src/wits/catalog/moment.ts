/** Moments as people type them: ISO 8601, with a zone or by the rig's clock. */
import { Failure } from "../../failure/failure.js";

/** A date and time as they were written: milliseconds since 1970, in UTC when `zoned`, else on a clock of its own. */
export interface Moment {
  /** Since 1970: in UTC when `zoned`, on the rig's clock otherwise. */
  readonly milliseconds: number;
  /** Whether the text told its zone: `Z` or an offset. */
  readonly zoned: boolean;
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:[.,]\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** `2009-03-01`, which is its first moment, `2009-03-01T06:00`, with seconds, with `Z` or `+01:00` behind it. */
export function parseMoment(text: string): Moment {
  const [, date, time = "00:00", seconds = ":00", zone] = ISO.exec(text.trim()) ?? [];
  const clock = `${time}${seconds.replace(",", ".")}`;
  const milliseconds = Date.parse(`${date}T${clock}${isoZone(zone)}`);
  const day = Date.parse(`${date}T00:00Z`);
  // Date.parse rolls 30 February over into March.
  if (Number.isNaN(milliseconds) || new Date(day).toISOString().slice(0, 10) !== date) {
    throw new Failure("bad-option", `"${text}" is no time; write it as 2009-03-01 or 2009-03-01T06:00:00`);
  }
  return { milliseconds, zoned: zone !== undefined };
}

function isoZone(zone = "Z"): string {
  if (zone.length === 1) return "Z";
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(":", "") || "00"}`;
}
