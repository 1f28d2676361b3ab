/** The times of a log, as WITS writes them: the date and the time of day in UTC. */

const Z = 90;
const digit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** Whether bytes [from, to) are `YYYY-MM-DDThh:mm:ss`, with a fraction or not, and `Z`, of a year that two digits tell. */
export function isPlainUtc(bytes: Uint8Array, from: number, to: number): boolean {
  return (
    to - from >= 20 &&
    bytes[to - 1] === Z &&
    bytes[from + 4] === 45 &&
    bytes[from + 7] === 45 &&
    bytes[from + 10] === 84 &&
    bytes[from + 13] === 58 &&
    bytes[from + 16] === 58 &&
    bytes[from] === 50 &&
    bytes[from + 1] === 48 &&
    bytes[from + 2]! >= 48 &&
    bytes[from + 2]! <= 54 &&
    (to - from === 20 || bytes[from + 19] === 46) &&
    digit(bytes[from + 3]) &&
    digit(bytes[from + 5]) &&
    digit(bytes[from + 6]) &&
    digit(bytes[from + 8]) &&
    digit(bytes[from + 9]) &&
    digit(bytes[from + 11]) &&
    digit(bytes[from + 12]) &&
    digit(bytes[from + 14]) &&
    digit(bytes[from + 15]) &&
    digit(bytes[from + 17]) &&
    digit(bytes[from + 18])
  );
}

const TIME =
  /^([+-]?\d{4,})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9})\d*)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;

/** A time, and whether it says its zone: by that in UTC, else as it stands. */
export interface TimeText {
  readonly zoned: boolean;
  /** `20160929` and `001138.5`. */
  readonly date: string;
  readonly time: string;
}

/** Undefined for what is no time. */
export function timeIn(text: string): TimeText | undefined {
  const found = TIME.exec(text.trim());
  if (found === null) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone] = found;
  const leap = second === "60";
  const moment = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    leap ? 59 : Number(second),
  );
  const back = new Date(moment);
  const exists =
    back.getUTCMonth() === Number(month) - 1 &&
    back.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) <= 60;
  if (!exists || Number(year) < 1900 || Number(year) > 2199) return undefined;
  const utc = new Date(moment - (zone === undefined ? 0 : offsetOf(zone))).toISOString();
  const kept = fraction.replace(/0+$/, "");
  return {
    zoned: zone !== undefined,
    date: utc.slice(0, 10).replaceAll("-", ""),
    time: `${utc.slice(11, 19).replaceAll(":", "")}${kept === "" ? "" : `.${kept}`}`,
  };
}

/** Milliseconds by which the zone is ahead. */
function offsetOf(zone: string): number {
  const [, sign, hours, minutes = "00"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
