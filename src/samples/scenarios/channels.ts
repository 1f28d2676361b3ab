/** The items of each record that a scenario sends, where each comes from, and how far its sensor strays. Items 01-07 are not here. */
import {
  COUNT,
  DENSITY,
  DOGLEG,
  FLOW,
  FORCE,
  LENGTH,
  type Measure,
  PLAIN,
  PRESSURE,
  SPEED,
  TEMPERATURE,
  TORQUE,
  VOLUME,
} from "../measure.js";
import type { Random } from "../random.js";
import type { Connection } from "./connections.js";
import type { Metre } from "./metres.js";
import type { Rig } from "./rig.js";
import type { Station } from "./trajectory.js";
import type { TripStand } from "./trips.js";

/** What a sensor adds to the truth. */
type Noise = (random: Random, value: number) => number;

export interface Channel<About> {
  readonly item: number;
  readonly measure: Measure;
  readonly read: (rig: Rig, about: About) => number;
  readonly noise: Noise | undefined;
}

export interface Survey extends Station {
  readonly depth: number;
  readonly number: number;
}

/** To either side, by so much and by a share of the value; a quantity that cannot be negative stays at zero. */
const jitter =
  (most: number, share = 0): Noise =>
  (random, value) =>
    Math.max(0, value + random.swing() * (most + share * Math.abs(value)));
const signed =
  (most: number): Noise =>
  (random, value) =>
    value + random.swing() * most;
/** The largest of many readings lies above their mean. */
const peak =
  (most: number, share: number): Noise =>
  (random, value) =>
    value + Math.abs(random.swing()) * (most + share * value);

function channel<About>(
  item: number,
  measure: Measure,
  read: Channel<About>["read"],
  noise?: Noise,
): Channel<About> {
  return { item, measure, read, noise };
}

const vertical = (rig: Rig, depth: number): number => rig.well.trajectory.vertical(depth);
const FULL_PADDLE = 3_600;
const STROKE_LITRES = 17.7;

export const timeBased: readonly Channel<undefined>[] = [
  channel(8, LENGTH, (rig) => rig.bitDepth),
  channel(9, LENGTH, (rig) => vertical(rig, rig.bitDepth)),
  channel(10, LENGTH, (rig) => rig.holeDepth),
  channel(11, LENGTH, (rig) => vertical(rig, rig.holeDepth)),
  channel(12, LENGTH, (rig) => rig.hoisting.block),
  channel(13, LENGTH, (rig) => rig.penetration.rate, jitter(0, 0.02)),
  channel(14, FORCE, (rig) => rig.hoisting.hookload, jitter(0.08, 0.0015)),
  channel(15, FORCE, (rig) => rig.hoisting.hookload, peak(0.3, 0.008)),
  channel(16, FORCE, (rig) => rig.penetration.weight, jitter(0.03, 0.015)),
  channel(17, FORCE, (rig) => rig.penetration.weight, peak(0.1, 0.07)),
  channel(18, TORQUE, (rig) => rig.rotary.torque, jitter(0, 0.025)),
  channel(19, TORQUE, (rig) => rig.rotary.torque, peak(0, 0.11)),
  channel(20, COUNT, (rig) => rig.rotary.speed, jitter(0, 0.008)),
  channel(21, PRESSURE, (rig) => rig.hydraulics.pressure, jitter(0, 0.004)),
  channel(22, PRESSURE, (rig) => rig.kick?.choke ?? 0, peak(9, 0.004)),
  channel(23, COUNT, (rig) => rig.hydraulics.rates[0]!),
  channel(24, COUNT, (rig) => rig.hydraulics.rates[1]!),
  channel(25, COUNT, (rig) => rig.hydraulics.rates[2]!),
  channel(26, VOLUME, (rig) => rig.pits.active, jitter(0.03)),
  channel(27, VOLUME, (rig) => rig.pits.change, signed(0.03)),
  channel(28, COUNT, (rig) => (100 * rig.hydraulics.flowOut) / FULL_PADDLE, jitter(0, 0.012)),
  channel(29, FLOW, (rig) => rig.hydraulics.flowOut, jitter(0, 0.012)),
  channel(30, FLOW, (rig) => rig.hydraulics.flow, jitter(0, 0.002)),
  channel(31, DENSITY, (rig) => rig.returns.densityOut, jitter(0.8)),
  channel(32, DENSITY, (rig) => rig.densityIn, jitter(0.5)),
  channel(33, TEMPERATURE, (rig) => rig.temperature.out, jitter(0.04)),
  channel(34, TEMPERATURE, (rig) => rig.temperature.in, jitter(0.04)),
  channel(37, COUNT, (rig) => rig.hydraulics.strokes),
  channel(38, COUNT, (rig) => (rig.annulusVolume * 1000) / STROKE_LITRES),
  channel(39, LENGTH, (rig) => Math.min(rig.returns.depth, rig.holeDepth)),
  channel(40, PLAIN, (rig) => rig.returns.gas, jitter(0.01, 0.02)),
];

