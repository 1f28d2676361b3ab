/** The wells that the scenarios drill: places, and the rock below them. */
import type { Random } from "../random.js";
import { Formations, type Layer } from "./formations.js";
import { Trajectory } from "./trajectory.js";
import type { Well } from "./well.js";

export const layer = (
  name: string,
  thickness: number,
  hardness: number,
  gamma: number,
  resistivity: number,
  gas: number,
): Layer => ({ name, thickness, hardness, gamma, resistivity, gas });

export interface Place extends Pick<Well, "name" | "startDepth"> {
  readonly layers: readonly Layer[];
  readonly rate?: number;
}

/** A deviated well in its 8 1/2 inch section. */
export const place =
  ({ name, startDepth, layers, rate = 32 }: Place) =>
  (random: Random): Well => ({
    name,
    trajectory: new Trajectory({
      kickOff: 900 + random.below(200),
      build: 2.4,
      inclination: 30 + random.below(10),
      azimuth: 205 + random.below(30),
      walk: 0.15,
    }),
    formations: new Formations(startDepth, layers, random),
    startDepth,
    shoe: startDepth - 480,
    mudDensity: 1_255,
    flow: 2_200,
    speed: 125,
    weight: 9.5,
    rate,
  });
