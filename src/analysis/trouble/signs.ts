/**
 * What else tells of a well that gives or takes mud, beside flow and tanks: rock that suddenly drills faster, gas, standpipe
 * pressure that falls, pressure under the closed preventer. None of them alone is a kick or a loss.
 */
import { amount, inUnit, percent } from "./amount.js";
import type { Picture } from "./picture.js";
import { Baseline, Smooth } from "./smooth.js";

/** Seconds for which a drilling break may be what a kick came from. */
const BREAK_LASTS = 900;
const BREAK = 1.4;
const GAS = { rise: 2, deviations: 6 } as const;
const PRESSURE_FALL = 0.03;
/** kPa, 50 psi. */
const CHOKE = 350;
const CHOKE_DEVIATIONS = 12;

export interface Sign {
  /** From 1 it is one. */
  readonly score: number;
  readonly words: string;
}

export class Signs {
  drillingBreak: Sign | undefined;
  gas: Sign | undefined;
  pressureFall: Sign | undefined;
  choke: Sign | undefined;
  readonly #fastRate = new Smooth(45);
  readonly #rate = new Baseline(900);
  #breakAt = Number.NEGATIVE_INFINITY;
  #breakRatio = 0;
  readonly #fastGas = new Smooth(60);
  readonly #gas = new Baseline(2_400);
  readonly #fastChoke = new Smooth(20);
  readonly #choke = new Baseline(7_200);
  #hole = Number.NaN;

  add({ moment, pressure, pumps }: Picture): void {
    this.#watchRate(moment.time, moment.passed, moment.hole, moment.drilling);
    this.#watchGas(moment.gas, moment.passed, pumps.onFor > 300);
    this.#watchChoke(moment.choke, moment.passed, moment.unit("choke"), moment.drilling);
    const fall = pressure.deviation;
    this.pressureFall =
      fall < -Math.max(PRESSURE_FALL, 4 * pressure.noise)
        ? { score: -fall / PRESSURE_FALL, words: `standpipe pressure ${percent(-fall)} below usual` }
        : undefined;
  }

  #watchRate(time: number, passed: number, hole: number, drilling: boolean): void {
    const made = hole - this.#hole;
    this.#hole = hole;
    if (drilling && passed > 0 && made >= 0) {
      const fast = this.#fastRate.add(made / passed, passed);
      if (this.#rate.learned > 300 && fast > BREAK * this.#rate.mean) {
        this.#breakAt = time;
        this.#breakRatio = fast / this.#rate.mean;
      }
      this.#rate.add(made / passed, passed);
    }
    this.drillingBreak =
      time - this.#breakAt <= BREAK_LASTS * 1000
        ? { score: 1, words: `rock drilled ${this.#breakRatio.toFixed(1)} times as fast just before` }
        : undefined;
  }

  #watchGas(gas: number, passed: number, circulated: boolean): void {
    this.gas = undefined;
    if (Number.isNaN(gas) || !circulated) return;
    const fast = this.#fastGas.add(gas, passed);
    const { mean, deviation, learned } = this.#gas;
    if (learned > 600 && fast > GAS.rise * mean && fast > mean + GAS.deviations * deviation) {
      this.gas = { score: 1, words: `gas ${(fast / mean).toFixed(1)} times as usual` };
    } else this.#gas.add(gas, passed);
  }

  #watchChoke(choke: number, passed: number, unit: string | undefined, drilling: boolean): void {
    this.choke = undefined;
    if (Number.isNaN(choke)) return;
    const fast = this.#fastChoke.add(choke, passed);
    if (drilling) this.#choke.add(choke, passed);
    if (this.#choke.learned < 300) return;
    const risen = fast - this.#choke.mean;
    const least = Math.max(inUnit(CHOKE, "KPA", unit) ?? 0, CHOKE_DEVIATIONS * this.#choke.deviation);
    if (least > 0 && risen > least) {
      this.choke = {
        score: risen / least,
        words: `${amount(risen, unit)} of choke pressure`,
      };
    }
  }
}
