/** Where a value stands between the left and the right edge of its track. */

export interface Scale {
  /** The values at the edges. The left one may be the greater. Both are above 0 when logarithmic. */
  readonly left: number;
  readonly right: number;
  readonly log: boolean;
}

/** 0 at the left edge, 1 at the right one; what lies beyond an edge stands on it, so that a peak is never out of sight. */
export function position({ left, right, log }: Scale, value: number): number {
  const place = log
    ? Math.log(Math.max(value, Number.MIN_VALUE) / left) / Math.log(right / left)
    : (value - left) / (right - left);
  return Math.min(1, Math.max(0, place));
}

/** Places of the lines across a track: ten parts, or the decades and their parts of a logarithmic scale. */
export function gridPlaces(scale: Scale): readonly { readonly place: number; readonly strong: boolean }[] {
  const { left, right, log } = scale;
  const least = Math.min(left, right);
  const most = Math.max(left, right);
  const decades = log ? Math.log10(most / least) : 0;
  if (!log || decades > 8) {
    return Array.from({ length: 9 }, (_, i) => ({ place: (i + 1) / 10, strong: i === 4 }));
  }
  const places: { place: number; strong: boolean }[] = [];
  for (let decade = Math.floor(Math.log10(least)); decade <= Math.ceil(Math.log10(most)); decade++) {
    for (let digit = 1; digit < 10; digit++) {
      const place = position(scale, digit * 10 ** decade);
      if (place > 0 && place < 1) places.push({ place, strong: digit === 1 });
    }
  }
  return places;
}

/** The shortest text of the number that four bytes hold: 3650.4, and not the 3650.39990234375 that it is exactly. */
export function numberText(value: number): string {
  const held = Math.fround(value);
  for (let digits = 6; digits < 9; digits++) {
    const near = Number(value.toPrecision(digits));
    if (Math.fround(near) === held) return String(near);
  }
  return String(Number(value.toPrecision(9)));
}
