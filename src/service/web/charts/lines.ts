/** Depth over time, and paths of holes: points in a room of some size, and the axes beside them. */

import { position } from "../../../drawing/scale.js";
import { numberLabel, numberStep, places, timeStep } from "../../../drawing/steps.js";
import { type Axis, axisTo } from "./axis.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Drilled {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly fromMm: number;
  readonly toMm: number;
}

export interface DepthTime {
  readonly points: readonly Point[];
  readonly depths: Axis;
  readonly times: readonly { readonly at: number; readonly x: number }[];
}

/**
 * How deep a hole was when: down the page, level where nobody drilled. Runs in order of time; what is planned is on the page too. `scaled` has metres in the
 * unit of the scale.
 */
export function depthTimeIn(
  runs: readonly Drilled[],
  width: number,
  height: number,
  {
    plannedMm = 0,
    scaled = (metres) => metres,
  }: { readonly plannedMm?: number; readonly scaled?: (metres: number) => number } = {},
): DepthTime {
  const from = Math.min(...runs.map(({ startsAt }) => startsAt));
  const until = Math.max(...runs.map(({ endsAt }) => endsAt));
  const depths = axisTo(scaled(Math.max(plannedMm, ...runs.map(({ toMm }) => toMm)) / 1000), 6);
  const across = { left: from, right: Math.max(until, from + 1), log: false };
  const down = { left: 0, right: depths.end, log: false };
  const at = (time: number, mm: number): Point => ({
    x: position(across, time) * width,
    y: position(down, scaled(mm / 1000)) * height,
  });
  const step = timeStep(until - from, Math.max(2, Math.floor(width / 90)));
  return {
    points: runs.flatMap(({ startsAt, endsAt, fromMm, toMm }) => [at(startsAt, fromMm), at(endsAt, toMm)]),
    depths,
    times: places(from, until, step).map((time) => ({ at: time, x: position(across, time) * width })),
  };
}

export interface Located {
  /** Metres. */
  readonly across: number;
  readonly down: number;
}

export interface PathDrawn {
  readonly points: readonly Point[];
  readonly acrossTicks: readonly { readonly x: number; readonly label: string }[];
  readonly downTicks: readonly { readonly y: number; readonly label: string }[];
}

/** A path as it is: one metre across is as long as one down. */
export function pathIn(path: readonly Located[], width: number, height: number): PathDrawn {
  const all = (pick: (one: Located) => number): readonly [number, number] => [
    Math.min(...path.map(pick)),
    Math.max(...path.map(pick)),
  ];
  const [[left, right], [top, bottom]] = [all(({ across }) => across), all(({ down }) => down)];
  const metre = Math.min(width / Math.max(right - left, 1), height / Math.max(bottom - top, 1)) * 0.92;
  const middle = { across: (left + right) / 2, down: (top + bottom) / 2 };
  const x = (across: number): number => width / 2 + (across - middle.across) * metre;
  const y = (down: number): number => height / 2 + (down - middle.down) * metre;
  const ticks = (size: number, centre: number, most: number) => {
    const span = size / metre;
    const step = numberStep(span, most);
    return places(centre - span / 2, centre + span / 2, step).map((value) => ({
      value,
      label: numberLabel(value, step),
    }));
  };
  return {
    points: path.map(({ across, down }) => ({ x: x(across), y: y(down) })),
    acrossTicks: ticks(width, middle.across, Math.max(2, Math.floor(width / 70))).map(({ value, label }) => ({
      x: x(value),
      label,
    })),
    downTicks: ticks(height, middle.down, Math.max(2, Math.floor(height / 40))).map(({ value, label }) => ({
      y: y(value),
      label,
    })),
  };
}
