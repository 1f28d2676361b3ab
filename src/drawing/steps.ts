/** Round places of an axis, and their texts. Times are milliseconds since 1970, of whatever clock. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const timeSteps: readonly number[] = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
];

/** The least round step that parts `span` into `most` pieces or fewer: 1, 2 or 5 with zeros. */
export function numberStep(span: number, most: number): number {
  const least = Math.max(span / most, Number.MIN_VALUE);
  const power = 10 ** Math.floor(Math.log10(least));
  const digit = [1, 2, 5].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return digit * power;
}

/** The same of times: seconds, minutes, hours and days as clocks and calendars have them. */
export function timeStep(span: number, most: number): number {
  const round = timeSteps.find((step) => span / step <= most);
  return round ?? numberStep(span / DAY, most) * DAY;
}

/** The multiples of `step` from `from` to `until`. */
export function places(from: number, until: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(until / step + 1e-9);
  // Multiplied and never added up, so that 0.1 steps do not drift.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(15)),
  );
}

/** `2024-03-01 06:00:00`, with milliseconds where there are some. */
export function momentText(time: number): string {
  const text = new Date(time).toISOString().replace("T", " ");
  return text.endsWith(".000Z") ? text.slice(0, -5) : text.slice(0, -1);
}

/** A label of an axis with this step: the date at midnight, else the clock with no more digits than the step needs. */
export function timeLabel(time: number, step: number): string {
  const text = momentText(time);
  if (step >= DAY || time % DAY === 0) return text.slice(0, 10);
  if (step >= MINUTE) return text.slice(11, 16);
  return step >= SECOND ? text.slice(11, 19) : text.slice(11, 21);
}

/** A label of an axis with this step. */
export const numberLabel = (value: number, step: number): string =>
  value.toFixed(Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9))));
