/** What a step of depth tells of bit and rock, in the units of the rows; and why it does not, where something is missing. */
import type { ChannelName } from "../../wits/catalog/channel.js";
import { conversion } from "../../wits/catalog/units.js";
import type { DepthRow } from "../table.js";
import { runAt, type Well } from "../well.js";
import { meanOf, type Spent } from "./drilled-steps.js";
import { aggressiveness, belowMotor, depthOfCut, drillingStrength, specificEnergy } from "./energy.js";
import { correctedExponent, drillingExponent } from "./exponent.js";

export type BitFigures = Pick<
  DepthRow,
  | "rate"
  | "mse"
  | "d_exponent"
  | "d_exponent_corrected"
  | "depth_of_cut"
  | "drilling_strength"
  | "aggressiveness"
>;

type UnitOf = (channel: ChannelName) => string | undefined;

const NONE: BitFigures = {
  rate: undefined,
  mse: undefined,
  d_exponent: undefined,
  d_exponent_corrected: undefined,
  depth_of_cut: undefined,
  drilling_strength: undefined,
  aggressiveness: undefined,
};

/** In SI by the unit of a channel; NaN where nothing declares it. */
function inSi(value: number, unit: string | undefined, si: string): number {
  const turn = unit === undefined ? undefined : conversion(unit, si);
  return turn === undefined ? Number.NaN : value * turn.scale + turn.offset;
}

const fromSi = (value: number | undefined, unit: string, si: string): number | undefined =>
  value === undefined ? undefined : value * conversion(si, unit)!.scale;

/** `unit` is that of depth. */
export function bitFigures(
  spent: Spent | undefined,
  depth: number,
  unit: string | undefined,
  unitOf: UnitOf,
  well: Well,
): BitFigures {
  if (spent === undefined || !(spent.seconds > 0 && spent.made > 0)) return NONE;
  const rate = (spent.made / spent.seconds) * 3600;
  if (unit === undefined) return { ...NONE, rate };
  const [pressure, length] = unit === "F" ? ["PSI", "IN"] : ["MPA", "MM"];
  const si = (name: Parameters<typeof meanOf>[1], symbol: string): number =>
    inSi(meanOf(spent, name), unitOf(name), symbol);
  const surface = {
    weight: si("weight-on-bit", "N"),
    torque: si("torque", "NM"),
    speed: si("rotary-speed", "RPM") / 60,
    rate: inSi(spent.made, unit, "M") / spent.seconds,
    diameter: runAt(well, inSi(depth, unit, "M"))?.bitDiameter ?? Number.NaN,
  };
  const atBit = well.motor
    ? belowMotor(surface.speed, well.motor, si("flow-in", "M3/M") / 60, si("pressure", "PA"))
    : {};
  const work = { ...surface, ...atBit };
  const exponent = drillingExponent(work);
  return {
    rate,
    mse: fromSi(specificEnergy(work), pressure!, "PA"),
    d_exponent: exponent,
    d_exponent_corrected: correctedExponent(
      exponent,
      well.normalDensity ?? Number.NaN,
      si("density-in", "KGM3"),
    ),
    depth_of_cut: fromSi(depthOfCut(work), length!, "M"),
    drilling_strength: fromSi(drillingStrength(work), pressure!, "PA"),
    aggressiveness: aggressiveness(work),
  };
}
