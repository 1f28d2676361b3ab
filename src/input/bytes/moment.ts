/** The moments that recorders write beside a frame or before a line, as arrivals: milliseconds since 1970. */

/** Turns a moment on the rig's clock into that of the output. */
export type ToOutput = ((local: number) => number) | undefined;

/** Longest text that is looked at. */
const LONGEST = 160;
const DATE =
  /(?<![\d.])(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})|(\d{4})(\d{2})(\d{2}))(?:T|[ ,_]{1,3}|-)(\d{1,2}):?(\d{2}):?(\d{2})(?:[.,:](\d{1,9}))?(?: ?([AaPp])\.?[Mm]\b)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?(?![\d])/;
const NAMED =
  /(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2})|(\d{1,2})[- ](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[- ,]{1,2}(?:(\d{4})[ ,]{1,2})?(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: (\d{4}))?/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const EPOCH = /(?<![\d.])(\d{9,10})(?:\.(\d{1,9}))?(?![\d.])|(?<![\d.])(\d{13})(?![\d.])/;

/** The moment that the text holds; undefined when it tells no whole one. */
export function momentIn(text: string, toOutput: ToOutput): number | undefined {
  const bounded = text.slice(0, LONGEST);
  return dated(bounded, toOutput) ?? named(bounded, toOutput) ?? epoch(bounded);
}

function dated(text: string, toOutput: ToOutput): number | undefined {
  const found = DATE.exec(text);
  if (found === null) return undefined;
  const [, y1, m1, d1, d2, m2, y2, y3, m3, d3, clock, minute, second, fraction, half, zone] = found;
  const year = Number(y1 ?? y2 ?? y3);
  const month = Number(m1 ?? m2 ?? m3);
  const day = Number(d1 ?? d2 ?? d3);
  const hour = half === undefined ? clock : ofTwelve(Number(clock), half);
  if (hour === undefined) return undefined;
  return instant([year, month, day], [hour, minute!, second!, fraction], zone, toOutput);
}

/** The hour of a clock of twelve; undefined for one that it does not have. */
function ofTwelve(hour: number, half: string): string | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return `${(hour % 12) + (half.toLowerCase() === "p" ? 12 : 0)}`;
}

function named(text: string, toOutput: ToOutput): number | undefined {
  const found = NAMED.exec(text);
  if (found === null) return undefined;
  const [, n1, d1, d2, n2, y1, hour, minute, second, fraction, y2] = found;
  const year = y1 ?? y2;
  if (year === undefined) return undefined;
  const month = MONTHS.indexOf((n1 ?? n2)!) + 1;
  return instant(
    [Number(year), month, Number(d1 ?? d2)],
    [hour!, minute!, second!, fraction],
    undefined,
    toOutput,
  );
}

function epoch(text: string): number | undefined {
  const [, seconds, fraction = "", milliseconds] = EPOCH.exec(text) ?? [];
  if (milliseconds !== undefined) return Number(milliseconds);
  if (seconds === undefined) return undefined;
  return Number(seconds) * 1000 + thousandths(fraction);
}

const thousandths = (fraction: string): number => Number(fraction.padEnd(3, "0").slice(0, 3));

function instant(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second, fraction = ""]: readonly [string, string, string, string | undefined],
  zone: string | undefined,
  toOutput: ToOutput,
): number | undefined {
  const time = Date.UTC(
    year,
    month - 1,
    day,
    Number(hour),
    Number(minute),
    Number(second),
    thousandths(fraction),
  );
  const back = new Date(time);
  const exists = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && Number(hour) < 24;
  if (!exists || Number(minute) > 59 || Number(second) > 59 || year < 1970 || year > 2199) return undefined;
  // Where the output keeps the rig's clock, so does what was written beside it, in whatever zone.
  if (toOutput === undefined) return time;
  return zone === undefined ? toOutput(time) : time - offsetOf(zone);
}

/** Milliseconds by which the zone is ahead. */
function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
