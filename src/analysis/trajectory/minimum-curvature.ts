/**
 * Where a hole goes between two surveys, as an arc of a circle that is tangent to both directions. Taylor and Mason 1972; Zaremba 1973.
 * Lengths in the unit of the depths, angles in degrees; north and east of the well's head, down from its datum.
 */

/** A direction at a depth along the hole. */
export interface Station {
  readonly depth: number;
  /** From the vertical. */
  readonly inclination: number;
  /** From north, clockwise. */
  readonly azimuth: number;
}

export interface Position {
  readonly tvd: number;
  readonly north: number;
  readonly east: number;
}

const DEGREE = Math.PI / 180;
/** Below it, radians, the factor of the arc is a series: tan(β/2)/(β/2) loses digits where β is small, and has no value at 0. */
const SMALL = 1e-4;

/** From one station to the next, and by how many degrees the hole turned. */
export function arc(from: Station, to: Station): Position & { readonly turned: number } {
  const [i1, i2] = [from.inclination * DEGREE, to.inclination * DEGREE];
  const [a1, a2] = [from.azimuth * DEGREE, to.azimuth * DEGREE];
  // By sines of half angles: the cosine of a small angle is 1 to within its rounding, and has forgotten it.
  const turned =
    2 *
    Math.asin(
      Math.min(
        1,
        Math.sqrt(Math.sin((i2 - i1) / 2) ** 2 + Math.sin(i1) * Math.sin(i2) * Math.sin((a2 - a1) / 2) ** 2),
      ),
    );
  const factor = turned < SMALL ? 1 + turned ** 2 / 12 : (2 / turned) * Math.tan(turned / 2);
  const half = ((to.depth - from.depth) / 2) * factor;
  return {
    north: half * (Math.sin(i1) * Math.cos(a1) + Math.sin(i2) * Math.cos(a2)),
    east: half * (Math.sin(i1) * Math.sin(a1) + Math.sin(i2) * Math.sin(a2)),
    tvd: half * (Math.cos(i1) + Math.cos(i2)),
    turned: turned / DEGREE,
  };
}

/** How far a position lies along a vertical plane through the well's head, of that azimuth. */
export const verticalSection = ({ north, east }: Position, azimuth: number): number =>
  north * Math.cos(azimuth * DEGREE) + east * Math.sin(azimuth * DEGREE);
