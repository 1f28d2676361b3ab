/**
 * Kick and loss: the same two questions with opposite signs. Does more return than should, and do the tanks agree? Where only one of
 * the two can be asked, another sign must stand in for the other: one sign alone is never an event.
 */
import type { EventRow, Finished } from "../table.js";
import { amount, duration, inUnit, percent, signed } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding, type Severity } from "./episode.js";
import type { Picture } from "./picture.js";
import { type Sign, Signs } from "./signs.js";

/** Together flow and tanks must reach this, each at most `MOST` of it. */
const TOGETHER = 1.6;
const MOST = 1.2;
const FLOW_LEAST = 0.6;
const PIT_LEAST = 0.4;
/** Where a second sign stands in for the one that cannot be asked. */
const ALONE = 1.1;
const PATIENCE = { hold: 15, release: 600, lapse: 20 } as const;
/** bbl an hour: below the first it seeps, below the second it is partial, above the third severe. */
const CLASSES = [
  [10, "seepage"],
  [50, "partial"],
] as const;
const TOTAL = 0.93;
/** Share by which the standpipe pressure is above usual where the hole packs off. */
const HELD_BY_PRESSURE = 0.06;
/** Of a flow-back curve of earlier connections. */
const FLOWS = 1;
/** m³, 10 bbl. */
const LARGE = 1.6;

type Direction = 1 | -1;

class Balance {
  readonly episode: Episode;
  readonly #kind: "kick" | "loss";
  readonly #direction: Direction;
  /** Of the strongest moment while the pumps ran, and of the one while they stood. */
  readonly #told = { pumping: { words: "", strength: 0 }, stopped: { words: "", strength: 0 } };
  #excess = 0;
  #volume = Number.NaN;
  #volumeUnit: string | undefined;
  #rate = Number.NaN;
  #rateUnit: string | undefined;
  #certainty = 0;
  #firstAt = Number.POSITIVE_INFINITY;

