import type { Random } from "./random.js";

/**
 * One step of a random walk that is drawn back to `mean`: the shape of a quantity that drifts, but stays itself.
 * `pull` is the share of the distance that a step takes back, `stride` the largest random part of a step.
 */
export function wander(random: Random, value: number, mean: number, pull: number, stride: number): number {
  return value + (mean - value) * pull + random.swing() * stride;
}

/** Moves `value` towards `target` by at most `most`. */
export function approach(value: number, target: number, most: number): number {
  if (value < target) return Math.min(target, value + most);
  return Math.max(target, value - most);
}
