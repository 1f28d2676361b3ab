/** Spans of rows in the order of their starts: a year has hundreds of days, and none goes over the rows of all others. */
import { firstPlace } from "../first-place.js";

interface Starting {
  readonly start: number;
}

interface Spanning extends Starting {
  readonly end: number;
}

/** Those that begin in a span. */
export const beganIn = <Row extends Starting>(rows: readonly Row[], start: number, end: number): Row[] =>
  rows.slice(placeOf(rows, start), placeOf(rows, end));

export const beganBefore = <Row extends Starting>(rows: readonly Row[], time: number): Row[] =>
  rows.slice(0, placeOf(rows, time));

/** Those that share time with a span. */
export function sharing<Row extends Spanning>(rows: readonly Row[], start: number, end: number): Row[] {
  const latest = latestEnds(rows);
  const from = firstPlace(rows.length, (place) => latest[place]! > start);
  return rows.slice(from, placeOf(rows, end)).filter((row) => row.end > start);
}

/** The place of the first that does not begin before a moment. */
const placeOf = (rows: readonly Starting[], time: number): number =>
  firstPlace(rows.length, (place) => rows[place]!.start >= time);

const known = new WeakMap<readonly Spanning[], Float64Array>();

/** Of each row, the latest end of it and all before it. */
function latestEnds(rows: readonly Spanning[]): Float64Array {
  const told = known.get(rows);
  if (told !== undefined) return told;
  const latest = new Float64Array(rows.length);
  let most = Number.NEGATIVE_INFINITY;
  for (const [place, { end }] of rows.entries()) {
    most = Math.max(most, end);
    latest[place] = most;
  }
  known.set(rows, latest);
  return latest;
}
