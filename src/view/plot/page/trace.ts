/** A curve as the pen draws it: joined where rows follow each other, open where there was no value. */

import type { Sheet } from "./chart.js";

/** What a canvas's context has, and what collects the path of an SVG. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** Least and greatest values of buckets, each of `size` places of the sheet's index. */
export interface Level {
  readonly size: number;
  readonly least: Float32Array;
  readonly greatest: Float32Array;
}

export interface Tracing {
  readonly sheet: Sheet;
  readonly stride: number;
  readonly level: Level;
  /** Buckets of the level to draw, the last one excluded. */
  readonly from: number;
  readonly until: number;
  readonly x: (value: number) => number;
  readonly y: (index: number) => number;
}

/** How long a value that stands alone is drawn, in pixels. */
const DOT = 1.5;

/**
 * Each bucket is a stroke from its least to its greatest value, begun at the end that the pen is nearer to; so a peak is
 * drawn at every level, however many rows share its pixel.
 */
export function trace(pen: Pen, { sheet, stride, level, from, until, x, y }: Tracing): void {
  const { size, least, greatest } = level;
  const joinedRows = 1.5 * stride + size - 1;
  const { index, step } = sheet;
  const joinedIndex = Math.max(sheet.joined, 3 * step * stride) + step * (size - 1);
  let last = -1;
  let at = 0;
  let height = 0;
  let alone = false;
  for (let bucket = from; bucket < until; bucket++) {
    const low = least[bucket]!;
    if (Number.isNaN(low)) continue;
    const high = greatest[bucket]!;
    const row = bucket * size;
    const joins =
      last >= 0 && (bucket - last) * size <= joinedRows && index[row]! - index[last * size]! <= joinedIndex;
    const [a, b] = [x(low), low === high ? x(low) : x(high)];
    const [near, far] = joins && Math.abs(b - at) < Math.abs(a - at) ? [b, a] : [a, b];
    const newHeight = y(index[row]!);
    if (joins) {
      pen.lineTo(near, newHeight);
      alone = false;
    } else {
      if (alone) pen.lineTo(at + DOT, height);
      pen.moveTo(near, newHeight);
      alone = far === near;
    }
    if (far !== near) pen.lineTo(far, newHeight);
    [last, at, height] = [bucket, far, newHeight];
  }
  if (alone) pen.lineTo(at + DOT, height);
}
