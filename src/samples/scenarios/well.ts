/** What does not change while a well is drilled: its name, path, rock, hole, string and mud. */
import type { Formations } from "./formations.js";
import type { Trajectory } from "./trajectory.js";

export interface Well {
  /** Item 01. */
  readonly name: string;
  readonly trajectory: Trajectory;
  readonly formations: Formations;
  /** Measured depth at which the log begins, in metres. */
  readonly startDepth: number;
  /** Of the casing that is set. */
  readonly shoe: number;
  /** Item 32 at the beginning, kg/m³. */
  readonly mudDensity: number;
  /** What the driller asks for while he drills: L/min, rev/min, kdN, m/h. */
  readonly flow: number;
  readonly speed: number;
  readonly weight: number;
  readonly rate: number;
}

/** Of an 8 1/2 inch hole with 5 inch drill pipe in it, m³ a metre. */
export const HOLE_VOLUME = 0.0366;
export const ANNULUS_VOLUME = 0.0239;
export const BORE_VOLUME = 0.0093;
export const STEEL_VOLUME = 0.0034;
export const BIT_DIAMETER = 0.2159;
