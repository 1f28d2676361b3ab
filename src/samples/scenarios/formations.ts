/** The rock: layers with tops, and in each a texture that hardness, gamma ray and gas all follow. */
import type { Random } from "../random.js";
import { wander } from "../walk.js";

export interface Layer {
  readonly name: string;
  /** Metres along the hole, give or take a tenth by the seed. */
  readonly thickness: number;
  /** 1 drills at the planned rate, 2 at half of it. */
  readonly hardness: number;
  /** API. */
  readonly gamma: number;
  /** Ohm metres. */
  readonly resistivity: number;
  /** Per cent of gas in the mud that the planned rate sets free. */
  readonly gas: number;
}

export interface Top extends Pick<Layer, "name" | "hardness" | "gas"> {
  /** Measured depth in metres. */
  readonly depth: number;
}

export interface Rock {
  readonly layer: Layer;
  /** About -1 to 1: how far this spot differs from its layer's mean. */
  readonly texture: number;
}

const CELL = 0.2;
/** Enough texture for a hole that is drilled for days. */
const CELLS = 10_000;

export class Formations {
  readonly tops: readonly Top[];
  readonly #layers: readonly Layer[];
  readonly #start: number;
  readonly #texture = new Float64Array(CELLS);

  /** The first layer reaches up to the surface, and the last one down for ever; the first thickness counts from `start`. */
  constructor(start: number, layers: readonly Layer[], random: Random) {
    this.#layers = layers;
    this.#start = start - 200;
    const tops: Top[] = [];
    let depth = start;
    for (const { name, thickness, hardness, gas } of layers) {
      tops.push({ name, depth: Math.round(depth * 100) / 100, hardness, gas });
      depth += thickness * (1 + 0.1 * random.swing());
    }
    this.tops = tops;
    let coarse = 0;
    let fine = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      coarse = wander(random, coarse, 0, 0.03, 0.12);
      fine = wander(random, fine, 0, 0.3, 0.25);
      this.#texture[cell] = coarse + fine;
    }
  }

  at(depth: number): Rock {
    let index = this.tops.length - 1;
    while (index > 0 && depth < this.tops[index]!.depth) index--;
    const cell = Math.floor((depth - this.#start) / CELL);
    const texture = this.#texture[Math.max(0, Math.min(cell, CELLS - 1))]!;
    return { layer: this.#layers[index]!, texture };
  }

  top(name: string): number {
    const found = this.tops.find((top) => top.name === name);
    if (found === undefined) throw new RangeError(`there is no layer ${name}`);
    return found.depth;
  }
}
