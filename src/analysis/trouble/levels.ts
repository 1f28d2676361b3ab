/**
 * A baseline for each rate of flow: what returns, and what the pressure is, depends on how much is pumped, and a gauge need not
 * be straight. Rates within a few percent share one.
 */
import { Baseline } from "./smooth.js";

const SAME = 0.03;
/** More than any rig pumps at; beyond it the one that is used longest ago makes room. */
const MOST = 48;

interface Level {
  flow: number;
  readonly baseline: Baseline;
}

export class Levels {
  readonly #seconds: number;
  readonly #levels: Level[] = [];

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** Of the rate that is nearest, if it is near enough and was learned for so long. */
  nearest(flow: number, share: number, learned: number): Baseline | undefined {
    let best: Baseline | undefined;
    let least = share;
    for (const level of this.#levels) {
      if (level.baseline.learned < learned) continue;
      const distance = Math.abs(flow - level.flow) / flow;
      if (distance > least) continue;
      least = distance;
      best = level.baseline;
    }
    return best;
  }

  /** The one to learn in. */
  at(flow: number): Baseline {
    let found = -1;
    let least = SAME;
    for (let i = 0; i < this.#levels.length; i++) {
      const distance = Math.abs(flow - this.#levels[i]!.flow) / flow;
      if (distance <= least) {
        least = distance;
        found = i;
      }
    }
    const level = found < 0 ? { flow, baseline: new Baseline(this.#seconds) } : this.#levels[found]!;
    if (found < 0) {
      if (this.#levels.length >= MOST) this.#levels.pop();
      this.#levels.unshift(level);
    } else if (found > 0) {
      this.#levels.splice(found, 1);
      this.#levels.unshift(level);
    }
    return level.baseline;
  }
}
