/** The items that the rig's own computers send, by record, and where each comes from. Items 01-07 are not here. */

import type { Measure } from "../measure.js";
import {
  COUNT,
  DENSITY,
  FLOW,
  FORCE,
  LENGTH,
  PLAIN,
  PRESSURE,
  TEMPERATURE,
  TORQUE,
  VOLUME,
} from "../measure.js";
import type { Rig } from "./rig.js";

export interface Channel {
  readonly item: number;
  readonly measure: Measure;
  readonly read: (rig: Rig) => number;
}

/** The records that can be generated. */
export type RigRecord = 1 | 7 | 8 | 11 | 12 | 14 | 17;

export interface RecordChannels {
  /** Seconds between two frames; undefined for a record that an event sends, here a survey. */
  readonly seconds: number | undefined;
  /** Sent only while mud goes round. */
  readonly circulating: boolean;
  readonly channels: readonly Channel[];
}

const channel = (item: number, measure: Measure, read: (rig: Rig) => number): Channel => ({
  item,
  measure,
  read,
});
const none = (): number => 0;

const general: readonly Channel[] = [
  channel(8, LENGTH, (rig) => rig.bitDepth),
  channel(10, LENGTH, (rig) => rig.holeDepth),
  channel(12, LENGTH, (rig) => rig.block),
  channel(13, LENGTH, (rig) => rig.rop),
  channel(14, FORCE, (rig) => rig.hookload),
  channel(15, FORCE, (rig) => rig.hookloadMax),
  channel(16, FORCE, (rig) => rig.wob),
  channel(17, FORCE, (rig) => rig.wobMax),
  channel(18, TORQUE, (rig) => rig.torque),
  channel(19, TORQUE, (rig) => rig.torqueMax),
  channel(20, COUNT, (rig) => rig.rpm),
  channel(21, PRESSURE, (rig) => rig.pressure),
  channel(22, PRESSURE, (rig) => rig.chokePressure),
  channel(23, COUNT, (rig) => rig.strokeRate1),
  channel(24, COUNT, (rig) => rig.strokeRate2),
  channel(25, COUNT, none),
  channel(26, VOLUME, (rig) => rig.tank),
  channel(27, VOLUME, (rig) => rig.tankChange),
  channel(28, COUNT, (rig) => rig.flowOutPercent),
  channel(29, FLOW, (rig) => rig.flowOut),
  channel(30, FLOW, (rig) => rig.flow),
  channel(31, DENSITY, (rig) => rig.densityOut),
  channel(32, DENSITY, (rig) => rig.densityIn),
  channel(33, TEMPERATURE, (rig) => rig.temperatureOut),
  channel(34, TEMPERATURE, (rig) => rig.temperatureIn),
  channel(37, COUNT, (rig) => rig.strokes),
  channel(39, LENGTH, (rig) => rig.returnsDepth),
  channel(40, PLAIN, (rig) => rig.gas),
];

const survey: readonly Channel[] = [
  channel(8, LENGTH, (rig) => rig.bitDepth - 16.4),
  channel(10, COUNT, () => 1),
  channel(11, LENGTH, (rig) => rig.holeDepth),
  channel(13, PLAIN, (rig) => rig.inclination),
  channel(14, PLAIN, (rig) => rig.azimuth),
  channel(15, PLAIN, (rig) => rig.azimuth + 0.62),
];

const formation: readonly Channel[] = [
  channel(8, LENGTH, (rig) => rig.holeDepth),
  channel(10, LENGTH, (rig) => rig.bitDepth),
  channel(13, LENGTH, (rig) => rig.bitDepth - 9.8),
  channel(15, PLAIN, (rig) => rig.resistivity),
  channel(21, LENGTH, (rig) => rig.bitDepth - 7.2),
  channel(23, PLAIN, (rig) => rig.gamma),
  channel(35, TEMPERATURE, (rig) => rig.temperatureOut + rig.holeDepth * 0.012),
];

const tanks: readonly Channel[] = [
  channel(8, LENGTH, (rig) => rig.holeDepth),
  channel(10, VOLUME, (rig) => rig.totalTank),
  channel(11, VOLUME, (rig) => rig.tank),
  channel(12, VOLUME, (rig) => rig.tankChange),
  channel(13, VOLUME, (rig) => rig.tankChange),
  channel(15, VOLUME, (rig) => rig.tank * 0.4),
  channel(16, VOLUME, (rig) => rig.tank * 0.35),
  channel(17, VOLUME, (rig) => rig.tank * 0.25),
  channel(18, VOLUME, () => 42.4),
  channel(19, VOLUME, () => 38.1),
  channel(20, VOLUME, (rig) => rig.tripTank),
  channel(29, VOLUME, (rig) => rig.tripTank),
];

const chromatograph: readonly Channel[] = [
  channel(8, LENGTH, (rig) => rig.returnsDepth),
  channel(12, COUNT, (rig) => rig.gas * 8_200),
  channel(13, COUNT, (rig) => rig.gas * 610),
  channel(14, COUNT, (rig) => rig.gas * 240),
  channel(15, COUNT, (rig) => rig.gas * 55),
  channel(16, COUNT, (rig) => rig.gas * 82),
  channel(17, COUNT, (rig) => rig.gas * 21),
  channel(18, COUNT, (rig) => rig.gas * 17),
];

const lagged: readonly Channel[] = [
  channel(8, LENGTH, (rig) => rig.returnsDepth),
  channel(10, DENSITY, (rig) => rig.densityIn),
  channel(11, DENSITY, (rig) => rig.densityOut),
  channel(12, TEMPERATURE, (rig) => rig.temperatureIn),
  channel(13, TEMPERATURE, (rig) => rig.temperatureOut),
  channel(20, PLAIN, (rig) => rig.gas),
  channel(21, PLAIN, (rig) => rig.gasMax),
  channel(22, COUNT, (rig) => rig.carbonDioxide),
  channel(23, COUNT, none),
];

/** The cement unit's sensors are on line, and idle, while the rig drills. */
const cementing: readonly Channel[] = [
  channel(8, LENGTH, (rig) => rig.holeDepth),
  channel(12, PRESSURE, (rig) => rig.chokePressure * 8),
  channel(13, FORCE, (rig) => rig.hookload),
  channel(14, LENGTH, (rig) => rig.block),
  channel(15, PLAIN, none),
  channel(16, PLAIN, none),
  channel(17, PLAIN, none),
  channel(18, COUNT, none),
  channel(19, DENSITY, none),
  channel(20, DENSITY, none),
  channel(22, TEMPERATURE, (rig) => rig.temperatureIn - 19),
  channel(23, TEMPERATURE, (rig) => rig.temperatureIn - 20),
  channel(24, COUNT, none),
  channel(27, VOLUME, none),
  channel(28, VOLUME, none),
  channel(29, VOLUME, none),
  channel(30, VOLUME, none),
];

const timed = (seconds: number, channels: readonly Channel[]): RecordChannels => ({
  seconds,
  circulating: false,
  channels,
});

export const RECORDS: Readonly<Record<RigRecord, RecordChannels>> = {
  1: timed(0, general),
  7: { seconds: undefined, circulating: false, channels: survey },
  8: { seconds: 8, circulating: true, channels: formation },
  11: timed(10, tanks),
  12: { seconds: 30, circulating: true, channels: chromatograph },
  14: timed(15, lagged),
  17: timed(3, cementing),
};
