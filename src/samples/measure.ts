/** How a quantity of the rig is written: what turns metric into FPS, and whether it is a count without decimals. */
export type Units = "metric" | "fps";

export interface Measure {
  readonly fpsFactor: number;
  readonly fpsOffset: number;
  readonly whole: boolean;
}

const measure = (fpsFactor: number, fpsOffset = 0, whole = false): Measure => ({
  fpsFactor,
  fpsOffset,
  whole,
});

/** m to ft, and m/h to ft/h. */
export const LENGTH = measure(1 / 0.3048);
/** kdN (10 kN) to klbf. */
export const FORCE = measure(2.248_089);
/** kN·m to kft·lbf. */
export const TORQUE = measure(0.737_562_1);
/** kPa to psi. */
export const PRESSURE = measure(0.145_037_7);
/** L/min to US gal/min. */
export const FLOW = measure(0.264_172_1);
/** m³ to bbl. */
export const VOLUME = measure(6.289_811);
/** kg/m³ to lb/US gal. */
export const DENSITY = measure(0.008_345_404);
/** °C to °F. */
export const TEMPERATURE = measure(1.8, 32);
/** The same in both systems: percent, degrees, API, ohm·m. */
export const PLAIN = measure(1);
export const COUNT = measure(1, 0, true);
/** m/s to ft/min. */
export const SPEED = measure(60 / 0.3048);
/** Degrees in 30 m to degrees in 100 ft. */
export const DOGLEG = measure(30.48 / 30);
