/**
 * A rig that drills, in metric units of the specification: kdN (10 kN), kN·m, kPa, L/min, m³. Not a simulator:
 * just enough cause and effect that a driller believes the curves. Hole depth never falls, bit depth follows the
 * block while the string is out of slips, pressure goes with the square of the flow, hookload with the string.
 */
import type { Random } from "../random.js";
import { approach, wander } from "../walk.js";
import { type Move, ROUTINE } from "./routine.js";

/** Rock hardens with depth; rate of penetration tends to nothing here, so that an endless log stays on this planet. */
const DEEPEST = 9_000;
const BLOCK_WEIGHT = 25;
/** Buoyed weight of drill pipe, kdN a metre. */
const PIPE_WEIGHT = 0.024;
const FULL_FLOW = 2_300;
/** Litres that two pumps of equal liners bring at a stroke. */
const STROKE_LITRES = 17.7;
const LAG_STROKES = 5_200;
/** Litres a metre of 8 1/2 inch hole, as m³. */
const HOLE_VOLUME = 0.0366;
/** What runs back from the flow line into the pits when the pumps stop, m³. */
const FLOW_BACK = 2.2;
const LEAST_TANK = 48;
const FULL_TANK = 64;

export class Rig {
  readonly #random: Random;
  #move = 0;
  #elapsed = 0;
  #rock = 1;
  #pits = 61.4;
  #filling = false;
  /** Cumulative strokes when the last connection ended: its gas is at surface one lag later. */
  #connectionStrokes = -LAG_STROKES;

  holeDepth: number;
  bitDepth: number;
  /** About eight minutes of drilling above the height of a connection. */
  block = 5;
  inSlips = false;
  activity = 2;
  /** True for the step on which a survey was taken. */
  surveyed = false;

  rop = 24;
  wob = 9;
  wobMax = 9.3;
  rpm = 120;
  torque = 14;
  torqueMax = 15;
  hookload = 80;
  hookloadMax = 80;
  flow = FULL_FLOW;
  flowOut = FULL_FLOW;
  pressure = 20_000;
  chokePressure = 0;
  strokeRate1 = 65;
  strokeRate2 = 65;
  strokes = 3_120;
  tank = 61.4;
  tankChange = 0;
  tripTank = 4.1;
  densityIn = 1_260;
  densityOut = 1_262;
  temperatureIn = 38;
  temperatureOut = 44;
  returnsDepth: number;
  gas = 0.4;
  gasMax = 0.5;
  carbonDioxide = 420;
  gamma = 75;
  resistivity = 2.1;
  inclination = 31.2;
  azimuth = 214.6;
  readonly lagStrokes = LAG_STROKES;

  constructor(random: Random) {
    this.#random = random;
    this.holeDepth = 2_400 + random.below(60_000) / 100;
    this.bitDepth = this.holeDepth;
    this.returnsDepth = this.holeDepth - 14;
  }

  get totalTank(): number {
    return this.tank + 84.6;
  }

  get flowOutPercent(): number {
    return (this.flowOut / FULL_FLOW) * 62;
  }

  get pumping(): boolean {
    return this.flow > 50;
  }

  step(seconds: number): void {
    const move = ROUTINE[this.#move]!;
    const drilling = move.drilling === true;
    const hole = this.holeDepth;
    const travel = this.#travel(move, seconds);
    this.activity = move.activity;
    this.inSlips = move.slips === true;
    this.surveyed = move.survey === true && this.#elapsed === 0;

    this.#driveBit(drilling, move.rotating === true, seconds);
    this.#pump(move.pumping === true, seconds);
    this.#hang(travel);
    this.#fillPits(this.holeDepth - hole, seconds);
    this.#watchReturns(drilling, seconds);
    this.#logRock();
    this.#endMove(move, seconds);
  }

  /** Moves the block, and with it the bit unless the slips hold the string. Returns what the block rose. */
  #travel(move: Move, seconds: number): number {
    const speed = move.drilling === true ? this.rop / 3600 : (move.speed ?? 0);
    const target = approach(this.block, move.block ?? this.block, speed * seconds);
    if (move.slips === true) {
      const rise = target - this.block;
      this.block = target;
      return rise;
    }
    const bit = this.bitDepth + this.block - target;
    const bottom = move.drilling === true ? bit : this.holeDepth;
    const bitDepth = Math.min(bit, bottom);
    const rise = this.bitDepth - bitDepth;
    this.block += rise;
    this.bitDepth = bitDepth;
    this.holeDepth = Math.max(this.holeDepth, bitDepth);
    return rise;
  }

  #endMove(move: Move, seconds: number): void {
    this.#elapsed += seconds;
    const lowering = move.block !== undefined && move.block < this.block && move.slips !== true;
    const landed = lowering && move.drilling !== true && this.bitDepth >= this.holeDepth;
    const there = move.block === undefined || Math.abs(move.block - this.block) < 1e-6 || landed;
    if (!there || this.#elapsed < (move.seconds ?? 0)) return;
    if (landed) this.#connectionStrokes = this.strokes;
    this.#elapsed = 0;
    this.#move = (this.#move + 1) % ROUTINE.length;
  }

