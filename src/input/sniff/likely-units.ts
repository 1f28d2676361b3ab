/**
 * Which unit set a feed may use, by what its channels usually read on a rig. WITS does not tell, so this is a guess, told
 * with each piece of its evidence, and applied nowhere. Zeros, nulls, and values that never change over many rows
 * are no evidence: they are presets, dead sensors and pumps that stand still.
 */
import { recordOf } from "../../wits/catalog/code.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import { unitOf } from "../../wits/catalog/units.js";
import { quantile, type Spreads } from "./spread.js";
import type { CodeSurvey } from "./survey.js";

export type GuessedSet = "metric" | "fps";

/** What a channel usually reads, from and to. */
type Usual = readonly [from: number, to: number];

interface Channel {
  readonly mnemonics: readonly string[];
  /** `working`: the median of values above a quarter of the upper end, so that times without flow do not count. */
  readonly figure: "median" | "working" | "highest";
  readonly metric: Usual;
  readonly fps: Usual;
  /** What it weighs when it speaks for metric, and for FPS. */
  readonly weights: readonly [metric: number, fps: number];
  /** Below this the channel says nothing: pumps are off. */
  readonly silentBelow?: number;
  /** The channel says nothing before it has gone this far between its ends. */
  readonly travel?: number;
  /** A reading outside both ranges is told too: mud weights are often sent as specific gravities. */
  readonly third?: true;
}

/**
 * Ranges are wide: a value outside one is rare in that unit. Where both hold, the channel says nothing. Weights are judgements
 * by how far the ranges lie apart: mud weights never meet, block travel of one short log may mislead.
 */
const CHANNELS: readonly Channel[] = [
  {
    mnemonics: ["MDIA", "MDOA"],
    figure: "median",
    metric: [800, 2500],
    fps: [6.5, 21],
    weights: [3, 3],
    third: true,
  },
  {
    mnemonics: ["SPPA"],
    figure: "working",
    metric: [3500, 55_000],
    fps: [350, 7500],
    weights: [2, 2],
    silentBelow: 350,
  },
  {
    mnemonics: ["MFIA"],
    figure: "working",
    metric: [700, 6000],
    fps: [120, 1400],
    weights: [1.5, 1.5],
    silentBelow: 120,
  },
  { mnemonics: ["DMEA", "DBTM"], figure: "highest", metric: [0, 10_000], fps: [0, 40_000], weights: [0, 2] },
  {
    mnemonics: ["BPOS"],
    figure: "highest",
    metric: [20, 50],
    fps: [60, 180],
    weights: [1.5, 2.5],
    travel: 15,
  },
  { mnemonics: ["TVA"], figure: "median", metric: [10, 450], fps: [100, 4000], weights: [1.5, 2] },
  { mnemonics: ["MTOA", "MTIA"], figure: "median", metric: [2, 95], fps: [50, 210], weights: [1, 1.5] },
  { mnemonics: ["HKLA", "HKLX"], figure: "highest", metric: [10, 550], fps: [25, 1500], weights: [0, 1] },
];

export interface Evidence {
  readonly code: number;
  readonly mnemonic: string;
  readonly figure: Channel["figure"];
  readonly value: number;
  /** Undefined: in neither range. */
  readonly speaksFor: GuessedSet | undefined;
  readonly units: Readonly<Record<GuessedSet, string>>;
  readonly usual: Readonly<Record<GuessedSet, Usual>>;
  readonly weight: number;
}

export interface UnitsGuess {
  /** Undefined when nothing tells, or when channels contradict each other. */
  readonly set: GuessedSet | undefined;
  readonly sure: "very likely" | "likely" | "more likely than not" | "undecided";
  /** Whether FPS gallons are US ones for sure: mud lighter than water in imperial gallons is hardly ever pumped. */
  readonly gallons: "us" | "unknown" | undefined;
  readonly evidence: readonly Evidence[];
}

/** A channel that never changes over this many values is a preset or a dead sensor. */
const STEADY = 20;
/** Pounds in an imperial gallon of water. */
const WATER_UK = 10.02;

export function likelyUnits(codes: readonly CodeSurvey[], spreads: Spreads, catalog: Catalog): UnitsGuess {
  const evidence = CHANNELS.flatMap((channel) => evidenceOf(channel, codes, spreads, catalog) ?? []);
  const weighOf = (set: GuessedSet): number =>
    evidence.reduce((sum, { speaksFor, weight }) => sum + (speaksFor === set ? weight : 0), 0);
  const [metric, fps] = [weighOf("metric"), weighOf("fps")];
  const [most, least] = [Math.max(metric, fps), Math.min(metric, fps)];
  if (most === least) return { set: undefined, sure: "undecided", gallons: undefined, evidence };
  const set = metric > fps ? "metric" : "fps";
  const sure =
    least > 0
      ? most >= 4 * least
        ? "likely"
        : "more likely than not"
      : most >= 3
        ? "very likely"
        : "likely";
  return { set, sure, gallons: set === "fps" ? gallonsOf(evidence) : undefined, evidence };
}

function evidenceOf(
  channel: Channel,
  codes: readonly CodeSurvey[],
  spreads: Spreads,
  catalog: Catalog,
): Evidence | undefined {
  for (const mnemonic of channel.mnemonics) {
    for (const { code } of codes) {
      const item = catalog.itemByCode(code);
      if (item?.mnemonic !== mnemonic || recordOf(code) > 18) continue;
      const [metricUnit, fpsUnit] = [unitOf(item, "metric"), unitOf(item, "fps")];
      const spread = spreads.of(code);
      if (metricUnit === undefined || fpsUnit === undefined || spread === undefined) continue;
      if (spread.constant !== undefined && spread.count >= STEADY) continue;
      const value = figureOf(channel, spread.values);
      if (value === undefined || value < (channel.silentBelow ?? Number.NEGATIVE_INFINITY)) continue;
      if (channel.travel !== undefined && travelOf(spread.values) < channel.travel) continue;
      const [inMetric, inFps] = [lies(value, channel.metric), lies(value, channel.fps)];
      // In both, it tells nothing, and another code of the channel may.
      if (inMetric && inFps) continue;
      const speaksFor = inMetric ? "metric" : inFps ? "fps" : undefined;
      const weight = speaksFor === undefined ? 0 : channel.weights[speaksFor === "metric" ? 0 : 1];
      if (speaksFor === undefined ? !channel.third : weight === 0) continue;
      return {
        code,
        mnemonic,
        figure: channel.figure,
        value,
        speaksFor,
        units: { metric: metricUnit, fps: fpsUnit },
        usual: { metric: channel.metric, fps: channel.fps },
        weight,
      };
    }
  }
  return undefined;
}

const travelOf = (values: readonly number[]): number => quantile(values, 0.99) - quantile(values, 0.01);

const lies = (value: number, [from, to]: Usual): boolean => value >= from && value <= to;

function figureOf({ figure }: Channel, all: readonly number[]): number | undefined {
  const values = all.filter((value) => value !== 0);
  if (values.length === 0) return undefined;
  if (figure === "median") return quantile(values, 0.5);
  // Not the very highest: one spike is no evidence.
  const highest = quantile(values, 0.99);
  if (figure === "highest") return highest;
  return quantile(
    values.filter((value) => value > highest / 4),
    0.5,
  );
}

function gallonsOf(evidence: readonly Evidence[]): "us" | "unknown" {
  const mud = evidence.find(({ mnemonic }) => mnemonic === "MDIA" || mnemonic === "MDOA");
  return mud?.speaksFor === "fps" && mud.value < WATER_UK ? "us" : "unknown";
}
