/** Spans of rows in the order of their starts: a year has hundreds of days, and none goes over the rows of all others. */

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
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (latest[middle]! > start) high = middle;
    else low = middle + 1;
  }
  return rows.slice(low, placeOf(rows, end)).filter((row) => row.end > start);
}

/** The place of the first that does not begin before a moment. */
function placeOf(rows: readonly Starting[], time: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.start >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}

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
