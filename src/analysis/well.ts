/**
 * What people tell of a well, since no feed sends it: bits, densities, what a rig costs. Quantities are texts with their units, and become
 * SI here; whatever cannot be meant is a `Failure` that says where.
 */
import { Failure } from "../failure/failure.js";
import { checkList, checkWord } from "../failure/option-check.js";
import { measuredIn } from "../wits/catalog/measured.js";
import type { Motor } from "./rock/energy.js";
import { type CutOff, type ShaleFormula, shaleFormulas, usualCutOffs } from "./rock/shale.js";
import type { Archie } from "./rock/water.js";

/** A bit's run, from where it began to drill. */
export interface RunTold {
  readonly name?: string | undefined;
  /** Where it began to drill: `1206 m`. */
  readonly from: string;
  /** `12.25 in`. */
  readonly bitDiameter?: string | undefined;
  /** In the money of the rates. */
  readonly bitCost?: number | undefined;
}

/** Of a well: every part may be left out. */
export interface WellTold {
  /** Of the one bit, where no runs are told: `12.25 in`, `8 1/2 in`, `216 mm`. */
  readonly bitDiameter?: string | undefined;
  readonly runs?: readonly RunTold[] | undefined;
  /** Of mud that balances a normal pressure: `1.03 g/cc`, `8.6 ppg`. */
  readonly normalDensity?: string | undefined;
  readonly motor?: MotorTold | undefined;
  /** Of the rows over depth: `0.2 m`. */
  readonly depthStep?: string | undefined;
  /** Of a formation: `4 m`. */
  readonly leastThickness?: string | undefined;
  /** Gamma ray of clean rock and of shale, in the unit that is sent. */
  readonly cleanGamma?: number | undefined;
  readonly shaleGamma?: number | undefined;
  readonly shaleFormula?: ShaleFormula | undefined;
  /** Names of rocks, each up to a share of shale, ascending. */
  readonly lithologies?: readonly CutOff[] | undefined;
  readonly screening?: ScreeningTold | undefined;
  readonly archie?: ArchieTold | undefined;
  /** Degrees, east of north: added to azimuths that are not corrected. */
  readonly declination?: number | undefined;
  /** Of the plane of the vertical section, degrees. */
  readonly sectionAzimuth?: number | undefined;
}

/** A mud motor by its data sheet. */
export interface MotorTold {
  readonly revolutions: number;
  /** The volume of mud that makes so many revolutions: `1 gal`. */
  readonly per: string;
  /** `8000 ftlb`, at the pressure below. */
  readonly greatestTorque: string;
  /** `600 psi`. */
  readonly greatestDifferential: string;
}

/** What an interval must have to be looked at. */
export interface ScreeningTold {
  /** At least, ohm metres. */
  readonly resistivity?: number | undefined;
  /** At most, a share. */
  readonly shaleVolume?: number | undefined;
  readonly thickness?: string | undefined;
}

/** What Archie's formula needs. */
export interface ArchieTold {
  /** Resistivity of the formation's water, ohm metres. */
  readonly water: number;
  readonly a?: number | undefined;
  readonly m?: number | undefined;
  readonly n?: number | undefined;
  /** WITS gives item 31 of record 08 no unit. */
  readonly porosity: "percent" | "fraction";
}

/** The same in SI: metres, kg/m³. */
export interface Well {
  /** By where they began, ascending. */
  readonly runs: readonly Run[];
  readonly normalDensity: number | undefined;
  readonly motor: Motor | undefined;
  readonly depthStep: number | undefined;
  readonly leastThickness: number | undefined;
  readonly cleanGamma: number | undefined;
  readonly shaleGamma: number | undefined;
  readonly shaleFormula: ShaleFormula;
  readonly lithologies: readonly CutOff[];
  readonly screening: {
    readonly resistivity: number;
    readonly shaleVolume: number;
    readonly thickness: number | undefined;
  };
  readonly archie: (Archie & { readonly porosity: "percent" | "fraction" }) | undefined;
  readonly declination: number | undefined;
  readonly sectionAzimuth: number | undefined;
}

export interface Run {
  readonly name: string | undefined;
  readonly from: number;
  readonly bitDiameter: number | undefined;
  readonly bitCost: number | undefined;
}

