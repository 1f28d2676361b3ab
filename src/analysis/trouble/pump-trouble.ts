/** A pump that does not do its work: fewer litres a stroke than it gave, strokes that are uneven, pressure that shakes. */
import type { EventRow, Finished } from "../table.js";
import { percent } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Picture } from "./picture.js";
import { Baseline, Smooth } from "./smooth.js";

/** Share by which flow a stroke falls. */
const FALLS = 0.07;
/** Swing of a pump's strokes, or of the pressure, over the mean: at least, and of what is usual. */
const UNEVEN = 0.06;
const SHAKES = 0.04;
const TIMES = 4;
const SETTLED = 180;
const KNOWN = 600;

/** Standard deviation of the last half minute over its mean. */
class Swing {
  readonly usual = new Baseline(7_200);
  now = Number.NaN;
  readonly #mean = new Smooth(30);
  #square = 0;
  #for = 0;

  add(value: number, passed: number): void {
    if (Number.isNaN(value)) return;
    const off = value - this.#mean.value;
    this.#mean.add(value, passed);
    if (Number.isNaN(off)) return;
    this.#for += passed;
    this.#square += (off * off - this.#square) * (passed / (passed + 30));
    this.now =
      this.#for > 60 && this.#mean.value > 0 ? Math.sqrt(this.#square) / this.#mean.value : Number.NaN;
  }

  learn(passed: number): void {
    this.usual.add(this.now, passed);
  }

  reset(): void {
    this.#mean.reset();
    this.#square = 0;
    this.#for = 0;
    this.now = Number.NaN;
  }

  swings(least: number): boolean {
    return this.usual.learned > KNOWN && this.now > Math.max(least, TIMES * this.usual.mean);
  }
}

export class PumpTrouble extends Detector {
  protected readonly episodes: readonly Episode[];
  readonly #episode: Episode;
  readonly #litres = new Baseline(7_200);
  readonly #pumps = [new Swing(), new Swing(), new Swing()] as const;
  readonly #pressure = new Swing();
  #words = "";

  constructor(finished: Finished) {
    super();
    this.#episode = new Episode("pump_trouble", { hold: 120, release: 180, lapse: 20 }, finished, () =>
      this.#finding(),
    );
    this.episodes = [this.#episode];
  }

  add({ moment, pumps }: Picture): EventRow | undefined {
    const { passed, flowIn, strokeRate } = moment;
    const rates = [moment.strokeRate1, moment.strokeRate2, moment.strokeRate3];
    if (!moment.isPumping || pumps.steadyFor < SETTLED) {
      for (const swing of this.#pumps) swing.reset();
      this.#pressure.reset();
      return this.#episode.add(moment, false);
    }
    const words: string[] = [];
    const litres = flowIn > 0 && strokeRate > 5 ? flowIn / strokeRate : Number.NaN;
    const fallen = 1 - litres / this.#litres.mean;
    const gives =
      this.#litres.learned > KNOWN &&
      fallen > Math.max(FALLS, (5 * this.#litres.deviation) / this.#litres.mean);
    if (gives) words.push(`flow in ${percent(fallen)} less for the same strokes than before`);
    else this.#litres.add(litres, passed);
    this.#pumps.forEach((swing, i) => {
      const rate = rates[i]!;
      if (!(rate > 5)) {
        swing.reset();
        return;
      }
      swing.add(rate, passed);
      if (swing.swings(Math.max(UNEVEN, 1.5 / rate)))
        words.push(
          `strokes of pump ${i + 1} swing by ${percent(swing.now)}, usually ${percent(swing.usual.mean)}`,
        );
      else swing.learn(passed);
    });
    if (moment.drilling) {
      this.#pressure.add(moment.pressure, passed);
      if (this.#pressure.swings(SHAKES))
        words.push(
          `standpipe pressure shakes by ${percent(this.#pressure.now)} at a steady rate, usually ${percent(this.#pressure.usual.mean)}`,
        );
      else this.#pressure.learn(passed);
    } else this.#pressure.reset();
    if (words.length > 0) this.#words = words.join("; ");
    return this.#episode.add(moment, words.length > 0);
  }

  #finding(): Finding {
    return {
      severity: "low",
      confidence: 0.5,
      evidence: this.#words,
      advice: "Look at valves, seats, liners and suction of the pumps that run.",
    };
  }
}
