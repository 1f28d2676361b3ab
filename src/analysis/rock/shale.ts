/**
 * How much of a rock is shale, and which rock it may be, by its gamma ray alone: between a clean line and a shale line. The lines are told, or
 * found from the well itself, since no two gamma tools and mud weights read the same.
 */

/** What the gamma index becomes. Larionov 1969, for rocks that are older than the Tertiary, and for those of it. */
export const shaleFormulas = ["linear", "larionov-older", "larionov-tertiary"] as const;
/** How a gamma index becomes a share of shale. */
export type ShaleFormula = (typeof shaleFormulas)[number];

export interface ShaleLines {
  readonly clean: number;
  readonly shale: number;
}

/** A rock, up to this much shale. */
export interface CutOff {
  readonly upTo: number;
  readonly name: string;
}

/** Gamma alone does not tell sand from limestone: words for what it does tell. */
export const usualCutOffs: readonly CutOff[] = [
  { upTo: 0.35, name: "clean" },
  { upTo: 0.65, name: "shaly" },
  { upTo: 1, name: "shale" },
];

/** Of the gamma rays of a well, so many lie below the clean line, and as many above the shale line. */
const TAIL = 0.05;
/** From fewer metres (or as many feet) of well nobody can say what is clean there. */
const LEAST_STEPS = 100;

/** Undefined where there is too little, or all of it reads the same. Sorts the values. */
export function shaleLinesOf(gamma: Float64Array): ShaleLines | undefined {
  if (gamma.length < LEAST_STEPS) return undefined;
  gamma.sort();
  const at = (share: number): number => gamma[Math.round(share * (gamma.length - 1))]!;
  const lines = { clean: at(TAIL), shale: at(1 - TAIL) };
  return lines.shale > lines.clean ? lines : undefined;
}

/** From 0 to 1. */
export function shaleVolume(gamma: number, { clean, shale }: ShaleLines, formula: ShaleFormula): number {
  const index = Math.min(1, Math.max(0, (gamma - clean) / (shale - clean)));
  if (formula === "larionov-older") return 0.33 * (2 ** (2 * index) - 1);
  if (formula === "larionov-tertiary") return 0.083 * (2 ** (3.7 * index) - 1);
  return index;
}

export const lithologyOf = (volume: number, cutOffs: readonly CutOff[]): string | undefined =>
  cutOffs.find(({ upTo }) => volume <= upTo)?.name;