  #driveBit(drilling: boolean, rotating: boolean, seconds: number): void {
    const random = this.#random;
    const quick = Math.min(1, 0.1 * seconds);
    this.#rock = Math.min(1.7, Math.max(0.4, wander(random, this.#rock, 1, 0.002, 0.02)));
    this.wob = drilling
      ? Math.max(2, wander(random, this.wob, 9, quick, 0.35))
      : Math.abs(random.swing()) * 0.08;
    this.wobMax = this.wob + Math.abs(random.swing()) * (drilling ? 0.8 : 0.05);
    const rockRate = 26 * (this.wob / 9) * this.#rock * (1 - this.holeDepth / DEEPEST);
    this.rop = drilling ? Math.max(0.5, wander(random, Math.max(this.rop, 4), rockRate, quick, 0.6)) : 0;
    this.rpm = approach(this.rpm, rotating ? 120 + random.swing() * 1.4 : 0, 15 * seconds);
    const friction = 1.5 + this.bitDepth * 0.0019;
    const turning = this.rpm / 120;
    this.torque = turning * (friction + this.wob * 0.62 + random.swing() * 0.5);
    this.torqueMax = this.torque + turning * Math.abs(random.swing()) * 1.8;
  }

  #pump(pumping: boolean, seconds: number): void {
    const random = this.#random;
    this.flow = approach(this.flow, pumping ? FULL_FLOW + random.swing() * 9 : 0, 90 * seconds);
    this.flowOut = wander(random, this.flowOut, this.flow, Math.min(1, 0.12 * seconds), this.flow * 0.004);
    const depthShare = 0.6 + (0.4 * this.holeDepth) / 3_000;
    const share = this.flow / FULL_FLOW;
    const onBottom = this.wob * 62 * share;
    this.pressure = share * share * (19_400 * depthShare + random.swing() * 90) + onBottom;
    this.chokePressure = 12 + random.swing() * 6;
    const rate = this.flow / STROKE_LITRES;
    this.strokeRate1 = rate / 2;
    this.strokeRate2 = rate / 2 + (this.pumping ? 0.6 : 0);
    this.strokes += (rate * seconds) / 60;
  }

  #hang(rise: number): void {
    const random = this.#random;
    const drag = rise > 0.01 ? 3.2 : rise < -0.01 ? -2.4 : 0;
    const string = this.inSlips ? 0 : this.bitDepth * PIPE_WEIGHT - this.wob + drag;
    this.hookload = BLOCK_WEIGHT + string + random.swing() * 0.15;
    this.hookloadMax = this.hookload + Math.abs(random.swing()) * 0.7;
  }

  /** New hole takes mud; the pits are filled again when they run low. */
  #fillPits(drilled: number, seconds: number): void {
    const random = this.#random;
    this.#pits -= drilled * HOLE_VOLUME;
    if (this.#pits < LEAST_TANK) this.#filling = true;
    if (this.#filling) this.#pits = approach(this.#pits, FULL_TANK, 0.02 * seconds);
    if (this.#pits >= FULL_TANK) this.#filling = false;
    const back = FLOW_BACK * (1 - this.flowOut / FULL_FLOW);
    this.tank = this.#pits + back + random.swing() * 0.04;
    this.tankChange = this.tank - 61.4;
    this.tripTank = wander(random, this.tripTank, 4.1, 0.01, 0.01);
  }

  #watchReturns(drilling: boolean, seconds: number): void {
    const random = this.#random;
    const pumped = (this.flow / STROKE_LITRES) * (seconds / 60);
    this.returnsDepth += (this.holeDepth - this.returnsDepth) * Math.min(1, pumped / LAG_STROKES);
    const sinceConnection = this.strokes - this.#connectionStrokes;
    const fromPeak = Math.abs(sinceConnection - LAG_STROKES) / 240;
    const connectionGas = fromPeak < 1 ? 1.6 * (1 - fromPeak) : 0;
    const background = drilling ? 0.45 : 0.3;
    this.gas = Math.max(0.02, wander(random, this.gas, background + connectionGas, 0.03, 0.02));
    this.gasMax = this.gas + Math.abs(random.swing()) * 0.12;
    this.carbonDioxide = wander(random, this.carbonDioxide, 420, 0.02, 3);
    this.densityIn = wander(random, this.densityIn, 1_260, 0.01, 0.3);
    this.densityOut = wander(random, this.densityOut, 1_262 - this.gas, 0.02, 0.5);
    this.temperatureIn = wander(random, this.temperatureIn, 38, 0.002, 0.02);
    this.temperatureOut = wander(random, this.temperatureOut, this.pumping ? 44 : 41, 0.002, 0.03);
  }

  #logRock(): void {
    const random = this.#random;
    this.gamma = Math.max(12, wander(random, this.gamma, 90 - 30 * (this.#rock - 1), 0.01, 3));
    this.resistivity = Math.max(0.3, wander(random, this.resistivity, 2.1, 0.01, 0.08));
    if (!this.surveyed) return;
    this.inclination = Math.min(88, Math.max(2, this.inclination + random.swing() * 0.8));
    this.azimuth = Math.min(300, Math.max(120, this.azimuth + random.swing() * 1.2));
  }
}