/** Throws `Failure("bad-option")`. */
export function wellOf(told: WellTold = {}): Well {
  const { bitDiameter, runs, screening = {}, archie, motor } = told;
  if (bitDiameter !== undefined && runs !== undefined) {
    throw new Failure("conflicting-options", "bit-diameter is of a well with one bit; give it in each run");
  }
  checkList("runs", runs, () => {});
  checkList("lithologies", told.lithologies, () => {});
  checkWord("shale-formula", told.shaleFormula, shaleFormulas);
  checkWord("archie.porosity", archie?.porosity, ["percent", "fraction"]);
  const one: readonly RunTold[] = bitDiameter === undefined ? [] : [{ from: "0 m", bitDiameter }];
  return {
    runs: (runs ?? one)
      .map(
        (run, i): Run => ({
          name: run.name,
          from: quantity(`run ${i + 1}: from`, run.from, "M", "1206 m", 0)!,
          bitDiameter: above0(
            `${runs === undefined ? "" : `run ${i + 1}: `}bit-diameter`,
            run.bitDiameter,
            "M",
            "12.25 in",
          ),
          bitCost: number(`run ${i + 1}: bit-cost`, run.bitCost, 0),
        }),
      )
      .sort((first, second) => first.from - second.from),
    normalDensity: above0("normal-density", told.normalDensity, "KGM3", "1.03 g/cc"),
    motor: motor && motorOf(motor),
    depthStep: above0("depth-step", told.depthStep, "M", "0.2 m"),
    leastThickness: above0("least-thickness", told.leastThickness, "M", "4 m"),
    ...linesOf(told),
    shaleFormula: told.shaleFormula ?? "linear",
    lithologies: cutOffsOf(told.lithologies ?? usualCutOffs),
    screening: {
      resistivity: number("screening: resistivity", screening.resistivity, 0) ?? 10,
      shaleVolume: number("screening: shale-volume", screening.shaleVolume, 0, 1) ?? 0.5,
      thickness: above0("screening: thickness", screening.thickness, "M", "1 m"),
    },
    archie: archie && {
      water: number("archie: water", archie.water, 0)!,
      a: number("archie: a", archie.a, 0) ?? 1,
      m: number("archie: m", archie.m, 0) ?? 2,
      n: number("archie: n", archie.n, 0) ?? 2,
      porosity: archie.porosity,
    },
    declination: number("declination", told.declination, -180, 180),
    sectionAzimuth: number("section-azimuth", told.sectionAzimuth, -360, 360),
  };
}

/** The bit that drilled at a depth, metres. */
export const runAt = ({ runs }: Well, depth: number): Run | undefined =>
  runs.findLast(({ from }) => from <= depth);

function motorOf({ revolutions, per, greatestTorque, greatestDifferential }: MotorTold): Motor {
  return {
    revolutionsPerVolume:
      number("motor: revolutions", revolutions, 0)! / above0("motor: per", per, "M3", "1 gal")!,
    greatestTorque: above0("motor: greatest-torque", greatestTorque, "NM", "8000 ftlb")!,
    greatestDifferential: above0("motor: greatest-differential", greatestDifferential, "PA", "600 psi")!,
  };
}

function linesOf({ cleanGamma, shaleGamma }: WellTold): Pick<Well, "cleanGamma" | "shaleGamma"> {
  const lines = {
    cleanGamma: number("clean-gamma", cleanGamma, 0),
    shaleGamma: number("shale-gamma", shaleGamma, 0),
  };
  if (cleanGamma !== undefined && shaleGamma !== undefined && !(shaleGamma > cleanGamma)) {
    throw new Failure("bad-option", `clean-gamma ${cleanGamma} is not below shale-gamma ${shaleGamma}`);
  }
  return lines;
}

function cutOffsOf(lithologies: readonly CutOff[]): readonly CutOff[] {
  let before = 0;
  for (const { upTo, name } of lithologies) {
    if (typeof name !== "string" || name === "" || !(upTo > before && upTo <= 1)) {
      throw new Failure(
        "bad-option",
        `lithologies: ${JSON.stringify({ upTo, name })} is no name of a rock with a share of shale above ${before} and up to 1`,
      );
    }
    before = upTo;
  }
  return lithologies;
}

function quantity(
  name: string,
  text: unknown,
  unit: string,
  example: string,
  least: number,
): number | undefined {
  if (text === undefined) return undefined;
  try {
    if (typeof text !== "string") throw new Error(`${JSON.stringify(text)} is no text such as "${example}"`);
    const value = measuredIn(text, unit, example);
    if (!(value >= least && Number.isFinite(value))) throw new Error(`${text} is too small`);
    return value;
  } catch (error) {
    throw new Failure("bad-option", `${name}: ${(error as Error).message}`, { cause: error });
  }
}

const above0 = (name: string, text: unknown, unit: string, example: string): number | undefined =>
  quantity(name, text, unit, example, Number.MIN_VALUE);

function number(name: string, value: unknown, least: number, most = Number.MAX_VALUE): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new Failure(
    "bad-option",
    `${name}: ${JSON.stringify(value)} is no number of at least ${least}${most === Number.MAX_VALUE ? "" : ` and at most ${most}`}`,
  );
}
