/**
 * How much a bit takes to break rock, by what is measured at the surface. All in SI: newtons, metres, revolutions and metres a second,
 * pascals. Undefined where nothing is drilled, or where a quantity that is needed is not known.
 */

/** What a bit does, at one moment or in the mean of a short interval. */
export interface BitWork {
  /** N. */
  readonly weight: number;
  /** N·m. */
  readonly torque: number;
  /** Revolutions a second. */
  readonly speed: number;
  /** m/s. */
  readonly rate: number;
  /** m. */
  readonly diameter: number;
}

/** A mud motor, by its data sheet: it turns the bit by the flow, and its torque shows as pressure. */
export interface Motor {
  /** Revolutions a cubic metre of mud. */
  readonly revolutionsPerVolume: number;
  /** N·m, at the differential pressure below. */
  readonly greatestTorque: number;
  /** Pa. */
  readonly greatestDifferential: number;
}

/** Revolutions a second and N·m at the bit below a motor; `differential` is pressure on bottom less that off bottom at the same flow. */
export function belowMotor(
  speed: number,
  { revolutionsPerVolume, greatestTorque, greatestDifferential }: Motor,
  flow: number,
  differential: number,
): { readonly speed: number; readonly torque: number } {
  return {
    speed: speed + revolutionsPerVolume * flow,
    torque: (greatestTorque * differential) / greatestDifferential,
  };
}

/** Mechanical specific energy, Pa: the work of weight and rotation for each volume of rock. Teale 1965; Dupriest and Koederitz, SPE-92194. */
export function specificEnergy({ weight, torque, speed, rate, diameter }: BitWork): number | undefined {
  const area = (Math.PI / 4) * diameter * diameter;
  if (!(rate > 0 && area > 0 && weight >= 0 && torque >= 0 && speed >= 0)) return undefined;
  return finite(weight / area + (2 * Math.PI * speed * torque) / (area * rate));
}

/** Metres that the bit advances in a revolution. */
export function depthOfCut({ speed, rate }: Pick<BitWork, "speed" | "rate">): number | undefined {
  return speed > 0 && rate > 0 ? finite(rate / speed) : undefined;
}

/** Pa: weight over the bit's radius and the depth of cut. Detournay and Defourny 1992, there S = W/(a·δ). */
export function drillingStrength(work: Omit<BitWork, "torque">): number | undefined {
  const cut = depthOfCut(work);
  return cut !== undefined && work.diameter > 0 && work.weight >= 0
    ? finite(work.weight / ((work.diameter / 2) * cut))
    : undefined;
}

/** A bit's coefficient of sliding friction, of no unit: 36·T/(D·W) in ft·lbf, in and lbf. Pessier and Fear, SPE-24584. */
export function aggressiveness({
  weight,
  torque,
  diameter,
}: Omit<BitWork, "speed" | "rate">): number | undefined {
  return weight > 0 && torque >= 0 && diameter > 0 ? finite((3 * torque) / (diameter * weight)) : undefined;
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