  constructor(kind: "kick" | "loss", finished: Finished) {
    this.#kind = kind;
    this.#direction = kind === "kick" ? 1 : -1;
    this.episode = new Episode(kind, PATIENCE, finished, () => this.#finding());
  }

  add(picture: Picture, others: Signs): EventRow | undefined {
    const { moment } = picture;
    const found = moment.isPumping ? this.#whilePumping(picture, others) : this.#whileStill(picture, others);
    const choke = this.#kind === "kick" && others.choke !== undefined;
    const keeps =
      found.score >= 1 ||
      choke ||
      this.#direction * picture.flow.score > 0.35 ||
      // The pumps were stopped because of it: nothing can be judged, and nothing says that it is over.
      (this.episode.isOpen && !moment.isPumping && picture.pumps.offFor < 3_600);
    if (found.score >= 0.5 && !this.episode.isOpen && !this.episode.isSuspected) this.#begin(moment.time);
    if (found.score >= 1) this.#remember(picture, found);
    if (choke && this.episode.isOpen) this.#certainty = Math.max(this.#certainty, 0.95);
    if (found.score < 0.3 && !this.episode.isOpen) this.#firstAt = Number.POSITIVE_INFINITY;
    return this.episode.add(moment, found.score >= 1, keeps, this.#firstAt);
  }

  #begin(time: number): void {
    this.#firstAt = Math.min(this.#firstAt, time);
    this.#excess = 0;
    this.#volume = Number.NaN;
    this.#rate = Number.NaN;
    this.#certainty = 0;
    for (const told of Object.values(this.#told)) {
      told.words = "";
      told.strength = 0;
    }
  }

  /** The score, from 1 it is an event's sign, and what made it. */
  #whilePumping(
    { flow, pits, pressure }: Picture,
    others: Signs,
  ): { score: number; words: string[]; sure: number } {
    const f = this.#direction * flow.score;
    const p = this.#direction * pits.score;
    const none = { score: 0, words: [], sure: 0 };
    if (flow.isKnown && !Number.isNaN(flow.excess) && pits.isKnown) {
      // Returns that a closed annulus holds back are not lost.
      if (this.#kind === "loss" && pressure.deviation > HELD_BY_PRESSURE) return none;
      const together = (Math.min(MOST, Math.max(0, f)) + Math.min(MOST, Math.max(0, p))) / TOGETHER;
      if (f < FLOW_LEAST || p < PIT_LEAST) return { ...none, score: Math.min(0.9, f > 0.3 ? together : 0) };
      return { score: together, words: [], sure: 0.6 + 0.1 * Math.min(3, Math.min(f, 2 * p)) };
    }
    const second = this.#second(others);
    const judged = flow.isKnown && !Number.isNaN(flow.excess) ? f : pits.isKnown ? p : 0;
    if (judged < ALONE || second === undefined) return { ...none, score: Math.min(0.9, judged) };
    return { score: 1, words: [second.words], sure: 0.5 };
  }

  #whileStill({ back }: Picture, others: Signs): { score: number; words: string[]; sure: number } {
    const f = this.#direction * back.flowScore;
    const p = this.#direction * back.pitScore;
    const none = { score: 0, words: [], sure: 0 };
    // Mud that stays away when the pumps stop says little: lines drain unevenly. Mud that flows on says much.
    if (this.#kind === "loss") return none;
    const suspected = this.episode.isOpen || this.episode.isSuspected || Number.isFinite(this.#firstAt);
    const second = this.#second(others) !== undefined || suspected || p >= 0.6;
    if (f < FLOWS || !second) return none;
    return { score: 1, words: [], sure: 0.7 };
  }

  #second(others: Signs): Sign | undefined {
    if (this.#kind === "loss") return others.pressureFall;
    return others.drillingBreak ?? others.gas ?? others.pressureFall;
  }

  #remember(picture: Picture, found: { score: number; words: string[]; sure: number }): void {
    const { moment, flow, pits, back, pumps } = picture;
    const words = [...found.words];
    this.#certainty = Math.max(this.#certainty, found.sure);
    if (!moment.isPumping) {
      words.push(
        `with the pumps off ${percent(back.share)} of the flow before still returns, ${percent(back.usualShare)} at earlier stops`,
      );
      if (!Number.isNaN(back.usualVolume)) {
        const unit = moment.unit(Number.isNaN(moment.pit) ? "pitChange" : "pit");
        words.push(
          `tanks ${signed(back.volume, unit)} since the stop, usually ${signed(back.usualVolume, unit)}`,
        );
      }
    } else {
      if (!Number.isNaN(flow.excess)) {
        const share = Math.abs(flow.excess);
        this.#excess = Math.max(this.#excess, share);
        const unit = moment.unit(flow.channel);
        words.push(
          `flow out ${percent(share)} ${this.#direction > 0 ? "more" : "less"} than usual at this rate of pumping ` +
            `(${amount(flow.returned, flow.channel === "flowOutShare" ? "%" : unit)}, usually ${amount(flow.expected, flow.channel === "flowOutShare" ? "%" : unit)})`,
        );
        if (!Number.isNaN(moment.flowIn)) {
          this.#rate = Math.max(Number.isNaN(this.#rate) ? 0 : this.#rate, share * pumps.level);
          this.#rateUnit = moment.unit("flowIn");
        }
      }
      if (!Number.isNaN(pits.gain)) {
        const unit = moment.unit(pits.channel);
        const gain = this.#direction * pits.gain;
        if (!(gain <= this.#volume)) this.#volume = gain;
        this.#volumeUnit = unit;
        words.push(
          `active tanks ${signed(pits.gain, unit)} against their trend of the last ${duration(Math.min(pits.since, 600))}`,
        );
      }
    }
    const strength = found.score + Math.abs(moment.isPumping ? flow.excess : back.share) * 10;
    const told = moment.isPumping ? this.#told.pumping : this.#told.stopped;
    if (strength < told.strength) return;
    told.strength = strength;
    told.words = words.join("; ");
  }

  #finding(): Finding | undefined {
    const { raised, start } = this.episode;
    const { pumping, stopped } = this.#told;
    const signs = [pumping.words, stopped.words].filter((words) => words !== "").join("; ");
    const told = `${signs}; sure after ${duration((raised - start) / 1000)}`;
    return this.#kind === "kick"
      ? {
          severity: this.#severity(),
          confidence: this.#certainty,
          evidence: told,
          advice: "Flow check now; shut in if it flows. Watch pits and flow out.",
        }
      : this.#loss(told);
  }

  #severity(): Severity {
    const large = inUnit(LARGE, "M3", this.#volumeUnit);
    return this.#certainty >= 0.9 || (large !== undefined && this.#volume >= large) || this.#excess >= 0.1
      ? "high"
      : "medium";
  }

  #loss(told: string): Finding {
    const share = this.#excess;
    const perHour = inUnit(this.#rate, "L/M", this.#rateUnit === undefined ? undefined : "L/M");
    const litres = this.#rateUnit === undefined ? undefined : inUnit(this.#rate, this.#rateUnit, "L/M");
    const barrels =
      litres === undefined || Number.isNaN(litres) || perHour === undefined
        ? undefined
        : (litres * 60) / 158.987;
    const known = CLASSES.find(([most]) => barrels !== undefined && barrels < most)?.[1];
    const relative = share < 0.01 ? "seepage" : share < 0.05 ? "partial" : "severe";
    const name = share >= TOTAL ? "total" : barrels === undefined ? relative : (known ?? "severe");
    const how =
      barrels === undefined
        ? `${name} loss, by its share of the flow`
        : `${name} loss, about ${Math.round(barrels)} bbl an hour`;
    return {
      severity: name === "seepage" ? "low" : name === "partial" ? "medium" : "high",
      confidence: this.#certainty,
      evidence: `${how}: ${told}`,
      advice:
        "Check tanks and flow line for a transfer or a leak; keep the hole full, pump slower, get lost circulation material ready.",
    };
  }

  open(): EventRow | undefined {
    return this.episode.open();
  }
}

export class WellControl extends Detector {
  readonly signs = new Signs();
  protected readonly episodes: readonly Episode[];
  readonly #kick: Balance;
  readonly #loss: Balance;

  constructor(finished: Finished) {
    super();
    this.#kick = new Balance("kick", finished);
    this.#loss = new Balance("loss", finished);
    this.episodes = [this.#kick.episode, this.#loss.episode];
  }

  /** What returns now must not become usual. */
  get freezes(): boolean {
    return this.isOpen || this.#kick.episode.isSuspected || this.#loss.episode.isSuspected;
  }

  add(picture: Picture): EventRow | undefined {
    this.signs.add(picture);
    const wasOpen = this.isOpen;
    const kick = this.#kick.add(picture, this.signs);
    // Gas that leaves the hole while a kick is circulated out leaves less to return.
    const loss = this.#kick.episode.isOpen ? undefined : this.#loss.add(picture, this.signs);
    if (wasOpen && !this.isOpen) picture.pits.restart();
    return loss ?? kick;
  }
}
