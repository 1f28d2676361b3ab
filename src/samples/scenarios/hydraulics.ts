/**
 * Pumps, standpipe and flow line. Pressure follows the square of the flow, the mud and the depth; what comes back follows
 * what goes in with a lag, and runs on for minutes after the pumps have stopped.
 */
import type { Random } from "../random.js";
import { approach, wander } from "../walk.js";

/** Litres of a stroke of any of the three pumps. */
const STROKE = 17.7;
/** The flow, L/min, and the mud, kg/m³, for which the losses below hold. */
const USUAL_FLOW = 2_200;
const USUAL_DENSITY = 1_250;
/** kPa in bit, motor and surface lines, and a metre of string and annulus. */
const FIXED_LOSS = 8_600;
const LOSS_BY_DEPTH = 3.9;
/** kPa that the motor takes for a kdN on the bit. */
const MOTOR_LOSS = 165;
/** Shares of the returns that follow at once, and that drain from flow line and shakers. */
const PROMPT = 0.75;
/** Of the pressure that still gel adds, when the mud has stood for half an hour. */
const MOST_GEL = 0.16;

export interface Circulation {
  /** L/min asked of the pumps, and which of them run. */
  readonly wanted: number;
  readonly pumps: readonly number[];
  readonly density: number;
  readonly bitDepth: number;
  readonly weightOnBit: number;
  /** Share by which cuttings around the string raise the pressure, and hold back the returns. */
  readonly restriction: number;
  /** The well is shut in: nothing returns but through the choke, while the pumps run. */
  readonly closed: boolean;
  /** kPa that the drill pipe shows for the formation's sake. */
  readonly drillPipe: number;
  /** L/min that steel, new hole, influx and losses add to the returns or take from them. */
  readonly displaced: number;
}

export class Hydraulics {
  /** L/min. */
  flow = 0;
  flowOut = 0;
  /** kPa, at the standpipe. */
  pressure = 0;
  strokes = 0;
  /** Strokes a minute of each pump. */
  readonly rates = [0, 0, 0];
  readonly #random: Random;
  #prompt = 0;
  #drain = 0;
  #gel = 0;
  #uneven = 0;

  constructor(random: Random, strokes: number) {
    this.#random = random;
    this.strokes = strokes;
  }

  step(circulation: Circulation): void {
    this.#pump(circulation);
    this.#press(circulation);
    this.#return(circulation);
  }

  /** A log may begin with the mud going round. */
  settle(circulation: Circulation): void {
    this.flow = circulation.wanted;
    for (let second = 0; second < 300; second++) this.step({ ...circulation, displaced: 0 });
  }

  #pump({ wanted, pumps }: Circulation): void {
    this.#uneven = wander(this.#random, this.#uneven, 0, 0.1, 0.0015);
    const asked = wanted * (1 + this.#uneven);
    this.flow = approach(this.flow, asked, wanted < this.flow - 100 ? 170 : 75);
    for (let pump = 0; pump < this.rates.length; pump++) {
      this.rates[pump] = pumps.includes(pump + 1) ? this.flow / STROKE / pumps.length : 0;
    }
    this.strokes += this.flow / STROKE / 60;
  }

  #press({ density, bitDepth, weightOnBit, restriction, drillPipe }: Circulation): void {
    const share = this.flow / USUAL_FLOW;
    if (share < 0.02) this.#gel = Math.min(MOST_GEL, this.#gel + MOST_GEL / 1_800);
    else this.#gel *= 0.985;
    const loss = (FIXED_LOSS + LOSS_BY_DEPTH * bitDepth) * (density / USUAL_DENSITY) * share * share;
    const motor = MOTOR_LOSS * weightOnBit * share;
    const target = (loss * (1 + (share < 0.02 ? 0 : this.#gel)) + motor) * (1 + restriction) + drillPipe;
    this.pressure += (target - this.pressure) * (target > this.pressure ? 0.2 : 0.16);
    if (target === 0 && this.pressure < 15) this.pressure = 0;
  }

  #return({ closed, displaced, restriction }: Circulation): void {
    if (closed) {
      this.#prompt = this.flow > 0 ? Math.max(0, this.flow + displaced) * PROMPT : 0;
      this.#drain = (this.#prompt * (1 - PROMPT)) / PROMPT;
    } else {
      const target = Math.max(0, (this.flow + displaced) * (1 - 0.3 * restriction));
      this.#prompt += (target * PROMPT - this.#prompt) / 11;
      this.#drain += (target * (1 - PROMPT) - this.#drain) / 55;
    }
    this.flowOut = this.#prompt + this.#drain;
    if (this.flow === 0 && this.flowOut < 8) this.flowOut = 0;
  }
}
