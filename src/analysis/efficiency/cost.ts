/**
 * What a length of hole costs: (B + C·(t + T)) / F, of bit, rig's rate, hours of drilling with its connections, hours of tripping and length drilled.
 * Bourgoyne et al. 1986.
 */

export interface Costs {
  /** Money an hour. */
  readonly rigPerHour: number;
  /** Money. */
  readonly bit: number;
  readonly drillingHours: number;
  readonly tripHours: number;
  readonly length: number;
}

/** Undefined where nothing was drilled. */
export const costPerLength = ({
  rigPerHour,
  bit,
  drillingHours,
  tripHours,
  length,
}: Costs): number | undefined =>
  length > 0 ? (bit + rigPerHour * (drillingHours + tripHours)) / length : undefined;
