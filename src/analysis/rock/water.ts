/** How much of the pores is water, by resistivity. Archie 1942. */
export interface Archie {
  /** Resistivity of the formation's water, in the unit of that of the rock. */
  readonly water: number;
  readonly a: number;
  readonly m: number;
  readonly n: number;
}

/** From 0 to 1; undefined where porosity or resistivity is not above 0. */
export function waterSaturation(
  resistivity: number,
  porosity: number,
  { water, a, m, n }: Archie,
): number | undefined {
  if (!(resistivity > 0 && porosity > 0 && porosity <= 1)) return undefined;
  return Math.min(1, ((a * water) / (porosity ** m * resistivity)) ** (1 / n));
}
