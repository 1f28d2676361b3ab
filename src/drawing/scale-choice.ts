/** The scale of a curve that was given none: round, from 0 where that makes sense, wide enough for its peaks. */
import type { Scale } from "./scale.js";
import { numberStep } from "./steps.js";

export interface Extent {
  readonly least: number;
  readonly greatest: number;
  /** Of the values above 0, 199 of 200 are no greater: what stands still most of the time is judged by its work. */
  readonly usual: number;
  /** The least above 0; Infinity when there is none. */
  readonly positive: number;
}

/** What each place of a curve holds at least and at most; NaN where nothing is known. */
export interface Extremes {
  readonly least: Float32Array;
  readonly greatest: Float32Array;
}

/** Of several curves that share a scale. Undefined when none has a value. */
export function extentOf(curves: readonly Extremes[]): Extent | undefined {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  let positive = Number.POSITIVE_INFINITY;
  const sample: number[] = [];
  for (const { least: lows, greatest: highs } of curves) {
    const stride = Math.ceil(highs.length / SAMPLE);
    for (let i = 0; i < lows.length; i++) {
      const low = lows[i]!;
      if (Number.isNaN(low)) continue;
      const high = highs[i]!;
      if (low < least) least = low;
      if (high > greatest) greatest = high;
      if (low > 0 && low < positive) positive = low;
      if (i % stride === 0 && high > 0) sample.push(high);
    }
  }
  if (greatest === Number.NEGATIVE_INFINITY) return undefined;
  sample.sort((a, b) => a - b);
  const usual = sample[Math.floor(sample.length * 0.995)] ?? greatest;
  return { least, greatest, usual, positive };
}

/** Values of each curve that its usual extent is told by. */
const SAMPLE = 20_000;
/** How far a peak may stand above all that is usual before the scale leaves it at the edge. */
const PEAK = 5;
const ends = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * Less than this fills no track, by unit: noise of a choke that is open, or of a mud that stays the same, should look like
 * what it is.
 */
const narrowest: Readonly<Record<string, number>> = {
  KPA: 1000,
  PSI: 150,
  KGM3: 100,
  PPG: 1,
  DEGC: 20,
  DEGF: 40,
  M3: 5,
  BBL: 30,
  RPM: 50,
  SPM: 50,
  M: 10,
  F: 30,
};

export function roundScale(extent: Extent, unit?: string): Scale {
  const { left, right } = roundEnds(extent);
  const least = narrowest[unit ?? ""] ?? 0;
  if (right - left >= least) return { left, right, log: false };
  if (left === 0) return { left, right: least, log: false };
  const step = least / 10;
  const start = Number((Math.floor((left + right - least) / 2 / step) * step).toPrecision(12));
  return { left: start, right: start + least, log: false };
}

function roundEnds({ least, greatest, usual }: Extent): Pick<Scale, "left" | "right"> {
  const most = usual > 0 && greatest > PEAK * usual ? 1.25 * usual : greatest;
  if (least === most) {
    return most === 0
      ? { left: 0, right: 1 }
      : { left: Math.min(0, roundEnd(most)), right: Math.max(0, roundEnd(most)) };
  }
  // Noise around zero makes no scale begin below it.
  if (least > -0.05 * most && least < most / 2) return { left: 0, right: roundEnd(most) };
  const step = numberStep(most - least, 5);
  const left = Number((Math.floor(least / step) * step).toPrecision(12));
  const right = Number((Math.ceil(most / step) * step).toPrecision(12));
  return { left, right: right === left ? left + step : right };
}

/** Whole decades, six at most. */
export function logScale({ positive, greatest }: Extent): Scale {
  if (!(greatest > 0)) return { left: 0.1, right: 10, log: true };
  const last = Math.ceil(Math.log10(greatest) - 1e-9);
  const first = Math.min(last - 1, Math.max(last - 6, Math.floor(Math.log10(positive) + 1e-9)));
  return { left: 10 ** first, right: 10 ** last, log: true };
}

function roundEnd(value: number): number {
  if (value < 0) return -roundEnd(-value);
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = ends.find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  return Number((digit * power).toPrecision(12));
}