export const depthBased: readonly Channel<Metre>[] = [
  channel(8, LENGTH, (rig) => Math.floor(rig.holeDepth)),
  channel(9, LENGTH, (rig) => vertical(rig, Math.floor(rig.holeDepth))),
  channel(10, LENGTH, (_, metre) => metre.rate),
  channel(11, FORCE, (_, metre) => metre.weight),
  channel(12, FORCE, (_, metre) => metre.hookload),
  channel(13, PRESSURE, (_, metre) => metre.pressure),
  channel(14, TORQUE, (_, metre) => metre.torque),
  channel(15, COUNT, (_, metre) => metre.speed),
  channel(16, COUNT, (rig) => rig.penetration.revolutions),
  channel(17, DENSITY, (rig) => rig.densityIn, jitter(0.5)),
  channel(18, DENSITY, (rig) => rig.circulatingDensity),
  channel(19, FLOW, (_, metre) => metre.flow),
  channel(20, FLOW, (_, metre) => metre.flowOut),
  channel(21, COUNT, (_, metre) => (100 * metre.flowOut) / FULL_PADDLE),
  channel(22, VOLUME, (rig) => rig.pits.active, jitter(0.03)),
  channel(25, PLAIN, (rig) => rig.penetration.hours),
  channel(26, LENGTH, (rig) => rig.penetration.metres),
  channel(27, PLAIN, (_, metre) => metre.exponent),
];

export const connectionBased: readonly Channel<Connection>[] = [
  channel(8, LENGTH, (_, { depth }) => depth),
  channel(9, LENGTH, (rig, { depth }) => vertical(rig, depth)),
  channel(10, LENGTH, (rig) => rig.holeDepth),
  channel(11, LENGTH, (rig) => vertical(rig, rig.holeDepth)),
  channel(12, COUNT, (_, { intoSlips, offBottom }) => intoSlips - offBottom),
  channel(13, COUNT, (_, { outOfSlips, intoSlips }) => outOfSlips - intoSlips),
  channel(14, COUNT, (_, { onBottom, outOfSlips }) => onBottom - outOfSlips),
  channel(15, COUNT, (_, { pumpsOff }) => pumpsOff),
  channel(16, SPEED, (_, { fastestUp }) => fastestUp),
  channel(17, SPEED, (_, { fastestDown }) => fastestDown),
  channel(18, FORCE, (_, { hookloadMost }) => hookloadMost),
  channel(19, FORCE, (_, { stringWeight }) => stringWeight),
  channel(20, TORQUE, (_, { makeUp }) => makeUp),
  channel(21, TORQUE, (_, { breakOut }) => breakOut),
];

export const tripBased: readonly Channel<TripStand>[] = [
  channel(8, LENGTH, (rig) => rig.bitDepth),
  channel(9, LENGTH, (rig) => vertical(rig, rig.bitDepth)),
  channel(10, LENGTH, (rig) => rig.holeDepth),
  channel(11, LENGTH, (rig) => vertical(rig, rig.holeDepth)),
  channel(12, COUNT, () => 1),
  channel(13, COUNT, (_, stand) => stand.number),
  channel(14, COUNT, (_, stand) => stand.remaining),
  channel(15, COUNT, (_, stand) => stand.inSlips),
  channel(16, COUNT, (_, stand) => stand.outOfSlips),
  channel(17, SPEED, (_, stand) => stand.upMost),
  channel(18, SPEED, (_, stand) => stand.upMean),
  channel(19, SPEED, (_, stand) => stand.downMost),
  channel(20, SPEED, (_, stand) => stand.downMean),
  channel(21, FORCE, (_, stand) => stand.hookloadMost),
  channel(22, FORCE, (_, stand) => stand.hookloadLeast),
  channel(23, FORCE, (_, stand) => stand.hookloadMean),
  channel(26, VOLUME, (_, stand) => stand.observed, signed(0.01)),
  channel(27, VOLUME, (_, stand) => stand.expected),
  channel(28, VOLUME, (_, stand) => stand.observedSum, signed(0.01)),
  channel(29, VOLUME, (_, stand) => stand.expectedSum),
];

