/** Instants in UTC as ISO 8601 with milliseconds, put into bytes where they are wanted: `2016-09-29T00:06:28.000Z`. */
import { dayText } from "../text/instant.js";
import { putAscii } from "./number-bytes.js";

/** Of a year with a sign and six digits. */
export const LONGEST_INSTANT = 27;

const DAY = 86_400_000;
const ZERO = 48;

/** Puts instants, one after the other: rows follow each other in time, so that the day's text is kept. Answers where it ends. */
export function putInstants(): (bytes: Uint8Array, at: number, milliseconds: number) => number {
  let day = Number.NaN;
  let date = "";
  const two = (bytes: Uint8Array, at: number, value: number): void => {
    const tens = (value / 10) | 0;
    bytes[at] = ZERO + tens;
    bytes[at + 1] = ZERO + value - tens * 10;
  };
  return (bytes, at, milliseconds) => {
    const thisDay = Math.floor(milliseconds / DAY);
    if (thisDay !== day) {
      day = thisDay;
      date = `${dayText(thisDay)}T00:00:00.000Z`;
    }
    const end = putAscii(bytes, at, date);
    const time = (milliseconds - thisDay * DAY) | 0;
    const seconds = (time / 1000) | 0;
    const minutes = (seconds / 60) | 0;
    // From the end: of a year with more digits, too, they stand where they stand.
    two(bytes, end - 13, (minutes / 60) | 0);
    two(bytes, end - 10, minutes % 60);
    two(bytes, end - 7, seconds % 60);
    const fraction = time - seconds * 1000;
    const hundreds = (fraction / 100) | 0;
    bytes[end - 4] = ZERO + hundreds;
    two(bytes, end - 3, fraction - hundreds * 100);
    return end;
  };
}
