/**
 * The drill string in the hole: what it weighs in mud, and what it rubs. Weight is that of its vertical extent; friction
 * that of the part that lies on the wall.
 */
import type { Random } from "../random.js";
import type { Trajectory } from "./trajectory.js";

/** 5 inch, 19.5 lb/ft drill pipe with its tool joints, in air: kdN a metre. */
const PIPE = 0.0304;
/** What collars and heavy pipe weigh more than that. */
const COLLARS = 0.085;
export const BOTTOM_HOLE_ASSEMBLY = 115;
const STEEL_DENSITY = 7_850;
const FRICTION = 0.24;
/** Of a tool joint on the wall, metres. */
const RADIUS = 0.084;
/** Stabilisers and the bend of the hole rub in a vertical well too. */
const TORQUE_AT_BIT_DEPTH = 0.0009;

export class DrillString {
  readonly #trajectory: Trajectory;
  readonly #random: Random;

  constructor(trajectory: Trajectory, random: Random) {
    this.#trajectory = trajectory;
    this.#random = random;
  }

  /** Metres of the next stand: three joints, no two of which are alike. */
  stand(): number {
    return 28.4 + 0.35 * this.#random.swing();
  }

  /** kdN that hang on the hook while nothing moves. */
  weight(bitDepth: number, mudDensity: number): number {
    const buoyancy = 1 - mudDensity / STEEL_DENSITY;
    const collars = this.#vertical(bitDepth) - this.#vertical(bitDepth - BOTTOM_HOLE_ASSEMBLY);
    return buoyancy * (PIPE * this.#vertical(bitDepth) + COLLARS * collars);
  }

  /** kdN by which the hookload grows when the string is pulled without turning. */
  drag(bitDepth: number, mudDensity: number): number {
    return FRICTION * this.#sideForce(bitDepth, mudDensity) + 0.0006 * bitDepth;
  }

  /** kN·m that turn the string off bottom. */
  turningTorque(bitDepth: number, mudDensity: number): number {
    return FRICTION * 10 * this.#sideForce(bitDepth, mudDensity) * RADIUS + TORQUE_AT_BIT_DEPTH * bitDepth;
  }

  #vertical(depth: number): number {
    return this.#trajectory.vertical(Math.max(0, depth));
  }

  #sideForce(bitDepth: number, mudDensity: number): number {
    const buoyancy = 1 - mudDensity / STEEL_DENSITY;
    const collars =
      this.#trajectory.departure(bitDepth) - this.#trajectory.departure(bitDepth - BOTTOM_HOLE_ASSEMBLY);
    return buoyancy * (PIPE * this.#trajectory.departure(bitDepth) + COLLARS * collars);
  }
}