/** Metres from the bit to the sensor. */
export const SURVEY_SENSOR = 16.4;
const GAMMA_SENSOR = 7.2;
const RESISTIVITY_SENSOR = 9.8;
const DECLINATION = 0.62;

export const surveys: readonly Channel<Survey>[] = [
  channel(8, LENGTH, (_, { depth }) => depth),
  channel(9, LENGTH, (_, survey) => survey.vertical),
  channel(10, COUNT, (_, survey) => survey.number),
  channel(11, LENGTH, (rig) => rig.holeDepth),
  channel(13, PLAIN, (_, { inclination }) => inclination),
  channel(14, PLAIN, (_, { azimuth }) => azimuth - DECLINATION),
  channel(15, PLAIN, (_, { azimuth }) => azimuth),
  channel(18, LENGTH, (_, { north }) => north),
  channel(19, LENGTH, (_, { east }) => east),
  channel(20, DOGLEG, (_, { dogleg }) => dogleg),
];

export const formationEvaluation: readonly Channel<undefined>[] = [
  channel(8, LENGTH, (rig) => rig.holeDepth),
  channel(9, LENGTH, (rig) => vertical(rig, rig.holeDepth)),
  channel(10, LENGTH, (rig) => rig.bitDepth),
  channel(11, LENGTH, (rig) => vertical(rig, rig.bitDepth)),
  channel(13, LENGTH, (rig) => rig.bitDepth - RESISTIVITY_SENSOR),
  channel(15, PLAIN, (rig) => resistivity(rig, rig.bitDepth - RESISTIVITY_SENSOR), jitter(0, 0.04)),
  channel(21, LENGTH, (rig) => rig.bitDepth - GAMMA_SENSOR),
  channel(23, PLAIN, (rig) => gamma(rig, rig.bitDepth - GAMMA_SENSOR), jitter(4)),
  channel(35, TEMPERATURE, (rig) => 18 + 0.026 * vertical(rig, rig.bitDepth), jitter(0.1)),
];

function gamma(rig: Rig, depth: number): number {
  const { layer, texture } = rig.well.formations.at(depth);
  return Math.max(8, layer.gamma * (1 + 0.13 * texture));
}

function resistivity(rig: Rig, depth: number): number {
  const { layer, texture } = rig.well.formations.at(depth);
  return Math.max(0.2, layer.resistivity * (1 - 0.15 * texture));
}

export const tanks: readonly Channel<undefined>[] = [
  channel(8, LENGTH, (rig) => rig.holeDepth),
  channel(9, LENGTH, (rig) => vertical(rig, rig.holeDepth)),
  channel(10, VOLUME, (rig) => rig.pits.total, jitter(0.05)),
  channel(11, VOLUME, (rig) => rig.pits.active, jitter(0.03)),
  channel(13, VOLUME, (rig) => rig.pits.change, signed(0.03)),
  channel(15, VOLUME, (rig) => rig.pits.active * 0.44, jitter(0.02)),
  channel(16, VOLUME, (rig) => rig.pits.active * 0.35, jitter(0.02)),
  channel(17, VOLUME, (rig) => rig.pits.active * 0.21, jitter(0.02)),
  channel(18, VOLUME, (rig) => rig.pits.reserve * 0.53, jitter(0.02)),
  channel(19, VOLUME, (rig) => rig.pits.reserve * 0.47, jitter(0.02)),
  channel(29, VOLUME, (rig) => rig.pits.tripTank, jitter(0.01)),
];

/** ppm of each gas in a per cent of all. */
export const chromatograph: readonly Channel<undefined>[] = [
  channel(8, LENGTH, (rig) => Math.min(rig.returns.depth, rig.holeDepth)),
  channel(9, LENGTH, (rig) => vertical(rig, Math.min(rig.returns.depth, rig.holeDepth))),
  channel(12, COUNT, (rig) => rig.returns.gas * 8_600, jitter(20, 0.03)),
  channel(13, COUNT, (rig) => rig.returns.gas * 640, jitter(4, 0.03)),
  channel(14, COUNT, (rig) => rig.returns.gas * 260, jitter(3, 0.04)),
  channel(15, COUNT, (rig) => rig.returns.gas * 62, jitter(2, 0.05)),
  channel(16, COUNT, (rig) => rig.returns.gas * 90, jitter(2, 0.05)),
  channel(17, COUNT, (rig) => rig.returns.gas * 24, jitter(1, 0.05)),
  channel(18, COUNT, (rig) => rig.returns.gas * 19, jitter(1, 0.05)),
];
