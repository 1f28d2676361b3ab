/**
 * What the mud carries, and when it is at surface. The mud is a row of cells; pumping moves the row on, and what is at
 * surface now is the cell that was at the bit one annulus ago. So gas of a connection, of a trip or of a kick comes
 * up one lag later by itself.
 */
import type { Random } from "../random.js";
import { wander } from "../walk.js";
import type { Well } from "./well.js";

/** m³ of mud. The ring holds 400 m³, more than any hole here. */
const CELL = 0.05;
const CELLS = 8_192;

export interface AtBit {
  readonly flow: number;
  /** Mud goes round the bottom of the hole, where the gas comes from. */
  readonly nearBottom: boolean;
  readonly holeDepth: number;
  readonly density: number;
  /** Per cent that drilled rock and influx set free in this second. */
  readonly gas: number;
  /** What gathers while the mud stands, per cent a second, and at most. */
  readonly seepage: number;
  readonly seepageLimit: number;
  /** m³. */
  readonly bore: number;
  readonly annulus: number;
}

export class Returns {
  /** Per cent in the mud at surface, and its peak of this second. */
  gas: number;
  /** Depth that the mud at surface comes from. */
  depth: number;
  densityOut: number;
  readonly #random: Random;
  readonly #gas: Float64Array;
  readonly #depth: Float64Array;
  readonly #density: Float64Array;
  #pumped = 200;
  #standing = 0;

  constructor(random: Random, { startDepth, mudDensity, formations }: Well) {
    this.#random = random;
    this.depth = startDepth;
    this.densityOut = mudDensity;
    this.gas = 0.12 + formations.at(startDepth).layer.gas;
    this.#gas = new Float64Array(CELLS).fill(this.gas);
    this.#depth = new Float64Array(CELLS).fill(startDepth);
    this.#density = new Float64Array(CELLS).fill(mudDensity);
  }

  step(at: AtBit): void {
    const first = Math.floor(this.#pumped / CELL);
    if (at.nearBottom) this.#pumped += at.flow / 60_000;
    const last = Math.floor(this.#pumped / CELL);
    if (at.flow < 50) {
      this.#standing = Math.min(at.seepageLimit, this.#standing + at.seepage);
    }
    for (let cell = first; cell <= last; cell++) {
      const place = cell % CELLS;
      if (cell > first) {
        // What gathered while the mud stood is smeared over the cubic metres that pass it next.
        this.#gas[place] = at.gas + this.#standing;
        this.#standing *= 0.965;
      }
      this.#depth[place] = at.holeDepth;
      this.#density[place] = at.density;
    }
    this.#surface(at);
  }

  #surface({ flow, bore, annulus, nearBottom }: AtBit): void {
    const behind = (volume: number): number =>
      Math.max(0, Math.floor((this.#pumped - volume) / CELL)) % CELLS;
    this.depth = this.#depth[behind(annulus)]!;
    const random = this.#random;
    const arriving = flow > 200 && nearBottom ? this.#gas[behind(annulus)]! : 0.08;
    this.gas = Math.max(0.01, wander(random, this.gas, arriving, 0.045, 0.006 + 0.015 * this.gas));
    const density = this.#density[behind(annulus + bore)]!;
    const cut = density * (1 - Math.min(0.25, this.gas * 0.003));
    if (flow > 200) this.densityOut = wander(random, this.densityOut, cut + 3, 0.05, 0.25);
  }
}
