/**
 * Boundaries of formations: depths at which a curve changes its level for longer than a bed. The penalty for a boundary follows the curve's own
 * scatter, so that no gamma tool, mud or unit needs a setting. With what comes after it, a hole is parted as a whole, at its end; without, a boundary
 * is given out when it lies so far above the sensor that little will move it.
 */
import type { Mode } from "../state/engine.js";
import { contrast, distinct, levelOf, partition, ScatterOfMeans } from "./partition.js";

/** What a boundary is found by, the surest first. */
export const boundaryCurves = ["gamma", "mse", "rate"] as const;
export type BoundaryCurve = (typeof boundaryCurves)[number];

export interface Boundary {
  readonly depth: number;
  readonly curve: BoundaryCurve;
  readonly above: number;
  readonly below: number;
  /** From 0 to 1. */
  readonly confidence: number;
}

export interface BoundariesOptions {
  readonly mode: Mode;
  /** In the unit of depth. */
  readonly step: number;
  /** In the unit of depth, of a formation. */
  readonly thickness: number;
  readonly found: (boundary: Boundary) => void;
}

/**
 * How many times the penalty of BIC. On two wells of the shelf all graded tops are found with factors from 0.5 to 6, and at most 5 boundaries in 100 m
 * from 1 on, with the contrast below.
 */
const PENALTY = 2;
/**
 * Means that are less than this many times the scatter apart are of one formation. There, 1.6 gives up to 5.8 boundaries in 100 m without looking ahead, and
 * 1.9 loses tops when noise of 5 API is added.
 */
const LEAST_CONTRAST = 1.75;
/** Part of the least thickness over which means are taken to find the scatter. */
const MEANS = 0.5;
/** Without what follows: thicknesses below a boundary that must be known before it is given out, and that are looked back at most. */
const CERTAIN = 3;
const LOOKED_BACK = 100;

interface Curve {
  readonly depths: number[];
  readonly values: number[];
  /** Of all of the hole so far. */
  readonly scatter: ScatterOfMeans;
}

export class Boundaries {
  readonly #options: BoundariesOptions;
  readonly #curves: Readonly<Record<BoundaryCurve, Curve>>;
  /** Steps over which means are taken. */
  readonly #means: number;
  #checked = Number.NEGATIVE_INFINITY;

  constructor(options: BoundariesOptions) {
    this.#options = options;
    this.#means = Math.max(1, Math.round((MEANS * options.thickness) / options.step));
    const curve = (): Curve => ({ depths: [], values: [], scatter: new ScatterOfMeans(this.#means) });
    this.#curves = { gamma: curve(), mse: curve(), rate: curve() };
  }

  /** Steps come ever deeper. NaN where a curve has no value. */
  add(depth: number, values: Readonly<Record<BoundaryCurve, number>>): void {
    const { mode, thickness } = this.#options;
    for (const name of boundaryCurves) {
      // Energy and rate vary by shares of what they are: their logarithms have a scatter of one size.
      const value = name === "gamma" ? values.gamma : Math.log(values[name]);
      if (!Number.isFinite(value)) continue;
      const { depths, values: own, scatter } = this.#curves[name];
      if (depth - depths.at(-1)! > thickness) scatter.startPiece();
      depths.push(depth);
      own.push(value);
      scatter.add(value);
    }
    if (mode === "causal" && depth - this.#checked >= thickness / 2) {
      this.#checked = depth;
      this.#find(depth - CERTAIN * thickness);
    }
  }

  /** The hole has no more steps. */
  end(): void {
    this.#find(Number.POSITIVE_INFINITY);
  }

  /** Gives out boundaries down to this depth. */
  #find(until: number): void {
    const name = boundaryCurves.find((one) => this.#curves[one].values.length > 0);
    if (name === undefined) return;
    const { thickness } = this.#options;
    const { depths } = this.#curves[name];
    let last = 0;
    // Where the curve is missing for long, nobody knows what changed: both sides stand alone.
    for (let from = 0, to = 1; from < depths.length && depths[from]! <= until; from = to++) {
      while (to < depths.length && depths[to]! - depths[to - 1]! <= thickness) to++;
      last = Math.max(last, this.#inPiece(name, from, to, until));
    }
    if (this.#options.mode === "causal")
      this.#forget(Math.max(depths[last]!, depths.at(-1)! - LOOKED_BACK * thickness));
  }

  /** The place of the last boundary that was given out, among all values; 0 for none. */
  #inPiece(name: BoundaryCurve, from: number, to: number, until: number): number {
    const { mode, step, thickness, found } = this.#options;
    const { depths, values, scatter } = this.#curves[name];
    const own = Float64Array.from(values.slice(from, to));
    if (Number.isNaN(scatter.scatter)) return 0;
    const means = this.#means;
    const penalty = PENALTY * 2 * means * scatter.scatter ** 2 * Math.log(scatter.count / means);
    const parted = partition(own, penalty, Math.max(1, Math.round(thickness / step)));
    const places = distinct(own, parted, LEAST_CONTRAST);
    const level = (i: number) => levelOf(own, places[i - 1] ?? 0, places[i] ?? own.length);
    const shown = (mean: number): number => (name === "gamma" ? mean : Math.exp(mean));
    let last = 0;
    for (const [i, place] of places.entries()) {
      const depth = (depths[from + place - 1]! + depths[from + place]!) / 2;
      if (depth > until) break;
      const [above, below] = [level(i), level(i + 1)];
      last = from + place;
      found({
        depth,
        curve: name,
        above: shown(above.mean),
        below: shown(below.mean),
        confidence: confidenceOf(contrast(above, below)),
      });
      if (mode === "causal" && until < Number.POSITIVE_INFINITY) break;
    }
    return last;
  }

  #forget(depth: number): void {
    for (const { depths, values } of Object.values(this.#curves)) {
      const first = depths.findIndex((one) => one >= depth);
      const count = first < 0 ? depths.length : first;
      depths.splice(0, count);
      values.splice(0, count);
    }
  }
}

/** How often one value of the curve tells on which side of the boundary it lies, as of two normal distributions. */
const confidenceOf = (apart: number): number => 1 / (1 + Math.exp(-1.702 * (apart / 2)));
